"""The world at rest, and one world step on: physics and particles advanced together. Both are pure."""

import math
from collections.abc import Callable
from functools import partial
from typing import cast

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from apanim.particles import baths, blocking, chance, crossing, ledger, motion, poses, pumping, transmitter
from apanim.particles.fill import fill
from apanim.particles.layout import Layout
from apanim.particles.proteins import LEAKS, Kind, protein
from apanim.particles.queues import approach, call, dismiss, no_queues, prompt
from apanim.physics import channels, ligand, patch
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT
from apanim.physics.markov import LAST, OUT_OF_PICTURE, Population, Rank
from apanim.physics.patch import PATHWAYS, Currents, PatchState
from apanim.physics.protocol import RECEPTOR, Protocol, StepPiece, live, occupancy, transmitter_mM
from apanim.physics.pump import turns_per_ms
from apanim.physics.sets import MembraneSet
from apanim.units import NS_PER_MS
from apanim.world.orders import pore_orders, ready
from apanim.world.setup import Setup
from apanim.world.state import World

OPENS_AHEAD_S = 0.15  # of lecture time: a channel opens so long before its pathway owes a quantum
PORE_MOST_per_s = 11.0  # drawn crossings that one pore can pass
FLOWS_per_s = 0.2  # drawn crossings: where a pathway carries more, one of its channels stays open
IN_SIGHT_FROM = 0.5  # of a K+ channel expected to be open: what flows before leaves beyond the picture
LIGAND_SHUTS = 0.004  # of the receptors expected to be open: below it the last drawn one shuts
PRE_ROLL_DRIFTS = 90  # before a scene begins the ions find their places
_NA, _K = Kind.NA_CHANNEL, Kind.K_CHANNEL  # an enum's members are dear to look up


def init(setup: Setup, drifts: int = PRE_ROLL_DRIFTS) -> World:
    """The world at rest, its ions settled by so many drifts."""
    rest = patch.init(setup.membrane, setup.begins_mV)
    rng = chance.stream(setup.seed, "start", 0)
    na = channels.init_na(setup.na_channels, float(rest.m), float(rest.h), rng, setup.mode)
    k = channels.init_k(setup.k_channels, float(rest.n), rng, setup.mode)
    ions = fill(setup.layout, setup.membrane, setup.ions, rng)
    for number in range(drifts):
        noise = chance.drift_noise(setup.seed, setup.ions, number, "pre-roll")
        ions = motion.drift(ions, float(rest.v_mV), setup.layout, setup.homes_nm, noise)
    turns = pumping.start_turns(setup.pumps)
    ions, cargo = pumping.start_cargo(ions, turns, setup.layout)
    return World(
        step=0,
        model_ns=0,
        patch=rest,
        na=na,
        k=k,
        na_open=(na.state % NA_SHUT == NA_CONDUCTING).astype(np.float32),
        na_ball=(na.state >= NA_SHUT).astype(np.float32),
        k_open=(k.state == K_CONDUCTING).astype(np.float32),
        na_plug=_blocked(setup, setup.membrane, _NA).astype(np.float32),
        k_plug=_blocked(setup, setup.membrane, _K).astype(np.float32),
        leak_open=_leaks_conduct(setup.membrane).astype(np.float32),
        pump_turns=turns,
        cargo=cargo,
        ions=ions,
        queues=no_queues(setup.layout),
        carried=np.zeros(len(PATHWAYS)),
        crossed=np.zeros(len(PATHWAYS), np.int64),
        ligand=ligand.init(RECEPTOR, setup.ligand_channels, chance.stream(setup.seed, "receptors", 0)),
        ligand_open=np.zeros(setup.ligand_channels, np.float32),
        transmitter=transmitter.init(setup.layout, setup.cleft),
    )


def step(world: World, setup: Setup, protocol: Protocol, to_ns: int) -> World:
    """The world one world step later, at model time `to_ns`.

    Voltage moves gates; gates make current; current moves ions.
    """
    from_ns = int(world.model_ns)
    dt_ms = (to_ns - from_ns) / NS_PER_MS
    pieces = live(world.patch, setup.membrane, setup.receptors_mS_cm2, protocol, from_ns, to_ns)
    before, state, membrane = pieces[0].went.before, pieces[-1].went.after, pieces[-1].membrane
    flow = _mean_flow(pieces)
    quanta_per_ms = ledger.quanta_per_ms(flow, setup.area_um2, setup.quantum)
    pump_per_ms = turns_per_ms(float(flow.na_pump) / 3.0, setup.area_um2, setup.quantum)
    pace = pump_per_ms * dt_ms / max(1, setup.pumps)
    carried, per_s = world.carried + quanta_per_ms * dt_ms, quanta_per_ms * dt_ms / motion.DT_S
    due = pumping.start_turns(setup.pumps) + carried[PATHWAYS.index("na_pump")] / (3 * max(1, setup.pumps))
    turns = pumping.turned(world.pump_turns, due, pace, world.cargo, world.ions)
    moved = world._replace(carried=carried, pump_turns=turns)
    moved = _channels_follow(moved, setup, membrane, before, state, dt_ms, per_s)
    if setup.ligand_channels:
        moved = _receptors_follow(moved, setup, protocol, to_ns)
    moved = _ions_move(moved, world.pump_turns, pace, per_s, quanta_per_ms, setup, dt_ms, float(state.v_mV))
    return moved._replace(step=int(world.step) + 1, model_ns=to_ns, patch=state)


def _mean_flow(pieces: list[StepPiece]) -> Currents:
    """Every pathway's mean current over the pieces of a step, uA/cm2.

    Currents at the middle of a piece make the carried charge second order in its length.
    """
    flows: list[Currents] = []
    for (before, after, conductance), membrane, _ in pieces:
        middle = PatchState(*((a + b) / 2 for a, b in zip(before, after, strict=True)))
        flows.append(patch.currents(middle, membrane, conductance))
    if len(flows) == 1:
        return flows[0]
    shares = np.array([piece.dt_ms for piece in pieces]) / sum(piece.dt_ms for piece in pieces)
    return Currents(*(shares @ np.array(one) for one in zip(*flows, strict=True)))


def _least_open(
    world: World, per_s: NDArray[np.float64], pathway: str, within_s: float, expected: float
) -> int:
    """How many channels have to be open (lies.ROUND_UP): 1 where a pathway flows, owes a quantum, or will
    soon; more, but none above the next whole one `expected`, where one could not pass them all."""
    account = PATHWAYS.index(pathway)
    unpaid, flow = float(world.carried[account] - world.crossed[account]), float(per_s[account])
    flows = abs(flow) > FLOWS_per_s or ledger.due_soon(unpaid, flow, within_s) * flow > 0.0
    return max(int(flows), min(math.ceil(abs(flow) / PORE_MOST_per_s), int(expected) + 1)) if flows else 0


def _channels_follow(
    world: World, setup: Setup, membrane: MembraneSet, before: PatchState, state: PatchState, dt_ms: float,
    per_s: NDArray[np.float64],
) -> World:  # fmt: skip
    rng = cast(Generator, chance.WhenAsked(partial(chance.stream, setup.seed, "channels", int(world.step))))
    na_sites, k_sites = setup.layout.sites(_NA), setup.layout.sites(_K)
    busy = _busy(world, setup.layout)
    na_busy, k_busy = busy[na_sites], busy[k_sites]
    na_plug = poses.dock(world.na_plug, _blocked(setup, membrane, _NA), na_busy)
    k_plug = poses.dock(world.k_plug, _blocked(setup, membrane, _K), k_busy)
    na_free, k_free = na_plug <= 0.0, k_plug <= 0.0
    expected = np.count_nonzero(na_free) * float(state.m) ** 3 * float(state.h)
    least = _least_open(world, per_s, "na_gated", OPENS_AHEAD_S, expected)
    unready = ~prompt(world.ions, world.queues, setup.layout)
    unready[na_sites] |= world.na_ball > poses.PASSABLE_BALL
    rank = 2 * setup.layout.rank + unready
    na = _stepped(world.na, na_free, rank[na_sites], lambda some, rank, least: channels.step_na(
        some, before, state, membrane, dt_ms, rng, setup.mode, least, rank
    ), least)  # fmt: skip
    expected, rank = np.count_nonzero(k_free) * float(state.n) ** 4, rank[k_sites]
    least = _least_open(world, per_s, "k_gated", OPENS_AHEAD_S, expected)
    seen = world.k.state[(rank < OUT_OF_PICTURE) & k_free] == K_CONDUCTING
    if expected < IN_SIGHT_FROM and not seen.any():
        rank = np.where(rank < OUT_OF_PICTURE, LAST, rank)
    k = _stepped(world.k, k_free, rank, lambda some, rank, least: channels.step_k(
        some, before, state, membrane, dt_ms, rng, setup.mode, least, rank
    ), least)  # fmt: skip
    return world._replace(
        na=na,
        k=k,
        na_open=poses.swing(world.na_open, na.state % NA_SHUT == NA_CONDUCTING, na_busy),
        na_ball=poses.dock(world.na_ball, na.state >= NA_SHUT, na_busy),
        k_open=poses.swing(world.k_open, k.state == K_CONDUCTING, k_busy),
        na_plug=na_plug,
        k_plug=k_plug,
        leak_open=poses.swing(world.leak_open, _leaks_conduct(membrane), np.zeros(len(LEAKS), bool)),
    )


def _stepped(
    population: Population, free: NDArray[np.bool_], rank: NDArray[np.int64],
    step: Callable[[Population, Rank, int], Population], least: int,
) -> Population:  # fmt: skip
    """Free channels carry all the current; the gates of blocked ones move as the others' do, in vain."""
    if free.all():
        return step(population, rank, least)
    state = population.state.copy()
    those_free = step(Population(state[free], population.due), rank[free], least)
    state[free] = those_free.state
    state[~free] = step(Population(state[~free], np.zeros(len(population.due))), None, 0).state
    return Population(state, those_free.due)


def _blocked(setup: Setup, membrane: MembraneSet, kind: Kind) -> NDArray[np.bool_]:
    """(n,) which of the drawn channels of a kind a drug blocks in the membrane as it is."""
    blocker = protein(kind).blocker
    assert blocker is not None
    return blocking.blocked(setup.layout.rank[setup.layout.sites(kind)], getattr(membrane, blocker.left))


def _leaks_conduct(membrane: MembraneSet) -> NDArray[np.bool_]:
    """(3,) whether the leak channels of each kind let their ions by: a change may have shut them."""
    return np.array([getattr(membrane, f"g_{one.passages[0].pathway}_mS_cm2") > 0.0 for one in LEAKS])


def _receptors_follow(world: World, setup: Setup, protocol: Protocol, to_ns: int) -> World:
    """The receptors answer to the transmitter; its molecules go where the receptors say they are."""
    at, from_ns, releases_ns = int(world.step), int(world.model_ns), protocol.releases_ns
    expected = occupancy(releases_ns, np.array([to_ns]))[0]
    there_mM, dt_ms = transmitter_mM(releases_ns, from_ns, to_ns), (to_ns - from_ns) / NS_PER_MS
    rng = chance.stream(setup.seed, "receptors", at)
    sites = setup.layout.sites(Kind.LIGAND_CHANNEL)
    # While there is transmitter, one is open; the last stays so for what the current's tail brings.
    tail = float(expected[list(RECEPTOR.conducting)].sum()) * len(sites)
    least = int(there_mM > 0.0 or (bool(world.ligand_conducts.any()) and tail > LIGAND_SHUTS))
    receptors = ligand.step(
        world.ligand, RECEPTOR, expected, there_mM, dt_ms, rng, setup.mode, least, setup.layout.rank[sites]
    )
    bound = RECEPTOR.molecules[receptors.state]
    noise = chance.stream(setup.seed, "cleft", at).standard_normal((len(setup.cleft.hover), 3), np.float32)
    molecules = transmitter.step(world.transmitter, bound, there_mM > 0.0, setup.layout, setup.cleft, noise)
    # A pore waits for both its molecules, which take their time on screen.
    opens = RECEPTOR.scheme.conducts[receptors.state]
    opens &= transmitter.docked(molecules) >= bound
    busy = _busy(world, setup.layout)[setup.layout.sites(Kind.LIGAND_CHANNEL)]
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
    world: World, turns_before: NDArray[np.float64], pace: float, per_s: NDArray[np.float64],
    toward: NDArray[np.float64], setup: Setup, dt_ms: float, v_mV: float,
) -> World:  # fmt: skip
    at, layout = int(world.step), setup.layout
    orders = pore_orders(world, per_s, toward, ready(dt_ms, v_mV - setup.membrane.v_rest_mV), layout)
    if at % motion.DRIFT_STEPS == 0:
        noise = chance.drift_noise(setup.seed, setup.ions, at // motion.DRIFT_STEPS, "drift")
        ions = baths.keep(motion.drift(world.ions, v_mV, layout, setup.homes_nm, noise), noise)
    else:
        ions = motion.glide(world.ions)
    ions, queues = dismiss(ions, world.queues, orders)
    ions = crossing.pass_through(ions, layout, partial(chance.stream, setup.seed, "fan", at))
    ions, queues = approach(ions, queues, orders, layout, at)
    ions, queues, paid = crossing.enter(ions, queues, orders, layout, world.owed, at)
    ions, cargo, pumped = pumping.turn_pumps(
        ions, world.cargo, turns_before, world.pump_turns, pace, layout
    )
    # Called last: an ion that has drifted in this step starts on its way in the next.
    ions, queues = call(ions, queues, orders, layout)
    return world._replace(ions=ions, queues=queues, cargo=cargo, crossed=world.crossed + paid + pumped)
