"""The rooms on the glass: where panels, legend and strip stand in each frame, and how large they are set.

In 16 to 9 panels stand in the corners on the right and grow from these with the text. In a stacked frame
they are as wide as it is and stand one above the other under the view, over the strip and the caption.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item
from apanim.picture.frames import SQUARE
from apanim.picture.overlay import caption
from apanim.picture.shot import Look
from apanim.picture.text_size import grown
from apanim.script.plots import Place

LARGEST = 1.15  # times its size of a panel in 16 to 9: more would hide the membrane
_ABOVE_CAPTION = 24.0
_STRIP, _LEGEND = (560.0, 60.0), (560.0, 214.0)  # width and height
_WIDE_TOP, _GAP = 250.0, 14.0

# Of panels as they are laid out: (width, height) in 16 to 9, and the height at full width.
_SIZES: dict[Place, tuple[float, float]] = {
    "panel": (560, 336), "beside": (504, 336), "under": (560, 226), "tall": (560, 646),
}  # fmt: skip
_STACKED: dict[Place, float] = {"beside": 336, "panel": 340, "under": 226, "stage": 590}
_SQUARE, _CROWDED = 1.05, 1.1  # times their size: panels of a square frame, and two high ones in a tall one
_ON_STAGE = 362.0  # of the stage in a square frame
_STAGE_TOP, _OVER_CAPTION = 528.0, 8.0  # in 16 to 9
_ALL: tuple[Place, ...] = ("panel", "beside", "under", "tall", "wide", "stage")
HEAD = 180.0  # of a stacked frame: below its safe area's top, free of the title


class Room(NamedTuple):
    """A box of the glass; what stands in it is laid out in its `unit` and drawn `scale` times as large."""

    box: Box
    scale: float = 1.0

    @property
    def unit(self) -> Box:
        left, top, right, bottom = self.box
        return left, top, left + (right - left) / self.scale, top + (bottom - top) / self.scale

    def filled(self, items: Iterable[Item]) -> list[Item]:
        """What was laid out in the unit, as large as the room has it."""
        return grown(items, self.scale, self.box[:2])


def panel_scale(look: Look) -> float:
    """How many times as large as they are laid out panels are drawn."""
    return look.frame.text * min(look.text_scale, LARGEST)


@lru_cache(maxsize=64)
def rooms(used: frozenset[Place], look: Look) -> Mapping[Place, Room]:
    """The rooms of a scene whose panels stand at the `used` places."""
    return _stacked(used, look) if look.frame.stacked else _cornered(look)


@lru_cache(maxsize=16)
def strip(look: Look) -> Room:
    """The room of the scale strip."""
    scale, (left, _, right, bottom) = panel_scale(look), look.frame.safe
    if look.frame.stacked:
        bottom = caption.box(look)[1] - _GAP
        return Room((left, bottom - scale * _STRIP[1], right, bottom), scale)
    return _corner(right, bottom, _STRIP, scale)


@lru_cache(maxsize=16)
def strip_above_stage(look: Look) -> Room:
    """Its room while V(t) is on the stage, in 16 to 9."""
    scale, (_, top, right, _) = panel_scale(look), look.frame.safe
    return _corner(right, top + scale * _STRIP[1], _STRIP, scale)


@lru_cache(maxsize=16)
def legend(used: frozenset[Place], more_px: float, look: Look) -> Room:
    """The room of a legend that is `more_px` higher than usual, of a scene with panels at these places."""
    scale, (left, _, right, bottom) = panel_scale(look), look.frame.safe
    size = _LEGEND[0], _LEGEND[1] + more_px
    scale = min(scale, 1.0) if look.frame == SQUARE else scale
    if not look.frame.stacked:
        return _corner(right, bottom, size, scale)
    bottom = floor(used, look) - _GAP if used else strip(look).box[3]
    return Room((left, bottom - scale * size[1], right, bottom), scale)


def floor(used: frozenset[Place], look: Look) -> float:
    """The height at which what stands under the view begins."""
    if not look.frame.stacked:
        return caption.box(look)[1]
    tops = [room.box[1] for place, room in rooms(used, look).items() if place in used and place in _STACKED]
    return min([*tops, strip(look).box[1]])


def _corner(right: float, bottom: float, size: tuple[float, float], scale: float) -> Room:
    """A room that grows from its lower right corner."""
    return Room((right - scale * size[0], bottom - scale * size[1], right, bottom), scale)


def _cornered(look: Look) -> dict[Place, Room]:
    scale, (left, top, right, _) = panel_scale(look), look.frame.safe
    high, over_strip = top + scale * _SIZES["panel"][1], strip(look).box[1] - 16.0
    inner = right - scale * _SIZES["panel"][0] - 24.0
    return {
        "panel": _corner(right, high, _SIZES["panel"], scale),
        "beside": _corner(inner, high, _SIZES["beside"], scale),
        "under": _corner(right, over_strip, _SIZES["under"], scale),
        "tall": _corner(right, top + scale * _SIZES["tall"][1], _SIZES["tall"], scale),
        "stage": Room((left, _STAGE_TOP, right, caption.box(look, wide=True)[1] - _OVER_CAPTION)),
        "wide": Room((left, _WIDE_TOP, right, caption.box(look)[1] - _ABOVE_CAPTION), scale),
    }


def _stacked(used: frozenset[Place], look: Look) -> dict[Place, Room]:
    square = look.frame == SQUARE
    scale, (left, top, right, _) = panel_scale(look), look.frame.safe
    bottom = strip(look).box[1] - _GAP
    rows: list[Place] = [place for place in _STACKED if place in used and place != "stage"] or ["panel"]
    out: dict[Place, Room] = {}
    if square:
        scale = _SQUARE
    elif {"beside", "panel"} <= {*rows}:
        scale = min(scale, _CROWDED)
    if square and len(rows) > 1:
        wide = (right - left - _GAP * (len(rows) - 1)) / len(rows)
        for number, place in enumerate(reversed(rows)):
            x = left + number * (wide + _GAP)
            out[place] = Room((x, bottom - _SIZES[place][1], x + wide, bottom))
    else:
        base = bottom
        for place in reversed(rows):
            high = scale * (_SIZES[place][1] if square else _STACKED[place])
            out[place] = Room((left, base - high, right, base), scale)
            base -= high + _GAP
    high = scale * (_ON_STAGE if square else _STACKED["stage"])
    out["stage"] = Room((left, bottom - high, right, bottom), scale)
    whole = left, top + HEAD, right, bottom
    # Its notes need all the room that there is.
    out["wide"] = Room(whole)
    out["tall"] = Room(whole, max(min(scale, (bottom - top - HEAD) / _SIZES["tall"][1]), 0.7))
    return {place: out.get(place, out[rows[0]]) for place in _ALL}
