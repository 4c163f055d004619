"""Where the camera of a scene goes: from the parts that a script names to places in the picture."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from apanim.errors import UserError
from apanim.picture import camera, onstage
from apanim.picture.camera import WHOLE, Camera, Segment, Sight
from apanim.picture.drawlist import Item, Veil
from apanim.picture.easing import presence_in, smooth
from apanim.picture.kept import kept
from apanim.picture.onstage import UPPER, Upper
from apanim.picture.shot import Shot
from apanim.picture.stage import HEIGHT, HORIZON_Y, WIDTH
from apanim.picture.theme import ramp
from apanim.script.timeline import CameraMove, Framing, Span, Timeline
from apanim.units import TICKS_PER_S

FOCUS_X = 900.0  # of the frame: left of the middle, where no panel is
_FOCUS_Y = 590.0
_MID_HIGHEST, _MID_LOWEST = 520.0, 545.0  # of the frame: where the membrane's mid-plane may come to lie
_HIGHEST, _LOWEST = 250.0, 850.0  # of the frame: where the part itself may, clear of title and caption
_WHOLE_PX = 18  # a place is kept to multiples of this: whole pixels at every usual size
_CUT_S = 0.20  # the fade on either side of a cut
_NOT_FAR = 1.25  # times as large: a move that makes room for the stage leaves all things where they are
_MOVING_DARKER, _MOVING_S = 0.34, 0.50  # how much darker it is on the move, and how soon


class Found(NamedTuple):
    """A part in the picture: its place, and which of the proteins in sight it belongs to (-1: none)."""

    x: float
    y: float
    owner: int = -1


FindHere = Callable[[str, int, int], Found]  # a part by name, as it is between two ticks
# The same of any scene and its tape.
Find = Callable[[Timeline, Any, str, int, int], Found]


def path(
    timeline: Timeline, tape: Any, find: Find, upper: Upper = UPPER, *, reduced_motion: bool
) -> tuple[Segment, ...]:
    """The camera's rests and moves; none if it never moves. `upper` is how its view stands above the stage.

    With `reduced_motion` every move is a cut. A branch's camera ends its move and then stands. Raises
    UserError for a part that the picture has not.
    """
    if timeline.origin is not None:
        come = path(timeline.origin, tape.origin, find, upper, reduced_motion=reduced_motion)
        return kept(timeline, ("standing", reduced_motion), lambda: _standing(come, timeline))
    staged, lasts = onstage.runs(timeline), timeline.duration_tick
    key = "camera path", timeline.view, timeline.camera, staged, lasts, reduced_motion

    def make() -> tuple[Segment, ...]:
        own = _path(timeline, partial(find, timeline, tape), reduced_motion)
        return onstage.composed(own, staged, upper, lasts, reduced_motion=reduced_motion)

    return kept(tape, key, make)


def _standing(come: tuple[Segment, ...], timeline: Timeline) -> tuple[Segment, ...]:
    """The path that a camera has come until the branch began, which stays where it leads."""
    begun = [one for one in come if one.start_tick <= timeline.begin_tick]
    if not begun:
        return ()
    last, end_tick = begun[-1], timeline.duration_tick
    if last.rests:
        return (*begun[:-1], replace(last, end_tick=end_tick))
    return (*begun, Segment(last.end_tick, end_tick, last.goal, last.goal, last.owner))


def camera_at(timeline: Timeline, path: tuple[Segment, ...], tick: int, *, reduced_motion: bool) -> Camera:
    """The camera at `tick`, on its `path`."""
    drifts = () if reduced_motion else tuple((s.start_tick, s.end_tick) for s in timeline.of_kind("drift"))
    return camera.at(path, drifts, tick)


def at_rest(spans: tuple[Span, ...], path: tuple[Segment, ...]) -> list[tuple[Span, Sight, int]]:
    """`spans` cut to the stretches through which the camera rests, each with what it then shows."""
    if not path:
        return [(span, WHOLE, -1) for span in spans]
    return [
        (replace(span, start_tick=start, end_tick=end), segment.goal, segment.owner)
        for span in spans
        for segment in path
        if segment.rests
        and (start := max(span.start_tick, segment.start_tick))
        < (end := min(span.end_tick, segment.end_tick))
    ]


def darkened(shot: Shot[Any]) -> list[Item]:
    """What the camera's moves lay over the scene: a short fade round a cut; on the move less light, for
    bright things that pass by would flash."""
    out: list[Item] = []
    if shot.look.reduced_motion:
        starts = [move.start_tick for move in shot.timeline.camera]
        starts += [tick for run in onstage.runs(shot.timeline) for tick in run if tick > 0]
        near = min((abs(shot.tick - start) for start in starts), default=TICKS_PER_S)
        dark = smooth(1.0 - near / (_CUT_S * TICKS_PER_S))
        out += [Veil(ramp("ground.outside")[0], dark)] if dark > 0.0 else []
    moves = ((one.start_tick, one.end_tick) for one in shot.path if _goes_far(one))
    strength = presence_in(moves, shot.tick, _MOVING_S, _MOVING_S)
    return [*out, Veil(ramp("ground.outside")[0], _MOVING_DARKER * strength)] if strength > 0.0 else out


def _goes_far(one: Segment) -> bool:
    """Whether a move goes so near, or so far off, that bright things pass by."""
    nearest, farthest = sorted((one.origin.scale, one.goal.scale), reverse=True)
    return not one.rests and (nearest > _NOT_FAR * farthest or nearest == farthest)


def _path(timeline: Timeline, find: FindHere, reduced_motion: bool) -> tuple[Segment, ...]:
    out: list[Segment] = []
    moves = timeline.camera
    for number, move in enumerate(moves):
        leaves = moves[number + 1].start_tick if number + 1 < len(moves) else timeline.duration_tick
        origin = out[-1].goal if out else _sight(move.origin, find, move)[0]
        goal, owner = _sight(move.goal, find, move, until=leaves)
        arrives = move.start_tick if reduced_motion else move.end_tick
        came = out[-1].end_tick if out else 0
        if came < move.start_tick:
            out.append(Segment(came, move.start_tick, origin, origin, out[-1].owner if out else -1))
        if move.start_tick < arrives:
            out.append(Segment(move.start_tick, arrives, origin, goal, owner))
        if arrives < leaves:
            out.append(Segment(arrives, leaves, goal, goal, owner))
    return tuple(out)


def _sight(view: Framing, find: FindHere, move: CameraMove, until: int = 0) -> tuple[Sight, int]:
    """What `view` shows from the end of `move` on `until` the next, and whose protein it is."""
    if view.scale == 1.0:
        return WHOLE, -1
    if view.place is not None:
        x, y = view.place[0] * WIDTH, view.place[1] * HEIGHT
        return _framed(x, y, view.scale, WIDTH / 2, HEIGHT / 2), -1
    found = find(view.part, move.start_tick, max(until, move.end_tick + 1))
    if found.owner < 0:
        return _framed(found.x, found.y, view.scale, WIDTH / 2, HEIGHT / 2), -1
    below = view.scale * (found.y - HORIZON_Y)
    mid_y = min(max(_FOCUS_Y - below, _MID_HIGHEST), _MID_LOWEST)
    mid_y = min(max(mid_y, _HIGHEST - below), _LOWEST - below)
    return _framed(found.x, found.y, view.scale, FOCUS_X, mid_y + below), found.owner


def _framed(x: float, y: float, scale: float, at_x: float, at_y: float) -> Sight:
    """(x, y) of the scene at (at_x, at_y) of the frame, as far as the scene's edges allow."""
    return Sight(
        _middle(x - (at_x - WIDTH / 2) / scale, scale, WIDTH),
        _middle(y - (at_y - HEIGHT / 2) / scale, scale, HEIGHT),
        scale,
    )


def _middle(middle: float, scale: float, length: float) -> float:
    half = length / 2 / scale
    inside = min(max(middle, half), length - half)
    least, most = half * scale / _WHOLE_PX, (length - half) * scale / _WHOLE_PX
    return min(max(round(inside * scale / _WHOLE_PX), least), most) * _WHOLE_PX / scale


def unknown(name: str, known: list[str]) -> UserError:
    """The error for a part that a view has not."""
    return UserError(f"the camera goes to {name!r}; the picture has {', '.join(sorted(known))}")
