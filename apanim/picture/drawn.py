"""An author's own marks, on the glass of any view, at parts or places as the camera sees them now."""

from apanim.picture.camera.path import Find
from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.kept import kept
from apanim.picture.plots.places import floor
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.script.timeline import Drawing, Mark, Spot
from apanim.units import TICKS_PER_STEP

ROLES = {
    "ink": "text.ink", "quiet": "text.quiet", "na": "plot.e_na", "k": "plot.e_k", "cl": "plot.cl",
    "trace": "plot.trace", "threshold": "plot.threshold",
}  # fmt: skip
_WEIGHT = 600
_WIDER = 1.25  # times as far from the middle, in a stacked frame


def drawn(shot: Shot, find: Find) -> list[Item]:
    """The marks that are on, in script order. Raises UserError for a part that the view does not draw."""
    return [
        _item(mark, [_place(spot, drawing, shot, find) for spot in mark.at])
        for drawing in shot.timeline.drawings
        if drawing.start_tick <= shot.tick < drawing.end_tick
        for mark in drawing.steps[(shot.tick - drawing.start_tick) // TICKS_PER_STEP]
    ]


def _item(mark: Mark, at: list[tuple[float, float]]) -> Item:
    tint = colour(ROLES[mark.colour]) if mark.colour in ROLES else mark.colour
    if mark.kind == "line":
        return Line(tuple(at), tint, mark.size, mark.opacity)
    (x, y), edge = at[0], colour("text.outline_cool")
    if mark.kind == "dot":
        return Dot(x, y, mark.size, tint, opacity=mark.opacity)
    return Text(x, y, mark.text, mark.size, _WEIGHT, tint, "middle", outline=edge, opacity=mark.opacity)


def _place(spot: Spot, drawing: Drawing, shot: Shot, find: Find) -> tuple[float, float]:
    """Where a spot is in the frame; a part of many is the one at which most happens while it is drawn."""
    if not spot.part:
        x, y = _in_sight(spot.place, shot)
        return x + spot.right, y + spot.down
    span = spot.part, drawing.start_tick, drawing.end_tick
    found = kept(
        shot.tape, ("drawn at", shot.timeline.view, *span), lambda: find(shot.timeline, shot.tape, *span)
    )
    x, y = shot.camera.sight.onto(found.x, found.y)
    return x + spot.right, y + spot.down


def _in_sight(place: tuple[float, float], shot: Shot) -> tuple[float, float]:
    """Shares of the frame as a place in it; of a stacked one, of what is above the panels."""
    frame = shot.look.frame
    x, y = frame.at(*place)
    if not frame.stacked:
        return x, y
    (left, top, right, _), (middle, _) = frame.box, frame.middle
    x = min(max(middle + _WIDER * (x - middle), left), right)  # words are as wide as in a wider frame
    return x, top + (y - top) * (floor(shot.timeline, shot.look) - top) / frame.size[1]
