"""The stage of V(t): while it is on, the view keeps to the part of the frame above it.

The panel lies across the lower half, so the camera stands a little farther off and lower: what it would
show about the middle of the frame it shows about the middle of what is left.
"""

import math
from typing import NamedTuple

from apanim.picture.camera import WHOLE, PathSegment, Sight, at
from apanim.picture.design_frame import HORIZON_Y
from apanim.picture.easing import presence_in
from apanim.picture.kept import kept_by_owner
from apanim.picture.shot import Look
from apanim.script.timeline import Timeline
from apanim.units import TICKS_PER_S

MOVES_S = 0.8  # in which the view makes room, and takes it back
TURN_S = 0.18  # in which what stands elsewhere meanwhile goes, and comes

_MID_Y = WHOLE.y

Runs = tuple[tuple[int, int], ...]  # (start, end) ticks each


class Upper(NamedTuple):
    """How a view stands above the stage: `scale` times as large, so many px of it above the top, and
    so many px farther right."""

    scale: float = 0.85
    above_px: float = 162.0  # with the scale, places stay on whole pixels at every usual size
    right_px: float = 0.0

    @property
    def horizon_y(self) -> float:
        """Where the horizon of the whole view comes to lie."""
        return self.scale * HORIZON_Y - self.above_px

    def before(self, y: float) -> float:
        """Where in the frame, without the stage, that would be which comes to lie at `y`."""
        return HORIZON_Y + (y - self.horizon_y) / self.scale

    def seen(self, sight: Sight) -> Sight:
        """What is to be seen above the stage of what `sight` shows without it."""
        scale = self.scale * sight.scale
        x = sight.x - self.right_px / scale
        return Sight(x, sight.y + (self.above_px + (1.0 - self.scale) * _MID_Y) / scale, scale)


UPPER = Upper()


@kept_by_owner
def runs(timeline: Timeline) -> Runs:
    """When V(t) is on the stage; windows that follow each other at once are one run."""
    out: list[tuple[int, int]] = []
    for window in timeline.traces:
        if window.place == "stage":
            joins = out and window.start_tick <= out[-1][1]
            start = out.pop()[0] if joins else window.start_tick
            out.append((start, window.end_tick))
    return tuple(out)


def on_stage(timeline: Timeline, tick: int) -> bool:
    """Whether V(t) is on the stage at `tick`."""
    return any(start <= tick < end for start, end in runs(timeline))


def there(timeline: Timeline, tick: int, look: Look) -> float:
    """How far what stands elsewhere while V(t) is on the stage stands there, 0..1; nowhere in a stacked
    frame, in which the stage has its own place under the view."""
    return 0.0 if look.frame.stacked else presence_in(spells(timeline), tick, TURN_S, TURN_S)


def away(timeline: Timeline, tick: int, look: Look) -> float:
    """How far it stands where it usually does: gone as the stage comes, back when that has gone."""
    if look.frame.stacked:
        return 1.0
    lasts = round(TURN_S * TICKS_PER_S)
    gone = ((start - lasts, end + lasts) for start, end in spells(timeline))
    return 1.0 - presence_in(gone, tick, TURN_S, TURN_S)


def share(timeline: Timeline, tick: int, look: Look) -> float:
    """How far the view has come to its place above the stage, 0..1, as its camera moves."""
    if look.frame.stacked:
        return 0.0
    if look.reduced_motion:
        return float(on_stage(timeline, tick))
    most = 0.0
    for start, end in spells(timeline):
        came, gone = ((tick - at) / (MOVES_S * TICKS_PER_S) for at in (start, end))
        if came > 0.0:
            most = max(most, (1.0 - math.cos(math.pi * min(came, 1.0))) / 2.0 if gone < 0.0 else 0.0)
        if 0.0 <= gone < 1.0:
            most = max(most, (1.0 + math.cos(math.pi * gone)) / 2.0)
    return most


def spells(timeline: Timeline) -> Runs:
    """The runs; one with which the scene begins or ends was there before, or stays."""
    far = 10 * TICKS_PER_S
    last = timeline.duration_tick
    return tuple((a if a > 0 else -far, b if b < last else last + far) for a, b in runs(timeline))


def composed(
    path: tuple[PathSegment, ...], runs: Runs, upper: Upper, duration_tick: int, *, reduced_motion: bool
) -> tuple[PathSegment, ...]:
    """The camera's `path` with the moves by which a view makes room for the stage and takes it back.

    Moves that overlap are one. A scene that begins on the stage, or ends there, moves nowhere for it.
    """
    if not runs:
        return path
    lasts = 0 if reduced_motion else round(MOVES_S * TICKS_PER_S)
    turns = [(start, start + lasts) for start, _ in runs if start > 0]
    turns += [(end, end + lasts) for _, end in runs if end < duration_tick]
    cuts = ((one.start_tick, one.start_tick) for one in path if reduced_motion)
    moves = _united([*turns, *cuts, *((one.start_tick, one.end_tick) for one in path if not one.rests)])

    def seen(tick: int) -> tuple[Sight, int]:
        """What is seen once all moves that ended by `tick` are over, and whose protein."""
        sight = at(path, (), tick).sight
        owner = next((one.owner for one in path if tick < one.end_tick), path[-1].owner if path else -1)
        staged = any(
            (start + lasts if start > 0 else 0) <= tick < max(end, start + 1) for start, end in runs
        )
        return (upper.seen(sight) if staged else sight), owner

    out: list[PathSegment] = []
    now, came = seen(0), 0
    for start, end in moves:
        if came < start:
            out.append(PathSegment(came, start, now[0], now[0], now[1]))
        goal = seen(end)
        if start < end:
            out.append(PathSegment(start, end, now[0], goal[0], goal[1]))
        now, came = goal, end
    last = max(duration_tick, came + 1)
    return (*out, PathSegment(came, last, now[0], now[0], now[1]))


def _united(spells: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spells that overlap as one, in order."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spells):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
