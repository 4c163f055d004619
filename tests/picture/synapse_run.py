"""A synapse at work, as a tape, without a script: two receptors of the four in sight come to open."""

from functools import cache

import numpy as np

from apanim.physics.dendrite import RECEPTORS_MS_CM2, SPINY_DENDRITE
from apanim.script.timeline import Span, Timeline
from apanim.tape import Tape, open_tape
from apanim.world import Plan

STEPS = 600
LAST_TICK = STEPS * 10
RELEASE_TICK = 600


@cache
def tape() -> Tape:
    """1.5 ms in 10 s; transmitter comes after the first second."""
    model_ns = np.linspace(0, 1_500_000, STEPS + 1).astype(np.int64)
    return open_tape(
        Plan(
            SPINY_DENDRITE, model_ns, na_channels=0, k_channels=0, pumps=1, ions=300, quantum=500, seed=2,
            ligand_channels=8, receptors_mS_cm2=RECEPTORS_MS_CM2, releases_ns=(150_000,),
        )
    )  # fmt: skip


def timeline(*spans: Span) -> Timeline:
    return Timeline("synapse", "Synapse", LAST_TICK, tape().plan, "membrane", spans=spans)
