"""The close-up at one instant: water, membrane, proteins and ions, and all that lies on the glass."""

from apanim.picture import onstage
from apanim.picture.camera import BACKDROP, CLOSE
from apanim.picture.camera import path as camera_path
from apanim.picture.drawlist import Dim, Glow, Item, Scenery
from apanim.picture.easing import smooth
from apanim.picture.kept import kept_by_owner
from apanim.picture.labels.draw import under
from apanim.picture.overlay import caption, scale_strip, title
from apanim.picture.overlay.exclusion import Quiet, quiet_of
from apanim.picture.plots import board, trace_panel
from apanim.picture.plots.columns import Recorded
from apanim.picture.plots.places import rooms_of, standing
from apanim.picture.plots.rooms import strip_above_stage
from apanim.picture.screen_words import worded
from apanim.picture.shot import Look, Shot
from apanim.picture.theme import ramp
from apanim.picture.type import box as text_box
from apanim.picture.views.membrane import charges, forces, legend
from apanim.picture.views.membrane.fixtures import (
    BOUTON_BOX,
    PIPETTE_BOX,
    REFERENCE_BOX,
    ending,
    has_synapse,
)
from apanim.picture.views.membrane.focus import focused
from apanim.picture.views.membrane.geometry import foot
from apanim.picture.views.membrane.ions import bead_layers
from apanim.picture.views.membrane.labels import Taken, membrane_labels
from apanim.picture.views.membrane.proteins import Posed, in_sight, posed
from apanim.picture.views.membrane.transmitter import far_molecules, near_molecules
from apanim.script.timeline import Timeline
from apanim.world import World

_REST_mV, _SPAN_mV = -70.0, 110.0
_BELOW_PX, _RX, _RY = 130, 330, 210
_PORE, _AMBIENT = 0.50, 0.16  # opacity of full light under an open pore, and under any sodium channel
_BAND = 0.85


def frame(shot: Shot[Recorded]) -> list[Item]:
    """Everything on screen. Raises UserError if a label or a highlight names a part that is not drawn."""
    timeline, tape, tick, camera, look = shot.timeline, shot.tape, shot.tick, shot.camera, shot.look
    world, layout = tape.at(tick), timeline.patch_setup.layout
    proteins = posed(world, layout, 0 if look.reduced_motion else tick)
    v_mV = float(world.patch.v_mV)
    screen = _screen(shot, world)
    pointers = membrane_labels(shot, proteins, _taken(timeline.origin or timeline, look))
    told = [(one.left, one.top, one.right, one.bottom) for one in quiet_of([*screen, *pointers])]
    staged = onstage.on_stage(timeline, tick) and not look.frame.stacked
    pointers += forces.forces(timeline, tape, proteins, tick, camera, v_mV, look, told, staged)
    quiet = quiet_of(worded(timeline, [*screen, *pointers]))
    ions = world.ions
    synapse = has_synapse(layout)
    layers = bead_layers(
        ions, [*quiet, Quiet(*camera.sight.box(BOUTON_BOX))] if synapse else quiet, camera=camera
    )
    tall = "_tall" if look.frame.stacked else ""
    # Ions before the lens are passed on the way in, and left aside above a stage.
    closest = smooth(camera.wide - 4.0 * _lifted(shot))
    return [
        *camera.lens(BACKDROP),
        Scenery(f"membrane/backdrop{tall}"),
        *camera.lens(),
        layers.far,
        *(ending(world.transmitter) if synapse else ()),
        *far_molecules(world.transmitter, quiet, camera),
        *pore_lights(v_mV, proteins),
        Scenery("membrane/bilayer", proteins=in_sight(layout)),
        *band(v_mV),
        *(sprite for protein in proteins for sprite in protein.sprites),
        *_electrode(shot),
        *charges.chips(v_mV, in_sight(layout)),
        layers.trails,
        layers.near,
        *near_molecules(world.transmitter, layout, tick, quiet, camera=camera),
        layers.flowing,
        *focused(shot, proteins, world, quiet),
        *camera.lens(CLOSE),
        *(Scenery(f"membrane/{name}", closest) for name in ("close_na", "close_k") if closest > 0.0),
        *camera.glass(),
        *camera_path.darkened(shot),
        Scenery(f"membrane/vignette{tall}"),
        *pointers,
        *screen,
    ]


def _screen(shot: Shot[Recorded], world: World) -> list[Item]:
    """All that lies on the glass: title, sides, panels, caption."""
    timeline, tick, look = shot.timeline, shot.tick, shot.look
    alone = standing(timeline, "wide", tick) if look.plots else 0.0
    out: list[Item] = [Dim(alone)] if alone > 0.0 else []
    sides = shot.camera.wide * max(0.0, 1.0 - 2.0 * alone)
    if look.frame.stacked:  # where there is no room for both
        sides *= 1.0 - max(legend.shown(timeline, tick), forces.shown(timeline, tick))
    below, above = onstage.away(timeline, tick, look), onstage.there(timeline, tick, look)
    on_stage = title.sides_on_stage(timeline, sides * above, look)
    out += [
        *title.sides(timeline, sides * below * (1.0 - _lifted(shot)), look),
        *map(under, on_stage), *on_stage,
        *title.title(timeline, tick, look, _lifted(shot), there=1.0 if below else shot.camera.wide),
    ]  # fmt: skip
    if look.plots:
        out += [*trace_panel.trace_panel(shot, world.patch.v_mV), *board.plots(shot, world)]
    out += [*legend.legend(timeline, tick, look), *scale_strip.strip(timeline, tick, look)]
    if look.captions:
        out += caption.captions(timeline, tick, look)
    return out


@kept_by_owner
def _taken(timeline: Timeline, look: Look) -> Taken:
    """The boxes that no label may lie on at any time, in the whole view, near, and above a stage, where the
    panel and its caption are known as they pass."""
    head, key = title.head(timeline, look), legend.room(timeline, look).box
    near = (head, rooms_of(timeline, look)["panel"].box, caption.box(look), key)
    sides = tuple(map(text_box, title.sides(timeline, look=look)))
    if look.frame.stacked:  # words come so near to them only where the view is narrow
        near = (*near, *sides)
    above = (strip_above_stage(look).box, *map(text_box, title.sides_on_stage(timeline, look=look)))
    return Taken((*near, PIPETTE_BOX, REFERENCE_BOX, *sides), near, (head, *above))


def _lifted(shot: Shot[Recorded]) -> float:
    """How far the view stands above a stage of V(t)."""
    return onstage.share(shot.timeline, shot.tick, shot.look)


def _electrode(shot: Shot[Recorded]) -> list[Item]:
    """The electrodes hang from the panel, come and go with it, and so belong to the whole view."""
    there = trace_panel.showing(shot.timeline, shot.tick) if shot.look.plots else 0.0
    seen = shot.camera.wide * there
    return [Scenery("membrane/electrode", seen)] if seen > 0 else []


def depolarisation(v_mV: float) -> float:
    """0 at rest and below, 1 at +40 mV: how bright the membrane is."""
    return min(max((v_mV - _REST_mV) / _SPAN_mV, 0.0), 1.0)


def pore_lights(v_mV: float, proteins: list[Posed]) -> list[Glow]:
    """Warm light in the cytoplasm below the channels that let sodium in."""
    bright = depolarisation(v_mV)
    first, middle, last = ramp("light.depolarised")
    stops = ((0.0, first, 0.85), (0.35, middle, 0.45), (1.0, last, 0.0))
    return [
        Glow(p.x, foot(p.x).y + _BELOW_PX, _RX, _RY, stops, opacity)
        for p in proteins
        if p.lets_sodium_in and (opacity := bright * (_AMBIENT + (_PORE - _AMBIENT) * p.glow)) > 0.01
    ]


def band(v_mV: float) -> list[Scenery]:
    """The line of light along the inner face."""
    opacity = _BAND * depolarisation(v_mV)
    return [Scenery("membrane/band", opacity, additive=True)] if opacity > 0.01 else []
