"""What channels and debts ask of every door: which admit an ion, which way, and how many should wait."""

import math

import numpy as np
from numpy.typing import NDArray

from apanim.particles import crossing, poses
from apanim.particles.crossing import DOOR_ACCOUNTS, PoreOrders
from apanim.particles.layout import Kind, Layout
from apanim.particles.ledger import due_soon
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT
from apanim.world.state import World

CALLED_AHEAD_S = 1.3  # of lecture time: how long an ion may take to the mouth
# Of model time in a world step: where it runs faster than this, and faster than that once the membrane is
# depolarised by so much, a spike comes sooner than ions do: so many wait at a channel before they are due.
FAST_MS, FAST_FROM_REST_MS = 0.004, 0.01
DEPOLARISED_MV = 5.0
READY = 7
LIGAND_K_QUEUE = 2
_NA, _K = Kind.NA_CHANNEL, Kind.K_CHANNEL  # an enum's members are dear to look up
_LIGAND = Kind.LIGAND_CHANNEL


def pore_orders(world: World, per_s: NDArray[np.float64], is_ready: bool, layout: Layout) -> PoreOrders:
    """What the model asks of every door: which admit, which way, and how many should wait.

    A pathway flows the way of its debt, or of its current (`per_s`, (9,) quanta a lecture second) when it
    owes nothing. A channel one gate short of open already draws a few ions near, so that its first crossing
    is prompt; so does the one that will open next, in time for what the current will owe, or
    READY (`is_ready`).
    """
    d = len(layout.door_site)
    admits, direction, wanted = np.zeros(d, bool), np.ones(d, np.int64), np.zeros(d, np.int64)
    unpaid = (world.carried - world.crossed).tolist()
    flows = per_s.tolist()
    for door, account in DOOR_ACCOUNTS:
        rows = door.rows(layout)
        if len(rows) == 0:
            continue
        owes, flow = round(unpaid[account]), flows[account]
        way = owes or flow
        direction[rows] = (way > 0) - (way < 0) or 1
        soon = max(0, due_soon(unpaid[account], flow, CALLED_AHEAD_S) * int(direction[rows[0]]))
        if door.kind == _NA:
            passable = (world.na_open >= poses.PASSABLE_OPEN) & (world.na_ball <= poses.PASSABLE_BALL)
            conducts, shut = world.na_state == NA_CONDUCTING, world.na_state >= NA_SHUT
            wanted[rows] = _queue_wanted(world.na_state, NA_CONDUCTING)
        elif door.kind == _K:
            passable = world.k_open >= poses.PASSABLE_OPEN
            conducts, shut = world.k_state == K_CONDUCTING, np.zeros(len(rows), bool)
            wanted[rows] = _queue_wanted(world.k_state, K_CONDUCTING)
        elif door.kind == _LIGAND:
            passable = world.ligand_open >= poses.PASSABLE_OPEN
            conducts, shut = world.ligand_conducts, np.zeros(len(rows), bool)
            # A few K+ leave, so that one in the wings is enough; the Na+ come in a stream.
            wanted[rows] = np.where(conducts, LIGAND_K_QUEUE if door.second else crossing.QUEUE, 0)
        else:
            admits[rows] = True
            wanted[rows] = min(max(math.ceil(soon / len(rows)), 1 if flow else 0), crossing.QUEUE)
            continue
        admits[rows] = conducts & passable
        leaving = passable & ~conducts & (world.queues.waiting[rows, 0] >= 0)
        if owes and leaving.any() and not _served(world, rows[admits[rows]], direction, layout).any():
            # Until ions stand before another that conducts, they go on through one whose gate still shuts.
            admits[rows[leaving]], wanted[rows[leaving]] = True, crossing.QUEUE
        if not conducts.any() and (soon or is_ready):
            late = 2 * layout.rank[layout.door_site[rows]] + (world.queues.waiting[rows, 0] < 0) + 8 * shut
            first = rows[np.argmin(late)]
            ready = max(soon, READY if is_ready else 0)
            wanted[first] = min(max(int(wanted[first]), ready), crossing.QUEUE)
    return PoreOrders(admits, direction, wanted)


def _served(
    world: World, doors: NDArray[np.intp], direction: NDArray[np.int64], layout: Layout
) -> NDArray[np.bool_]:
    """Which of `doors` have an ion at the mouth, or had one just now."""
    just_now = world.step - world.queues.entered_step[doors] <= 2 * crossing.FILE_GAP_STEPS
    return just_now | crossing.at_mouth(world.ions, world.queues, direction, layout, doors)


def _queue_wanted(state: NDArray[np.uint8], conducting: int) -> NDArray[np.int64]:
    return np.where(
        state == conducting, crossing.QUEUE, np.where(state == conducting - 1, crossing.QUEUE // 2, 0)
    )


def ready(dt_ms: float, depolarised_mV: float) -> bool:
    """Whether a spike may come sooner than ions that are called when it does."""
    return dt_ms > (FAST_MS if depolarised_mV > DEPOLARISED_MV else FAST_FROM_REST_MS)
