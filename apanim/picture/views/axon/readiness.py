"""Ready, active, refractory, blocked: what each place of the axon could do now, from its V, m, h and n.

active: V is above the membrane's threshold and the Na+ conductance exceeds the K+ conductance.
refractory: not active, and h and n have raised the threshold by more than `RAISED_MV`, or taken it away.
  The threshold of a place with such gates: see tape.readings.
blocked: not active, and a drug keeps more than half of its Na+ channels from opening.
ready: all the rest.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import COLUMN_PX
from apanim.picture.views.axon.geometry import COLUMN_X, FIRST_X, LAST_X
from apanim.picture.views.axon.state import left_at, membrane_at
from apanim.tape import CablePlan, PatchState

RAISED_MV = 10.0  # at rest the local current lifts the next patch some 15 mV before it fires by itself
_PER_CONDUCTANCE = 10.0  # mV for each mS/cm2: puts both conditions of being active on one scale
READY, ACTIVE, REFRACTORY, BLOCKED = 0, 1, 2, 3

Float = NDArray[np.float64]


class Zone(NamedTuple):
    """A stretch of one kind, from `left` to `right` in the picture."""

    kind: int
    left: float
    right: float


class Readiness(NamedTuple):
    """By column: how far the threshold is raised (mV), how far the place is active (above 0: it is), and
    which part of its Na+ channels is blocked."""

    raised_mV: Float
    active: Float
    blocked: Float

    @property
    def tint(self) -> Float:
        """How strongly a refractory place is tinted, 0..1."""
        fresh = np.minimum(np.maximum(-self.active / 10.0, 0.0), 1.0)
        raised = (self.raised_mV - RAISED_MV / 2) / RAISED_MV
        return fresh * np.minimum(np.maximum(raised, 0.0), 1.0)


def readiness(plan: CablePlan, here: PatchState, ns: float = 0) -> Readiness:
    """From the state at every column, of the membrane as it is at model time `ns`."""
    membrane = membrane_at(plan, ns)
    left, reads = left_at(plan, COLUMN_X, membrane), membrane.reads
    here = here._replace(h=here.h * left)  # the Na+ current is as much less as channels are blocked
    rest = reads.rest_threshold_mV
    g_na, g_k = reads.g_na(here.m, here.h), reads.g_k(here.n)
    return Readiness(
        reads.threshold_mV(here.h, here.n) - rest,
        np.minimum(here.v_mV - rest, _PER_CONDUCTANCE * (g_na - g_k)),
        1.0 - left,
    )


def zones(ready: Readiness) -> list[Zone]:
    """The stretches in sight, left to right; their edges lie between columns, so that they glide."""
    first, last = FIRST_X // COLUMN_PX, LAST_X // COLUMN_PX
    seen = slice(first, last + 1)
    active, raised = ready.active[seen], ready.raised_mV[seen] - RAISED_MV
    blocked = ready.blocked[seen] - 0.5
    kind = np.where(raised > 0, np.where(blocked > 0, BLOCKED, REFRACTORY), READY)
    kind = np.where(active > 0, ACTIVE, kind)
    out, left = [], float(FIRST_X)
    for i in np.flatnonzero(np.diff(kind)):
        either = kind[i], kind[i + 1]
        score = active if ACTIVE in either else blocked if BLOCKED in either else raised
        before, after = float(score[i]), float(score[i + 1])
        share = min(max(before / (before - after), 0.0), 1.0) if before != after else 0.5
        edge = FIRST_X + COLUMN_PX * (i + share)
        out.append(Zone(int(kind[i]), left, edge))
        left = edge
    return [*out, Zone(int(kind[-1]), left, float(LAST_X))]
