"""The README and CONTRIBUTING keep their word: every command and example in them is run or checked."""

import csv
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from command import apanim

from apanim.export.batch.course_file import read_course

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def blocks(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def run(folder, line):
    words = shlex.split(line)
    assert words[0] == "apanim"
    return apanim(folder, *words[1:])


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example")
    (folder / "narration").mkdir()
    (python,), (_, pulses, words) = blocks(README, "python"), blocks(README, "toml")
    (folder / "pulses.toml").write_text(pulses, encoding="utf-8")
    (folder / "first.py").write_text(python, encoding="utf-8")
    (folder / "narration" / "en.toml").write_text(words, encoding="utf-8")
    return folder


def test_the_example_scene_does_as_it_is_told(example):
    commands = [line for block in blocks(README, "sh") for line in block.splitlines() if "first" in line]
    assert [shlex.split(c)[1] for c in commands] == ["check", "still", "render"]
    for command in commands:
        smaller = command + ("" if " check " in command else " --size 640x360")
        done = run(example, smaller)
        assert done.returncode == 0, done.stderr
    assert (example / "first.png").stat().st_size > 50_000
    assert (example / "first.mp4").stat().st_size > 100_000


def test_the_example_of_the_laboratory_does_as_it_is_told(example):
    commands = [line for block in blocks(README, "sh") for line in block.splitlines() if "pulses" in line]
    assert [shlex.split(c)[1] for c in commands] == ["lab", "render", "still", "data"]
    for command in commands[1:]:  # a window has its own tests
        smaller = command + ("" if " data " in command else " --size 640x360")
        done = run(example, smaller + (" --to 2" if " render " in command else ""))
        assert done.returncode == 0, done.stderr
    assert (example / "pulses.png").stat().st_size > 50_000
    assert (example / "pulses.mp4").stat().st_size > 50_000
    with (example / "pulses.csv").open() as file:
        v_mV = [float(row["V_mV"]) for row in csv.DictReader(file)]
    assert len(v_mV) == 14 * 60 + 1
    assert max(v_mV) > 30


def test_the_course_is_one(tmp_path):
    (tmp_path / "course.toml").write_text(blocks(README, "toml")[0], encoding="utf-8")
    films = [film.path.name for film in read_course(tmp_path / "course.toml").films]
    assert len(films) == 17
    assert {"lecture-es-tall.webm", "short-en-lecture.mp4", "spike-en-draft.gif"} <= set(films)


def test_the_experiments_are_those_that_there_are():
    named = re.findall(r"^\| `apanim lab (\w+)` \|", README, re.MULTILINE)
    assert sorted(named) == sorted(path.stem for path in (ROOT / "scenes" / "lab").glob("*.toml"))


def test_the_commands_of_the_table_work(tmp_path):
    commands = re.findall(r"^\| `(apanim [^`]*)`", README, re.MULTILINE)
    assert {shlex.split(c)[1] for c in commands} >= {
        "play",
        "render",
        "still",
        "data",
        "check",
        "list",
        "measure",
        "words",
        "script",
        "coverage",
    }
    for command in commands:
        name = shlex.split(command)[1]
        if name in ("play", "lab", "measure", "flash", "check", "list", "batch"):
            command = f"apanim {name} --help"  # their own tests open and run them
        elif name in ("script", "attention"):
            command += " pump"  # one scene is enough here
        elif name == "page":
            command += " --voice silent --from 30 --to 31 --size 320x180"
        elif name == "slides":
            command += " --questions --voice silent --fps 24 --size 320x180"
        elif name in ("render", "still", "sheet", "data", "words"):
            command += " --voice silent"  # the voice has its own tests
        if name == "words":
            command += " pump"
        shorter = command.replace("--from 38 --to 46", "--from 38 --to 39").replace(
            "--every 5", "--every 10"
        )
        done = run(tmp_path, shorter)
        assert done.returncode == 0, f"{command}: {done.stderr}"
    written = {"pump.pptx", "spike.gif", "peak.png", "spike.csv", "words", "script.md", "coverage.md"}
    assert written <= {p.name for p in tmp_path.iterdir()}
    assert (tmp_path / "coverage.md").read_text() == (ROOT / "scenes" / "COVERAGE.md").read_text()


def test_the_two_commands_name_what_there_is():
    setups = [b.strip() for b in blocks(README, "sh") if "venv" in b]
    assert len(setups) == 2
    assert setups[0].endswith("apanim render")
    assert setups[1].endswith("-m pytest")
    assert "-m pytest" in (ROOT / ".ci" / "run").read_text()
    assert setups[1] in CONTRIBUTING


def test_a_wheel_carries_scenes_and_assets(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT)],
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "apanim/_data/scenes/spike.py" in names
    assert "apanim/_data/scenes/lab/membrane.py" in names
    assert "apanim/_data/scenes/lab/threshold.toml" in names
    assert "apanim/_data/scenes/narration/en.toml" in names
    assert "apanim/_data/assets/sprites/na_channel.svg" in names
    assert "apanim/_data/assets/page/page.html" in names
    assert not [n for n in names if n.startswith("tests/")]


def test_the_pictures_and_files_that_are_named_exist():
    for text in (README, CONTRIBUTING):
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert (ROOT / target).exists(), target
    for room in re.findall(r"^\| `([a-z./]+)`(?:, `([a-z./]+)`)? \|", CONTRIBUTING, re.MULTILINE):
        for name in filter(None, room):
            assert (ROOT / "apanim" / name).exists(), name


def test_every_lie_is_in_its_range_and_says_why():
    from apanim.lies import all_lies

    for name, lie in all_lies().items():
        assert lie.low <= lie.value <= lie.high, name
        assert len(lie.truth) > 10, name
        assert len(lie.why) > 10, name
