"""What the membrane is at every frame: the columns behind the page's plot and its readout."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.export.page.scene_frames import SceneFrames
from apanim.export.page.texts import Tell, Texts
from apanim.picture.things.names import called
from apanim.tape import CableTape, EventKind, Tape
from apanim.units import NS_PER_MS

# By the name that the page knows it by: the tape's own name, and decimals that are kept.
_PATCH = {
    "V": ("v_mV", 2), "m": ("m", 4), "h": ("h", 4), "n": ("n", 4), "gNa": ("g_Na_mS_cm2", 3),
    "gK": ("g_K_mS_cm2", 3), "INa": ("I_Na_uA_cm2", 2), "IK": ("I_K_uA_cm2", 2),
}  # fmt: skip
_V_DECIMALS = 2
_PLACES = 4  # of a cable whose picture has no plot of V(t)
_MS_DECIMALS = 4
Float = NDArray[np.float64]


def values_of(scene: SceneFrames, texts: Texts) -> dict[str, Any]:
    """The scene's columns, a value a frame, and the lines of its V(t) plot: a text and a column each."""
    tape = scene.tape
    out = {"ms": column(_along(scene, tape.series.model_ns / NS_PER_MS), _MS_DECIMALS)}
    if isinstance(tape, Tape):
        columns = _patch_columns(tape)
        for name, (theirs, places) in _PATCH.items():
            out[name] = column(_along(scene, columns[theirs]), places)
        return {"columns": out, "lines": [(texts.number(*["V"] * len(scene.told)), "V")]}
    lines = []
    for place, tell in _places(scene, tape).items():
        out[f"V:{place}"] = column(_along(scene, tape.series.v_mV[:, place]), _V_DECIMALS)
        lines.append((texts.told(tell, scene.told), f"V:{place}"))
    return {"columns": out, "lines": lines}


def column(values: Iterable[float], decimals: int = 0) -> dict[str, Any]:
    """Finite numbers with so many decimals, as the page's `column` reads them."""
    whole = np.rint(np.asarray(list(values), float) * 10**decimals).astype(np.int64)
    return {"by": 10**decimals, "d": np.diff(whole, prepend=0).tolist()}


def _patch_columns(tape: Tape) -> dict[str, Float]:
    series = {name: np.asarray(tape.series[name], float) for name in ("v_mV", "m", "h", "n")}
    return series | tape.gated()


def _places(scene: SceneFrames, tape: CableTape) -> dict[int, Tell]:
    """The compartments whose V is shown, with their names: those of the picture's plots, or else some that
    a spike comes by."""
    timeline = scene.timeline
    english = {shown: word for word, shown in timeline.screen.items()}
    drawn = {curve.compartment: curve.name for one in timeline.traces for curve in one.curves}
    if not drawn:
        passed = tape.events["site"][tape.events["kind"] == EventKind.ARRIVAL].tolist()
        reached = list(dict.fromkeys(passed)) or [0]
        drawn = dict.fromkeys(reached[:: max(1, len(reached) // _PLACES)][:_PLACES], "")

    def named(place: int, name: str) -> Tell:
        if name:
            return lambda told: told.word(english.get(name, name))
        return lambda told: called(told, f"compartment {place}")

    return {place: named(place, name) for place, name in drawn.items()}


def _along(scene: SceneFrames, values: NDArray[Any]) -> Float:
    """(k,) a column of the tape, (steps + 1,), at every frame."""
    return np.interp(scene.steps, np.arange(len(values)), np.asarray(values, float))
