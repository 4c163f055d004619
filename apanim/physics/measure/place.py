"""How much current fires a cable at a place: the weakest pulse whose spike runs away from there."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.cable.neuron import STEP_MS
from apanim.physics.cable.step import NO_INPUT, Input, init, step
from apanim.physics.cable.tree import Tree

STRONGEST_NA = 100.0
CLOSE = 0.02  # of itself, to which a threshold is found
AWAY_UM = 200.0  # a spike that has come so far along its section, or into the axon, runs
ANSWERS_MS = 6.0  # after the pulse: what has not fired by then does not


@lru_cache(maxsize=64)
def place_threshold_nA(tree: Tree, section: str, place: float, duration_ms: float) -> float:
    """The weakest current of `duration_ms` into `section` at `place` (0..1) that fires `tree` from rest, to
    2 %. Raises UserError where none up to 100 nA does."""
    low, high = 0.0, 0.1
    while not _fires(tree, section, place, duration_ms, high):
        low, high = high, 2.0 * high
        if high > STRONGEST_NA:
            raise UserError(f"no current up to {STRONGEST_NA:g} nA into {section!r} fires")
    while high - low > CLOSE * high:
        middle = (low + high) / 2.0
        if _fires(tree, section, place, duration_ms, middle):
            high = middle
        else:
            low = middle
    passive = replace(tree, na_left=np.zeros(tree.size))
    if _fires(passive, section, place, duration_ms, high):  # so strong that it lifts V far away by itself
        raise UserError(f"no current into {section!r} fires: there are too few Na+ channels")
    return high


def _fires(tree: Tree, section: str, place: float, duration_ms: float, current_nA: float) -> bool:
    into = np.zeros(tree.size)
    into[tree.at(section, place)] = current_nA
    away, state = _away(tree, section, place), init(tree)
    pulse, flows = Input(into, 0.0, 0.0), round(duration_ms / STEP_MS)
    for k in range(flows + round(ANSWERS_MS / STEP_MS)):
        state = step(state, tree, STEP_MS, pulse if k < flows else NO_INPUT)
        if (state.v_mV[away] > 0.0).any():
            return True
        if k > flows and k % 25 == 0 and np.abs(state.v_mV - tree.density("v_rest_mV")).max() < 2.0:
            return False
    return False


def _away(tree: Tree, section: str, place: float) -> NDArray[np.intp]:
    """Compartments of the axon that a spike from there comes to only by running."""
    names, here = [one.name for one in tree.sections], tree.at(section, place)
    if "axon" in names:
        axon = tree.compartments("axon")
    else:  # one of several, or one of nodes and internodes
        roots = [int(tree.first[i]) for i, one in enumerate(tree.sections) if one.parent is None]
        axon = slice(
            max(at for at in roots if at <= here), min((at for at in roots if at > here), default=tree.size)
        )
    numbers = np.arange(axon.start, axon.stop)
    if section == "axon" or "axon" not in names:
        numbers = numbers[np.abs(tree.along_um[numbers] - tree.along_um[here]) > AWAY_UM]
    return numbers[:: max(1, len(numbers) // 40)]
