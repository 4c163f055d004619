"""What acts on a cable: current through an electrode, and synapses that release transmitter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from apanim.errors import UserError
from apanim.physics.cable.changes import Block
from apanim.physics.cable.myelin import Demyelination
from apanim.physics.cable.step import NO_INPUT, Input
from apanim.physics.cable.tree import Tree
from apanim.physics.ligand import Receptor, open_fraction
from apanim.physics.perturb import Change
from apanim.physics.rates import Array
from apanim.physics.stimulus import Release
from apanim.units import NS_PER_MS


@dataclass(frozen=True)
class Synapse:
    """`g_nS` of open receptors, if all were open, at `place` (0..1) of a section."""

    section: str
    place: float
    receptor: Receptor
    g_nS: float


@dataclass(frozen=True)
class Electrode:
    """A rectangular current into `section` at `place` (0..1), from `start_ns` for `duration_ns`."""

    section: str
    place: float
    start_ns: int
    duration_ns: int
    current_nA: float


Act = Electrode | Release | Change | Block | Demyelination


def conductance_uS(
    synapses: Mapping[str, Synapse], releases_ms: Mapping[str, Sequence[float]], t_ms: Array
) -> dict[str, Array]:
    """(k,) conductance of every synapse that is released onto, at the times `t_ms` (k,), ascending.

    Raises UserError for a synapse that is not there.
    """
    for name in releases_ms:
        if name not in synapses:
            raise UserError(f"no synapse {name!r}; there is {', '.join(synapses) or 'none'}")
    return {
        name: 1e-3 * synapses[name].g_nS * open_fraction(synapses[name].receptor, times, t_ms)
        for name, times in releases_ms.items()
    }


def synapse_g_uS(synapses: Mapping[str, Synapse], acts: Sequence[Act], t_ms: Array) -> dict[str, Array]:
    """`conductance_uS` under the releases among `acts`."""
    releases_ms: dict[str, list[float]] = {}
    for act in acts:
        if isinstance(act, Release):
            releases_ms.setdefault(act.synapse, []).append(act.start_ns / NS_PER_MS)
    return conductance_uS(synapses, releases_ms, t_ms)


def inputs(
    tree: Tree, synapses: Mapping[str, Synapse], acts: Sequence[Act], step_ns: int, steps: int,
    first: int = 0,
) -> Callable[[int], Input]:  # fmt: skip
    """`Input` during `steps` steps of `step_ns`, of which the `first` is so many from model time 0: exact
    mean current of the electrodes, conductance of the synapses in the middle."""
    middles_ms = (np.arange(first, first + steps) + 0.5) * step_ns / NS_PER_MS
    g_uS = synapse_g_uS(synapses, acts, middles_ms)
    electrodes = [(tree.at(a.section, a.place), a) for a in acts if isinstance(a, Electrode)]
    if not g_uS and not electrodes:
        return lambda k: NO_INPUT
    released = synaptic_input(tree, synapses, g_uS)

    def during(k: int) -> Input:
        current = np.zeros(tree.size)
        for place, e in electrodes:
            start, end = max(k * step_ns, e.start_ns), min((k + 1) * step_ns, e.start_ns + e.duration_ns)
            current[place] += e.current_nA * max(0, end - start) / step_ns
        return released(k - first)._replace(current_nA=current)

    return during


def synaptic_input(
    tree: Tree, synapses: Mapping[str, Synapse], g_uS: Mapping[str, Array]
) -> Callable[[int], Input]:
    """`Input` of the synapses alone during each step k, for which they conduct `g_uS` (k,)."""
    opened = [
        (
            tree.at(synapses[name].section, synapses[name].place), g,
            tree.kinetics.e_cl_mV if (e := synapses[name].receptor.reversal_mV) is None else e,
        )
        for name, g in g_uS.items()
    ]  # fmt: skip

    def during(k: int) -> Input:
        g, drive = np.zeros(tree.size), np.zeros(tree.size)
        for place, conductance, reversal_mV in opened:
            g[place] += conductance[k]
            drive[place] += conductance[k] * reversal_mV
        return Input(0.0, g, drive)

    return during
