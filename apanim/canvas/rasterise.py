"""SVG text to premultiplied pixels, by resvg, remembered on disk."""

import io
import math
import re
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from PIL import Image

from apanim.cache import Store, digest
from apanim.canvas.stamp import SUBPIXELS, Stamp, surface_of
from apanim.errors import UserError
from apanim.letters.faces import manrope
from apanim.picture import svg

if TYPE_CHECKING:
    from resvg.usvg import Options  # pyright: ignore[reportMissingModuleSource]

_AFAR = 8  # how many pixels make one of the look from afar
_WORTH_A_LOOK = 200 * 200  # pixels
_WORTH_KEEPING = 80 * 80  # pixels
_MOST_PIXELS = 1 << 27  # of a drawing: sixteen 4K frames
_AS_IT_IS = 1.0, 0.0, 0.0, 0.0, 1.0, 0.0  # a transform, row by row
_WEIGHT = re.compile(r'font-weight="(\d+)"')
PICTURES = Store("pictures")


@cache
def _stamp() -> str:
    return f"resvg {version('resvg')}, font-manrope {version('font-manrope')}"


@cache
def _options(weights: tuple[int, ...]) -> "Options":
    """With the fonts of these weights at hand, which are read but once."""
    from resvg import usvg

    options = usvg.Options.default()
    for weight in weights:
        options.load_font_file(str(manrope(weight)))
    return options


def rasterise(
    markup: str, width: int, height: int, *, text: bool = False, keep: bool = False
) -> Image.Image:
    """`markup`, a whole SVG of `width` x `height` pixels, as a picture, colours premultiplied (mode RGBa).

    With `text` the lecture's font is at hand. With `keep` the picture is read from the cache on disk, and
    put there. Raises ValueError if the SVG is of another size, and UserError
    if resvg cannot read it.
    """
    if not keep:
        return _draw(markup, width, height, text=text)[0]
    key = digest(_stamp(), f"{width}x{height}", markup)
    kept = PICTURES.load(key)
    if kept is not None:
        try:
            return _decode(kept)
        except (OSError, ValueError, SyntaxError):
            PICTURES.spoilt(key)
    drawn, png = _draw(markup, width, height, text=text)
    PICTURES.save(key, png)
    return drawn


def rasterise_tight(
    markup: str, window: tuple[float, float, float, float], zoom: float, *, look: bool = True
) -> tuple[Image.Image, int, int]:
    """SVG `markup` within `window` (left, top, width, height), `zoom` pixels to the unit.

    Of what is large only the part that is not empty is drawn, as a look from afar shows it, unless `look`
    is false: resvg's time goes with the area of the whole picture. What is not small is kept on disk.
    Returns the picture with the place of its corner, in pixels from the window's corner.
    """
    left, top, width, height = window
    columns, rows = math.ceil(width * zoom), math.ceil(height * zoom)
    first, last = (0, 0), (columns, rows)
    if look and columns * rows > _WORTH_A_LOOK:
        rough = math.ceil(columns / _AFAR), math.ceil(rows / _AFAR)
        seen = _draw(_window(markup, left, top, zoom / _AFAR, rough), *rough, text=False)[0].getbbox()
        if seen is None:
            return Image.new("RGBa", (1, 1)), 0, 0
        first = max(0, (seen[0] - 1) * _AFAR), max(0, (seen[1] - 1) * _AFAR)
        last = min(columns, (seen[2] + 1) * _AFAR), min(rows, (seen[3] + 1) * _AFAR)
    size = last[0] - first[0], last[1] - first[1]
    document = _window(markup, left + first[0] / zoom, top + first[1] / zoom, zoom, size)
    return rasterise(document, *size, keep=size[0] * size[1] > _WORTH_KEEPING), *first


def stamped(
    markup: str, box: tuple[float, float, float, float], quarters: tuple[int, int], scale: float
) -> Stamp:
    """SVG `markup` within `box`, `scale` pixels to the unit, its origin on `quarters` of a pixel."""
    dx, dy = (q / SUBPIXELS for q in quarters)
    left, top, right, bottom = (side * scale for side in box)
    x, y = math.floor(left + dx) - 1, math.floor(top + dy) - 1
    width, height = math.ceil(right + dx) + 1 - x, math.ceil(bottom + dy) + 1 - y
    body = f'<g transform="translate({dx - x:g} {dy - y:g}) scale({scale:.8f})">{markup}</g>'
    if "<text" in markup:
        document, large = svg.document(body, 0, 0, width, height), width * height > _WORTH_KEEPING
        image = rasterise(document, width, height, text=True, keep=large)
        return Stamp(surface_of(image), x, y)
    image, column, row = rasterise_tight(body, (0, 0, width, height), 1.0)
    return Stamp(surface_of(image), x + column, y + row)


def _window(markup: str, left: float, top: float, zoom: float, size: tuple[int, int]) -> str:
    return svg.document(markup, left, top, size[0] / zoom, size[1] / zoom, zoom)


def _draw(markup: str, width: int, height: int, *, text: bool) -> tuple[Image.Image, bytes]:
    if width * height > _MOST_PIXELS:
        raise UserError(f"a drawing of {width} x {height} pixels is larger than any here; draw it smaller")
    from resvg import render, usvg  # only where something is not kept

    weights = sorted({int(weight) for weight in _WEIGHT.findall(markup)}) if text else []
    try:
        tree = usvg.Tree.from_str(markup, _options(tuple(weights)))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # what resvg raises is no Exception
        raise UserError(
            f"a drawing cannot be drawn ({error}); look at what was changed in assets/"
        ) from None
    if tree.int_size() != (width, height):
        raise ValueError(f"an SVG of {tree.int_size()} pixels, not {width} x {height}")
    png = render(tree, _AS_IT_IS)
    del tree  # only its own thread may free it; a cluster's profiler can hold this frame beyond the end
    return _decode(png), png


def _decode(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png), formats=["PNG"])
    return (image if image.mode == "RGBA" else image.convert("RGBA")).convert("RGBa")
