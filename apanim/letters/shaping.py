"""Shaping: a line of any script as glyphs in their places.

ICU finds the order in which its parts stand (Unicode's bidirectional algorithm) and which signs belong
together; HarfBuzz shapes each part with a face that has it. Shown as outlines, so that a viewer that has
not the font sees the same.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.svgPathPen import SVGPathPen

from apanim.letters.direction import units_of, visual
from apanim.letters.faces import Face, face_of, font_at, manrope
from apanim.letters.icu_harfbuzz import harfbuzz, icu
from apanim.letters.markup import TextRun
from apanim.letters.scripts import script_of

_JOINED = frozenset(("Arabic", "Syriac", "Mongolian", "Nko", "Devanagari", "Bengali"))  # takes no tracking
Bounds = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """A glyph by its number in a face at a weight, and its place on the line, in em of the line's size.

    `zoom` is its size by the line's; `x` and `y`, upwards, where its origin stands.
    """

    face: Face
    weight: int
    number: int
    x: float
    y: float
    zoom: float


class Shaped(NamedTuple):
    """The glyphs of a line from left to right, and how wide they are, in em; and the signs without one."""

    glyphs: tuple[Glyph, ...]
    width: float
    lacking: str


class Level(NamedTuple):
    """How a run is set: its size by the line's, its weight, and its rise in em of the line."""

    zoom: float
    weight: int
    rise: float


class _Part(NamedTuple):
    """Signs that are shaped together."""

    text: str
    level: Level
    face: Face
    backward: bool


@lru_cache(maxsize=4096)
def shaped(
    runs: tuple[TextRun, ...], levels: tuple[Level, ...], language: str, tracking_em: float
) -> Shaped:
    """The line of `runs`, each set as `levels` has it, with `tracking_em` more between the signs."""
    texts = [unicodedata.normalize("NFC", run.text) for run in runs]
    styles = [level for one, level in zip(texts, levels, strict=True) for _ in one]
    raised = [run.level != 0 for one, run in zip(texts, runs, strict=True) for _ in one]
    text = "".join(texts)
    glyphs: list[Glyph] = []
    x, lost = 0.0, ""
    for part, missing in _parts(text, styles, raised, language):
        lost += missing
        x = _set(part, x, language, tracking_em, glyphs)
    return Shaped(tuple(glyphs), x, "".join(dict.fromkeys(lost)))


def _set(part: _Part, x: float, language: str, tracking_em: float, glyphs: list[Glyph]) -> float:
    """Shape one part from `x` on; where the next begins."""
    font, buffer = font_at(part.face, part.level.weight), harfbuzz().Buffer()
    buffer.add_str(part.text)
    buffer.guess_segment_properties()
    if language:
        buffer.language = language
    buffer.direction = "rtl" if part.backward else "ltr"
    harfbuzz().shape(font, buffer)
    zoom = part.level.zoom
    em = font.face.upem / zoom
    apart = 0.0 if script_of(part.text[0]) in _JOINED else tracking_em
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(
            Glyph(
                part.face, part.level.weight, info.codepoint, x + place.x_offset / em,
                part.level.rise + place.y_offset / em, zoom,
            )
        )  # fmt: skip
        x += place.x_advance / em + (apart if place.x_advance else 0.0)
    return x


def _parts(
    text: str, styles: Sequence[Level], raised: Sequence[bool], language: str
) -> Iterator[tuple[_Part, str]]:
    """The parts of a line from left to right, and what each lacks."""
    for first, last, backward in visual(text, raised, language):
        row: list[tuple[str, Level, Face, str]] = []
        for start, end in clusters(text[first:last]):
            sign, style = text[first + start : first + end], styles[first + start]
            face = face_of(sign, language, style.weight)
            lost = "" if face else sign
            row.append((sign, style, face or Face(manrope(style.weight)), lost))
        groups = [[*group] for _, group in groupby(_blanks_joined(row), lambda one: (one[1], one[2]))]
        for group in reversed(groups) if backward else groups:
            signs = "".join(one[0] for one in group)
            yield _Part(signs, group[0][1], group[0][2], backward), "".join(one[3] for one in group)


def _blanks_joined(row: list[tuple[str, Level, Face, str]]) -> list[tuple[str, Level, Face, str]]:
    """A blank between two signs of one face is set in it too, so that they are shaped as one."""
    out = [*row]
    for i in range(1, len(row) - 1):
        sign, style, _, lost = row[i]
        before, after = out[i - 1], row[i + 1]
        if sign.isspace() and before[1:3] == after[1:3] and face_has(before[2], sign):
            out[i] = sign, style, before[2], lost
    return out


def face_has(face: Face, sign: str) -> bool:
    """Whether a face has all of a cluster."""
    return all(font_at(face, 600).get_nominal_glyph(ord(one)) is not None for one in sign)


def clusters(text: str) -> list[tuple[int, int]]:
    """(first, last) of every sign with its marks, as a reader counts them."""
    if text.isascii():
        return [(i, i + 1) for i in range(len(text))]
    breaks = icu().BreakIterator.createCharacterInstance(icu().Locale.getRoot())
    breaks.setText(text)
    at = units_of(text)
    edges = [0, *(at[edge] for edge in breaks)]
    return list(pairwise(edges))


class Outline(NamedTuple):
    """SVG path data of a glyph, y upwards, in font units, and the box of its points; empty for a blank."""

    path: str
    bounds: Bounds | None
    units_per_em: int


@lru_cache(maxsize=4096)
def outline(face: Face, weight: int, number: int) -> Outline:
    """The outline of a face's glyph at a weight."""
    font = font_at(face, weight)
    pen, box = SVGPathPen(None, ntos=lambda value: f"{value:.5g}"), ControlBoundsPen(None)
    font.draw_glyph_with_pen(number, pen)
    font.draw_glyph_with_pen(number, box)
    return Outline(pen.getCommands(), box.bounds, font.face.upem)
