"""Whatever the window says has its Spanish."""

import re
from pathlib import Path

import apanim.window
from apanim.lab.ranges import RANGES
from apanim.window import keys
from apanim.window.panels.side.panel import NAMES
from apanim.window.panels.side.plots import DIAGRAMS
from apanim.window.translated import words_in

SAID = re.compile(r"""(?:words|word|tell|Note|_button|_head|desk\.words)\(\s*"([^"{]*(?:\{\})?[^"{]*)\"""")
SAME = {"", "{}", "No", "V", "m", "h", "n", "Tab", "Esc", "E_Na", "E_K", "E_Cl", "Na^+", "K^+"}


def spoken():
    """Every English phrase that the window's code looks up, and those of its tables."""
    for path in Path(apanim.window.__file__).parent.rglob("*.py"):
        yield from SAID.findall(path.read_text("utf-8"))
    yield from NAMES.values()
    yield from (words for _, words in keys.told())
    for span in RANGES.values():
        yield from (span.words, span.told)
    for diagram in DIAGRAMS:
        yield diagram.title
        yield from (line.sign for line in diagram.lines)


def test_every_phrase_of_the_window_has_its_spanish():
    spanish = words_in("es")
    same = sorted({english for english in spoken() if spanish(english) == english} - SAME)
    assert not same


def test_a_language_that_there_is_not_stays_english():
    assert words_in("xx")("Play or pause") == "Play or pause"
    assert words_in("es-MX")("Play or pause") == "Reproducir o pausar"


def test_a_phrase_with_a_place_keeps_it():
    spanish = words_in("es")
    for english in set(spoken()):
        assert spanish(english).count("{}") == english.count("{}"), english
