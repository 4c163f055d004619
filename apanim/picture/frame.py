"""frame: the whole picture at one instant, a pure function of the timeline, the tape and the tick."""

from typing import Any, NamedTuple

from apanim.picture import camera_path, views
from apanim.picture.drawlist import DrawList, Item, Text
from apanim.picture.drawn import drawn
from apanim.picture.plots import traced
from apanim.picture.shot import USUAL, Look, Shot
from apanim.picture.targets import Targets, over
from apanim.script.timeline import Timeline

__all__ = ["Look", "Pictured", "frame", "pictured"]


class Pictured(NamedTuple):
    """A picture, and what can be pointed at in it."""

    drawing: DrawList
    targets: Targets


def frame(timeline: Timeline, tape: Any, tick: int, look: Look = USUAL) -> DrawList:
    """The picture at `tick`, listed by the view that the timeline names, of a tape that it can draw.

    Raises UserError if there is no such view, or a label, a highlight or the camera names a part that it
    does not draw.
    """
    return _finished(*_listed(timeline, tape, tick, look))


def pictured(timeline: Timeline, tape: Any, tick: int, look: Look = USUAL) -> Pictured:
    """The same with all that can be pointed at in it."""
    shot, items = _listed(timeline, tape, tick, look)
    return Pictured(_finished(shot, items), targets(shot, items))


def targets(shot: Shot[Any], items: list[Item]) -> Targets:
    """What can be pointed at in the picture of `shot`, whose `items` are listed: curves, then things."""
    return over(traced.points(items), views.view_of(shot.timeline).targets(shot, items))


def _listed(timeline: Timeline, tape: Any, tick: int, look: Look) -> tuple[Shot[Any], list[Item]]:
    view = views.view_of(timeline)
    shot = _shot(view, timeline, tape, tick, look)
    return shot, view.frame(shot)


def _shot(view: Any, timeline: Timeline, tape: Any, tick: int, look: Look) -> Shot[Any]:
    path = camera_path.path(timeline, tape, view.find, reduced_motion=look.reduced_motion)
    camera = camera_path.camera_at(timeline, path, tick, reduced_motion=look.reduced_motion)
    before = timeline.origin
    origin = None if before is None else _shot(view, before, tape.origin, timeline.begin_tick, look)
    return Shot(timeline, tape, tick, look, path, camera, origin)


def _finished(shot: Shot[Any], items: list[Item]) -> DrawList:
    timeline = shot.timeline
    if timeline.drawings:
        items = [*items, *drawn(shot, views.view_of(timeline).find)]
    if timeline.screen:  # every fixed word in the language of the narration; English costs nothing
        items = [i._replace(text=timeline.word(i.text)) if isinstance(i, Text) else i for i in items]
    return DrawList((*items, *camera_path.curtain(timeline, shot.tick)))
