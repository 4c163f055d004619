"""The letters of a line as outlines, so that a viewer that has not the font shows the same."""

from functools import lru_cache
from typing import NamedTuple

from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.svgPathPen import SVGPathPen

from apanim.letters.faces import Face, font_at

Bounds = tuple[float, float, float, float]


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
