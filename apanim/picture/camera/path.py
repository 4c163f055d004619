"""Where the camera of a scene goes: from the parts that a script names to places in the picture."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from apanim.errors import UserError
from apanim.picture import camera, onstage
from apanim.picture.camera import WHOLE, Camera, PathSegment, Sight
from apanim.picture.design_frame import HEIGHT, HORIZON_Y, WIDTH, Box
from apanim.picture.drawlist import Item, Veil
from apanim.picture.easing import presence_in, smooth
from apanim.picture.frames import Frame
from apanim.picture.kept import kept
from apanim.picture.onstage import UPPER, Upper
from apanim.picture.shot import Look, Shot
from apanim.picture.theme import ramp
from apanim.script.timeline import CameraMove, Framing, Span, Timeline
from apanim.units import TICKS_PER_S

FOCUS_X = 900.0  # of the frame: left of the middle, where no panel is
_FOCUS_Y = 590.0
_MID_HIGHEST, _MID_LOWEST = 520.0, 545.0  # of the frame: where the membrane's mid-plane may come to lie
_HIGHEST, _LOWEST = 250.0, 850.0  # of the frame: where the part itself may, clear of title and caption
_STAGE_LOWEST = 486.0  # of the frame, above a stage
_WHOLE_PX = 18  # a place is kept to multiples of this: whole pixels at every usual size
_CUT_S = 0.20  # the fade on either side of a cut
_NOT_FAR = 1.25  # times as large
_SOON_S, _SOON_DARKER = (
    1.0,
    0.55,
)  # of a move that is over so soon: lipids flash on a short way too
_MOVING_DARKER, _MOVING_S = 0.34, 0.50  # how much darker it is on the move, and how soon


class Found(NamedTuple):
    """A part in the picture: its place, and which of the proteins in sight it belongs to (-1: none); of one
    that is more than a place the area of the scene that it fills, px2."""

    x: float
    y: float
    owner: int = -1
    area_px2: float = 0.0


class Aim(NamedTuple):
    """The frame that the camera fills, and its home."""

    frame: Frame
    home: Sight

    @property
    def hull(self) -> Box:
        """All of the plane that may come to be seen: the stage, and what the whole view shows."""
        x, y, scale = self.home
        left, top, right, bottom = self.frame.box
        at_home = (
            x - (WIDTH / 2 - left) / scale, y - (HEIGHT / 2 - top) / scale,
            x + (right - WIDTH / 2) / scale, y + (bottom - HEIGHT / 2) / scale,
        )  # fmt: skip
        return min(0, at_home[0]), min(0, at_home[1]), max(WIDTH, at_home[2]), max(HEIGHT, at_home[3])


FindHere = Callable[[str, int, int], Found]  # a part by name, as it is between two ticks
# The same of any scene and its tape.
Find = Callable[[Timeline, Any, str, int, int], Found]


def path(
    timeline: Timeline, tape: Any, find: Find, look: Look, home: Sight = WHOLE, upper: Upper = UPPER
) -> tuple[PathSegment, ...]:
    """The camera's rests and moves; none if it never moves from its `home`, what it sees of the whole view.

    `upper` is how its view stands above the stage, where there is one in the frame.

    With reduced motion every move is a cut. A branch's camera ends its move and then stands. Raises
    UserError for a part that the picture has not.
    """
    if timeline.origin is not None:
        come = path(timeline.origin, tape.origin, find, look, home, upper)
        return kept(timeline, ("standing", come), lambda: _standing(come, timeline))
    aim, cuts, lasts = Aim(look.frame, home), look.reduced_motion, timeline.duration_tick
    staged = () if look.frame.stacked else onstage.runs(timeline)
    key = "camera path", timeline.view, timeline.camera, staged, lasts, cuts, aim

    def make() -> tuple[PathSegment, ...]:
        own = _path(timeline, partial(find, timeline, tape), cuts, aim, upper if staged else None)
        return onstage.composed(own, staged, upper, lasts, reduced_motion=cuts)

    return kept(tape, key, make)


def _standing(come: tuple[PathSegment, ...], timeline: Timeline) -> tuple[PathSegment, ...]:
    """The path that a camera has come until the branch began, which stays where it leads."""
    begun = [one for one in come if one.start_tick <= timeline.begin_tick]
    if not begun:
        return ()
    last, end_tick = begun[-1], timeline.duration_tick
    if last.rests:
        return (*begun[:-1], replace(last, end_tick=end_tick))
    return (*begun, PathSegment(last.end_tick, end_tick, last.goal, last.goal, last.owner))


def camera_at(
    timeline: Timeline, path: tuple[PathSegment, ...], tick: int, look: Look, home: Sight = WHOLE
) -> Camera:
    """The camera at `tick`, on its `path`."""
    still = look.reduced_motion
    drifts = () if still else tuple((s.start_tick, s.end_tick) for s in timeline.of_kind("drift"))
    return camera.at(path, drifts, tick, home, look.frame)


def at_rest(
    spans: tuple[Span, ...], path: tuple[PathSegment, ...], home: Sight
) -> list[tuple[Span, Sight, int]]:
    """`spans` cut to the stretches through which the camera rests, each with what it then shows."""
    if not path:
        return [(span, home, -1) for span in spans]
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
    for darker, which in ((_MOVING_DARKER, _goes_far), (_SOON_DARKER, _goes_soon)):
        moves = ((one.start_tick, one.end_tick) for one in shot.path if which(one))
        strength = presence_in(moves, shot.tick, _MOVING_S, _MOVING_S)
        out += [Veil(ramp("ground.outside")[0], darker * strength)] if strength > 0.0 else []
    return out


def _goes_soon(one: PathSegment) -> bool:
    """Whether a move is over so soon that what it passes changes faster than an eye should be asked to."""
    return not one.rests and one.end_tick - one.start_tick < _SOON_S * TICKS_PER_S


def _goes_far(one: PathSegment) -> bool:
    """Whether a slower move goes so near, or so far off, that bright things pass by."""
    nearest, farthest = sorted((one.origin.scale, one.goal.scale), reverse=True)
    return not (one.rests or _goes_soon(one)) and (nearest > _NOT_FAR * farthest or nearest == farthest)


def _path(
    timeline: Timeline, find: FindHere, reduced_motion: bool, aim: Aim, upper: Upper | None
) -> tuple[PathSegment, ...]:
    out: list[PathSegment] = []
    moves = timeline.camera
    for number, move in enumerate(moves):
        leaves = moves[number + 1].start_tick if number + 1 < len(moves) else timeline.duration_tick
        origin = out[-1].goal if out else _sight(move.origin, find, move, aim)[0]
        above = upper if onstage.on_stage(timeline, move.end_tick) else None
        goal, owner = _sight(move.goal, find, move, aim, until=leaves, above=above)
        arrives = move.start_tick if reduced_motion else move.end_tick
        came = out[-1].end_tick if out else 0
        if came < move.start_tick:
            out.append(PathSegment(came, move.start_tick, origin, origin, out[-1].owner if out else -1))
        if move.start_tick < arrives:
            out.append(PathSegment(move.start_tick, arrives, origin, goal, owner))
        if arrives < leaves:
            out.append(PathSegment(arrives, leaves, goal, goal, owner))
    return tuple(out)


def _sight(
    view: Framing, find: FindHere, move: CameraMove, aim: Aim, until: int = 0, above: Upper | None = None
) -> tuple[Sight, int]:
    """What `view` shows from the end of `move` on `until` the next, and whose protein it is; of a part it
    keeps clear of the stage that it stands `above`."""
    if view.scale == 1.0:
        return aim.home, -1
    nearer = 1.0 + aim.frame.push * (view.scale - 1.0)
    scale, middle = nearer * aim.home.scale, aim.home.onto(WIDTH / 2, HEIGHT / 2)
    if view.place is not None:
        x, y = view.place[0] * WIDTH, view.place[1] * HEIGHT
        return _framed(x, y, scale, *middle, aim), -1
    found = find(view.part, move.start_tick, max(until, move.end_tick + 1))
    if found.owner < 0:
        return _framed(found.x, found.y, scale, *middle, aim), -1
    below = scale * (found.y - HORIZON_Y)
    mid_y = min(max(_FOCUS_Y - below, _MID_HIGHEST), _MID_LOWEST)
    lowest, at_x = _LOWEST, FOCUS_X
    if above is not None:
        lowest, at_x = above.before(_STAGE_LOWEST), WIDTH / 2
    mid_y = min(max(mid_y, _HIGHEST - below), lowest - below)
    focus_x = WIDTH / 2 if aim.frame.stacked else at_x
    return _framed(found.x, found.y, scale, focus_x, mid_y + below, aim), found.owner


def _framed(x: float, y: float, scale: float, at_x: float, at_y: float, aim: Aim) -> Sight:
    """(x, y) of the scene at (at_x, at_y) of the frame, as far as the scene's edges allow."""
    left, top, right, bottom = aim.frame.box
    first_x, first_y, last_x, last_y = aim.hull
    return Sight(
        _middle(
            x - (at_x - WIDTH / 2) / scale, scale, first_x + (WIDTH / 2 - left) / scale,
            last_x - (right - WIDTH / 2) / scale,
        ),
        _middle(
            y - (at_y - HEIGHT / 2) / scale, scale, first_y + (HEIGHT / 2 - top) / scale,
            last_y - (bottom - HEIGHT / 2) / scale,
        ),
        scale,
    )  # fmt: skip


def _middle(middle: float, scale: float, first: float, last: float) -> float:
    inside = min(max(middle, first), last)
    least, most = first * scale / _WHOLE_PX, last * scale / _WHOLE_PX
    return min(max(round(inside * scale / _WHOLE_PX), least), most) * _WHOLE_PX / scale


def unknown(name: str, known: list[str]) -> UserError:
    """The error for a part that a view has not."""
    return UserError(f"the camera goes to {name!r}; the picture has {', '.join(sorted(known))}")
