"""A scene is read again when something that it depends on has changed, and only then."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from helpers import WORDS, write_scene

from apanim.cache import Store
from apanim.narration import lengths
from apanim.pack import pack
from apanim.script import readings, sound
from apanim.script.programme import Programme, compile_programme, every_scene
from apanim.tape.bake import key

BODY = """
from helper_of_mine import WAIT_S
s.title("One", tag="TEST")
s.say("hello")
s.wait(WAIT_S + len(open(HERE / "data.txt").read()))
"""
ORDER = '[lecture]\nname = "two"\ntitle = "Two"\nparts = ["small", "other"]\n'
OTHER = 's.title("Two", tag="TEST")\ns.say("peak_told")'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "cache"))
    mine = tmp_path / "mine"
    mine.mkdir()
    words = WORDS + '\n[cues.peak_told]\ntext = "It rises."\n'
    other = write_scene(mine, OTHER, words)
    other.rename(mine / "other.py")
    (mine / "other.py").write_text((mine / "other.py").read_text().replace('"small"', '"other"'))
    small = write_scene(mine, BODY, words)
    head = "from pathlib import Path\nHERE = Path(__file__).parent\n"
    small.write_text(head + small.read_text())
    (mine / "helper_of_mine.py").write_text("WAIT_S = 1.0\n")
    (mine / "data.txt").write_text("a")
    (mine / "two.toml").write_text(ORDER)
    return mine


@pytest.fixture
def read(monkeypatch):
    """The names of the scenes that are read, as they are."""
    names = []
    usual = readings.compile_scene

    def compile_scene(scene, *rest):
        names.append(scene.name)
        return usual(scene, *rest)

    monkeypatch.setattr(readings, "compile_scene", compile_scene)
    return names


def programme(folder, voice="silent") -> Programme:
    return compile_programme(str(folder / "two.toml"), voice, "en")


def test_nothing_is_read_twice_and_what_is_kept_is_the_same(folder, read):
    first = programme(folder)
    assert read == ["small", "other"]
    second = programme(folder)
    assert read == ["small", "other"]
    for one, other in zip(first.scenes, second.scenes, strict=True):
        assert one.lines == other.lines
        assert key(one.timeline.plan) == key(other.timeline.plan)
        for name in (
            "cues",
            "captions",
            "spans",
            "claims",
            "measures",
            "screen",
            "glossary",
            "duration_tick",
        ):
            assert getattr(one.timeline, name) == getattr(other.timeline, name), name
    assert np.array_equal(first.track, second.track)


@pytest.mark.parametrize("of_author", [False, True])
def test_what_a_library_makes_from_a_text_is_not_an_authors(folder, read, monkeypatch, of_author):
    """Some libraries make functions with exec as they are imported, be it while a scene is read; where an
    author does so, what he asks beyond files makes the reading of no use."""
    made = "def compile_scene(*rest):\n    list(os.scandir(folder))\n    return usual(*rest)"
    names = {"os": os, "folder": folder, "usual": readings.compile_scene}
    exec(made, names)
    if of_author:
        (folder / "other.py").write_text(
            "import os\nexec('os.listdir()')\n" + (folder / "other.py").read_text()
        )
    else:
        monkeypatch.setattr(readings, "compile_scene", names["compile_scene"])
    programme(folder)
    read.clear()
    programme(folder)
    assert read == (["other"] if of_author else [])


def changes(folder: Path):
    """What may change, and which scenes are then read again."""
    small, words = folder / "small.py", folder / "narration" / "en.toml"
    said, lexicon = "and waits", '"mV" = "millivolts"'
    return {
        "nothing": (lambda: None, []),
        "the scene": (lambda: small.write_text(small.read_text() + "\n# later\n"), ["small"]),
        "a module of its author's": (
            lambda: rewrite(folder / "helper_of_mine.py", "1.0", "2.0"),
            ["small"],
        ),
        "a file that it opens": (lambda: (folder / "data.txt").write_text("ab"), ["small"]),
        "a word that it says": (lambda: rewrite(words, said, "and pauses"), ["small"]),
        "a word of the other": (lambda: rewrite(words, "It rises.", "It climbs."), ["other"]),
        "a word that nobody says": (lambda: rewrite(words, "It rises to", "It climbs to"), []),
        "the lexicon": (lambda: rewrite(words, lexicon, lexicon + '\n"x" = "ex"'), ["small", "other"]),
    }


def rewrite(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("what", list(changes(Path())))
def test_what_has_changed_is_read_again_and_nothing_else(folder, read, what):
    before = programme(folder)
    del read[:]
    change, again = changes(folder)[what]
    change()
    after = programme(folder)
    assert read == again
    if what == "a module of its author's":
        assert after.duration_tick == before.duration_tick + 600
    del read[:]
    programme(folder)
    assert read == []


BEYOND = {
    "what is not there yet": "L = 1.0\ntry:\n    L = float(open(HERE / 'late.txt').read())\n"
    "except OSError:\n    pass",
    "a module that is not there yet": "L = 1.0\ntry:\n    from late_of_mine import L\n"
    "except ImportError:\n    pass",
    "a folder's list": "import os\nL = 1.0 + sum(n.startswith('late') for n in os.listdir(HERE))",
    "a relative name": "import os\nos.chdir(HERE)\nL = float(open('now.txt').read())",
    "bytes for a name": "import os\nL = float(open(os.fsencode(HERE / 'now.txt')).read())",
    "a name to read and write": "L = float(open(HERE / 'now.txt', 'r+').read())",
}


@pytest.mark.parametrize("how", list(BEYOND))
def test_what_a_scene_looks_at_by_any_road_is_looked_at_again(folder, monkeypatch, how):
    monkeypatch.chdir(folder)
    small = folder / "small.py"
    head = small.read_text().split("from helper_of_mine", 1)[0]
    asked = BEYOND[how].replace("\n", "\n    ")
    small.write_text(head + asked + "\n    s.say('hello')\n    s.wait(L)\n")
    (folder / "now.txt").write_text("1.0")
    before = programme(folder).duration_tick
    (folder / "late.txt").write_text("2.0")
    (folder / "now.txt").write_text("2.0")
    (folder / "late_of_mine.py").write_text("L = 2.0\n")
    (folder / "late.more").write_text("")
    assert programme(folder).duration_tick > before


def test_a_file_that_changes_while_a_scene_is_read_is_read_again(folder):
    small = folder / "small.py"
    slow = "n = len(open(HERE / 'data.txt').read())\n    (HERE / 'data.txt').write_text('abc')\n"
    text = small.read_text().replace(
        's.wait(WAIT_S + len(open(HERE / "data.txt").read()))', slow + "    s.wait(n)"
    )
    assert slow in text
    small.write_text(text)
    before = programme(folder).duration_tick
    assert programme(folder).duration_tick == before + 2 * 600


def test_a_kept_length_of_its_line_is_a_part_of_a_scene(folder, read, monkeypatch):
    programme(folder)
    del read[:]
    spoken = lengths.line_hash("It rises.")
    monkeypatch.setattr(lengths, "_kept", lambda: {("", spoken): 600})  # the silent voice's pace is ""
    programme(folder)
    assert read == ["other"]


def test_another_voice_language_or_code_is_another_reading(folder, read, monkeypatch):
    programme(folder)
    del read[:]
    programme(folder, "hibari")
    assert read == ["small", "other"]
    monkeypatch.setattr(readings, "code_digest", lambda *_: "other code")
    programme(folder)
    assert read == ["small", "other"] * 2


@pytest.mark.parametrize("spoil", ["cut off", "flipped", "exchanged", "of another kind", "emptied"])
def test_an_entry_that_is_spoilt_or_foreign_is_not_believed(folder, read, spoil):
    right = [scene.lines for scene in programme(folder).scenes]
    store = Store("readings")
    assert store.folder is not None
    one, two = sorted(path for path in store.folder.iterdir())
    whole = one.read_bytes()
    if spoil == "exchanged":
        one.write_bytes(two.read_bytes())
        two.write_bytes(whole)
    elif spoil == "of another kind":
        store.save(one.name, pack(("files", "words")))
        store.save(two.name, b"junk")
    else:
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1 :]
        one.write_bytes({"cut off": whole[:middle], "flipped": flipped, "emptied": b""}[spoil])
    del read[:]
    assert [scene.lines for scene in programme(folder).scenes] == right
    assert len(read) == (2 if spoil in ("exchanged", "of another kind") else 1)


def test_a_cache_that_cannot_be_is_no_matter(folder, read, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "file"))
    assert programme(folder).duration_tick == programme(folder).duration_tick
    assert read == ["small", "other"] * 2


def test_the_sound_is_mastered_once(folder, monkeypatch):
    one = compile_programme(str(folder / "other.py"), "hibari", "en").track
    monkeypatch.setattr(sound, "mastered", lambda track: pytest.fail("mastered again"))
    again = compile_programme(str(folder / "other.py"), "hibari", "en").track
    assert np.array_equal(one, again)
    rewrite(folder / "narration" / "en.toml", "It rises.", "It climbs.")
    other = compile_programme(str(folder / "other.py"), "hibari", "en")
    with pytest.raises(pytest.fail.Exception):
        _ = other.track


def test_every_scene_of_ours_is_kept(read):
    for name in every_scene():
        compile_programme(name, "hibari", "en")
    del read[:]
    for name in every_scene():
        compile_programme(name, "hibari", "en")
    assert read == []
    assert not any("helper_of_mine" in name for name in sys.modules)
