"""What channels and debts ask of every door: which admit an ion, which way, and how many should wait."""

import math

import numpy as np
from numpy.typing import NDArray

from apanim.particles import crossing, poses
from apanim.particles.crossing import DOOR_ACCOUNTS, PoreOrders
from apanim.particles.layout import Kind, Layout
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING
from apanim.world.state import World

NEARLY_DUE = 0.4  # of a quantum: from here on an ion is called to a leak
LIGAND_K_QUEUE = 2
_NA, _K = Kind.NA_CHANNEL, Kind.K_CHANNEL  # an enum's members are dear to look up
_LIGAND = Kind.LIGAND_CHANNEL


def pore_orders(world: World, flow_sign: NDArray[np.float64], layout: Layout) -> PoreOrders:
    """What the model asks of every door: which admit, which way, and how many should wait.

    A pathway flows the way of its debt, or of its current (`flow_sign`, (9,)) when it owes nothing. A
    channel one gate short of open already draws a few ions near, so that its first crossing is prompt.
    """
    d = len(layout.door_site)
    admits, direction, wanted = np.zeros(d, bool), np.ones(d, np.int64), np.zeros(d, np.int64)
    owed = world.owed
    unpaid = np.abs(world.carried - world.crossed).tolist()
    signs = np.where(owed != 0, np.sign(owed), flow_sign).astype(np.int64).tolist()
    for door, account in DOOR_ACCOUNTS:
        rows = door.rows(layout)
        if len(rows) == 0:
            continue
        direction[rows] = signs[account] or 1
        if door.kind == _NA:
            passable = (world.na_open >= poses.PASSABLE_OPEN) & (world.na_ball <= poses.PASSABLE_BALL)
            admits[rows] = (world.na_state == NA_CONDUCTING) & passable
            wanted[rows] = _queue_wanted(world.na_state, NA_CONDUCTING)
        elif door.kind == _K:
            admits[rows] = (world.k_state == K_CONDUCTING) & (world.k_open >= poses.PASSABLE_OPEN)
            wanted[rows] = _queue_wanted(world.k_state, K_CONDUCTING)
        elif door.kind == _LIGAND:
            admits[rows] = world.ligand_conducts & (world.ligand_open >= poses.PASSABLE_OPEN)
            # A few K+ leave, so that one in the wings is enough; the Na+ come in a stream.
            longest = LIGAND_K_QUEUE if door.second else crossing.QUEUE
            wanted[rows] = np.where(world.ligand_conducts, longest, 0)
        else:
            admits[rows] = True
            due = math.ceil((unpaid[account] - NEARLY_DUE) / len(rows))
            wanted[rows] = min(max(due, 0), crossing.QUEUE)
    return PoreOrders(admits, direction, wanted)


def _queue_wanted(state: NDArray[np.uint8], conducting: int) -> NDArray[np.int64]:
    return np.where(
        state == conducting, crossing.QUEUE, np.where(state == conducting - 1, crossing.QUEUE // 2, 0)
    )
