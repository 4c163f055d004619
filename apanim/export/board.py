"""A board of pictures: navy ground, flat items and text by the lecture's own canvas, pictures laid on."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from apanim.canvas import vector
from apanim.canvas.rasterise import rasterise
from apanim.export.still_file import write_image
from apanim.picture import svg
from apanim.picture.drawlist import Text
from apanim.picture.theme import colour, ramp, theme

MARGIN, GAP = 64, 32
_HEAD_SIZE, _SUBHEAD_SIZE = 56, 30
HEAD_HEIGHT = 190  # from the top to where its grid begins


def heading(title: str, subtitle: str) -> list[Text]:
    """The board's own two lines, top left."""
    return [
        Text(MARGIN, 104, title, _HEAD_SIZE, 800, colour("text.ink")),
        Text(MARGIN, 152, subtitle, _SUBHEAD_SIZE, 500, colour("text.quiet")),
    ]


def board(width: int, height: int, items: Sequence[vector.Flat], under: str = "") -> Image.Image:
    """An opaque (RGB) board with `items` on it, in pixels; `under` is SVG that lies below them."""
    navy = ramp("ground.outside")
    body = (
        f"<defs>{svg.linear('navy', [(0, navy[0]), (1, navy[1])], 0, 0, 0, 1)}</defs>"
        f'<rect width="{width}" height="{height}" fill="url(#navy)"/>{under}'
    )
    for item in items:
        plain, x, y = vector.at_origin(item)
        body += f'<g transform="translate({x:g} {y:g})">{vector.drawing(plain).markup}</g>'
    document = svg.document(theme().markup(body), 0, 0, width, height)
    return rasterise(document, width, height, text=True).convert("RGBA").convert("RGB")


def write_board(image: Image.Image, path: Path) -> None:
    """The board as its suffix says. Raises UserError when the disk is full or refuses."""
    write_image(image, path)
