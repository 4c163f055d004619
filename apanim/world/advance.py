"""The world at rest, and one world step on: physics and particles advanced together. Both are pure."""

from functools import partial
from typing import cast

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from apanim.particles import chance, crossing, ledger, motion, poses, pumping, transmitter
from apanim.particles.fill import fill
from apanim.particles.layout import Layout
from apanim.particles.proteins import Kind
from apanim.physics import channels, ligand, patch, protocol
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT
from apanim.physics.patch import PATHWAYS, PatchState
from apanim.physics.protocol import RECEPTOR
from apanim.physics.pump import turns_per_ms
from apanim.world.orders import pore_orders, ready
from apanim.world.plan import Plan
from apanim.world.state import World

OPENS_AHEAD_S = 0.15  # of lecture time: a channel opens so long before its pathway owes a quantum
LIGAND_SHUTS = 0.004  # of the receptors expected to be open: below it the last drawn one shuts
PRE_ROLL_DRIFTS = 90  # before a scene begins the ions find their places
_NA, _K = Kind.NA_CHANNEL, Kind.K_CHANNEL  # an enum's members are dear to look up


def init(plan: Plan) -> World:
    """The world at rest, its ions settled."""
    rest = patch.init(plan.membrane)
    rng = chance.stream(plan.seed, "start", 0)
    na = channels.init_na(plan.na_channels, float(rest.m), float(rest.h), rng, plan.mode)
    k = channels.init_k(plan.k_channels, float(rest.n), rng, plan.mode)
    ions = fill(plan.layout, plan.membrane, plan.ions, rng)
    for number in range(PRE_ROLL_DRIFTS):
        noise = chance.drift_noise(plan.seed, plan.ions, number, "pre-roll")
        ions = motion.drift(ions, float(rest.v_mV), plan.layout, plan.homes_nm, noise)
    turns = pumping.start_turns(plan.pumps)
    ions, cargo = pumping.start_cargo(ions, turns, plan.layout)
    return World(
        step=0,
        model_ns=int(plan.model_ns[0]),
        patch=rest,
        na=na,
        k=k,
        na_open=(na.state % NA_SHUT == NA_CONDUCTING).astype(np.float32),
        na_ball=(na.state >= NA_SHUT).astype(np.float32),
        k_open=(k.state == K_CONDUCTING).astype(np.float32),
        pump_turns=turns,
        cargo=cargo,
        ions=ions,
        queues=crossing.no_queues(plan.layout),
        carried=np.zeros(len(PATHWAYS)),
        crossed=np.zeros(len(PATHWAYS), np.int64),
        ligand=ligand.init(RECEPTOR, plan.ligand_channels, chance.stream(plan.seed, "receptors", 0)),
        ligand_open=np.zeros(plan.ligand_channels, np.float32),
        transmitter=transmitter.init(plan.layout, plan.cleft),
    )


def step(world: World, plan: Plan) -> World:
    """The world one world step later. Voltage moves gates; gates make current; current moves ions."""
    at = int(world.step)
    dt_ms = plan.dt_ms(at)
    before, state, conductance = plan.advance(world.patch, at)
    # Currents at the middle of the step make the carried charge second order in its length.
    middle = PatchState(*((a + b) / 2 for a, b in zip(before, state, strict=True)))
    flow = patch.currents(middle, plan.membrane, conductance)
    quanta_per_ms = ledger.quanta_per_ms(flow, plan.area_um2, plan.quantum)
    pump_per_ms = turns_per_ms(float(flow.na_pump) / 3.0, plan.area_um2, plan.quantum)
    pace = pump_per_ms * dt_ms / max(1, plan.pumps)
    carried, per_s = world.carried + quanta_per_ms * dt_ms, quanta_per_ms * dt_ms / motion.DT_S
    due = pumping.start_turns(plan.pumps) + carried[PATHWAYS.index("na_pump")] / (3 * max(1, plan.pumps))
    turns = pumping.turned(world.pump_turns, due, pace, world.cargo, world.ions)
    moved = world._replace(carried=carried, pump_turns=turns)
    moved = _channels_follow(moved, plan, before, state, dt_ms, per_s)
    if plan.ligand_channels:
        moved = _receptors_follow(moved, plan, dt_ms)
    moved = _ions_move(moved, world.pump_turns, pace, per_s, plan, float(state.v_mV))
    return moved._replace(step=at + 1, model_ns=int(plan.model_ns[at + 1]), patch=state)


def _least_open(world: World, per_s: NDArray[np.float64], pathway: str, within_s: float) -> int:
    """1 where a pathway owes a quantum, or will soon: then one channel has to be open (lies.ROUND_UP)."""
    account = PATHWAYS.index(pathway)
    unpaid, flow = float(world.carried[account] - world.crossed[account]), float(per_s[account])
    return int(ledger.due_soon(unpaid, flow, within_s) * flow > 0.0)


def _channels_follow(
    world: World, plan: Plan, before: PatchState, state: PatchState, dt_ms: float,
    per_s: NDArray[np.float64],
) -> World:  # fmt: skip
    rng = cast(Generator, chance.WhenAsked(partial(chance.stream, plan.seed, "channels", int(world.step))))
    least = _least_open(world, per_s, "na_gated", OPENS_AHEAD_S)
    na_sites, k_sites = plan.layout.sites(_NA), plan.layout.sites(_K)
    unready = ~crossing.prompt(world.ions, world.queues, plan.layout)
    unready[na_sites] |= world.na_ball > poses.PASSABLE_BALL
    rank = 2 * plan.layout.rank + unready
    na = channels.step_na(
        world.na, before, state, plan.membrane, dt_ms, rng, plan.mode, least, rank[na_sites]
    )
    least = _least_open(world, per_s, "k_gated", OPENS_AHEAD_S)
    k = channels.step_k(world.k, before, state, plan.membrane, dt_ms, rng, plan.mode, least, rank[k_sites])
    busy = _busy(world, plan.layout)
    na_busy, k_busy = busy[na_sites], busy[k_sites]
    return world._replace(
        na=na,
        k=k,
        na_open=poses.swing(world.na_open, na.state % NA_SHUT == NA_CONDUCTING, na_busy),
        na_ball=poses.dock(world.na_ball, na.state >= NA_SHUT, na_busy),
        k_open=poses.swing(world.k_open, k.state == K_CONDUCTING, k_busy),
    )


def _receptors_follow(world: World, plan: Plan, dt_ms: float) -> World:
    """The receptors answer to the transmitter; its molecules go where the receptors say they are."""
    at = int(world.step)
    between_ns = int(plan.model_ns[at]), int(plan.model_ns[at + 1])
    expected = protocol.occupancy(plan.releases_ns, plan.model_ns[at + 1 : at + 2])[0]
    there_mM = protocol.transmitter_mM(plan.releases_ns, *between_ns)
    rng = chance.stream(plan.seed, "receptors", at)
    sites = plan.layout.sites(Kind.LIGAND_CHANNEL)
    # While there is transmitter, one is open; the last stays so for what the current's tail brings.
    tail = float(expected[list(RECEPTOR.conducting)].sum()) * len(sites)
    least = int(there_mM > 0.0 or (bool(world.ligand_conducts.any()) and tail > LIGAND_SHUTS))
    receptors = ligand.step(
        world.ligand, RECEPTOR, expected, there_mM, dt_ms, rng, plan.mode, least, plan.layout.rank[sites]
    )
    bound = RECEPTOR.molecules[receptors.state]
    noise = chance.stream(plan.seed, "cleft", at).standard_normal((len(plan.cleft.hover), 3), np.float32)
    molecules = transmitter.step(world.transmitter, bound, there_mM > 0.0, plan.layout, plan.cleft, noise)
    # A pore waits for both its molecules, which take their time on screen.
    opens = np.isin(receptors.state, RECEPTOR.conducting)
    opens &= transmitter.docked(molecules) >= bound
    busy = _busy(world, plan.layout)[plan.layout.sites(Kind.LIGAND_CHANNEL)]
    return world._replace(
        ligand=receptors,
        ligand_open=poses.swing(world.ligand_open, opens, busy),
        transmitter=molecules,
    )


def _busy(world: World, layout: Layout) -> NDArray[np.bool_]:
    """(p,) proteins with an ion in their pore."""
    busy = np.zeros(len(layout.kind), bool)
    busy[world.ions.owner[crossing.in_pore(world.ions)]] = True
    return busy


def _ions_move(
    world: World, turns_before: NDArray[np.float64], pace: float, per_s: NDArray[np.float64], plan: Plan,
    v_mV: float,
) -> World:  # fmt: skip
    at, layout = int(world.step), plan.layout
    orders = pore_orders(world, per_s, ready(plan.dt_ms(at), v_mV - plan.membrane.v_rest_mV), layout)
    if at % motion.DRIFT_STEPS == 0:
        noise = chance.drift_noise(plan.seed, plan.ions, at // motion.DRIFT_STEPS, "drift")
        ions = motion.drift(world.ions, v_mV, layout, plan.homes_nm, noise)
    else:
        ions = motion.glide(world.ions)
    ions, queues = crossing.dismiss(ions, world.queues, orders)
    ions = crossing.pass_through(ions, layout, partial(chance.stream, plan.seed, "fan", at))
    ions, queues = crossing.approach(ions, queues, orders, layout, at)
    ions, queues, paid = crossing.enter(ions, queues, orders, layout, world.owed, at)
    ions, cargo, pumped = pumping.turn_pumps(
        ions, world.cargo, turns_before, world.pump_turns, pace, layout
    )
    # Called last: an ion that has drifted in this step starts on its way in the next.
    ions, queues = crossing.call(ions, queues, orders, layout)
    return world._replace(ions=ions, queues=queues, cargo=cargo, crossed=world.crossed + paid + pumped)
