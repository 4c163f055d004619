"""The neuron's picture at one instant, a pure function of the timeline, the tape and the tick."""

from apanim.picture import caption, title
from apanim.picture.aim import cuts, hush
from apanim.picture.camera import Camera, Leg
from apanim.picture.drawlist import Dim, DrawList, Item, NeuronBody, Scenery
from apanim.picture.neuron import focus, light, synapses, trace
from apanim.picture.neuron.key import key
from apanim.picture.neuron.labels import labels
from apanim.picture.neuron.ramp import level, stretched, top_mV
from apanim.picture.neuron.samples import voltages
from apanim.picture.neuron.travel import travel
from apanim.script.timeline import Timeline
from apanim.tape import CableTape


def neuron_frame(
    timeline: Timeline, tape: CableTape, tick: int, way: tuple[Leg, ...], camera: Camera, *,
    captions: bool, plots: bool, still: bool, scale: float = 1.0,
) -> DrawList:  # fmt: skip
    """Everything on screen at `tick`, through `camera` on its `way`; with `still` the camera cuts.

    Words are `scale` as large. Raises UserError if a label names a part that is not drawn.
    """
    v_mV = voltages(tape.plan, tape.at(tick).v_mV)
    levels = level(stretched(v_mV, top_mV(timeline, tick)))
    rest = focus.strength(timeline, tick)
    out: list[Item] = [*camera.lens(), Scenery("neuron_water"), light.glow(v_mV)]
    out += [Dim(rest)] if rest > 0.0 else []
    out += [
        NeuronBody(levels, focus.bright(timeline, tick)), Scenery("neuron_cell"),
        Scenery("neuron_synapses"), *synapses.marks(), *synapses.lights(tape, tick),
        *travel(timeline, tape, tick, camera.wide), *camera.glass(),
        *cuts(timeline, tick, reduced_motion=still), *hush(way, tick),
        *labels(timeline, tape, tick, way, scale),
        *title.title(timeline, tick, scale), *key(timeline, tick, panel=plots, scale=scale),
    ]  # fmt: skip
    out += trace.panel(timeline, tape, tick) if plots else []
    out += caption.caption(timeline, tick, wide=True, scale=scale) if captions else []
    return DrawList(tuple(out))
