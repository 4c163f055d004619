"""What a neuron did: where its spike began, when it passed each place, how fast it went.

A spike passes a place when V there rises through 0 mV.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.cable.neuron import TERMINALS_UM, LectureNeuron, respond
from apanim.physics.cable.step import CableTrace, Input, init, run
from apanim.physics.cable.tree import Tree
from apanim.physics.measure.trace import SPIKE_MV, rises
from apanim.physics.rates import Array

INPUT_MS = 1.0
REPEATED_MS = (1.0, 4.0, 7.0, 10.0)
FAR_APART_MS = ((1.0,), (26.0,), (51.0,))
MEASURED = (0.3, 0.7)  # of the axon's length
TAKE_OFF_MV_MS = 10.0
PROBE_NA, PROBED_MS, PROBE_STEP_MS = -0.001, 100.0, 0.1  # of a cell at rest; then V has settled


def arrivals_ms(trace: CableTrace, level_mV: float = SPIKE_MV) -> Array:
    """(n,) when V of each compartment first rises through `level_mV`; NaN where it does not."""
    v, t = trace.v_mV, trace.t_ms
    rising = rises(v, level_mV)
    k = rising.argmax(axis=0)
    a, b = np.take_along_axis(v, np.stack((k, k + 1)), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        when = t[k] + (t[k + 1] - t[k]) * (level_mV - a) / (b - a)
    return np.where(rising.any(axis=0), when, np.nan)


def velocity_m_s(trace: CableTrace, tree: Tree, section: str, low: float = 0.3, high: float = 0.7) -> float:
    """Speed of the spike between two places of one section, m/s; negative when it runs towards the start.

    Raises UserError when it does not pass both.
    """
    a, b = tree.at(section, low), tree.at(section, high)
    when = arrivals_ms(trace)
    if not (np.isfinite(when[a]) and np.isfinite(when[b])):
        raise UserError(f"no spike runs through section {section!r} from {low:g} to {high:g} of its length")
    return float((tree.x_um[b] - tree.x_um[a]) * 1e-3 / (when[b] - when[a]))


def take_off_mV(v_mV: Array, dt_ms: float) -> float:
    """The voltage from which a spike takes off: V (k,) when it first rises by 10 mV a millisecond.

    So threshold is read from recordings of neurons, by the rate of rise (Platkiewicz & Brette 2010, PLoS
    Comput Biol 6:e1000850). Raises UserError if V nowhere rises as fast.
    """
    fast = np.flatnonzero(np.diff(v_mV) >= TAKE_OFF_MV_MS * dt_ms)
    if len(fast) == 0:
        raise UserError("no spike takes off: V nowhere rises by 10 mV a millisecond")
    return float(v_mV[fast[0]])


def input_conductance_nS(tree: Tree, compartment: int) -> float:
    """What a small steady current into one compartment of the resting tree meets, nS."""
    current = np.zeros(tree.size)
    current[compartment] = PROBE_NA
    probe = Input(current, 0.0, 0.0)
    trace = run(init(tree), tree, PROBED_MS, PROBE_STEP_MS, lambda _: probe, every=round(PROBED_MS))[1]
    shift_mV = trace.v_mV[-1, compartment] - trace.v_mV[0, compartment]
    return 1e3 * PROBE_NA / float(shift_mV)


class NeuronReport(NamedTuple):
    """What the neuron does with its inputs, each released at 1 ms.

    starts_in: the section that first passes 0 mV; start_ms, soma_ms, terminals_ms: when it, the soma
    and the last terminal do; velocity_m_s: along the axon from 0.3 to 0.7 of its length.
    """

    compartments: int
    one_input_fires: bool
    inputs_together_fire: bool
    inputs_in_turn_fire: bool
    two_inputs_fire: bool
    one_input_repeated_fires: bool
    inhibition_vetoes: bool
    starts_in: str
    start_ms: float
    soma_ms: float
    terminals_ms: float
    velocity_m_s: float


def fires(
    neuron: LectureNeuron, releases_ms: Mapping[str, tuple[float, ...]], until_ms: float = 30.0
) -> bool:
    """Whether a spike reaches a terminal after these releases of transmitter."""
    when = arrivals_ms(respond(neuron, releases_ms, until_ms))
    return any(np.isfinite(when[neuron.tree.at(end, 1.0)]) for end in TERMINALS_UM)


def measure_neuron(neuron: LectureNeuron) -> NeuronReport:
    """Try the neuron's inputs one by one, together, too far apart, repeated and with inhibition."""
    at = (INPUT_MS,)
    together = {"left": at, "upper": at, "right": at}
    tree = neuron.tree
    trace = respond(neuron, together)
    when = arrivals_ms(trace)
    if np.isnan(when).all():
        raise UserError("the neuron does not fire: three inputs together stay below threshold")
    first = int(np.nanargmin(when))
    along, axon_um = _along_axon_um(neuron)
    low, high = (int(np.argmin(np.abs(axon_um - part * axon_um[-1]))) for part in MEASURED)
    return NeuronReport(
        compartments=tree.size,
        one_input_fires=any(fires(neuron, {name: at}) for name in together),
        inputs_together_fire=fires(neuron, together),
        inputs_in_turn_fire=fires(neuron, dict(zip(together, FAR_APART_MS, strict=True)), 80.0),
        two_inputs_fire=fires(neuron, {"left": at, "upper": at}),
        one_input_repeated_fires=fires(neuron, {"left": REPEATED_MS}),
        inhibition_vetoes=not fires(neuron, {**together, "inhibitory": at}),
        starts_in=next(s.name for s in tree.sections if first < tree.compartments(s.name).stop),
        start_ms=float(when[first]),
        soma_ms=float(when[tree.at("soma", 0.5)]),
        terminals_ms=float(max(when[tree.at(end, 1.0)] for end in TERMINALS_UM)),
        velocity_m_s=float((axon_um[high] - axon_um[low]) * 1e-3 / (when[along[high]] - when[along[low]])),
    )


def _along_axon_um(neuron: LectureNeuron) -> tuple[NDArray[np.intp], Array]:
    """The axon's compartments in order, and how far along it each one is."""
    sections = [s for s in neuron.tree.sections if s.name in neuron.axon]
    spans = [neuron.tree.compartments(s.name) for s in sections]
    began = np.cumsum([0.0, *(s.length_um for s in sections)])
    along = np.concatenate([np.arange(span.start, span.stop, dtype=np.intp) for span in spans])
    return along, np.concatenate([at + neuron.tree.x_um[s] for at, s in zip(began, spans, strict=False)])
