"""The help: every key and what it does, in two columns over the dimmed picture."""

from collections.abc import Iterator

from apanim.picture.drawlist import Bar, DrawList, Item, Panel, Text, Veil
from apanim.picture.stage import HEIGHT, WIDTH
from apanim.picture.theme import colour, ramp
from apanim.window.keys import CONTROLLED, KEYS, SHIFTED, Key

_ROW, _COLUMN, _KEY = 54, 640, 150
_LARGEST_ZOOM = 1.1  # beyond it the sheet would not fit


def help_sheet(zoom: float) -> DrawList:
    """The whole sheet, in the middle of the picture."""
    z = min(zoom, _LARGEST_ZOOM)
    keys = (*KEYS[:3], *SHIFTED, *CONTROLLED, *KEYS[3:])
    rows = -(-len(keys) // 2)
    width, height = (2 * _COLUMN + 80) * z, (rows * _ROW + 120) * z
    left, top = (WIDTH - width) / 2, (HEIGHT - height) / 2
    items: list[Item] = [
        Veil(ramp("ground.outside")[0], 0.55),
        Panel(left, top, width, height, "cool"),
        Text(left + 50 * z, top + 66 * z, "Keys", 40 * z, 800, colour("text.ink")),
    ]
    for index, key in enumerate(keys):
        column, row = divmod(index, rows)
        items += _line(key, left + (50 + column * _COLUMN) * z, top + (130 + row * _ROW) * z, z)
    return DrawList(tuple(items))


def _line(key: Key, x: float, y: float, z: float) -> Iterator[Item]:
    yield Bar(x, y - 29 * z, (_KEY - 24) * z, 40 * z, colour("plot.grid"), 0.22)
    yield Text(x + (_KEY - 24) / 2 * z, y, key.printed, 28 * z, 700, colour("text.ink"), "middle")
    yield Text(x + _KEY * z, y, key.words, 28 * z, 600, colour("text.quiet"))
