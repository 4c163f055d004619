"""Labels of the box, and where its camera finds what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apanim.picture.camera import Sight
from apanim.picture.camera.path import Found, unknown
from apanim.picture.drawlist import Item
from apanim.picture.labels import LabelStyle, LabelWay, Placed, labels
from apanim.picture.labels.draw import Point
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.views.box.geometry import CHANNEL_SCALE, CHANNEL_X, MID_Y
from apanim.script.timeline import Timeline

_EDGE = CHANNEL_X + 48.0 * CHANNEL_SCALE
PARTS: dict[str, Point] = {
    "na_channels": (_EDGE, MID_Y - 86.0), "na_stream": (CHANNEL_X + 16.0, MID_Y),
    "ions": (CHANNEL_X, MID_Y - 300.0),
}  # fmt: skip
_AWAY = (96.0, -104.0)


def find(timeline: Timeline, tape: Any, name: str, start_tick: int, end_tick: int) -> Found:
    """A part for the camera. Raises UserError if there is none."""
    return Found(*_at(name))


def _at(name: str) -> Point:
    if name not in PARTS:
        raise unknown(name, list(PARTS))
    return PARTS[name]


def box_labels(shot: Shot[Any]) -> list[Item]:
    """The labels that are on."""
    return labels(shot, lambda of: _Box())


@dataclass
class _Box:
    """See labels.Labelled."""

    style = LabelStyle(
        30, colour("text.leader"), colour("text.leader"), colour("text.outline_cool"), plate=True
    )

    def place(self, span: Any, sight: Sight, owner: int, others: Sequence[Placed]) -> Placed:
        at = _at(span.target)
        x, y = sight.onto(*at)
        end = (x + _AWAY[0], y + _AWAY[1] - 56.0 * len(others))
        return Placed(span, LabelWay((end,), (end[0] + 12, end[1] + 10), "start"), sight, at=at)

    def leader(self, placed: Placed, tick: int) -> Sequence[Point]:
        return placed.sight.onto(*placed.at), *placed.way.bends
