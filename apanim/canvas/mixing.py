"""Rows of pixels mixed with rows of a target, as machine code. Colours are multiplied by their opacity.

The bytes are those that pygame's own blits give. Every row is `count` pixels, from `target[at]` and
`source[here]` on.
"""

from typing import Any

import numpy as np

from apanim.compiled import compiled

_U = np.uint32
_BYTE, _HALF, _EVEN, _ODD, _ONES = _U(0xFF), _U(0x80), _U(0x00FF00FF), _U(0xFF00FF00), _U(0x00010001)
_LOW7, _TOP, _COLOUR, _ALPHA = _U(0x7F7F7F7F), _U(0x80808080), _U(0x00FFFFFF), _U(0xFF000000)
_RED, _GREEN, _BLUE = _U(77), _U(150), _U(29)  # brightness, of 256
_GREEN_BYTE = _U(0x0000FF00)
_S7, _S8, _S16, _S24 = _U(7), _U(8), _U(16), _U(24)


@compiled
def over(target: Any, at: int, source: Any, here: int, count: int) -> None:
    """s + d - (d + 1) a / 256."""
    for x in range(count):
        target[at + x] = _above(source[here + x], target[at + x])


@compiled
def over_faded(target: Any, at: int, source: Any, here: int, count: int, level: int) -> None:
    """The same with `faded` pixels."""
    for x in range(count):
        target[at + x] = _above(faded(source[here + x], level), target[at + x])


@compiled
def shade(target: Any, at: int, opacities: Any, here: int, count: int, level: int) -> None:
    """The same with black of which only the opacities are kept."""
    for x in range(count):
        alpha = (_U(opacities[here + x]) * level + _BYTE) >> _S8
        target[at + x] = _above(alpha << _S24, target[at + x])


@compiled
def _above(above: Any, below: Any) -> Any:
    """One pixel over another, two channels in one multiplication."""
    alpha = above >> _S24
    even = (((below & _EVEN) + _ONES) * alpha >> _S8) & _EVEN
    odd = (((below >> _S8 & _EVEN) + _ONES) * alpha) & _ODD
    return above + (below - even - odd)


@compiled
def add(target: Any, at: int, source: Any, here: int, count: int) -> None:
    """min(s + d, 255) of all channels but opacity."""
    for x in range(count):
        target[at + x] = _sum(source[here + x] & _COLOUR, target[at + x])


@compiled
def add_faded(target: Any, at: int, source: Any, here: int, count: int, level: int) -> None:
    """The same with `faded` pixels."""
    for x in range(count):
        target[at + x] = _sum(faded(source[here + x], level) & _COLOUR, target[at + x])


@compiled
def _sum(more: Any, below: Any) -> Any:
    """min(s + d, 255) of four bytes: a sum that would run into the next byte is all ones."""
    low = (more & _LOW7) + (below & _LOW7)
    over = ((more & below) | ((more | below) & low)) & _TOP
    return (low ^ ((more ^ below) & _TOP)) | (over >> _S7) * _BYTE


@compiled
def faded(pixel: Any, level: Any) -> Any:
    """(s level + 255) / 256 of all channels; at FULL, as it is."""
    even = ((pixel & _EVEN) * level + _EVEN) >> _S8 & _EVEN
    return even | ((pixel >> _S8 & _EVEN) * level + _EVEN) & _ODD


@compiled
def dim(target: Any, at: int, count: int, own: int, grey: int, lost: int) -> None:
    """`own` of 256 of what is there, `grey` of 256 of its brightness, and `lost`, a colour.

    Brightness is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601-7, 2.5.1). No sum may be more than 255.
    """
    mine, levelled, more = _U(own), _U(grey), _U(lost)
    for x in range(at, at + count):
        pixel = target[x]
        red, green, blue = pixel >> _S16 & _BYTE, pixel >> _S8 & _BYTE, pixel & _BYTE
        grey_level = (_RED * red + _GREEN * green + _BLUE * blue) >> _S8
        light = (levelled * grey_level + _HALF) * _ONES
        even = ((pixel & _EVEN) * mine + light) >> _S8 & _EVEN
        odd = green * mine + light & _GREEN_BYTE
        target[x] = pixel & _ALPHA | (even | odd) + more


@compiled
def veil(target: Any, at: int, count: int, kept: int, tint: int) -> None:
    """(kept d + 255) / 256 of what is there, and `tint`, a colour. No sum may be more than 255.

    Whatever stood in the byte for opacity is forgotten: it is for targets that have none.
    """
    share, more = _U(kept), _U(tint)
    for x in range(at, at + count):
        pixel = target[x]
        even = ((pixel & _EVEN) * share + _EVEN) >> _S8 & _EVEN
        odd = ((pixel & _GREEN_BYTE) >> _S8) * share + _BYTE & _GREEN_BYTE
        target[x] = (even | odd) + more
