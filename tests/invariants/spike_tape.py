"""The tape that the invariants are proved on: a weak pulse, a spike, and the way back, in slow motion."""

from functools import cache

import numpy as np

from apanim.physics.measure import pulse_threshold_uA_cm2
from apanim.physics.stimulus import Pulse
from apanim.physics.textbook import TEXTBOOK
from apanim.tape import Tape, open_tape
from apanim.world import Plan, Setup


@cache
def spike_plan(seed: int = 1) -> Plan:
    """A spike at the lecture's pace: 0.4 ms a second at rest, 0.06 through the spike, 0.36 after it."""
    weakest = pulse_threshold_uA_cm2(TEXTBOOK, 0.2)
    paces = [(60, 6_667), (2000, 1_000), (240, 6_000)]
    steps = np.concatenate([np.full(count, ns) for count, ns in paces])
    return Plan(
        Setup(TEXTBOOK, quantum=80, seed=seed),
        np.concatenate([[0], np.cumsum(steps)]),
        (Pulse(400_000, 200_000, 1.4 * weakest),),
    )


@cache
def spike_tape(seed: int = 1) -> Tape:
    return open_tape(spike_plan(seed))
