"""What channels and debts ask of every door: which admit an ion, which way, and how many should wait."""

import math

import numpy as np
from numpy.typing import NDArray

from apanim.particles import crossing, poses
from apanim.particles.crossing import DOOR_ACCOUNTS, PoreOrders
from apanim.particles.layout import Kind, Layout
from apanim.particles.ledger import due_soon
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING
from apanim.world.state import World

CALLED_AHEAD_S = 1.3  # of lecture time: how long an ion may take to the mouth
FAST_MS = 0.01  # of model time in a world step: where it runs faster, ions wait before they are due
READY = 5
LIGAND_K_QUEUE = 2
_NA, _K = Kind.NA_CHANNEL, Kind.K_CHANNEL  # an enum's members are dear to look up
_LIGAND = Kind.LIGAND_CHANNEL


def pore_orders(world: World, per_s: NDArray[np.float64], dt_ms: float, layout: Layout) -> PoreOrders:
    """What the model asks of every door: which admit, which way, and how many should wait.

    A pathway flows the way of its debt, or of its current (`per_s`, (9,) quanta a lecture second) when it
    owes nothing. A channel one gate short of open already draws a few ions near, so that its first crossing
    is prompt; so does the one that will open next, in time for what the current will owe.
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
            conducts = world.na_state == NA_CONDUCTING
            admits[rows] = conducts & passable
            wanted[rows] = _queue_wanted(world.na_state, NA_CONDUCTING)
        elif door.kind == _K:
            conducts = world.k_state == K_CONDUCTING
            admits[rows] = conducts & (world.k_open >= poses.PASSABLE_OPEN)
            wanted[rows] = _queue_wanted(world.k_state, K_CONDUCTING)
        elif door.kind == _LIGAND:
            conducts = world.ligand_conducts
            admits[rows] = world.ligand_conducts & (world.ligand_open >= poses.PASSABLE_OPEN)
            # A few K+ leave, so that one in the wings is enough; the Na+ come in a stream.
            longest = LIGAND_K_QUEUE if door.second else crossing.QUEUE
            wanted[rows] = np.where(world.ligand_conducts, longest, 0)
        else:
            admits[rows] = True
            wanted[rows] = min(max(math.ceil(soon / len(rows)), 1 if flow else 0), crossing.QUEUE)
            continue
        if not conducts.any() and (soon or dt_ms > FAST_MS):
            first = rows[np.argmin(layout.rank[layout.door_site[rows]])]
            ready = max(soon, READY if dt_ms > FAST_MS else 0)
            wanted[first] = min(max(int(wanted[first]), ready), crossing.QUEUE)
    return PoreOrders(admits, direction, wanted)


def _queue_wanted(state: NDArray[np.uint8], conducting: int) -> NDArray[np.int64]:
    return np.where(
        state == conducting, crossing.QUEUE, np.where(state == conducting - 1, crossing.QUEUE // 2, 0)
    )
