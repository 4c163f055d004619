"""Manrope for a page: only the signs that the page shows, with every weight."""

import io

from fontTools import subset
from fontTools.ttLib import TTFont

from apanim.picture.type import FONTS

_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "−–…·×°%←→↑↓⁺⁻₊₋²³⁴µ"


def font_bytes(text: str) -> bytes:
    """The font in the form that browsers read (WOFF), with the signs of `text` as far as it has them."""
    options = subset.Options(
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum"], flavor="woff"
    )
    font = subset.load_font(str(FONTS / "Manrope-VariableFont_wght.ttf"), options)
    assert isinstance(font, TTFont)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text + _ALWAYS)
    subsetter.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()
