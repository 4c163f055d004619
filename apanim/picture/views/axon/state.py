"""The axon's state as the picture needs it: at every column, and in time at the channels."""

import numpy as np
from numpy.typing import NDArray

from apanim.picture.kept import kept_by_owner
from apanim.picture.views.axon.geometry import COLUMN_X, Channel, along, channels, compartments_x
from apanim.tape import CablePlan, CableTape, PatchState

Float = NDArray[np.float64]


def at_columns(plan: CablePlan, state: PatchState) -> PatchState:
    """V, m, h, n at every column of the picture, (COLUMNS,) each."""
    return PatchState(*(along(plan, np.asarray(values, float), COLUMN_X) for values in state))


@kept_by_owner
def courses(tape: CableTape) -> dict[Channel, PatchState]:
    """V, m, h, n at every drawn channel, (steps + 1,) each; worked out once for a tape."""
    return {c: _course(tape, c.x) for c in channels()}


def _course(tape: CableTape, x: float) -> PatchState:
    places = compartments_x(tape.plan)
    j = int(np.clip(np.searchsorted(places, x) - 1, 0, len(places) - 2))
    share = (x - places[j]) / (places[j + 1] - places[j])
    s = tape.series
    return PatchState(
        *(a[:, j] + (a[:, j + 1].astype(float) - a[:, j]) * share for a in (s.v_mV, s.m, s.h, s.n))
    )
