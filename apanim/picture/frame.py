"""frame: the whole picture at one instant, a pure function of the timeline, the tape and the tick."""

from dataclasses import dataclass
from functools import lru_cache, partial

from apanim.picture import (
    aim,
    bouton,
    caption,
    charges,
    focus,
    forces,
    labels,
    legend,
    light,
    strip,
    title,
    trace_panel,
)
from apanim.picture.axon.frame import axon_frame
from apanim.picture.axon.labels import find_in_axon
from apanim.picture.camera import BACKDROP, CLOSE, Camera
from apanim.picture.drawlist import Dim, DrawList, Item, Scenery, Text
from apanim.picture.easing import smooth
from apanim.picture.electrode import PIPETTE_BOX, REFERENCE_BOX
from apanim.picture.ions import bead_layers
from apanim.picture.label_places import Taken, find_part
from apanim.picture.neuron.anchors import find_in_neuron
from apanim.picture.neuron.frame import neuron_frame
from apanim.picture.plots import board
from apanim.picture.plots.memory import Recorded
from apanim.picture.plots.places import standing
from apanim.picture.proteins import in_sight, posed
from apanim.picture.quiet import Quiet, quiet_of
from apanim.picture.stage import SAFE, Box
from apanim.picture.text_size import grown, grown_box
from apanim.picture.transmitter import far_molecules, near_molecules
from apanim.picture.type import box as text_box
from apanim.script.timeline import SCENES, Timeline
from apanim.tape import CableTape
from apanim.world import World

_TRACE_CORNER, _TRACE_MOST = (SAFE[2], SAFE[1]), 1.15  # of its size: more would hide the membrane


@dataclass(frozen=True)
class Look:
    """What the viewer has switched on. With reduced motion the camera cuts, and nothing only sways."""

    captions: bool = True
    plots: bool = True
    reduced_motion: bool = False
    text_scale: float = 1.0  # see picture.text_size


def frame(timeline: Timeline, tape: Recorded | CableTape, tick: int, look: Look = Look()) -> DrawList:
    """The picture at `tick`. Raises UserError if a label or a highlight names a part that is not drawn."""
    drawn = (
        _cable(timeline, tape, tick, look)
        if isinstance(tape, CableTape)
        else _close_up(timeline, tape, tick, look)
    )
    return DrawList((*_worded(timeline, drawn), *aim.curtain(timeline, tick)))


def _worded(timeline: Timeline, items: list[Item]) -> list[Item]:
    """The items with every fixed word in the language of the narration; English costs nothing."""
    if not timeline.screen:
        return items
    return [
        item._replace(text=timeline.word(item.text)) if isinstance(item, Text) else item for item in items
    ]


def _cable(timeline: Timeline, tape: CableTape, tick: int, look: Look) -> list[Item]:
    axon = tape.plan.view == "axon"
    find = partial(find_in_axon, tape) if axon else find_in_neuron
    way = aim.legs(timeline, tape, find, reduced_motion=look.reduced_motion)
    camera = aim.camera_at(timeline, way, tick, reduced_motion=look.reduced_motion)
    drawn = (axon_frame if axon else neuron_frame)(
        timeline, tape, tick, way, camera,
        captions=look.captions, plots=look.plots, still=look.reduced_motion, scale=look.text_scale,
    )  # fmt: skip
    return list(drawn.items)


def _close_up(timeline: Timeline, tape: Recorded, tick: int, look: Look) -> list[Item]:
    world, layout = tape.at(tick), timeline.patch_plan.layout
    way = aim.legs(timeline, tape, partial(find_part, tape, layout), reduced_motion=look.reduced_motion)
    camera = aim.camera_at(timeline, way, tick, reduced_motion=look.reduced_motion)
    proteins = posed(world, layout, 0 if look.reduced_motion else tick)
    v_mV = float(world.patch.v_mV)
    screen = _screen(timeline, tape, tick, world, look, camera)
    pointers = labels.labels(timeline, tape, proteins, tick, _taken(timeline, look), way, look.text_scale)
    pointers += forces.forces(timeline, tape, proteins, tick, camera, v_mV, look.text_scale)
    quiet = quiet_of([*screen, *pointers])
    ions = world.ions
    synapse = bouton.here(layout)
    layers = bead_layers(
        ions, [*quiet, Quiet(*camera.sight.box(bouton.BOX))] if synapse else quiet, camera=camera
    )
    closest = smooth(camera.wide)  # ions before the lens are passed on the way in
    return [
        *camera.lens(BACKDROP),
        Scenery("backdrop"),
        *camera.lens(),
        layers.far,
        *((Scenery("bouton"),) if synapse else ()),
        *far_molecules(world.transmitter, quiet, camera),
        *light.pore_lights(v_mV, proteins),
        Scenery("bilayer", proteins=in_sight(layout)),
        *light.band(v_mV),
        *(sprite for protein in proteins for sprite in protein.sprites),
        *_electrode(timeline, tick, look, camera),
        *charges.chips(v_mV, in_sight(layout)),
        layers.trails,
        layers.near,
        *near_molecules(world.transmitter, layout, tick, quiet, camera=camera),
        layers.flowing,
        *focus.focus(timeline, tick, proteins, world, layout, quiet, camera),
        *camera.lens(CLOSE),
        *(Scenery(name, closest) for name in ("close_na", "close_k") if closest > 0.0),
        *camera.glass(),
        *aim.cuts(timeline, tick, reduced_motion=look.reduced_motion),
        *aim.hush(way, tick),
        Scenery("vignette"),
        *pointers,
        *screen,
    ]


def _screen(
    timeline: Timeline, tape: Recorded, tick: int, world: World, look: Look, camera: Camera
) -> list[Item]:
    """All that lies on the glass: title, sides, panels, caption."""
    alone = standing(timeline, "wide", tick) if look.plots else 0.0
    out: list[Item] = [Dim(alone)] if alone > 0.0 else []
    scale = look.text_scale
    out += [
        *title.sides(camera.wide * max(0.0, 1.0 - 2.0 * alone), scale),
        *title.title(timeline, tick, scale),
    ]
    if look.plots:
        panel = trace_panel.trace_panel(timeline, tape, tick, float(world.patch.v_mV))
        out += grown(panel, _trace_scale(timeline, look), _TRACE_CORNER)
        out += board.plots(timeline, tape, world, tick)
    out += [*legend.legend(timeline, tick), *strip.strip(timeline, tick)]
    if look.captions:
        out += caption.caption(timeline, tick, scale=_caption_scale(timeline, look))
    return out


@lru_cache(maxsize=SCENES)
def _taken(timeline: Timeline, look: Look) -> Taken:
    """The boxes that no label may lie on at any time, in the whole view and near."""
    head, key = title.head(timeline, look.text_scale), legend.box(timeline.patch_plan.layout)
    near = (head, _trace_box(timeline, look), caption.box(_caption_scale(timeline, look)), key)
    sides = map(text_box, title.sides(scale=look.text_scale))
    return (*near, PIPETTE_BOX, REFERENCE_BOX, *sides), near


def _electrode(timeline: Timeline, tick: int, look: Look, camera: Camera) -> list[Item]:
    """The electrodes hang from the panel, come and go with it, and so belong to the whole view."""
    seen = camera.wide * trace_panel.showing(timeline, tick) if look.plots else 0.0
    return [Scenery("electrode", seen)] if seen > 0 else []


def _trace_scale(timeline: Timeline, look: Look) -> float:
    """How many times as large the V(t) panel is: it grows only in scenes that show no other panel."""
    return 1.0 if timeline.plots else min(look.text_scale, _TRACE_MOST)


def _caption_scale(timeline: Timeline, look: Look) -> float:
    """How many times as large captions are: a panel as wide as the frame leaves them no line more."""
    return 1.0 if any(plot.place == "wide" for plot in timeline.plots) else look.text_scale


def _trace_box(timeline: Timeline, look: Look) -> Box:
    return grown_box(trace_panel.BOX, _trace_scale(timeline, look), _TRACE_CORNER)
