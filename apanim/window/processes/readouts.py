"""What a run is at an instant, in numbers, and over a while, in curves: for the panels."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.lab.cable_acts import main_sections
from apanim.lab.settings import settings_of
from apanim.letters.language import FIGURES
from apanim.picture.things.find import thing
from apanim.script.timeline import Timeline, model_ns_at
from apanim.tape import CablePlan, Tape
from apanim.units import NS_PER_MS, STEPS_PER_S, TICKS_PER_STEP
from apanim.window.processes.messages import Ask, Curves, Readout

POINTS = 400  # of a curve, at most
_CONCENTRATIONS = ("Na_out", "Na_in", "K_out", "K_in", "Cl_out", "Cl_in")
BACK_S = 10.0  # how far back curves reach, lecture time
Array = NDArray[np.float64]


def read_out(timeline: Timeline, tape: Any, tick: int, curves: bool, **more: Any) -> Readout:
    """The readout at `tick` of a run's own; `more` are fields that the run knows better."""
    number = min(tick // TICKS_PER_STEP, tape.steps)
    steps = tape.plan.model_ns
    after = min(number + 1, len(steps) - 1)
    pace = float(steps[after] - steps[max(after - 1, 0)]) * STEPS_PER_S / NS_PER_MS
    values = quantities(tape, np.array([number]))
    return Readout(
        model_ms=model_ns_at(timeline, tick) / NS_PER_MS,
        ms_per_s=pace,
        values={name: float(value[0]) for name, value in values.items()},
        curves=_curves(tape, number) if curves else None,
        view=timeline.view,
        **({"settings": settings_of(timeline, pace, (), tick), **_places(timeline)} | more),
    )


def _places(timeline: Timeline) -> dict[str, tuple[str, ...]]:
    """What commands may name: of a cable its synapses and sections."""
    plan = timeline.plan
    if not isinstance(plan, CablePlan):
        return {}
    return {"synapses": tuple(plan.synapse), "sections": tuple(main_sections(plan))}


def looked_into(timeline: Timeline, tape: Any, tick: int, ask: Ask) -> dict[str, Any]:
    """What a readout says of the selected thing, by field; nothing of one that the run does not have."""
    found = thing(timeline, tape, ask.selected)
    if found is None:
        return {}
    facts, moments, first_tick = found.facts(tick), found.moments(), ask.tick - tick
    before, after = bisect_left(moments, tick), bisect_right(moments, tick)
    return {
        "thing": facts.title,
        "facts": tuple((label, _told(timeline, told)) for label, told in facts.rows),
        "strip": tuple((model_ns_at(timeline, at) / NS_PER_MS, state) for at, state in facts.strip),
        "before_tick": first_tick + moments[before - 1] if before else None,
        "next_tick": first_tick + moments[after] if after < len(moments) else None,
    }


def _told(timeline: Timeline, told: str) -> str:
    """Words with numbers in them as the language writes these; a bare number the window writes itself."""
    return told if FIGURES.fullmatch(told) else timeline.number(told)


def quantities(tape: Any, steps: NDArray[np.int64]) -> dict[str, Array]:
    """By name, (k,) at the world steps `steps` (k,): those of a patch, or V where a cable is stimulated."""
    if not isinstance(tape, Tape):
        return {"V_mV": tape.series.v_mV[steps, 0].astype(np.float64)}
    s, protocol, first = tape.series, tape.plan.protocol, tape.plan.setup.membrane
    ns = s.model_ns[steps]
    v, m, h, n = (np.asarray(s[name][steps], np.float64) for name in ("v_mV", "m", "h", "n"))
    begun = np.searchsorted(sorted({change.start_ns for change in protocol.changes}), ns, "right")
    sets = {int(k): protocol.membrane(first, int(ns[begun == k][0])) for k in np.unique(begun)}

    def of(name: str) -> Array:
        return np.array([getattr(sets[int(k)], name) for k in begun], np.float64)

    e_na, e_k, e_cl = of("e_na_mV"), of("e_k_mV"), of("e_cl_mV")
    g_na, g_k = of("free_na_mS_cm2") * m**3 * h, of("free_k_mS_cm2") * n**4
    leaks = of("g_na_leak_mS_cm2"), of("g_k_leak_mS_cm2"), of("g_cl_leak_mS_cm2")
    leak = leaks[0] * (v - e_na) + leaks[1] * (v - e_k) + leaks[2] * (v - e_cl)
    sides = {name: of(f"{name.lower()}_mM") for name in _CONCENTRATIONS}
    return {
        "V_mV": v, "m": m, "h": h, "n": n,
        "g_Na": g_na, "g_K": g_k, "g_leak": leaks[0] + leaks[1] + leaks[2],
        "I_Na": g_na * (v - e_na), "I_K": g_k * (v - e_k), "I_leak": leak,
        "I_pump": of("pump_uA_cm2"),
        "E_Na": e_na, "E_K": e_k, "E_Cl": e_cl, **sides,
    }  # fmt: skip


def _curves(tape: Any, number: int) -> Curves:
    """The last while up to step `number`, and of a branch the recorded course beside it."""
    first = max(0, number - round(BACK_S * STEPS_PER_S))
    t_ms, lines = _course(tape, first, number)
    origin = getattr(tape, "origin", None)
    if origin is None or number <= tape.begin:
        return Curves(float(t_ms[0]), float(t_ms[-1]), t_ms, lines, np.zeros(0, np.float32), {})
    begin = max(first, tape.begin)
    stop = int(
        np.searchsorted(origin.plan.model_ns[: origin.steps + 1], tape.plan.model_ns[number], "right")
    )
    ghost_ms, ghost = _course(origin, begin, max(begin, stop - 1))
    return Curves(float(t_ms[0]), float(t_ms[-1]), t_ms, lines, ghost_ms, ghost)


def _course(tape: Any, first: int, last: int) -> tuple[NDArray[np.float32], Mapping[str, Any]]:
    last = min(last, tape.steps)
    steps = np.unique(
        np.linspace(min(first, last), last, min(POINTS, last - min(first, last) + 1)).astype(int)
    )
    t_ms = (tape.plan.model_ns[steps] / NS_PER_MS).astype(np.float32)
    return t_ms, {name: line.astype(np.float32) for name, line in quantities(tape, steps).items()}
