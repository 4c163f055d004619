"""The neuron's picture at one instant, a pure function of the timeline, the tape and the tick."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture import onstage
from apanim.picture.camera.path import darkened
from apanim.picture.drawlist import Dim, Item, LitShape, Scenery
from apanim.picture.focus import Focus, focus
from apanim.picture.overlay import caption, title
from apanim.picture.plots.trace_panel import trace_panel
from apanim.picture.shot import Shot
from apanim.picture.views.neuron import light, synapses
from apanim.picture.views.neuron.anchors import pipette
from apanim.picture.views.neuron.colour_key import key
from apanim.picture.views.neuron.colour_scale import level, stretched, top_mV
from apanim.picture.views.neuron.density import channels
from apanim.picture.views.neuron.labels import neuron_labels
from apanim.picture.views.neuron.samples import PARTS, samples, voltages
from apanim.picture.views.neuron.silhouette import silhouette
from apanim.picture.views.neuron.travel_arrow import travel
from apanim.tape import CableTape

_SOFT_PX = 60.0  # beside what is lit, over which the light ends
_DIMMED = 0.50  # what is left of the brightness of the rest
LIT = {  # what each highlight leaves lit
    **{part: (part,) for part in PARTS},
    "synapses": (), "electrode": (), "spike": PARTS, "trigger_zone": ("hillock", "initial_segment"),
}  # fmt: skip


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
        LitShape(silhouette(), levels, _bright(now)), Scenery("neuron/cell"),
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


def _bright(now: Focus) -> NDArray[np.uint8]:
    """(s,) how bright each sample is, 255 where it is spoken of or nothing is."""
    lit = np.zeros(len(samples().part))
    for target, shown in now.leads:
        lit = np.maximum(lit, shown * (1.0 - _away(LIT[target])))
    return np.rint(255 * (1.0 - (1.0 - _DIMMED) * now.strength * (1.0 - lit))).astype(np.uint8)


@lru_cache(maxsize=16)
def _away(parts: tuple[str, ...]) -> NDArray[np.float64]:
    """(s,) 0 in these parts, and softly up to 1 at `_SOFT_PX` from them."""
    from scipy.spatial import KDTree  # slow to import, and few pictures dim the rest

    dots = samples()
    lit = np.isin(dots.part, [PARTS.index(part) for part in parts])
    if not lit.any():
        return np.ones(len(lit))
    at = np.stack([dots.x, dots.y], axis=1)
    far = np.clip(KDTree(at[lit]).query(at)[0] / _SOFT_PX, 0.0, 1.0)
    return np.where(lit, 0.0, far * far * (3.0 - 2.0 * far))
