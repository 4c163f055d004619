"""What a label of the close-up may point at, the ways to set it, and where it has most to tell."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from apanim.errors import UserError
from apanim.particles.layout import Layout
from apanim.picture.camera import Sight
from apanim.picture.camera_path import FOCUS_X, Found, unknown
from apanim.picture.labels import Way
from apanim.picture.plots.columns import Recorded
from apanim.picture.views.membrane.geometry import place
from apanim.picture.views.membrane.proteins import Posed, in_sight, posed
from apanim.script.timeline import Span


def _down(length: float) -> Way:
    return Way(((0, length),), (4, length + 34), "middle")


def _down_and_right(length: float) -> Way:
    return Way(((0, length),), (-8, length + 34), "start")


def _down_and_left(length: float) -> Way:
    return Way(((0, length),), (8, length + 34), "end")


def _up(length: float) -> Way:
    return Way(((0, -length),), (0, -length - 14), "middle")


def _up_and_right(length: float) -> Way:
    return Way(((0, -length),), (-8, -length - 14), "start")


def _up_and_left(length: float) -> Way:
    return Way(((0, -length),), (8, -length - 14), "end")


def _right(dx: float, dy: float) -> Way:
    return Way(((dx, dy), (dx + 18, dy)), (dx + 28, dy + 10), "start")


def _left(dx: float, dy: float) -> Way:
    return Way(((-dx, dy), (-dx - 18, dy)), (-dx - 28, dy + 10), "end")


_BELOW = tuple(_down(d) for d in (152, 186, 120, 220))
_UNDER = tuple(way for d in (44, 60, 84, 110) for way in (_down(d), _down_and_right(d), _down_and_left(d)))
_ABOVE = tuple(way for d in (56, 88, 120, 152) for way in (_up(d), _up_and_right(d), _up_and_left(d)))
_BESIDE = tuple(w for dy in (22, 60, -20, 96) for w in (_right(38, dy), _left(38, dy)))


@dataclass(frozen=True)
class Target:
    """What a label may point at: a point of a rig (or a fixed one, without), and the ways to try."""

    rig: str
    at: tuple[float, float]
    ways: tuple[Way, ...]
    near: tuple[float, float] | None = None  # a point closer by, for a view from near

    def seen_at(self, sight: Sight) -> tuple[float, float]:
        """The point that is pointed at in a view."""
        return self.at if self.near is None or sight.scale < _NEAR else self.near


TARGETS = {
    "na_channels": Target("na_channel", (0, -128), _ABOVE),
    "na_channel.gate": Target("na_channel", (-13, 40), _BELOW),
    "na_channel.ball": Target("na_channel", (75, 158), _BESIDE),
    "na_channel.closed": Target("na_channel", (0, 132), _UNDER),
    "na_channel.open": Target("na_channel", (0, 132), _UNDER),
    "na_channel.inactivated": Target("na_channel", (0, 132), _UNDER),
    "na_stream": Target("na_channel", (44, 222), _BESIDE, near=(30, 148)),
    "k_channels": Target("k_channel", (0, -116), _ABOVE),
    "k_channel.gate": Target("k_channel", (-8, 78), _BELOW),
    "k_stream": Target("k_channel", (30, -150), _BESIDE[2:] + _ABOVE),
    "leak_channels": Target("leak_na", (0, -104), _ABOVE),
    "k_leak": Target("leak_k", (0, -102), _ABOVE),
    "na_leak": Target("leak_na", (0, -102), _ABOVE),
    "pump": Target("pump", (0, -112), _ABOVE),
    "ligand_channels": Target("ligand_channel", (0, -200), _ABOVE[:3]),
    "ligand_channel.gate": Target("ligand_channel", (-10, 8), _BELOW),
    "ligand_stream": Target("ligand_channel", (-16, 146), _BESIDE),
    "ligand_k_stream": Target("ligand_channel", (14, -198), _BESIDE[4:] + _ABOVE),
    "transmitter": Target("ligand_channel", (78, -134), _BESIDE[2:] + _ABOVE),
    "electrode": Target("", (1722, 700), (_left(40, 22), _left(40, 60), _right(20, 30))),
    "ions": Target("", (720, 290), (_right(40, -10), _left(40, -10))),
}


def _mean(measure: Callable[[Posed], float]) -> Callable[[Sequence[Posed]], float]:
    return lambda course: sum(map(measure, course)) / len(course)


def _plugged(course: Sequence[Posed]) -> float:
    """A ball that comes to an open pore before the eyes leads; else one that has come."""
    comes = max(p.glow for p in course) * max(0.0, course[-1].docked - course[0].docked)
    return 0.6 * comes + 0.4 * _mean(lambda p: p.docked)(course)


# A label that speaks of something happening goes to the protein at which it happens: 0..1, from how a
# protein stands at moments evenly spaced over the label's time.
_BUSY: dict[str, Callable[[Sequence[Posed]], float]] = {
    "na_stream": _mean(lambda p: p.glow),
    "k_stream": _mean(lambda p: p.glow),
    "na_channel.ball": _plugged,
    "na_channel.closed": _mean(lambda p: (1.0 - p.opened) * (1.0 - p.docked)),
    "na_channel.open": _mean(lambda p: p.glow),
    "na_channel.inactivated": _mean(lambda p: p.opened * p.docked),
    "ligand_stream": _mean(lambda p: p.glow),
    "ligand_k_stream": _mean(lambda p: p.glow),
    "transmitter": _mean(lambda p: p.docked),
}
IDLE = 3e4  # weighs more than any crowding inside the frame
_SAMPLES = 8
_NEAR = 1.5  # times as large


def target(name: str) -> Target:
    """The part called `name`. Raises UserError, naming all parts, if there is none."""
    if name not in TARGETS:
        raise UserError(f"a label points at {name!r}; the picture has {', '.join(sorted(TARGETS))}")
    return TARGETS[name]


def find_part(
    tape: Recorded, layout: Layout, name: str, start_tick: int, end_tick: int,
    between: tuple[float, float] = (-math.inf, math.inf),
) -> Found:  # fmt: skip
    """A part for the camera: of the protein at which most happens then, near the middle of the picture.

    Only where none stands `between` these places does one elsewhere serve.
    """
    if name not in TARGETS or name == "electrode":
        raise unknown(name, [part for part in TARGETS if part != "electrode"])
    goal, row = TARGETS[name], in_sight(layout)
    owners = [i for i, (rig_name, _) in enumerate(row) if rig_name == goal.rig]
    if not owners:
        return Found(*goal.at)
    owners = [i for i in owners if between[0] < row[i][1] < between[1]] or owners
    idle = idleness(Span("label", start_tick, end_tick, name), layout, tape)
    owner = min(owners, key=lambda i: idle[i] * IDLE + abs(row[i][1] - FOCUS_X))
    return Found(*place(row[owner][1], *goal.at), owner)


def idleness(span: Span, layout: Layout, tape: Recorded) -> dict[int, float]:
    """How little each protein in sight does of what the label speaks of while it is on, 0..1."""
    busy = _BUSY.get(span.target)
    lasts = span.end_tick - span.start_tick
    if busy is None or lasts <= 0:
        return defaultdict(float)
    ticks = [span.start_tick + lasts * (2 * k + 1) // (2 * _SAMPLES) for k in range(_SAMPLES)]
    seen = [posed(tape.at(tick), layout, tick) for tick in ticks]
    return {i: 1.0 - busy(course) for i, course in enumerate(zip(*seen, strict=True))}
