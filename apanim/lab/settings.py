"""What is in force at an instant of a branch: where each slider and switch stands."""

from collections.abc import Sequence

from apanim.lab.commands import (
    BlockStretch,
    Clamp,
    Command,
    Concentration,
    Drug,
    Inactivation,
    Pace,
    Pump,
    Temperature,
)
from apanim.lab.ranges import RANGES
from apanim.physics.sets import MembraneSet
from apanim.script.timeline import Timeline
from apanim.world import Plan


def settings_of(
    timeline: Timeline, ms_per_s: float, commands: Sequence[tuple[int, Command]], tick: int
) -> dict[str, float]:
    """By its name in RANGES, what was set by `tick`, or how it was at first; "v_mV" only while a clamp
    holds."""
    found = {name: span.default for name, span in RANGES.items()} | _made(_membrane(timeline))
    found["ms_per_s"] = ms_per_s
    del found["v_mV"]
    for at, command in commands:
        if at > tick:
            break
        match command:
            case Drug(na_left, k_left):
                found.update(na_left=na_left, k_left=k_left)
            case Inactivation(left):
                found["inactivation_left"] = left
            case Pump(left):
                found["pump_left"] = left
            case Concentration(name, mM):
                found[name] = mM
            case Temperature(celsius):
                found["celsius"] = celsius
            case Pace(pace):
                found["ms_per_s"] = pace
            case Clamp(None):
                found.pop("v_mV", None)
            case Clamp(v_mV) if v_mV is not None:
                found["v_mV"] = v_mV
            case BlockStretch(from_um, to_um, left):
                found.update(from_um=from_um, to_um=to_um, stretch_left=left)
            case _:
                pass
    return found


def _membrane(timeline: Timeline) -> MembraneSet:
    plan = timeline.plan
    return plan.setup.membrane if isinstance(plan, Plan) else plan.tree.kinetics


def _made(membrane: MembraneSet) -> dict[str, float]:
    """What a set is made with."""
    names = [name for name in RANGES if name.endswith("_mM")]
    return {**{name: getattr(membrane, name) for name in names}, "celsius": membrane.temperature_C}
