"""What was done to a membrane, for its panels: every pulse with its strength, against threshold."""

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse
from apanim.script.membrane import Patch
from apanim.script.plots import Stimulus
from apanim.units import NS_PER_MS


def stimuli_of(patch: Patch, from_ns: int, to_ns: int) -> tuple[Stimulus, ...]:
    """The pulses through the electrode that began between two model times, in order."""
    return tuple(
        Stimulus(p.start_ns, p.end_ns, _strength(patch.membrane, p))
        for p in patch.history.pulses
        if from_ns <= p.start_ns < to_ns
    )


def _strength(membrane: MembraneSet, pulse: Pulse) -> float | None:
    try:
        weakest = measure.pulse_threshold_uA_cm2(membrane, pulse.duration_ns / NS_PER_MS)
    except UserError:  # a membrane without voltage-gated channels fires at none
        return None
    return pulse.amplitude_uA_cm2 / weakest
