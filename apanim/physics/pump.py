"""The Na+/K+ pump's Post-Albers cycle: 3 Na+ out, 2 K+ in, one ATP, one charge out a turn.

A pump's place in the cycle is a fraction of a turn, 0..1, beginning as the pump opens to the inside:
E1 (open inside: K+ leaves, Na+ binds), E1P (Na+ occluded, ATP spent), E2P (open outside: Na+ leaves, K+
binds), E2 (K+ occluded). Source: Post et al. 1972, J Biol Chem 247:6530; Albers 1967, Annu Rev Biochem
36:727; the share of the turn that each state is drawn for is the animation's.
"""

from typing import NamedTuple

from apanim.units import ions_per_um2_ms

PUMP_STATES = ("E1", "E1P", "E2P", "E2")
DRAWN_TURN_S = 6.0  # a turn at its unhurried pace: the dwells and four transitions below
DWELL_S = (1.2, 0.9, 1.2, 0.9)
TRANSITION_S = 0.45

_LEG_START = tuple((sum(DWELL_S[:i]) + i * TRANSITION_S) / DRAWN_TURN_S for i in range(4))


def _inside(state: int, *parts: float) -> tuple[float, ...]:
    return tuple(_LEG_START[state] + part * DWELL_S[state] / DRAWN_TURN_S for part in parts)


# Places in the turn at which each ion lets go or holds on. Open inside, the two K+ of the turn before leave
# first; the third Na+ is in before the gate shuts.
K_RELEASED_TURN = _inside(0, 0.08, 0.20)
NA_BOUND_TURN = _inside(0, 0.40, 0.62, 0.84)
ATP_SPENT_TURN = (_LEG_START[1] - TRANSITION_S / DRAWN_TURN_S / 2.0,)
NA_RELEASED_TURN = _inside(2, 0.08, 0.22, 0.36)
K_BOUND_TURN = _inside(2, 0.58, 0.82)


class Leg(NamedTuple):
    """Where a pump is: moving (or, at progress 0, dwelling) from state `origin` to state `goal`."""

    origin: int
    goal: int
    progress: float


def leg(turn: float) -> Leg:
    """The leg of the cycle at `turn` (whole turns are ignored); progress 0 while it dwells in `origin`."""
    place = float(turn) % 1.0
    state = max(i for i in range(4) if place >= _LEG_START[i])
    moving_s = (place - _LEG_START[state]) * DRAWN_TURN_S - DWELL_S[state]
    return Leg(state, (state + 1) % 4, min(max(moving_s / TRANSITION_S, 0.0), 1.0))


def turns_per_ms(pump_uA_cm2: float, area_um2: float, quantum: float) -> float:
    """Drawn turns a model ms of a pump current through `area_um2`, one for `quantum` real turns."""
    return ions_per_um2_ms(pump_uA_cm2) * area_um2 / quantum
