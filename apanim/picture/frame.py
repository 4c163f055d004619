"""frame: the whole picture at one instant, a pure function of the timeline, the tape and the tick."""

from dataclasses import replace
from typing import Any, NamedTuple

from apanim.picture import followed, rings, views
from apanim.picture.camera import Sight, follow
from apanim.picture.camera import path as camera_path
from apanim.picture.drawlist import Dissolve, DrawList, Item
from apanim.picture.drawn import drawn
from apanim.picture.easing import smooth
from apanim.picture.ground import without_ground
from apanim.picture.kept import kept
from apanim.picture.overlay.card import with_house
from apanim.picture.plots import traced
from apanim.picture.screen_words import worded
from apanim.picture.shot import USUAL, Look, Shot
from apanim.picture.things.find import thing
from apanim.picture.things.targets import Targets, over
from apanim.script.timeline import Timeline, dissolved

__all__ = ["Look", "Pictured", "frame", "pictured", "sight"]


Scene = tuple[Timeline, Any]  # and its tape


class Pictured(NamedTuple):
    """A picture, and what can be pointed at in it."""

    drawing: DrawList
    targets: Targets


def frame(
    timeline: Timeline, tape: Any, tick: int, look: Look = USUAL, into: Scene | None = None
) -> DrawList:
    """The picture at `tick`, listed by the view that the timeline names, of a tape that it can draw.

    `into` is the scene that it dissolves into at its end.

    Raises UserError if there is no such view, or a label, a highlight or the camera names a part that it
    does not draw.
    """
    shot, items = _listed(timeline, tape, tick, look)
    looked = bool(look.selected or look.ringed or timeline.active("follow", tick))
    marks = _marked(shot, items, targets(shot, items), look) if looked else []
    return _finished(shot, items, marks, into)


def pictured(
    timeline: Timeline, tape: Any, tick: int, look: Look = USUAL, into: Scene | None = None
) -> Pictured:
    """The same with all that can be pointed at in it."""
    shot, items = _listed(timeline, tape, tick, look)
    found = targets(shot, items)
    drawing = _finished(shot, items, _marked(shot, items, found, look), into)
    return Pictured(drawing, found)


def sight(timeline: Timeline, tape: Any, tick: int, look: Look = USUAL) -> Sight:
    """What the camera sees at `tick`."""
    return _shot(views.view_of(timeline), timeline, tape, tick, look).camera.sight


def targets(shot: Shot[Any], items: list[Item]) -> Targets:
    """What can be pointed at in the picture of `shot`, whose `items` are listed: curves, then things."""
    return over(traced.points(items, shot.look.frame), views.view_of(shot.timeline).targets(shot, items))


def _listed(timeline: Timeline, tape: Any, tick: int, look: Look) -> tuple[Shot[Any], list[Item]]:
    view = views.view_of(timeline)
    shot = _shot(view, timeline, tape, tick, look)
    return shot, view.frame(shot)


def _shot(view: Any, timeline: Timeline, tape: Any, tick: int, look: Look) -> Shot[Any]:
    home = view.home(timeline, look)
    path = camera_path.path(timeline, tape, view.find, look, home, view.UPPER)
    camera = camera_path.camera_at(timeline, path, tick, look, home)
    one = thing(timeline, tape, look.selected) if look.follow else None
    if one is not None and (near := follow.camera(one, tick, look.frame)):
        path, camera = follow.PATH, near
    # What is looked at is no matter of the view: what it keeps by its look stays the same.
    look = replace(look, selected="", follow=False, ringed=())
    before = timeline.origin
    origin = None if before is None else _shot(view, before, tape.origin, timeline.begin_tick, look)
    return Shot(timeline, tape, tick, look, path, camera, origin)


def _marked(shot: Shot[Any], items: list[Item], found: Targets, look: Look) -> list[Item]:
    """The rings, and the way of what is selected."""
    one = thing(shot.timeline, shot.tape, look.selected)
    view = views.view_of(shot.timeline)
    return [
        *followed.followed(shot, view.find, view.thing, found),
        *(rings.trail(look.selected, one, shot, found) if one is not None else []),
        *rings.rings((look.selected,), items, found), *rings.rings(look.ringed, items, found, dashed=True),
    ]  # fmt: skip


def _finished(shot: Shot[Any], items: list[Item], marks: list[Item], into: Scene | None) -> DrawList:
    timeline, items = shot.timeline, [*items, *marks]
    if timeline.drawings:
        items = [*items, *drawn(shot, views.view_of(timeline).find)]
    items = with_house(shot, items)
    if not shot.look.ground:
        items = without_ground(items)
    return DrawList((*worded(timeline, items), *_dissolve(shot, into)), shot.look.frame)


def _dissolve(shot: Shot[Any], into: Scene | None) -> list[Item]:
    """The first picture of the scene after this one, as far as it is there."""
    share = smooth(dissolved(shot.timeline, shot.tick))
    if into is None or share <= 0.0:
        return []
    timeline, tape = into
    first = kept(
        tape,
        ("first picture", timeline, shot.look),
        lambda: frame(timeline, tape, timeline.from_tick, shot.look),
    )
    return [Dissolve(first.items, share)]
