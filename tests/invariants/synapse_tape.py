"""The tapes of an EPSP and of a clamped patch that the invariants are proved on."""

from functools import cache

import numpy as np

from apanim.physics.dendrite import RECEPTORS_MS_CM2, SPINY_DENDRITE
from apanim.physics.markov import Mode
from apanim.physics.stimulus import Hold, Release
from apanim.physics.textbook import TEXTBOOK
from apanim.tape import Tape, open_tape
from apanim.world import Plan, Setup

CLAMP_STEP_NS = 1_250


def _paced(*paces: tuple[int, int]) -> np.ndarray:
    """Model times of so many steps of so many ns each."""
    return np.concatenate([[0], np.cumsum(np.concatenate([np.full(n, ns) for n, ns in paces]))])


@cache
def synapse_plan(seed: int = 3, mode: Mode = Mode.STRATIFIED) -> Plan:
    """Rest, a release, and the EPSP to its crest, at the lecture's pace."""
    setup = Setup(
        SPINY_DENDRITE, na_channels=0, k_channels=0, pumps=4, ions=900, quantum=500, seed=seed, mode=mode,
        ligand_channels=8, receptors_mS_cm2=RECEPTORS_MS_CM2,
    )  # fmt: skip
    times = _paced((60, 1_000), (500, 2_000), (840, 6_000), (240, 8_000))
    return Plan(setup, times, (Release(60_000),))


@cache
def synapse_tape(seed: int = 3) -> Tape:
    return open_tape(synapse_plan(seed))


@cache
def clamp_plan() -> Plan:
    """Held at rest, stepped to -10 mV, led back in a ramp, and let go."""
    ns = CLAMP_STEP_NS
    holds = (
        Hold(100 * ns, -70.0), Hold(200 * ns, -10.0), Hold(1800 * ns, -80.0, -10.0, 150 * ns),
        Hold(2100 * ns, None),
    )  # fmt: skip
    return Plan(Setup(TEXTBOOK, quantum=200), _paced((2200, ns)), holds)


@cache
def clamp_tape() -> Tape:
    return open_tape(clamp_plan())
