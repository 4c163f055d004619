"""Crossings through pores: queue at an open mouth, single file through, a fan on the other side.

Each step, for every pore: shut ones let their queue go; open ones call near ions of their species; the
head of a queue goes in when its pathway owes a quantum. An ion counts as crossed when it enters, since a
pore never turns it back.
"""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from apanim import lies
from apanim.particles import baths
from apanim.particles.doors import DOORS, MOUTH_IN_NM, MOUTH_OUT_NM
from apanim.particles.ions import IonPhase, Ions
from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.motion import DT_S
from apanim.particles.proteins import PROTEINS, Kind
from apanim.particles.queues import EVEN, PoreOrders, Queues, at_mouth
from apanim.physics.patch import PATHWAYS

# By Kind: how far beside the axis ions go out and in.
_LANE_OUT_NM = np.array([protein.lane_px / PX_PER_NM for protein in PROTEINS], np.float32)
_LANE_IN_NM = -0.5 * _LANE_OUT_NM
SPEED_UP_S = 0.07
FILE_GAP_STEPS = 4  # one bead's room in single file at flow speed
UNEVEN_STEPS = 14
BEYOND_NM = 0.45  # past the mouth an ion is free again
FAN_RAD = 0.95
RECEDE_nm_s = 12.0  # leaving ions also spread backwards, and stay in focus
_OUTWARD, _INWARD = IonPhase.OUTWARD, IonPhase.INWARD  # members are dear to look up
_PUMP = Kind.PUMP


def enter(
    ions: Ions, queues: Queues, orders: PoreOrders, layout: Layout,
    debts: NDArray[np.int64], step: int,
) -> tuple[Ions, Queues, NDArray[np.int64]]:  # fmt: skip
    """Heads of queues go in where their pathway owes a quantum; also the new crossings (pathways,)."""
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
        uneven = UNEVEN_STEPS * ((ready * EVEN[0] + entered[ready] * EVEN[1]) % 1.0)
        ready = ready[np.argsort(entered[ready] + uneven, kind="stable")].tolist()
        for row in ready[: abs(int(debts[account]))]:
            if np.sign(debts[account]) != orders.direction[row]:
                continue
            phase[waiting[row, 0]] = IonPhase.OUTWARD if orders.direction[row] > 0 else IonPhase.INWARD
            waiting[row, :-1] = waiting[row, 1:].copy()
            waiting[row, -1] = -1
            entered[row] = step
            paid[account] += orders.direction[row]
    return ions._replace(phase=phase), Queues(waiting, entered), paid


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
    phase[gone], owner[gone] = IonPhase.FREE, -1
    guest = ions.guest.copy()
    guest[gone] = baths.crossed(guest[gone], rng)
    return ions._replace(pos=pos, vel=vel, phase=phase, owner=owner, guest=guest)


def in_pore(ions: Ions) -> NDArray[np.bool_]:
    """(n,) true for ions inside a protein's pore, on their way through."""
    return (ions.phase == _OUTWARD) | (ions.phase == _INWARD)
