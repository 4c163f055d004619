"""A contact sheet: stills of a scene at even times, each with its time and chapter."""

import math
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from apanim.canvas.rasterise import rasterise
from apanim.errors import UserError
from apanim.export.board import GAP, HEAD_HEIGHT, MARGIN, board, heading, write_board
from apanim.export.clip import OnFrame, Paint
from apanim.export.pixels import image
from apanim.export.still_file import MOST_SIDE
from apanim.export.target import check_every
from apanim.picture import svg
from apanim.picture.drawlist import Text
from apanim.picture.theme import colour
from apanim.picture.type import width as text_width
from apanim.script.programme import Chapter
from apanim.units import TICKS_PER_S, clock, seconds

STILL = (640, 360)  # the usual size
MOST = 60  # stills: a sheet of 4 columns and 15 rows is still opened by every viewer
_USUAL = 24  # about as many as one looks at
_WIDTH = 4 * 640  # of all columns, at the least
_MOST_PIXELS = 120_000_000  # of a sheet, that common viewers still open
_CAPTION_HEIGHT = 60
_CAPTION_SIZE, _CAPTION_DROP = 28, 41  # its baseline below the still
_TIME_GAP = 20
_CORNER = 10  # px, of a still
_STEPS_S = (0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60)


def sheet_ticks(duration_tick: int, every_s: float | None, scene: str) -> list[int]:
    """The ticks of the stills: every `every_s` seconds from 0, or at a step that gives about two dozen.

    Raises UserError for a step that is no time, is longer than the scene, or gives more than MOST.
    """
    duration_s = seconds(duration_tick)
    if every_s is None:
        fits = (s for s in _STEPS_S if duration_s <= s * _USUAL)
        every_s = next(fits, math.ceil(duration_s / _USUAL))
    elif check_every(every_s) and every_s >= duration_s:
        raise UserError(f"--every {every_s:g}: {scene} lasts only {duration_s:.2f} s; use a shorter time")
    step = round(every_s * TICKS_PER_S)
    ticks = list(range(0, duration_tick, step))
    if len(ticks) > MOST:
        least = math.ceil(10 * duration_s / MOST) / 10
        raise UserError(
            f"--every {every_s:g}: {len(ticks)} stills, a sheet holds {MOST}; use {least:g} or more"
        )
    return ticks


def write_sheet(
    paint: Paint,
    ticks: Sequence[int],
    title: str,
    chapters: Sequence[Chapter],
    path: Path,
    tell: OnFrame,
    size: tuple[int, int] = STILL,
) -> None:
    """Write the stills at `ticks` to a file. `paint` paints pictures of `size`. Raises UserError where they
    are too many for their size, and as write_board does."""
    columns = min(_columns(size), len(ticks))
    rows = math.ceil(len(ticks) / columns)
    width = 2 * MARGIN + columns * size[0] + (columns - 1) * GAP
    row_height = size[1] + _CAPTION_HEIGHT + GAP // 2
    height = HEAD_HEIGHT + rows * row_height + MARGIN - GAP
    if width * height > _MOST_PIXELS or max(width, height) > MOST_SIDE:
        raise UserError(
            f"{len(ticks)} stills of {size[0]}x{size[1]} make a sheet of {width}x{height}, too large to be "
            "opened; use a smaller --size, or a longer --every"
        )
    places = [
        (MARGIN + k % columns * (size[0] + GAP), HEAD_HEIGHT + k // columns * row_height)
        for k in range(len(ticks))
    ]
    items = heading(title, _subtitle(ticks))
    for tick, place in zip(ticks, places, strict=True):
        items += _caption(tick, _chapter(chapters, tick), (place[0], place[1] + size[1]), size[0])
    sheet = board(width, height, items, _frames(places, size))
    mask = _rounded(size)
    for done, (tick, place) in enumerate(zip(ticks, places, strict=True), start=1):
        sheet.paste(image(paint(tick).surface), place, mask)
        tell(done, len(ticks))
    write_board(sheet, path)


def _columns(size: tuple[int, int]) -> int:
    """How many stills of (width, height) stand side by side: four of the usual size, more of tall ones."""
    return min(max(round(_WIDTH / size[0]), 3), 6)


def _subtitle(ticks: Sequence[int]) -> str:
    if len(ticks) == 1:
        return "1 still"
    return f"{len(ticks)} stills, one every {seconds(ticks[1] - ticks[0]):g} s"


def _caption(tick: int, chapter: str, place: tuple[int, int], width: int) -> list[Text]:
    """The time, and the chapter when there is one, below the still of `width` whose lower left corner is
    `place`, cut where the still ends."""
    time = clock(tick)
    x, y = place[0] + 2, place[1] + _CAPTION_DROP
    texts = [Text(x, y, time, _CAPTION_SIZE, 700, colour("text.ink"))]
    if chapter:
        right = x + text_width(time, _CAPTION_SIZE, 700) + _TIME_GAP
        shown, room = chapter, place[0] + width - right
        while shown and text_width(shown, _CAPTION_SIZE, 500) > room:
            shown = f"{shown.removesuffix('…')[:-1].rstrip()}…" if len(shown) > 1 else ""
        texts.append(Text(right, y, shown, _CAPTION_SIZE, 500, colour("text.quiet")))
    return texts


def _chapter(chapters: Sequence[Chapter], tick: int) -> str:
    begun = [c.title for c in chapters if c.start_tick <= tick]
    return begun[-1] if begun else ""


def _frames(places: Sequence[tuple[int, int]], size: tuple[int, int]) -> str:
    """A hairline round each still, so that dark pictures keep their edge on the dark page."""
    edge, sides = colour("panel.cool_edge"), f'width="{size[0] + 2}" height="{size[1] + 2}"'
    look = f'rx="{_CORNER + 1}" fill="none" stroke="{edge}" stroke-opacity="0.35" stroke-width="2"'
    return "".join(f'<rect x="{x - 1}" y="{y - 1}" {sides} {look}/>' for x, y in places)


def _rounded(size: tuple[int, int]) -> Image.Image:
    """How much of a still shows, pixel by pixel: all but its corners."""
    width, height = size
    plate = f'<rect width="{width}" height="{height}" rx="{_CORNER}" fill="#FFFFFF"/>'
    return rasterise(svg.document(plate, 0, 0, width, height), width, height).getchannel("a")
