"""The neuron's picture at one instant, a pure function of the timeline, the tape and the tick."""

from apanim.picture import onstage
from apanim.picture.camera.path import darkened
from apanim.picture.drawlist import Dim, Item, LitShape, Scenery
from apanim.picture.focus import focus
from apanim.picture.overlay import caption, title
from apanim.picture.plots.trace_panel import trace_panel
from apanim.picture.shot import Shot
from apanim.picture.views.neuron import light, synapses
from apanim.picture.views.neuron.colour_key import key
from apanim.picture.views.neuron.colour_scale import level, stretched, top_mV
from apanim.picture.views.neuron.density import channels
from apanim.picture.views.neuron.focus import LIT, bright
from apanim.picture.views.neuron.labels import neuron_labels
from apanim.picture.views.neuron.pipette import pipette
from apanim.picture.views.neuron.samples import voltages
from apanim.picture.views.neuron.silhouette import silhouette
from apanim.picture.views.neuron.travel_arrow import travel
from apanim.tape import CableTape


def frame(shot: Shot[CableTape]) -> list[Item]:
    """Everything on screen. Raises UserError if a label names a part that is not drawn."""
    timeline, tape, tick, look = shot.timeline, shot.tape, shot.tick, shot.look
    camera, lifted = shot.camera, onstage.share(timeline, tick, look)
    state = tape.at(tick)
    v_mV = voltages(tape.plan, state.v_mV)
    levels = level(stretched(v_mV, top_mV(timeline, tick)))
    now = focus(timeline, tick, LIT)
    water = Scenery("neuron/water_tall" if look.frame.stacked else "neuron/water")
    # Where all of it is smaller, as above a stage, the water fills the frame all the same.
    still = look.frame.stacked or camera.sight.scale < 1.0
    ground = [water, *camera.lens()] if still else [*camera.lens(), water]
    out: list[Item] = [*ground, light.glow(v_mV)]
    out += [Dim(now.strength)] if now.strength > 0.0 else []
    out += [
        LitShape(silhouette(), levels, bright(now)), Scenery("neuron/cell"),
        *channels(timeline, tape, tick, camera),
        Scenery("neuron/synapses"), *synapses.marks(), *synapses.lights(tape, tick),
        *pipette(shot),
        *(() if look.frame.stacked else travel(shot)), *camera.glass(), *darkened(shot),
        *(travel(shot) if look.frame.stacked else ()), *neuron_labels(shot),
        *title.title(timeline, tick, look, lifted), *key(timeline, tick, look),
    ]  # fmt: skip
    out += trace_panel(shot, state.v_mV) if look.plots else []
    out += caption.caption(timeline, tick, look, wide=True) if look.captions else []
    return out
