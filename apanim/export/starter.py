"""A scene to begin with: a file and its words that play and check at once, and are meant to be changed."""

import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path

from apanim.errors import UserError
from apanim.export.whole import write_text
from apanim.narration.catalogue import Catalogue
from apanim.script.scene import check_name

_SCENE = '''\
"""{heading}: what the lecturer does, in order. Change a line and save: a playing window follows."""

from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene({name}, title={title})


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK)
    s.trace(patch, window_ms=6, lines=["threshold"])
    s.title({title}, tag="MY LECTURE")
    s.say("{cue}_rests")  # its words stand in narration/en.toml
    spike = s.stimulate(patch, 1.3 * THRESHOLD)
    peak = patch.at(spike.peak).V
    s.measure(peak=peak)  # {{peak:mV}} in a sentence is filled in by the membrane
    s.say("{cue}_fires", until=spike.peak, claim=peak > 0)
    s.say("{cue}_recovers", until=spike.trough)
'''
_LANGUAGE = """\
[language]
code = "en-GB"
name = "English"

[lexicon]
"mV" = "millivolts"
"+" = "plus"
"""
_CUES = """
[cues.{cue}_rests]
text = "Here is a membrane at rest."

[cues.{cue}_fires]
text = "The membrane fires: its voltage climbs to {{peak:mV}}."

[cues.{cue}_recovers]
text = "Then it falls below where it began."
"""


def write_scene(name: str, folder: Path) -> tuple[Path, Path]:
    """Write the scene `name` into `folder`; gives its file and that of its words.

    Words that the folder has already stay, and those of the scene come after them. Raises UserError for a
    name that is taken or cannot be one, and when the disk refuses.
    """
    name = name.removesuffix(".py")
    check_name(name, f"apanim new {name!r}"[:80])
    path, words = folder / f"{name}.py", folder / "narration" / "en.toml"
    if name in sys.stdlib_module_names or _is_a_library(name):
        raise UserError(
            f"apanim new {name}: Python has a module of that name; take another, such as my_{name}"
        )
    if path.exists():
        raise UserError(f"{path}: is there already and stays as it is; take another name")
    cue = re.sub(r"\W", "_", name if name[0].isalpha() else f"scene_{name}", flags=re.ASCII)
    before = _words_before(words, cue)
    title = " ".join(re.split(r"[\s_-]+", name)).strip().capitalize() or name
    try:
        words.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise UserError(f"{words.parent}: cannot be made ({error.strerror})") from error
    write_text(words, before + _CUES.format(cue=cue))
    quoted, named = (json.dumps(text, ensure_ascii=False) for text in (name, title))
    write_text(path, _SCENE.format(name=quoted, title=named, heading=title, cue=cue))
    return path, words


def _words_before(words: Path, cue: str) -> str:
    """The words that are there, or those of no cue. Raises UserError if they are wrong, or have these."""
    if not words.exists():
        return _LANGUAGE
    cues = Catalogue.load(words).cues
    if taken := [name for name in re.findall(r"\[cues\.(.*)\]", _CUES.format(cue=cue)) if name in cues]:
        raise UserError(f"{words}: cue '{taken[0]}' is there already; take another name for the scene")
    return words.read_text(encoding="utf-8").rstrip("\n") + "\n"


def _is_a_library(name: str) -> bool:
    try:
        return name.isidentifier() and find_spec(name) is not None
    except (ImportError, ValueError):
        return False
