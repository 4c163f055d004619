"""What is to be known of a plan's axons at a model time: their sections, stimuli, myelin and warmth."""

from collections.abc import Sequence
from typing import NamedTuple

from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.myelin import Demyelination, Strand, strands, turns_of
from apanim.physics.perturb import Change
from apanim.tape.cable import CablePlan

__all__ = ["Myelin", "Strand", "begun_ns", "celsius", "myelin", "stimuli_ns", "strands", "warmed"]


class Myelin(NamedTuple):
    """The turns of an internode's myelin before it was last changed and after that, and when, ns."""

    before: float
    now: float
    since_ns: int


def stimuli_ns(plan: CablePlan) -> Sequence[int]:
    """When current was put into an axon, in order."""
    return sorted({act.start_ns for act in plan.acts if isinstance(act, Electrode)})


def begun_ns(plan: CablePlan, ns: float) -> int | None:
    """Model time of the last stimulus by `ns`; None before the first."""
    return max((one for one in stimuli_ns(plan) if one <= ns), default=None)


def myelin(plan: CablePlan, section: str, ns: float) -> Myelin:
    """What is left of the myelin of an internode at `ns`."""
    made = next(one for one in plan.sections if one.name == section)
    turns = turns_of(made.membrane)
    found = Myelin(turns, turns, 0)
    for act in sorted((a for a in plan.acts if isinstance(a, Demyelination)), key=lambda act: act.start_ns):
        if act.start_ns <= ns and section in act.internodes:
            found = Myelin(found.now, act.turns, act.start_ns)
    return found


def celsius(plan: CablePlan, ns: float) -> float:
    """The temperature of the axons at `ns`."""
    return plan.tree_at(int(ns)).kinetics.temperature_C


def warmed(plan: CablePlan) -> bool:
    """Whether their temperature is changed."""
    return any(isinstance(act, Change) and act.kind == "temperature_C" for act in plan.acts)
