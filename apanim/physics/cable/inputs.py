"""What a script may do to a cable: inject current through an electrode, or let a synapse release."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from apanim.errors import UserError
from apanim.physics.cable.neuron import Synapse
from apanim.physics.cable.step import NO_INPUT, Input
from apanim.physics.cable.tree import Tree
from apanim.physics.ligand import open_fraction
from apanim.physics.rates import Array
from apanim.units import NS_PER_MS


@dataclass(frozen=True)
class Electrode:
    """A rectangular current into `section` at `place` (0..1), from `start_ns` for `duration_ns`."""

    section: str
    place: float
    start_ns: int
    duration_ns: int
    current_nA: float


@dataclass(frozen=True)
class Release:
    """Transmitter released onto the named synapse at `at_ns` of model time."""

    synapse: str
    at_ns: int


Act = Electrode | Release


def synapse_g_uS(synapses: Mapping[str, Synapse], acts: Sequence[Act], t_ms: Array) -> dict[str, Array]:
    """(k,) conductance of every synapse that is released onto, at the times `t_ms` (k,).

    Raises UserError for a synapse that is not there.
    """
    releases: dict[str, list[float]] = {}
    for act in acts:
        if isinstance(act, Release):
            if act.synapse not in synapses:
                raise UserError(f"no synapse {act.synapse!r}; there is {', '.join(synapses) or 'none'}")
            releases.setdefault(act.synapse, []).append(act.at_ns / NS_PER_MS)
    return {
        name: 1e-3 * synapses[name].g_nS * open_fraction(synapses[name].receptor, times, t_ms)
        for name, times in releases.items()
    }


def inputs(
    tree: Tree, synapses: Mapping[str, Synapse], acts: Sequence[Act], step_ns: int, steps: int
) -> Callable[[int], Input]:
    """`Input` during each of the first `steps` steps of `step_ns` from model time 0: exact mean current of
    the electrodes, conductance of the synapses in the middle."""
    middles_ms = (np.arange(steps) + 0.5) * step_ns / NS_PER_MS
    conductances = synapse_g_uS(synapses, acts, middles_ms)
    electrodes = [a for a in acts if isinstance(a, Electrode)]
    if not conductances and not electrodes:
        return lambda k: NO_INPUT
    places = [tree.at(e.section, e.place) for e in electrodes]
    open_at = [
        (tree.at(synapses[s].section, synapses[s].place), g, _reversal_mV(tree, synapses[s]))
        for s, g in conductances.items()
    ]

    def during(k: int) -> Input:
        current, g, drive = np.zeros(tree.size), np.zeros(tree.size), np.zeros(tree.size)
        for e, place in zip(electrodes, places, strict=True):
            start, end = max(k * step_ns, e.start_ns), min((k + 1) * step_ns, e.start_ns + e.duration_ns)
            current[place] += e.current_nA * max(0, end - start) / step_ns
        for place, g_uS, e_mV in open_at:
            g[place] += g_uS[k]
            drive[place] += g_uS[k] * e_mV
        return Input(current, g, drive)

    return during


def _reversal_mV(tree: Tree, synapse: Synapse) -> float:
    reversal = synapse.receptor.reversal_mV
    return tree.kinetics.e_cl_mV if reversal is None else reversal
