"""SVG text to premultiplied pixels, by resvg, remembered on disk."""

import hashlib
import io
from functools import cache
from importlib.metadata import version
from pathlib import Path

import resvg_py
from PIL import Image

from apanim.cache import cache_folder, write_whole
from apanim.picture.type import FONTS

_FONT_FILES = [str(path) for path in sorted(FONTS.glob("Manrope-*.ttf")) if "Variable" not in path.name]


@cache
def _folder() -> Path | None:
    return cache_folder("pictures")


@cache
def _stamp() -> str:
    return f"resvg_py {version('resvg_py')}, font-manrope {version('font-manrope')}"


def rasterise(
    markup: str, width: int, height: int, *, text: bool = False, keep: bool = False
) -> Image.Image:
    """`markup`, a whole SVG, as a `width` x `height` picture, colours premultiplied (mode RGBa).

    With `text` the lecture's font is at hand. With `keep` the picture is read from the cache on disk, and
    put there; a file there that is not a picture of this size is made again.
    """
    folder = _folder() if keep else None
    if folder is None:
        return _draw(markup, width, height, text=text)[0]
    name = hashlib.sha256(f"{_stamp()} {width}x{height} {markup}".encode()).hexdigest()[:32]
    path = folder / f"{name}.png"
    found = _read(path, width, height)
    if found is None:
        found, png = _draw(markup, width, height, text=text)
        write_whole(path, png)
    return found


def _draw(markup: str, width: int, height: int, *, text: bool) -> tuple[Image.Image, bytes]:
    fonts = _FONT_FILES if text else None
    png = bytes(
        resvg_py.svg_to_bytes(
            svg_string=markup, width=width, height=height, skip_system_fonts=True, font_files=fonts
        )
    )
    return _decode(png), png


def _decode(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGBA").convert("RGBa")


def _read(path: Path, width: int, height: int) -> Image.Image | None:
    try:
        image = _decode(path.read_bytes())
    except (OSError, ValueError, SyntaxError):
        return None
    return image if image.size == (width, height) else None
