"""What channels and debts ask of every door: which admit an ion, which way, and how many should wait."""

import math

import numpy as np
from numpy.typing import NDArray

from apanim.particles import crossing, poses
from apanim.particles.doors import DOORS
from apanim.particles.layout import Layout
from apanim.particles.ledger import due_soon
from apanim.particles.queues import SLOTS_NM, PoreOrders, at_mouth
from apanim.world.state import World

CALLED_AHEAD_S = 1.3  # of lecture time: how long an ion may take to the mouth
# Of model time in a world step: where it runs faster than this, and faster than that once the membrane is
# depolarised by so much, a spike comes sooner than ions do: so many wait at a channel before they are due.
FAST_MS, FAST_FROM_REST_MS = 0.004, 0.01
DEPOLARISED_MV = 5.0
READY = 7


def pore_orders(
    world: World, per_s: NDArray[np.float64], toward: NDArray[np.float64], is_ready: bool, layout: Layout
) -> PoreOrders:
    """What the model asks of every door: which admit, which way, and how many should wait.

    A pathway flows the way of its debt, or of its current (`per_s`, (pathways,) quanta a lecture second)
    when it owes nothing; where model time stands, `toward` (pathways,) tells which way it would, so that
    who waits stays.
    A channel one gate short of open already draws a few ions near, so that its first crossing
    is prompt; so does the one that will open next, in time for what the current will owe, or
    READY (`is_ready`).
    """
    d = len(layout.door_site)
    admits, direction, wanted = np.zeros(d, bool), np.ones(d, np.int64), np.zeros(d, np.int64)
    unpaid = (world.carried - world.crossed).tolist()
    flows = per_s.tolist()
    for door in DOORS:
        rows, account = door.rows(layout), door.account
        if len(rows) == 0:
            continue
        owes, flow = round(unpaid[account]), flows[account]
        way = owes or flow or float(toward[account])
        direction[rows] = (way > 0) - (way < 0) or 1
        soon = max(0, due_soon(unpaid[account], flow, CALLED_AHEAD_S) * int(direction[rows[0]]))
        gating, queue = door.protein.gating, door.passage.queue
        if gating is None:
            admits[rows] = True
            wanted[rows] = min(max(math.ceil(soon / len(rows)), 1 if way else 0), queue)
            continue
        conducts, nearly, plugged = gating.tables[:, world.population(gating).state]
        blocked = world.is_blocked(door.protein)
        conducts, nearly, plugged = conducts & ~blocked, nearly & ~blocked, plugged | blocked
        passable = world.opened(gating) >= poses.PASSABLE_OPEN
        if gating.plugged:
            passable &= world.na_ball <= poses.PASSABLE_BALL
        passable &= ~blocked
        most = min(max(queue, soon), len(SLOTS_NM))
        wanted[rows] = np.where(conducts, most, np.where(nearly, queue // 2, 0))
        admits[rows] = conducts & passable
        is_served = bool(conducts.any()) and bool(_served(world, rows[conducts], direction, layout).any())
        leaving = passable & ~conducts & (world.queues.waiting[rows, 0] >= 0)
        if owes and not is_served and leaving.any():
            # Until ions stand before another that conducts, they go on through one whose gate still shuts.
            admits[rows[leaving]], wanted[rows[leaving]] = True, queue
        if not is_served and (soon or is_ready):
            late = 2 * layout.rank[layout.door_site[rows]] + 8 * plugged
            late = late + (world.queues.waiting[rows, 0] < 0)
            first = rows[np.argmin(late)]
            called = max(soon, READY if is_ready else 0)
            wanted[first] = min(max(int(wanted[first]), called), queue)
    return PoreOrders(admits, direction, wanted)


def _served(
    world: World, doors: NDArray[np.intp], direction: NDArray[np.int64], layout: Layout
) -> NDArray[np.bool_]:
    """Which of `doors` have an ion at the mouth, or had one just now."""
    just_now = world.step - world.queues.entered_step[doors] <= 2 * crossing.FILE_GAP_STEPS
    return just_now | at_mouth(world.ions, world.queues, direction, layout, doors)


def ready(dt_ms: float, depolarised_mV: float) -> bool:
    """Whether a spike may come sooner than ions that are called when it does."""
    return dt_ms > (FAST_MS if depolarised_mV > DEPOLARISED_MV else FAST_FROM_REST_MS)
