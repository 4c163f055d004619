"""Ions in the pumps: three Na+ called from inside and two K+ from outside each turn, each to its site.

A pump keeps the pace of the model's pump current. Its gate shuts when all its ions are in, so a called ion
hurries if it must; a pump that had to wait for one goes a little faster until it has caught up.
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.doors import MOUTH_IN_NM, MOUTH_OUT_NM
from apanim.particles.ions import IonPhase, Ions, Species
from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.motion import DT_S, STEER_S, steer
from apanim.particles.proteins import Kind
from apanim.particles.queues import nearest_free
from apanim.physics.patch import PATHWAYS
from apanim.physics.pump import (
    DRAWN_TURN_S,
    DWELL_S,
    K_BOUND_TURN,
    K_RELEASED_TURN,
    NA_BOUND_TURN,
    NA_RELEASED_TURN,
)

SITES = 5  # three for Na+, two for K+
SITE_SPECIES = (Species.NA,) * 3 + (Species.K,) * 2
BOUND_TURN = np.array(NA_BOUND_TURN + K_BOUND_TURN)
RELEASED_TURN = np.array(NA_RELEASED_TURN + K_RELEASED_TURN)
# From the rig's anchors (px at 1080p; y upwards here).
SITE_NM = np.array([(-16, 14), (16, 14), (0, -15), (-15, 4), (15, 4)]) / PX_PER_NM
# A pump begins somewhere here, as it lets its Na+ go and takes its K+: where its account swings least.
STARTS = tuple(0.5 + 0.02 * k for k in range(16))
UNHURRIED_nm_s = 3.0
HURRY = 1.6  # times the even speed that would just do: an ion slows down as it arrives
# Where each waits for the gate, relative to the mouth: (sideways, away from the membrane), px.
WAITING_NM = np.array([(-28, 26), (28, 26), (0, 46), (-18, 30), (18, 30)]) / PX_PER_NM
AT_SITE_NM = 0.12
GATE_WIDTH_NM = 0.8  # an ion farther aside goes before the mouth first, and not through the wall
BOARDS_S = 0.06  # an ion takes this long to a new velocity on its way from the mouth to its site
CATCH_UP = 1.5  # times its pace, at most, of a pump that is late
_SHUT = 1e-6  # of a turn before its gate shuts, a pump waits for who is missing

# The same as plain numbers, for the few ions at a pump: (sideways, outward) of the seat and of the door.
_BOUND, _RELEASED = (tuple(float(turn) for turn in turns) for turns in (BOUND_TURN, RELEASED_TURN))
_SODIUM = tuple(species == Species.NA for species in SITE_SPECIES)
_PUMP, _APPROACHING = Kind.PUMP, IonPhase.APPROACHING  # an enum's members are dear to look up
# Each kind goes in when the last of the other has let go.
_OPENS = tuple(
    max(K_RELEASED_TURN) if species == Species.NA else max(NA_RELEASED_TURN) for species in SITE_SPECIES
)
_CLOSES = tuple(
    DWELL_S[0] / DRAWN_TURN_S if species == Species.NA else 0.5 + DWELL_S[2] / DRAWN_TURN_S
    for species in SITE_SPECIES
)
_SEAT = tuple((float(x), float(y)) for x, y in SITE_NM)
_DOOR = tuple(
    (float(x), -float(MOUTH_IN_NM[Kind.PUMP] + y))
    if species == Species.NA
    else (float(x), float(MOUTH_OUT_NM[Kind.PUMP] + y))
    for (x, y), species in zip(WAITING_NM, SITE_SPECIES, strict=True)
)


@cache
def start_turn(pumps: int) -> float:
    """The place in the cycle that the first of so many pumps begins at.

    There, what they carry and what they have let go differ least through a turn.
    """
    gone = np.linspace(0.0, 1.0, 500)

    def swing(start: float) -> float:
        places = start + np.arange(pumps)[:, None, None] / max(1, pumps)
        swings: list[float] = []
        for released in (NA_RELEASED_TURN, K_RELEASED_TURN):
            at = np.array(released)[:, None]
            passed = (np.floor(places + gone - at) - np.floor(places - at)).sum(axis=(0, 1))
            swings.append(float(np.abs(pumps * gone - passed / len(released)).max()))
        return max(swings)

    return min(STARTS, key=swing)


def start_turns(pumps: int) -> NDArray[np.float64]:
    """(pumps,) places in the cycle to begin with, evenly staggered."""
    return start_turn(pumps) + np.arange(pumps) / max(1, pumps)


def start_cargo(ions: Ions, turns: NDArray[np.float64], layout: Layout) -> tuple[Ions, NDArray[np.int16]]:
    """Ions put at their sites as the pumps' places in the cycle demand; cargo (pumps, 5) int16 rows."""
    cargo = np.full((len(turns), SITES), -1, np.int16)
    pos, phase, owner = ions.pos.copy(), ions.phase.copy(), ions.owner.copy()
    for pump, row in enumerate(layout.sites(Kind.PUMP)):
        since_bound = (turns[pump] - BOUND_TURN) % 1.0
        for site in np.flatnonzero(since_bound < (RELEASED_TURN - BOUND_TURN) % 1.0).tolist():
            x = float(layout.x_nm[row])
            ion = nearest_free(ions, phase, SITE_SPECIES[site], x, _source_side(site))
            if ion >= 0:
                cargo[pump, site] = ion
                phase[ion], owner[ion] = IonPhase.BOUND, row
                pos[ion] = site_place(layout, row, site)
    return ions._replace(pos=pos, phase=phase, owner=owner), cargo


def turned(
    turns: NDArray[np.float64], due: NDArray[np.float64], pace: float, cargo: NDArray[np.int16], ions: Ions
) -> NDArray[np.float64]:
    """(pumps,) places in the cycle one world step later. due (pumps,): where the current would have them;
    pace: by how much of a turn that goes on in the step."""
    out = turns + np.minimum(due - turns, CATCH_UP * pace)
    seated = (cargo >= 0) & (ions.phase[cargo] == IonPhase.BOUND)
    for sites, closes in ((slice(0, 3), _CLOSES[0]), (slice(3, 5), _CLOSES[3])):
        shuts = np.ceil(turns - closes) + closes - _SHUT
        out = np.where(seated[:, sites].all(axis=1), out, np.minimum(out, np.maximum(shuts, turns)))
    return out


def turn_pumps(
    ions: Ions, cargo: NDArray[np.int16], before: NDArray[np.float64], after: NDArray[np.float64],
    pace: float, layout: Layout,
) -> tuple[Ions, NDArray[np.int16], NDArray[np.int64]]:  # fmt: skip
    """One world step of every pump's ions; also the crossings (pathways,), counted as it lets go."""
    cargo, paid = cargo.copy(), np.zeros(len(PATHWAYS), np.int64)
    phase, owner = ions.phase.copy(), ions.owner.copy()
    coming: list[tuple[int, int, int, int]] = []
    held, doing, start, end = cargo.tolist(), phase[cargo].tolist(), before.tolist(), after.tolist()
    for pump, row in enumerate(layout.sites(_PUMP).tolist()):
        for site in range(SITES):
            ion = held[pump][site]
            if ion < 0:
                ion = cargo[pump, site] = _called(ions, phase, end[pump], site, float(layout.x_nm[row]))
                if ion >= 0:
                    phase[ion], owner[ion] = _APPROACHING, row
            elif doing[pump][site] == _APPROACHING:
                coming.append((pump, row, site, ion))
            elif _passes(_RELEASED[site], start[pump], end[pump]):
                sodium = _SODIUM[site]
                phase[ion] = IonPhase.OUTWARD if sodium else IonPhase.INWARD
                cargo[pump, site] = -1
                paid[PATHWAYS.index("na_pump" if sodium else "k_pump")] += 1 if sodium else -1
    ions = ions._replace(phase=phase, owner=owner)
    return (_bring(ions, coming, after, pace, layout) if coming else ions), cargo, paid


def site_place(layout: Layout, row: int, site: int) -> NDArray[np.float32]:
    """(3,) where an ion sits at `site` of the pump in the layout's `row`, nm."""
    x, y = SITE_NM[site]
    return np.array([layout.x_nm[row] + x, y, 0.0], np.float32)


def _source_side(site: int) -> int:
    return -1 if _SODIUM[site] else 1


def _passes(place: float, before: float, after: float) -> bool:
    return math.floor(after - place) > math.floor(before - place)


def _called(ions: Ions, phase: NDArray[np.uint8], turn: float, site: int, x_nm: float) -> int:
    """The next ion for an empty site: it sets out as soon as the last one has left. -1 for none.

    A pump whose gate waits for one that was not there then still calls.
    """
    if (turn - _RELEASED[site]) % 1.0 > (_CLOSES[site] - _RELEASED[site]) % 1.0:
        return -1
    return nearest_free(ions, phase, SITE_SPECIES[site], x_nm, _source_side(site))


def _bring(
    ions: Ions, coming: list[tuple[int, int, int, int]], turns: NDArray[np.float64],
    turns_a_step: float, layout: Layout,
) -> Ions:  # fmt: skip
    """Ions on their way wait beyond the mouth until the gate opens, then take their sites in time."""
    rows = np.array([ion for *_, ion in coming])
    here, sideways = ions.pos[rows].tolist(), ions.vel[rows, 0].tolist()
    targets: list[tuple[float, float, float]] = []
    speeds: list[float] = []
    seated: list[bool] = []
    hurry: list[float] = []
    turning = turns.tolist()
    for (pump, row, site, _), (x, y, z), vx in zip(coming, here, sideways, strict=True):
        turn = turning[pump]
        axis = float(layout.x_nm[row])
        closes_in = (_CLOSES[site] - turn) % 1.0
        opens_in = (_OPENS[site] - turn) % 1.0
        is_open = closes_in < opens_in
        left = (_BOUND[site] - turn) % 1.0
        left = left if left < closes_in else 0.0  # late: as fast as may be, while the gate is open
        # One that hurries past the gate would go in through the wall beyond it.
        aligned = max(abs(x - axis), abs(x + BOARDS_S * vx - axis)) < GATE_WIDTH_NM
        aside, away = _SEAT[site] if is_open and aligned else _DOOR[site]
        distance = math.sqrt((axis + aside - x) ** 2 + (away - y) ** 2 + z * z)
        time_left = left if is_open else opens_in
        steps = max(time_left / turns_a_step, 1.0) if turns_a_step > 0 else math.inf
        targets.append((axis + aside, away, 0.0))
        speeds.append(min(max(UNHURRIED_nm_s, HURRY * distance / (steps * DT_S)), lies.FLOW_SPEED.value))
        seated.append(is_open and distance < AT_SITE_NM)
        hurry.append(BOARDS_S if is_open else STEER_S)
    goal = np.array(targets, np.float32)
    ions = steer(ions, rows, goal, np.array(speeds), np.array(hurry, np.float32))
    if not any(seated):
        return ions
    pos, vel, phase = ions.pos.copy(), ions.vel.copy(), ions.phase.copy()
    at = rows[seated]
    pos[at], vel[at], phase[at] = goal[seated], 0.0, IonPhase.BOUND
    return ions._replace(pos=pos, vel=vel, phase=phase)
