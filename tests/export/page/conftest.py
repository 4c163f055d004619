"""A page of a short scene in two languages, made once, and browsers that have it open."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pytest
from browser import NAMES, Browser, browser

from apanim.export.clip import Painting
from apanim.export.languages import catalogues
from apanim.export.page.languages import tell
from apanim.export.page.write import page_clip, page_text, write_page
from apanim.export.progress import Report, Telling
from apanim.export.segments.team import ALONE
from apanim.picture.shot import Look
from apanim.picture.theme import theme
from apanim.script.programme import Programme, compile_programme

SIZE, FPS = (320, 180), 30
SCENE = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("crossed", title="A spike")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK)
    s.trace(patch, window_ms=6, lines=["threshold"])
    s.title("A spike", tag="TEST")
    spike = s.stimulate(patch, 1.3 * THRESHOLD)
    s.measure(peak=patch.at(spike.peak).V)
    s.say("it_fires", until=spike.peak)
    s.title("Back at rest", tag="TEST")
    s.say("it_recovers", until=spike.trough)
"""
WORDS = """
[language]
code = "{code}"
name = "{name}"

[lexicon]
"mV" = "millivolts"
"+" = "plus"

[screen]
{screen}

[cues.it_fires]
text = "{fires}: {{peak:mV}}."

[cues.it_recovers]
text = "{recovers}."
"""
ENGLISH = {"code": "en-GB", "name": "English", "screen": "", "fires": "The membrane fires and climbs",
           "recovers": "Then it falls below where it began"}  # fmt: skip
SPANISH = {"code": "es", "name": "Español",
           "screen": '"Back at rest" = "De vuelta"\n"Next event" = "Siguiente"',
           "fires": "La membrana dispara y sube", "recovers": "Luego cae por debajo"}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """The file, and what it was made from."""

    file: Path
    text: str
    programme: Programme
    painting: Painting
    look: Look

    def tick(self, frame: int) -> int:
        """The tick that a frame of the film shows."""
        return frame * 600 // FPS


def _quietly(what: str, unit: str) -> Report:
    return Report(what, unit, telling=Telling.QUIET)


@pytest.fixture(scope="session")
def page(tmp_path_factory: Any) -> Page:
    folder = tmp_path_factory.mktemp("una página")  # its name is no plain one
    (folder / "narration").mkdir()
    (folder / "crossed.py").write_text(SCENE, encoding="utf-8")
    for code, words in (("en", ENGLISH), ("es", SPANISH)):
        (folder / "narration" / f"{code}.toml").write_text(WORDS.format(**words), encoding="utf-8")
    spec = str(folder / "crossed.py")
    programme = compile_programme(spec, "silent", "en")
    programme.bake()
    painting = Painting(programme, SIZE, theme(), Look(captions=False))
    words = tell(programme, catalogues(spec, None, "en"), insist=False)
    whole = (0, programme.duration_tick)
    clip = page_clip(painting, whole, SIZE, FPS)
    text = page_text(painting, clip, words, (), _quietly, ALONE)
    write_page(text, folder / "una página.html")
    return Page(folder / "una página.html", text, programme, painting, painting.look)


@pytest.fixture(scope="session", params=NAMES)
def opened(request: Any, page: Page) -> Iterator[Browser]:
    """A browser that has the page open, as wide as a desk's."""
    with browser(request.param) as one:
        one.open(page.file)
        yield one
