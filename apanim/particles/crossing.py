"""Crossings through pores: queue at an open mouth, single file through, a fan on the other side.

Each step, for every pore: shut ones let their queue go; open ones call near ions of their species; the
head of a queue goes in when its pathway owes a quantum. An ion counts as crossed when it enters, since a
pore never turns it back.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.ions import Ions, Phase, Species
from apanim.particles.layout import PX_PER_NM, Kind, Layout
from apanim.particles.motion import DT_S
from apanim.physics.patch import PATHWAYS

PORE_PATHWAYS = {
    Kind.NA_CHANNEL: "na_gated", Kind.K_CHANNEL: "k_gated",
    Kind.NA_LEAK: "na_leak", Kind.K_LEAK: "k_leak", Kind.CL_LEAK: "cl_leak",
}  # fmt: skip
PORE_SPECIES = {
    Kind.NA_CHANNEL: Species.NA, Kind.K_CHANNEL: Species.K,
    Kind.NA_LEAK: Species.NA, Kind.K_LEAK: Species.K, Kind.CL_LEAK: Species.CL,
}  # fmt: skip
# The mouths' distances from the mid-plane, from the rigs' anchors (px at 1080p), by Kind.
MOUTH_OUT_NM = np.array([110, 98, 96, 96, 96, 100]) / PX_PER_NM
MOUTH_IN_NM = np.array([98, 112, 96, 96, 96, 120]) / PX_PER_NM

QUEUE = 8
# Places in a queue, relative to the mouth: (sideways, away from the membrane), px; a funnel three wide.
SLOTS_NM = (
    np.array([(0, 20), (-20, 44), (22, 56), (-36, 84), (34, 100), (-12, 112), (-50, 126), (48, 140)])
    / PX_PER_NM
)
ARRIVED_NM = 0.7
APPROACH_nm_s = lies.FLOW_SPEED.value
STEER_S = 0.12
SPEED_UP_S = 0.07
REORDER_STEPS = 4
FILE_GAP_STEPS = 6  # one bead's room in single file at flow speed
BEYOND_NM = 0.45  # past the mouth an ion is free again
FAN_RAD = 0.7
RECEDE_nm_s = 24.0  # leaving ions also spread backwards, so that they do not pile up in the front plane
CALL_DEPTH_WEIGHT = 0.4  # a call reaches further into the depth than along the membrane


class Queues(NamedTuple):
    """waiting (p, 8) int16 ion rows, head first, -1 empty; entered_step (p,) int32, the last entry."""

    waiting: NDArray[np.int16]
    entered_step: NDArray[np.int32]


def no_queues(layout: Layout) -> Queues:
    """Nobody waits anywhere."""
    p = len(layout.kind)
    return Queues(np.full((p, QUEUE), -1, np.int16), np.full(p, -1000, np.int32))


class PoreOrders(NamedTuple):
    """What the model asks of each protein this step.

    admits (p,) bool, ions may enter; direction (p,) +1 out, -1 in; wanted (p,) how long its queue may be.
    """

    admits: NDArray[np.bool_]
    direction: NDArray[np.int64]
    wanted: NDArray[np.int64]


def dismiss(ions: Ions, queues: Queues, orders: PoreOrders) -> tuple[Ions, Queues]:
    """Queues that nobody wants any more, or on the wrong side, become free ions again."""
    waiting = queues.waiting.copy()
    head = waiting[:, 0]
    wrong_side = (head >= 0) & (np.sign(ions.pos[head, 1]) != -orders.direction)
    leaving = (orders.wanted == 0) | wrong_side
    rows = waiting[leaving]
    rows = rows[rows >= 0]
    if len(rows) == 0:
        return ions, queues
    waiting[leaving] = -1
    phase, owner = ions.phase.copy(), ions.owner.copy()
    phase[rows], owner[rows] = Phase.FREE, -1
    return ions._replace(phase=phase, owner=owner), queues._replace(waiting=waiting)


def call(ions: Ions, queues: Queues, orders: PoreOrders, layout: Layout) -> tuple[Ions, Queues]:
    """Open pores with too short a queue each call the nearest free ion of their species."""
    waiting, phase, owner = queues.waiting.copy(), ions.phase.copy(), ions.owner.copy()
    length = (waiting >= 0).sum(axis=1)
    for site in np.flatnonzero(length < orders.wanted):
        kind = Kind(layout.kind[site])
        row = nearest_free(
            ions, phase, PORE_SPECIES[kind], float(layout.x_nm[site]), -int(orders.direction[site])
        )
        if row >= 0:
            waiting[site, length[site]] = row
            phase[row], owner[row] = Phase.APPROACHING, site
    return ions._replace(phase=phase, owner=owner), queues._replace(waiting=waiting)


def nearest_free(ions: Ions, phase: NDArray[np.uint8], species: Species, x_nm: float, side: int) -> int:
    """The row of the free, unlabelled ion of `species` on `side` (+1 out) nearest to the pore, or -1."""
    may = (phase == Phase.FREE) & (ions.species == species) & ~ions.labelled
    may &= np.sign(ions.pos[:, 1]) == side
    rows = np.flatnonzero(may)
    if len(rows) == 0:
        return -1
    p = ions.pos[rows]
    distance2 = (p[:, 0] - x_nm) ** 2 + (np.abs(p[:, 1]) - 4.0) ** 2 + (CALL_DEPTH_WEIGHT * p[:, 2]) ** 2
    return int(rows[np.argmin(distance2)])


def approach(
    ions: Ions, queues: Queues, orders: PoreOrders, layout: Layout, step: int
) -> tuple[Ions, Queues]:
    """Waiting ions steer to their places in the funnel; whoever is nearest to the mouth is next."""
    if (queues.waiting < 0).all():
        return ions, queues
    if step % REORDER_STEPS == 0:
        queues = queues._replace(waiting=_nearest_first(ions, queues.waiting, orders, layout))
    site, slot = np.nonzero(queues.waiting >= 0)
    rows = queues.waiting[site, slot]
    target = slot_places(site, slot, orders.direction[site], layout)
    return steer(ions, rows, target, APPROACH_nm_s), queues


def _nearest_first(
    ions: Ions, waiting: NDArray[np.int16], orders: PoreOrders, layout: Layout
) -> NDArray[np.int16]:
    sites = np.arange(len(waiting))
    mouth = slot_places(sites, np.zeros_like(sites), orders.direction, layout)[:, None]
    distance2 = np.sum((ions.pos[waiting] - mouth) ** 2, axis=2)
    distance2[waiting < 0] = np.inf
    return np.take_along_axis(waiting, np.argsort(distance2, axis=1, kind="stable"), axis=1)


def slot_places(
    site: NDArray[np.intp], slot: NDArray[np.intp], direction: NDArray[np.int64], layout: Layout
) -> NDArray[np.float32]:
    """(k, 3) places of queue slots, nm."""
    kind = layout.kind[site]
    side = -direction
    mouth = np.where(side > 0, MOUTH_OUT_NM[kind], MOUTH_IN_NM[kind])
    place = np.zeros((len(site), 3), np.float32)
    place[:, 0] = layout.x_nm[site] + SLOTS_NM[slot, 0]
    place[:, 1] = side * (mouth + SLOTS_NM[slot, 1])
    return place


def steer(
    ions: Ions, rows: NDArray[np.integer], target: NDArray[np.float32], speed_nm_s: float | NDArray
) -> Ions:
    """`rows` moved for a step towards `target` (k, 3), at most at `speed_nm_s`, without a jolt."""
    to = target - ions.pos[rows]
    distance = np.sqrt(np.einsum("ij,ij->i", to, to)) + 1e-6
    wish = to * (np.minimum(speed_nm_s, distance / (2.0 * STEER_S)) / distance)[:, None]
    vel, pos = ions.vel.copy(), ions.pos.copy()
    vel[rows] += (wish - vel[rows]) * np.float32(-np.expm1(-DT_S / STEER_S))
    pos[rows] += vel[rows] * np.float32(DT_S)
    return ions._replace(pos=pos, vel=vel)


def enter(
    ions: Ions, queues: Queues, orders: PoreOrders, layout: Layout,
    debts: NDArray[np.int64], step: int,
) -> tuple[Ions, Queues, NDArray[np.int64]]:  # fmt: skip
    """Heads of queues go in where their pathway owes a quantum; returns also the (7,) new crossings."""
    paid = np.zeros(len(PATHWAYS), np.int64)
    waiting, entered = queues.waiting.copy(), queues.entered_step.copy()
    phase = ions.phase.copy()
    for kind, pathway in PORE_PATHWAYS.items():
        account = PATHWAYS.index(pathway)
        if debts[account] == 0:
            continue
        ready = [
            s for s in layout.sites(kind) if _head_is_ready(ions, waiting, entered, orders, layout, s, step)
        ]
        ready.sort(key=lambda s: (entered[s], s))  # the one that has rested longest goes first
        for site in ready[: abs(int(debts[account]))]:
            if np.sign(debts[account]) != orders.direction[site]:
                continue
            phase[waiting[site, 0]] = Phase.OUTWARD if orders.direction[site] > 0 else Phase.INWARD
            waiting[site, :-1] = waiting[site, 1:].copy()
            waiting[site, -1] = -1
            entered[site] = step
            paid[account] += orders.direction[site]
    return ions._replace(phase=phase), Queues(waiting, entered), paid


def _head_is_ready(
    ions: Ions, waiting: NDArray[np.int16], entered: NDArray[np.int32],
    orders: PoreOrders, layout: Layout, site: int, step: int,
) -> bool:  # fmt: skip
    head = int(waiting[site, 0])
    if head < 0 or not orders.admits[site] or step - entered[site] < FILE_GAP_STEPS:
        return False
    at = slot_places(np.array([site]), np.array([0]), orders.direction[[site]], layout)[0]
    return bool(np.sum((ions.pos[head] - at) ** 2) < ARRIVED_NM**2)


def pass_through(ions: Ions, layout: Layout, chance: Callable[[], Generator]) -> Ions:
    """Ions in a pore go on along its axis; past the far mouth they fan out, free, as `chance` has it."""
    rows = np.flatnonzero(in_pore(ions))
    if len(rows) == 0:
        return ions
    pos, vel = ions.pos.copy(), ions.vel.copy()
    phase, owner = ions.phase.copy(), ions.owner.copy()
    site = ions.owner[rows]
    kind = layout.kind[site]
    direction = np.where(ions.phase[rows] == Phase.OUTWARD, np.float32(1), np.float32(-1))
    axis = layout.x_nm[site].astype(np.float32)
    speed_up = np.float32(-np.expm1(-DT_S / SPEED_UP_S))
    keep_file = np.where(kind == Kind.PUMP, 2.0, 6.0).astype(np.float32)  # a pump is wide, a pore is not
    wish = np.stack(
        [(axis - pos[rows, 0]) * keep_file, direction * lies.FLOW_SPEED.value, -pos[rows, 2] * 9.0], axis=1
    ).astype(np.float32)
    wish[kind == Kind.PUMP, 1] *= 0.45
    vel[rows] += (wish - vel[rows]) * speed_up
    pos[rows] += vel[rows] * np.float32(DT_S)
    end = np.where(direction > 0, MOUTH_OUT_NM[kind], MOUTH_IN_NM[kind]) + BEYOND_NM
    out = pos[rows, 1] * direction > end
    gone = rows[out]
    if len(gone) == 0:
        return ions._replace(pos=pos, vel=vel)
    rng = chance()
    angle = rng.uniform(-FAN_RAD, FAN_RAD, len(gone))
    recede = rng.uniform(0.0, RECEDE_nm_s, len(gone))
    speed = np.abs(vel[gone, 1])
    vel[gone, 0] = speed * np.sin(angle)
    vel[gone, 1] = direction[out] * speed * np.cos(angle)
    vel[gone, 2] = recede
    phase[gone], owner[gone] = Phase.FREE, -1
    return ions._replace(pos=pos, vel=vel, phase=phase, owner=owner)


def in_pore(ions: Ions) -> NDArray[np.bool_]:
    """(n,) true for ions inside a protein's pore, on their way through."""
    return (ions.phase == Phase.OUTWARD) | (ions.phase == Phase.INWARD)
