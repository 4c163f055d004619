"""Small scenes for the tests of the script room."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.narration.catalogue import Catalogue
from apanim.narration.voices import voice_named
from apanim.picture.camera import Sight
from apanim.picture.drawlist import Lens, Text
from apanim.picture.type import box
from apanim.script.compile import compile_scene
from apanim.script.find import load
from apanim.script.programme import Programme, compile_programme

HEAD = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("small", title="A small scene")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, ions=200)
"""
WORDS = """
[language]
code = "en-GB"
name = "English"

[lexicon]
"mV" = "millivolts"
"−" = "minus"
"+" = "plus"

[cues.hello]
text = "At rest the membrane sits still and waits."

[cues.peak]
text = "It rises to {peak:mV}."
"""


def write_scene(folder: Path, body: str, words: str = WORDS) -> Path:
    """A scene file with its narration in `folder`; the body is indented under the script."""
    (folder / "narration").mkdir(exist_ok=True)
    (folder / "narration" / "en.toml").write_text(words, encoding="utf-8")
    lines = "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
    path = folder / "small.py"
    path.write_text(HEAD + lines, encoding="utf-8")
    return path


def compiled(folder: Path, body: str, words: str = WORDS):
    path = write_scene(folder, body, words)
    catalogue = Catalogue.load(folder / "narration" / "en.toml")
    return compile_scene(load(path), catalogue, voice_named("silent")).timeline


def placed_texts(items):
    """(text, its box in the frame) of the texts among `items`; the scene is seen through its lens."""
    sight = Sight()
    for item in items:
        if isinstance(item, Lens):
            sight = Sight(item.x, item.y, item.scale)
        elif isinstance(item, Text):
            yield item, sight.box(box(item))


class Show:
    """One scene with its timeline, its tape and its sound; every claim of it holds."""

    def __init__(self, programme: Programme) -> None:
        self.programme, self.timeline, self.tape = programme, programme.timelines[0], programme.tapes[0]

    @property
    def track(self) -> NDArray[np.float32]:
        """Spoken and mastered when it is asked for: most look at pictures alone."""
        return self.programme.track


def open_show(scene: str, voice: str = "hibari", language: str = "en") -> Show:
    """One scene, its tape baked."""
    programme = compile_programme(scene, voice, language)
    programme.bake()
    return Show(programme)
