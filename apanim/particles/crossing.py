"""Crossings through pores: queue at an open mouth, single file through, a fan on the other side.

Each step, for every pore: shut ones let their queue go; open ones call near ions of their species; the
head of a queue goes in when its pathway owes a quantum. An ion counts as crossed when it enters, since a
pore never turns it back.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from apanim import lies
from apanim.particles import baths
from apanim.particles.ions import Ions, Phase, Species
from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.motion import DT_S
from apanim.particles.proteins import PROTEINS, Kind, Passage, Protein
from apanim.physics.patch import PATHWAYS


class Door(NamedTuple):
    """The way of one species through a kind of protein; `second` where it is the pore's other one."""

    protein: Protein
    passage: Passage
    account: int
    second: bool

    def rows(self, layout: Layout) -> NDArray[np.intp]:
        """Its row in the queues for every such protein, left to right."""
        if not self.second:
            return layout.sites(self.protein.kind)
        seconds = layout.kind[layout.door_site[len(layout.kind) :]]
        return len(layout.kind) + np.flatnonzero(seconds == self.protein.kind)


DOORS = tuple(
    Door(protein, passage, PATHWAYS.index(passage.pathway), second=number > 0)
    for protein in PROTEINS
    if not protein.is_pump
    for number, passage in enumerate(protein.passages)
)
# By Kind: the mouths' distances from the mid-plane, and how far beside the axis ions go out and in.
MOUTH_OUT_NM = np.array([protein.mouth_out_px for protein in PROTEINS]) / PX_PER_NM
MOUTH_IN_NM = np.array([protein.mouth_in_px for protein in PROTEINS]) / PX_PER_NM
_LANE_OUT_NM = np.array([protein.lane_px / PX_PER_NM for protein in PROTEINS], np.float32)
_LANE_IN_NM = -0.5 * _LANE_OUT_NM

# Places in a queue, relative to the mouth: (sideways, away from the membrane), px; three at the mouth, and
# then a funnel as wide as it is high.
SLOTS_NM = np.array([
    (0, 20), (-20, 44), (24, 54), (-42, 84), (40, 96), (-4, 100), (-72, 118), (70, 130), (22, 140),
    (-34, 146), (-104, 150), (100, 168), (58, 186), (-70, 190), (-8, 196), (-126, 206),
]) / PX_PER_NM  # fmt: skip
STRAY_NM = 13 / PX_PER_NM  # a place in one door's queue is so far, at most, from the same in another's
_EVEN = np.array(
    [0.754877666246693, 0.569840290998053]
)  # evenly spread in a plane, by the golden section's kin
SWAY_NM, SWAY_S = 5 / PX_PER_NM, np.array([2.3, 1.7])  # who waits does not stand still
SECOND_ASIDE_NM = 26 / PX_PER_NM  # who waits at a second door keeps out of the way of the stream
ARRIVED_NM = 0.75
APPROACH_nm_s = lies.FLOW_SPEED.value
STEER_S = 0.12
SPEED_UP_S = 0.07
PROMPT, PROMPT_S = 3, 0.05  # the first of a queue move up more promptly
PROMPT_NM = 1.6  # from the mouth: an ion this near is there at once
UNSEEN_NM = (38.0, 46.0)  # from the middle of the picture: between these ions come to hurry
_PLANE = np.array([1.0, 1.0, 1.0 / lies.DEPTH_MIXING.value], np.float32)  # depth counts less, as in drift
REORDER_STEPS = 4
FILE_GAP_STEPS = 4  # one bead's room in single file at flow speed
UNEVEN_STEPS = 14
BEYOND_NM = 0.45  # past the mouth an ion is free again
FAN_RAD = 0.95
RECEDE_nm_s = 12.0  # leaving ions also spread backwards, and stay in focus
CALL_DEPTH_WEIGHT = 0.25  # a call reaches further into the depth than along the membrane


_FREE, _OUTWARD, _INWARD = Phase.FREE, Phase.OUTWARD, Phase.INWARD  # members are dear to look up
_PUMP = Kind.PUMP


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
    phase[rows], owner[rows] = Phase.FREE, -1
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
            phase[row], owner[row] = Phase.APPROACHING, site
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
    turns = 2.0 * np.pi * (rows[:, None] * _EVEN + step * DT_S / SWAY_S)
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
    stray = 2.0 * ((number * _EVEN + 0.5) % 1.0) - 1.0
    stray[:, 0] *= 0.25  # the first stands at the mouth
    facing = np.where(np.arange(doors) * _EVEN[0] % 1.0 < 0.5, -1.0, 1.0)
    return SLOTS_NM * np.stack([facing, np.ones(doors)], axis=1)[:, None] + STRAY_NM * stray


def steer(
    ions: Ions, rows: NDArray[np.integer], target: NDArray[np.float32],
    speed_nm_s: float | NDArray[np.float64], turn_s: NDArray[np.float32],
) -> Ions:  # fmt: skip
    """`rows` moved for a step towards `target` (k, 3), without a jolt.

    `speed_nm_s` is the most in the picture's plane; turn_s (k,) how long each takes to a new velocity, half
    as long as it brakes.
    """
    to = target - ions.pos[rows]
    plane = to * _PLANE
    distance = np.sqrt(np.einsum("ij,ij->i", plane, plane)) + 1e-6
    beyond = np.abs(ions.pos[rows, 0])
    hurry = np.asarray(np.interp(beyond, UNSEEN_NM, (1.0, lies.UNSEEN_HURRY.value)), np.float64)
    fastest = hurry * np.asarray(speed_nm_s, np.float64)
    wish = to * (np.minimum(fastest, distance / (2.0 * turn_s)) / distance)[:, None]
    vel, pos = ions.vel.copy(), ions.pos.copy()
    way = vel[rows]
    way += (wish - way) * -np.expm1(-np.float32(DT_S) / turn_s)[:, None]
    vel[rows] = way
    pos[rows] += way * np.float32(DT_S)
    return ions._replace(pos=pos, vel=vel)


def enter(
    ions: Ions, queues: Queues, orders: PoreOrders, layout: Layout,
    debts: NDArray[np.int64], step: int,
) -> tuple[Ions, Queues, NDArray[np.int64]]:  # fmt: skip
    """Heads of queues go in where their pathway owes a quantum; returns also the (9,) new crossings."""
    paid = np.zeros(len(PATHWAYS), np.int64)
    waiting, entered = queues.waiting.copy(), queues.entered_step.copy()
    phase = ions.phase.copy()
    owing = debts.tolist()
    for door in DOORS:
        account = door.account
        if owing[account] == 0:
            continue
        rows = door.rows(layout)
        rows = rows[orders.admits[rows] & (step - entered[rows] >= FILE_GAP_STEPS)]
        ready = rows[at_mouth(ions, queues, orders.direction, layout, rows)]
        # Who has rested longest goes first, but not in turns as regular as a clock's.
        uneven = UNEVEN_STEPS * ((ready * _EVEN[0] + entered[ready] * _EVEN[1]) % 1.0)
        ready = ready[np.argsort(entered[ready] + uneven, kind="stable")].tolist()
        for row in ready[: abs(int(debts[account]))]:
            if np.sign(debts[account]) != orders.direction[row]:
                continue
            phase[waiting[row, 0]] = Phase.OUTWARD if orders.direction[row] > 0 else Phase.INWARD
            waiting[row, :-1] = waiting[row, 1:].copy()
            waiting[row, -1] = -1
            entered[row] = step
            paid[account] += orders.direction[row]
    return ions._replace(phase=phase), Queues(waiting, entered), paid


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


def pass_through(ions: Ions, layout: Layout, chance: Callable[[], Generator]) -> Ions:
    """Ions in a pore go on along its axis; past the far mouth they fan out, free, as `chance` has it."""
    rows = np.flatnonzero(in_pore(ions))
    if len(rows) == 0:
        return ions
    pos, vel = ions.pos.copy(), ions.vel.copy()
    phase, owner = ions.phase.copy(), ions.owner.copy()
    site = ions.owner[rows]
    kind = layout.kind[site]
    direction = np.where(ions.phase[rows] == _OUTWARD, np.float32(1), np.float32(-1))
    axis = layout.x_nm[site].astype(np.float32) + np.where(
        direction > 0, _LANE_OUT_NM[kind], _LANE_IN_NM[kind]
    )
    speed_up = np.float32(-np.expm1(-DT_S / SPEED_UP_S))
    pumped = kind == _PUMP
    keep_file = np.where(pumped, 2.0, 6.0).astype(np.float32)  # a pump is wide, a pore is not
    at, way = pos[rows], vel[rows]
    wish = np.empty_like(at)
    wish[:, 0] = (axis - at[:, 0]) * keep_file
    wish[:, 1] = direction * lies.FLOW_SPEED.value
    wish[:, 2] = -at[:, 2] * 9.0
    wish[pumped, 1] *= 0.45
    way += (wish - way) * speed_up
    at += way * np.float32(DT_S)
    vel[rows], pos[rows] = way, at
    end = np.where(direction > 0, MOUTH_OUT_NM[kind], MOUTH_IN_NM[kind]) + BEYOND_NM
    out = at[:, 1] * direction > end
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
    guest = ions.guest.copy()
    guest[gone] = baths.crossed(guest[gone], rng)
    return ions._replace(pos=pos, vel=vel, phase=phase, owner=owner, guest=guest)


def in_pore(ions: Ions) -> NDArray[np.bool_]:
    """(n,) true for ions inside a protein's pore, on their way through."""
    return (ions.phase == _OUTWARD) | (ions.phase == _INWARD)
