"""The author's guide keeps its word: examples run, commands are such, and all there is stands in it."""

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import typer
from guide_commands import PAGE, page
from guide_pages import DOCS, blocks, commands, examples, pages, pictures
from guide_pictures import all_pictures

from apanim.cli.command import app
from apanim.errors import UserError
from apanim.export.questions import questions_in
from apanim.narration.voices import voice_named
from apanim.physics.cell import SOMA_20_UM
from apanim.physics.dendrite import SPINY_DENDRITE
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.theme import own_theme
from apanim.picture.views import view_of
from apanim.script import THRESHOLD
from apanim.script.compile import compile_scene
from apanim.script.find import find_catalogue, load
from apanim.script.lecture import load_order
from apanim.script.mistakes import told
from apanim.script.programme import compile_programme
from apanim.script.stage import Stage

NAMES = {
    "TEXTBOOK": TEXTBOOK, "SPINY_DENDRITE": SPINY_DENDRITE, "SOMA_20_UM": SOMA_20_UM,
    "THRESHOLD": THRESHOLD,
}  # fmt: skip
MOST_BYTES = 2_000_000  # of all pictures: the guide is not to swell the repository
EXAMPLES = [example for page in pages() for example in examples(page)]


def compiled(example, folder):
    """Its timeline in each language that it has words of."""
    file = example.write(folder)
    for language in sorted({"en", *(path.stem for path in folder.glob("narration/*.toml"))}):
        catalogue = find_catalogue(file.parent, language)
        yield compile_scene(load(file), catalogue, voice_named("silent")).timeline


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.page}:{e.line}")
def test_every_example_is_a_scene_whose_claims_hold(example, tmp_path):
    said = [block for block in blocks((DOCS / example.page).read_text()) if example.name in block.title]
    if any(block.text.startswith("apanim: ") for block in said):
        return  # one that shows a mistake: see below
    for timeline in compiled(example, tmp_path):
        view_of(timeline)
        assert [claim for claim in timeline.claims if not claim.holds] == []


def test_what_a_command_is_told_to_say_it_says(tmp_path, monkeypatch, capsys):
    for where in pages():
        for block in blocks(where.read_text(encoding="utf-8")):
            if block.title.startswith("apanim "):
                words = shlex.split(block.title)
                above = [e for e in examples(where) if e.name == words[2] and e.line < block.line]
                folder = tmp_path / f"{where.stem}-{block.line}"
                above[-1].write(folder)
                monkeypatch.chdir(folder)
                try:
                    app(words[1:], standalone_mode=False)
                except UserError as error:  # as the command itself tells it
                    print(f"apanim: {error}")
                assert capsys.readouterr().out.strip() == block.text.strip()


def test_every_command_is_one():
    group: Any = typer.main.get_command(app)
    for where, line in commands():
        words = shlex.split(line, comments=True)
        words = words[words.index("apanim") + 1 :]
        if words[0].startswith("-") or "COMMAND" in words:
            continue
        assert words[0] in group.commands, f"{where}: {line}"
        if "..." not in line:
            group.commands[words[0]].make_context(
                words[0], words[1:]
            )  # refuses an option that there is not


def test_the_page_of_commands_is_what_they_take():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_picture_is_there_small_and_made_by_an_example():
    shown = {picture.file for where in pages() for picture in pictures(where)}
    assert shown == {picture.file for picture, _ in all_pictures()}
    assert shown == set((DOCS / "pictures").iterdir())
    assert sum(file.stat().st_size for file in shown) < MOST_BYTES


def refusals():
    """(page, call, what is told) of every call that the guide shows to be refused."""
    for where in pages():
        for block in blocks(where.read_text(encoding="utf-8")):
            if block.title == "Refused":
                for call, told_as in re.findall(r"([^#]+?)\n# (.*)\n", block.text):
                    yield where.name, call, told_as


def test_what_is_refused_is_told_as_the_guide_says():
    for where, call, told_as in refusals():
        assert refusal(call) == told_as, f"{where}: {call}"


@cache
def words_of_the_first_scene():
    (first, *_) = examples(DOCS / "first-scene.md")
    with TemporaryDirectory() as folder:
        return find_catalogue(first.write(Path(folder)).parent, "en")


def refusal(call):
    """What the author of `call` is told, on a stage with what it speaks of, in the course of a spike."""
    stage = Stage(words_of_the_first_scene(), voice_named("silent"), Path(call))
    names = {"s": stage, **NAMES}
    if call.startswith(("s.membrane", "s.axon", "s.neuron")):
        pass
    elif "neuron" in call:
        names["neuron"] = stage.neuron()
    elif "axon" in call:
        names["axon"] = stage.axon()
    else:
        names["patch"] = stage.membrane(TEXTBOOK)
        if "spike" in call:
            names["spike"] = stage.stimulate(names["patch"], 1.3 * THRESHOLD)
    try:
        exec(call, names)
    except Exception as error:  # as the author is told it
        return told(error, names)
    return "nothing"


def test_the_recipes_files_are_what_they_say(tmp_path):
    (lesson,) = examples(DOCS / "recipes.md")
    programme = compile_programme(str(lesson.write(tmp_path)), "silent", "en")
    asked = questions_in(programme, find_catalogue(tmp_path, "en"), tmp_path)
    assert any("At its peak the inside is" in question.ask for question in asked)
    assert own_theme("dark", tmp_path / "theme.toml").logo
    order = load_order(tmp_path / "mine.toml")
    assert order.parts == ("welcome", "resting", "spike: 2", "lesson")


def test_the_site_is_built_strictly_and_asks_the_network_for_nothing(tmp_path):
    pytest.importorskip("mkdocs", reason="pip install '.[docs]'")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(build, cwd=DOCS.parent, env=quiet, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for file in tmp_path.rglob("*.html"):
        fetched = re.findall(
            r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?(https?://[^"' >]+)""", file.read_text()
        )
        assert fetched == [], file.name
    for file in tmp_path.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?https?:", file.read_text()), file.name
    assert {f"{page.stem}.html" for page in pages()} == {
        file.name for file in tmp_path.rglob("*.html") if file.name != "404.html"
    }
