"""Words as outlines of Manrope's letters, so that a viewer that has not the font shows the same.

fontTools reads the letters; the pairs' kerning is the font's own, as resvg sets it.
"""

from functools import cache
from typing import NamedTuple

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from apanim.picture.type import font_file


class Line(NamedTuple):
    """The glyphs of a line, by name, each with where it starts; and the whole width, in font units."""

    glyphs: tuple[tuple[str, float], ...]
    width: float


class Face:
    """The letters of one weight of the font."""

    def __init__(self, weight: int) -> None:
        self._font = TTFont(font_file(weight))
        self.units_per_em: int = self._font["head"].unitsPerEm  # type: ignore[attr-defined]
        self._names: dict[int, str] = self._font.getBestCmap() or {}
        self._glyphs = self._font.getGlyphSet()
        self._pairs = [s for lookup in _kerning_lookups(self._font) for s in lookup.SubTable]

    def line(self, text: str, tracking_em: float = 0.0) -> Line:
        """`text` in a line; a letter that the font has not becomes the font's sign for that."""
        names = [self._names.get(ord(char), ".notdef") for char in text]
        out, x = [], 0.0
        for i, name in enumerate(names):
            out.append((name, x))
            x += self._glyphs[name].width + tracking_em * self.units_per_em
            if i + 1 < len(names):
                x += self.kerning(name, names[i + 1])
        return Line(tuple(out), x)

    def path(self, glyph: str) -> str:
        """SVG path data of a glyph, y upwards, in font units; empty for a space."""
        pen = SVGPathPen(self._glyphs)
        self._glyphs[glyph].draw(pen)
        return pen.getCommands()

    def kerning(self, first: str, second: str) -> float:
        """What the font adds between two glyphs, in font units."""
        for table in self._pairs:
            if first not in table.Coverage.glyphs:
                continue
            value = (
                _of_pair(table, first, second) if table.Format == 1 else _of_classes(table, first, second)
            )
            if value is not None:
                return value
        return 0.0


def _kerning_lookups(font: TTFont) -> list:
    table = font["GPOS"].table
    features = (r.Feature for r in table.FeatureList.FeatureRecord if r.FeatureTag == "kern")
    return [table.LookupList.Lookup[i] for feature in features for i in feature.LookupListIndex]


def _of_pair(table, first: str, second: str) -> float | None:
    pairs = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
    return next((_advance(pair.Value1) for pair in pairs if pair.SecondGlyph == second), None)


def _of_classes(table, first: str, second: str) -> float:
    one, two = table.ClassDef1.classDefs.get(first, 0), table.ClassDef2.classDefs.get(second, 0)
    return _advance(table.Class1Record[one].Class2Record[two].Value1)


def _advance(value) -> float:
    return float(getattr(value, "XAdvance", 0)) if value is not None else 0.0


@cache
def face(weight: int) -> Face:
    """The face of a weight, read once."""
    return Face(weight)
