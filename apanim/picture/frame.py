"""frame: the whole picture at one instant, a pure function of the timeline, the tape and the tick."""

from typing import Any

from apanim.picture import camera_path, views
from apanim.picture.drawlist import DrawList, Text
from apanim.picture.drawn import drawn
from apanim.picture.shot import USUAL, Look, Shot
from apanim.script.timeline import Timeline

__all__ = ["Look", "frame"]


def frame(timeline: Timeline, tape: Any, tick: int, look: Look = USUAL) -> DrawList:
    """The picture at `tick`, listed by the view that the timeline names, of a tape that it can draw.

    Raises UserError if there is no such view, or a label, a highlight or the camera names a part that it
    does not draw.
    """
    view = views.view(timeline.view)
    path = camera_path.path(timeline, tape, view.find, reduced_motion=look.reduced_motion)
    camera = camera_path.camera_at(timeline, path, tick, reduced_motion=look.reduced_motion)
    shot = Shot(timeline, tape, tick, look, path, camera)
    items = view.frame(shot)
    if timeline.drawings:
        items = [*items, *drawn(shot, view.find)]
    if timeline.screen:  # every fixed word in the language of the narration; English costs nothing
        items = [i._replace(text=timeline.word(i.text)) if isinstance(i, Text) else i for i in items]
    return DrawList((*items, *camera_path.curtain(timeline, tick)))
