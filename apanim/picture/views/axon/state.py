"""The axon's state as the picture needs it: at every column, and in time at the channels."""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.views.axon.geometry import COLUMN_X, AxonChannel, along, channels, compartments_x
from apanim.tape import CHANGES, CablePlan, CableTape, PatchState
from apanim.tape.readings import Readings, readings

Float = NDArray[np.float64]
ALL = slice(None)


def at_columns(plan: CablePlan, state: PatchState) -> PatchState:
    """V, m, h, n at every column of the picture, (COLUMNS,) each."""
    return PatchState(*(along(plan, np.asarray(values, float), COLUMN_X) for values in state))


class Membrane(NamedTuple):
    """What the axon's membrane is at a model time: what is read of it, and by compartment which part of its
    Na+ and K+ channels is not blocked, None where none is."""

    reads: Readings
    na_left: Float | None
    k_left: Float | None = None


def membrane_at(plan: CablePlan, ns: float) -> Membrane:
    """The membrane with all that was changed of it by then."""
    tree = plan.tree_at(int(ns))
    return Membrane(readings(tree.kinetics), tree.na_left, tree.k_left)


def membranes_along(plan: CablePlan, rows: slice) -> list[tuple[slice, Membrane]]:
    """The stretches of these steps, counted from the first of them, through which the membrane is one."""
    ns = plan.model_ns[rows]
    turns = {int(np.searchsorted(ns, act.start_ns)) for act in plan.acts if isinstance(act, CHANGES)}
    edges = [0, *sorted(turn for turn in turns if 0 < turn < len(ns)), len(ns)]
    return [(slice(a, b), membrane_at(plan, float(ns[a]))) for a, b in pairwise(edges)]


def courses(tape: CableTape, rows: slice = ALL) -> dict[AxonChannel, PatchState]:
    """V, m, h, n at every drawn channel at these steps, (k,) each."""
    return {c: course(tape, c.x, rows) for c in channels()}


def left_at(plan: CablePlan, x: Float, membrane: Membrane, rig: str = "na_channel") -> Float:
    """(k,) the part of the Na+ (or K+) channels that no drug on a stretch blocks at places (k,) of the
    picture; a drug on all of the axon is in what is read of it."""
    left = membrane.na_left if rig == "na_channel" else membrane.k_left
    return np.ones(len(x)) if left is None else along(plan, left, x)


def blocked_at(plan: CablePlan, ns: float) -> Callable[[Float, str], Float] | None:
    """What tells which part of the channels of a rig is blocked at places (k,) of the picture at a model
    time; None where no drug is."""
    membrane = membrane_at(plan, ns)
    reads = membrane.reads
    if membrane.na_left is None and membrane.k_left is None and reads.na_left == reads.k_left == 1.0:
        return None

    def blocked(x: Float, rig: str) -> Float:
        whole = reads.na_left if rig == "na_channel" else reads.k_left
        return 1.0 - whole * left_at(plan, x, membrane, rig)

    return blocked


def course(tape: CableTape, x: float, rows: slice = ALL) -> PatchState:
    """V, m, h, n at a place of the picture at these steps, (k,) each."""
    places = compartments_x(tape.plan)
    j = int(np.clip(np.searchsorted(places, x) - 1, 0, len(places) - 2))
    share = (x - places[j]) / (places[j + 1] - places[j])
    s = tape.series
    columns = (s.v_mV, s.m, s.h, s.n)
    return PatchState(*(a[rows, j] + (a[rows, j + 1].astype(float) - a[rows, j]) * share for a in columns))
