"""The box at one instant: water, membrane, one channel, every ion, and what of it is bent on the right."""

from typing import Any

from apanim.picture import onstage
from apanim.picture.camera import path as camera_path
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Dim, Item, Line, Scenery, Text
from apanim.picture.easing import presence_in
from apanim.picture.overlay import caption, title
from apanim.picture.overlay.exclusion import clear_of, quiet_of
from apanim.picture.plots import board, trace_panel
from apanim.picture.plots.places import standing
from apanim.picture.screen_words import worded
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.views.box import channel, ions, pace
from apanim.picture.views.box.geometry import BENT_X, MID_Y
from apanim.picture.views.box.labels import box_labels
from apanim.picture.views.box.map import map_panel
from apanim.picture.views.box.scale import scale
from apanim.script.timeline import fine_ns_at
from apanim.units import TICKS_PER_S
from apanim.world import World

_GAP_PX = 26.0
_NAMES_PX = 236.0  # of the halves, under the membrane: on the glass, above the caption at every zoom
_COMES_S = 0.9  # in which a lie bends its half


def frame(shot: Shot[Any]) -> list[Item]:
    """Everything on screen. Raises UserError if a label names a part that is not drawn."""
    timeline, tick = shot.timeline, shot.tick
    world: World = shot.tape.at(tick)
    tall = "_tall" if shot.look.frame.stacked else ""
    blurred = pace.blur(timeline, tick)
    bent = {name: _bent(shot, name) for name in ("BATH_BEAD", "ION_SPEED", "CHANNEL_SPACING")}
    half = ions.Bent(bent["BATH_BEAD"], bent["ION_SPEED"])
    pointers, screen = box_labels(shot), [*_seam(shot, max(bent.values())), *_screen(shot, world)]
    # No bead lies under words, nor in a protein.
    quiet = quiet_of(worded(timeline, [*screen, *pointers]))
    proteins = [*channel.bodies(shot), *channel.neighbour_bodies(bent["CHANNEL_SPACING"])]
    beads = ions.seen(
        ions.crowd(timeline), fine_ns_at(timeline, tick), tick / TICKS_PER_S, blurred, half,
        lambda x, y: clear_of(quiet, shot.camera.sight, x, y) * ions.outside(proteins, x, y),
    )  # fmt: skip
    hazes = (("haze_left", blurred), ("haze_right", blurred * (1.0 - half.slower)))
    return [
        *shot.camera.lens(),
        Scenery(f"box/water{tall}"),
        *(Scenery(f"box/{name}", there) for name, there in hazes if there > 0.01),
        Scenery("box/membrane"),
        *channel.neighbours(bent["CHANNEL_SPACING"]),
        *channel.channel(shot, world, blurred),
        beads,
        *_edges(shot),
        *shot.camera.glass(),
        *camera_path.darkened(shot),
        *pointers,
        *screen,
    ]


def _bent(shot: Shot[Any], name: str) -> float:
    """How far a lie has bent the right half at the tick."""
    runs = [(s.start_tick, s.end_tick) for s in shot.timeline.of_kind("bend") if s.target == name]
    return presence_in(runs, shot.tick, _COMES_S, _COMES_S)


def _edges(shot: Shot[Any]) -> list[Item]:
    """Where the box ends, in a frame that shows more of the plane: outside it are ions too, none drawn."""
    if not shot.look.frame.stacked:
        return []
    corners = ((0.0, 0.0), (WIDTH, 0.0), (WIDTH, HEIGHT), (0.0, HEIGHT), (0.0, 0.0))
    return [Line(corners, colour("text.quiet"), 3.0, 0.6)]


def _seam(shot: Shot[Any], there: float) -> list[Item]:
    """The line between the halves, and their names."""
    if there <= 0.0:
        return []
    ink, edge, word, sight = (
        colour("text.ink"),
        colour("text.outline_cool"),
        shot.timeline.word,
        shot.camera.sight,
    )
    x, middle = sight.onto(BENT_X, MID_Y)
    y = middle + _NAMES_PX
    _, top = sight.onto(0.0, 0.0)
    _, bottom = sight.onto(0.0, float(HEIGHT))
    true, bent, size = word("1:1"), word("as in the lecture"), 32 * shot.look.scale
    return [
        Line(((x, top), (x, bottom)), ink, 3.0, 0.75 * there),
        Text(x - _GAP_PX, y, true, size, 700, ink, "end", outline=edge, opacity=there),
        Text(x + _GAP_PX, y, bent, size, 700, ink, outline=edge, opacity=there),
    ]


def _screen(shot: Shot[Any], world: World) -> list[Item]:
    """All that lies on the glass."""
    timeline, tick, look = shot.timeline, shot.tick, shot.look
    alone = standing(timeline, "wide", tick) if look.plots else 0.0
    out: list[Item] = [Dim(alone)] if alone > 0.0 else []
    out += title.title(timeline, tick, look, onstage.share(timeline, tick, look))
    if look.plots:
        out += map_panel(shot)
        out += trace_panel.trace_panel(shot, world.patch.v_mV)
        out += board.plots(shot, world)
    out += scale(shot)
    if look.captions:
        out += caption.captions(timeline, tick, look)
    return out
