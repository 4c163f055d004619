"""A synapse at work, as a tape, without a script: two receptors of the four in sight come to open."""

from functools import cache

import numpy as np

from apanim.physics.dendrite import RECEPTORS_MS_CM2, SPINY_DENDRITE
from apanim.physics.stimulus import Release
from apanim.script.timeline import Span, Timeline
from apanim.tape import Tape, open_tape
from apanim.world import Plan, Setup

STEPS = 600
LAST_TICK = STEPS * 10
RELEASE_TICK = 600


@cache
def tape() -> Tape:
    """1.5 ms in 10 s; transmitter comes after the first second."""
    model_ns = np.linspace(0, 1_500_000, STEPS + 1).astype(np.int64)
    setup = Setup(
        SPINY_DENDRITE, na_channels=0, k_channels=0, pumps=1, ions=300, quantum=500, seed=2,
        ligand_channels=8, receptors_mS_cm2=RECEPTORS_MS_CM2,
    )  # fmt: skip
    return open_tape(Plan(setup, model_ns, (Release(150_000),)))


def timeline(*spans: Span) -> Timeline:
    return Timeline("synapse", "Synapse", LAST_TICK, tape().plan, "membrane", spans=spans)
