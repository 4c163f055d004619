"""The clock of a branch: that of the run it comes from while nobody touches it, then the viewer's pace."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from apanim.units import NS_PER_MS, STEPS_PER_S

FURTHEST_STEPS = 600 * STEPS_PER_S  # how far ahead of the last command a clock is known

Paces = Sequence[tuple[int, float]]  # from which step on so much model time passes in a second, ms


def clock(recorded_ns: NDArray[np.int64], paces: Paces, last: int) -> NDArray[np.int64]:
    """(last + 1,) model time at each step: as recorded up to the step of the first pace, and then even."""
    parts = [recorded_ns[: paces[0][0] + 1]]
    ends = [step for step, _ in paces[1:]]
    for (first, ms_per_s), end in zip(paces, [*ends, last], strict=True):
        ns_per_s = round(ms_per_s * NS_PER_MS)
        parts.append(
            parts[-1][-1] + ns_per_s * np.arange(1, end - first + 1, dtype=np.int64) // STEPS_PER_S
        )
    return np.concatenate(parts)
