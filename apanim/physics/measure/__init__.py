"""The measuring bench: every number that may be said about a membrane is measured here, by running it.

What counts as a spike: a local maximum of V above 0 mV after the stimulus has ended (`SPIKE_MV`). Under a
steady current, which does not end, a spike is an upward crossing of 0 mV.
"""

from apanim.physics.measure.axon import measure_axon
from apanim.physics.measure.charge import SpikeCharge, charge_of, measure_channels, measure_charge
from apanim.physics.measure.neuron import arrivals_ms, measure_neuron, velocity_m_s
from apanim.physics.measure.refractory import (
    RefractoryEnds,
    measure_refractoriness,
    refractory_ends,
    second_threshold,
)
from apanim.physics.measure.rest import at_rest, measure_rest, measure_rest_mV
from apanim.physics.measure.shape import SpikeShape, measure_spike, spike_of
from apanim.physics.measure.threshold import (
    measure_anode_break_uA_cm2,
    measure_rheobase_uA_cm2,
    measure_threshold_mV,
    pulse_threshold_uA_cm2,
    strength_duration_uA_cm2,
)
from apanim.physics.measure.trace import Trace, run
from apanim.physics.measure.trains import firing_rates_Hz, steady_traces

__all__ = [
    "RefractoryEnds",
    "SpikeCharge",
    "SpikeShape",
    "Trace",
    "arrivals_ms",
    "at_rest",
    "charge_of",
    "firing_rates_Hz",
    "measure_anode_break_uA_cm2",
    "measure_axon",
    "measure_channels",
    "measure_charge",
    "measure_neuron",
    "measure_refractoriness",
    "measure_rest",
    "measure_rest_mV",
    "measure_rheobase_uA_cm2",
    "measure_spike",
    "measure_threshold_mV",
    "pulse_threshold_uA_cm2",
    "refractory_ends",
    "run",
    "second_threshold",
    "spike_of",
    "steady_traces",
    "strength_duration_uA_cm2",
    "velocity_m_s",
]  # fmt: skip
