"""The fonts of a page: only the signs that it shows, Manrope's and those of whatever else has the rest."""

import io
from collections import defaultdict

from fontTools import subset
from fontTools.ttLib import TTFont

from apanim.letters.faces import MANROPE, Face, face_of, own_signs
from apanim.letters.shaping import clusters

_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "−–…·×°%←→↑↓⁺⁻₊₋²³⁴µ"
_WEIGHT = 600


def font_bytes(text: str) -> bytes:
    """The font in the form that browsers read (WOFF), with the signs of `text` as far as it has them."""
    features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
    return _woff(Face(MANROPE / "Manrope-VariableFont_wght.ttf"), text + _ALWAYS, features)


def others(text: str, language: str) -> list[tuple[str, bytes]]:
    """(the signs, WOFF) of every other font that has signs of `text`, all its shapes kept."""
    needed: defaultdict[Face, set[str]] = defaultdict(set)
    signs = "".join(sorted(one for one in set(text) if ord(one) > 0xFF and ord(one) not in own_signs()))
    for first, last in clusters(signs):
        if face := face_of(signs[first:last], language, _WEIGHT):
            needed[face] |= set(signs[first:last])
    needed.pop(Face(MANROPE / "Manrope-SemiBold.ttf"), None)
    return [("".join(sorted(has)), _woff(face, "".join(has), ["*"])) for face, has in needed.items()]


def _woff(face: Face, text: str, features: list[str]) -> bytes:
    options = subset.Options(layout_features=features, flavor="woff", font_number=face.number)
    font = subset.load_font(str(face.file), options)
    assert isinstance(font, TTFont)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()
