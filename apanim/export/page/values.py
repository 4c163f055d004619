"""What the membrane is at every frame: the columns behind the page's plot and its readout."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.export.page.frames import SceneFrames
from apanim.export.page.numbers import column
from apanim.picture.things.names import called
from apanim.tape import CableTape, Tape
from apanim.units import NS_PER_MS

# By the name that the page knows it by: the tape's own name, and decimals that are kept.
_PATCH = {
    "V": ("v_mV", 2), "m": ("m", 4), "h": ("h", 4), "n": ("n", 4), "gNa": ("g_Na_mS_cm2", 3),
    "gK": ("g_K_mS_cm2", 3), "INa": ("I_Na_uA_cm2", 2), "IK": ("I_K_uA_cm2", 2),
}  # fmt: skip
_V_DECIMALS = 2
_MS_DECIMALS = 4

Float = NDArray[np.float64]


def values_of(scene: SceneFrames) -> dict[str, Any]:
    """The scene's columns, a value a frame, and the lines of its V(t) plot: a name and a column each."""
    tape = scene.tape
    out = {"ms": column(_along(scene, tape.series.model_ns / NS_PER_MS), _MS_DECIMALS)}
    if isinstance(tape, Tape):
        columns = _patch_columns(tape)
        out |= {
            name: column(_along(scene, columns[theirs]), places)
            for name, (theirs, places) in _PATCH.items()
        }
        lines = [("V", "V")]
    else:
        places = _places(scene)
        for place in places:
            out[f"V:{place}"] = column(_along(scene, tape.series.v_mV[:, place]), _V_DECIMALS)
        lines = [(name, f"V:{place}") for place, name in places.items()]
    return {"columns": out, "lines": lines}


def _patch_columns(tape: Tape) -> dict[str, Float]:
    series = {name: np.asarray(tape.series[name], float) for name in ("v_mV", "m", "h", "n")}
    return series | tape.gated()


def _places(scene: SceneFrames) -> dict[int, str]:
    """The compartments whose V is shown, with their names: those of the picture's plots, or else a few."""
    assert isinstance(scene.tape, CableTape)
    drawn = {curve.compartment: curve.name for one in scene.timeline.traces for curve in one.curves}
    if not drawn:
        drawn = {
            int(site): "" for site in scene.tape.events["site"][:4] if 0 <= site < scene.tape.plan.tree.size
        }
    drawn = drawn or {0: ""}
    return {place: name or called(scene.timeline, f"compartment {place}") for place, name in drawn.items()}


def _along(scene: SceneFrames, values: NDArray[Any]) -> Float:
    """(k,) a column of the tape, (steps + 1,), at every frame."""
    return np.interp(scene.steps, np.arange(len(values)), np.asarray(values, float))
