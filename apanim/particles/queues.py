"""Queues at open mouths: who is called, where each waits, and who is next."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.doors import MOUTH_IN_NM, MOUTH_OUT_NM
from apanim.particles.ions import IonPhase, Ions, Species
from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.motion import DT_S, STEER_S, steer
from apanim.particles.proteins import PROTEINS

# Places in a queue, relative to the mouth: (sideways, away from the membrane), px; three at the mouth, and
# then a funnel as wide as it is high.
SLOTS_NM = np.array([
    (0, 20), (-20, 44), (24, 54), (-42, 84), (40, 96), (-4, 100), (-72, 118), (70, 130), (22, 140),
    (-34, 146), (-104, 150), (100, 168), (58, 186), (-70, 190), (-8, 196), (-126, 206),
]) / PX_PER_NM  # fmt: skip
STRAY_NM = 13 / PX_PER_NM  # a place in one door's queue is so far, at most, from the same in another's
EVEN = np.array(
    [0.754877666246693, 0.569840290998053]
)  # evenly spread in a plane, by the golden section's kin
SWAY_NM, SWAY_S = 5 / PX_PER_NM, np.array([2.3, 1.7])  # who waits does not stand still
SECOND_ASIDE_NM = 26 / PX_PER_NM  # who waits at a second door keeps out of the way of the stream
ARRIVED_NM = 0.75
APPROACH_nm_s = lies.FLOW_SPEED.value
PROMPT, PROMPT_S = 3, 0.05  # the first of a queue move up more promptly
PROMPT_NM = 1.6  # from the mouth: an ion this near is there at once
REORDER_STEPS = 4
CALL_DEPTH_WEIGHT = 0.25  # a call reaches further into the depth than along the membrane
_FREE = IonPhase.FREE  # members are dear to look up


class Queues(NamedTuple):
    """waiting (d, 16) int16 ion rows, head first, -1 empty; entered_step (d,) int32, the last entry.

    One row a door, see Layout.door_site; so in `PoreOrders`.
    """

    waiting: NDArray[np.int16]
    entered_step: NDArray[np.int32]


def no_queues(layout: Layout) -> Queues:
    """Nobody waits anywhere."""
    d = len(layout.door_site)
    return Queues(np.full((d, len(SLOTS_NM)), -1, np.int16), np.full(d, -1000, np.int32))


class PoreOrders(NamedTuple):
    """What the model asks of each door this step.

    admits (d,) bool, ions may enter; direction (d,) +1 out, -1 in; wanted (d,) how long its queue may be.
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
    phase[rows], owner[rows] = IonPhase.FREE, -1
    return ions._replace(phase=phase, owner=owner), queues._replace(waiting=waiting)


def call(ions: Ions, queues: Queues, orders: PoreOrders, layout: Layout) -> tuple[Ions, Queues]:
    """Open pores with too short a queue each call the nearest free ion of their species."""
    waiting, phase, owner = queues.waiting.copy(), ions.phase.copy(), ions.owner.copy()
    length = (waiting >= 0).sum(axis=1)
    for door in np.flatnonzero(length < orders.wanted):
        site = layout.door_site[door]
        species = PROTEINS[layout.kind[site]].passes[int(door >= len(layout.kind))]
        row = nearest_free(ions, phase, species, float(layout.x_nm[site]), -int(orders.direction[door]))
        if row >= 0:
            waiting[door, length[door]] = row
            phase[row], owner[row] = IonPhase.APPROACHING, site
    return ions._replace(phase=phase, owner=owner), queues._replace(waiting=waiting)


def nearest_free(ions: Ions, phase: NDArray[np.uint8], species: Species, x_nm: float, side: int) -> int:
    """The row of the free, unlabelled ion of `species` on `side` (+1 out) nearest to the pore, or -1."""
    may = (phase == _FREE) & (ions.species == species) & ~ions.labelled
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
    door, slot = np.nonzero(queues.waiting >= 0)
    rows = queues.waiting[door, slot]
    target = slot_places(door, slot, orders.direction[door], layout)
    turns = 2.0 * np.pi * (rows[:, None] * EVEN + step * DT_S / SWAY_S)
    target[:, :2] += SWAY_NM * np.sin(turns)
    turn_s = np.where(slot < PROMPT, PROMPT_S, STEER_S).astype(np.float32)
    return steer(ions, rows, target, APPROACH_nm_s, turn_s), queues


def _nearest_first(
    ions: Ions, waiting: NDArray[np.int16], orders: PoreOrders, layout: Layout
) -> NDArray[np.int16]:
    doors = np.arange(len(waiting))
    mouth = slot_places(doors, np.zeros_like(doors), orders.direction, layout)[:, None]
    distance2 = np.sum((ions.pos[waiting] - mouth) ** 2, axis=2)
    distance2[waiting < 0] = np.inf
    return np.take_along_axis(waiting, np.argsort(distance2, axis=1, kind="stable"), axis=1)


def slot_places(
    door: NDArray[np.intp], slot: NDArray[np.intp], direction: NDArray[np.int64], layout: Layout
) -> NDArray[np.float32]:
    """(k, 3) places of queue slots, nm."""
    site = layout.door_site[door]
    kind = layout.kind[site]
    side = -direction
    mouth = np.where(side > 0, MOUTH_OUT_NM[kind], MOUTH_IN_NM[kind])
    place = np.zeros((len(door), 3), np.float32)
    aside = np.where(door < len(layout.kind), 0.0, SECOND_ASIDE_NM)
    x, away = _funnels(len(layout.door_site))[door, slot].T
    place[:, 0] = layout.x_nm[site] + x + aside
    place[:, 1] = side * (mouth + away)
    return place


@lru_cache(maxsize=32)
def _funnels(doors: int) -> NDArray[np.float64]:
    """(doors, slots, 2) the places of every door's queue, nm: no two doors' are alike."""
    number = np.arange(doors * len(SLOTS_NM)).reshape(doors, -1, 1)
    stray = 2.0 * ((number * EVEN + 0.5) % 1.0) - 1.0
    stray[:, 0] *= 0.25  # the first stands at the mouth
    facing = np.where(np.arange(doors) * EVEN[0] % 1.0 < 0.5, -1.0, 1.0)
    return SLOTS_NM * np.stack([facing, np.ones(doors)], axis=1)[:, None] + STRAY_NM * stray


def prompt(ions: Ions, queues: Queues, layout: Layout) -> NDArray[np.bool_]:
    """(p,) proteins at whose (first) door an ion stands, or is about to."""
    doors = np.arange(len(layout.kind))
    head = queues.waiting[: len(doors), 0]
    mouth = slot_places(doors, np.zeros_like(doors), -np.sign(ions.pos[head, 1]).astype(np.int64), layout)
    return (head >= 0) & (np.sum((ions.pos[head] - mouth) ** 2, axis=1) < PROMPT_NM**2)


def at_mouth(
    ions: Ions, queues: Queues, direction: NDArray[np.int64], layout: Layout, doors: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """(k,) which of `doors` have the head of their queue at the mouth."""
    head = queues.waiting[doors, 0]
    mouth = slot_places(doors, np.zeros_like(doors), direction[doors], layout)
    return (head >= 0) & (np.sum((ions.pos[head] - mouth) ** 2, axis=1) < ARRIVED_NM**2)
