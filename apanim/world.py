"""The world: physics and particles advanced together, one world step at a time.

`Plan` is everything that decides a world; `init` and `step` are pure; a `World` is plain arrays, and a
world resumed from any of its states goes on exactly as the original did, for its randomness comes from
counters (particles.chance).
"""

import math
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple, cast

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from apanim import lies
from apanim.particles import chance, crossing, ledger, motion, poses, pumping, transmitter
from apanim.particles.crossing import DOOR_ACCOUNTS, PoreOrders, Queues
from apanim.particles.fill import fill, homes_nm
from apanim.particles.ions import Ions
from apanim.particles.layout import Kind, Layout, drawn_area_um2, make_layout
from apanim.particles.transmitter import Homes, Transmitter
from apanim.physics import channels, ligand, patch, protocol
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT, Mode
from apanim.physics.markov import Population
from apanim.physics.patch import PATHWAYS, PatchState
from apanim.physics.protocol import RECEPTOR, Advanced, Hold, Protocol
from apanim.physics.pump import turns_per_ms
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse
from apanim.units import NS_PER_MS

NEARLY_DUE = 0.4  # of a quantum: from here on an ion is called to a leak
LIGAND_K_QUEUE = 2
PRE_ROLL_DRIFTS = 90  # before a scene begins the ions find their places
_NA, _K = Kind.NA_CHANNEL, Kind.K_CHANNEL  # an enum's members are dear to look up
_LIGAND = Kind.LIGAND_CHANNEL


@dataclass(frozen=True)
class Plan:
    """All that a world depends on. `model_ns[k]` is the model time at world step k (integer ns)."""

    membrane: MembraneSet
    model_ns: NDArray[np.int64]
    pulses: tuple[Pulse, ...] = ()
    na_channels: int = 8
    k_channels: int = 6
    pumps: int = 1
    ions: int = 900
    quantum: int = int(lies.QUANTUM.value)
    seed: int = 1
    mode: Mode = Mode.STRATIFIED
    holds: tuple[Hold, ...] = ()
    ligand_channels: int = 0
    receptors_mS_cm2: float = 0.0
    releases_ns: tuple[int, ...] = ()
    row: str = "mixed"

    @cached_property
    def layout(self) -> Layout:
        return make_layout(self.na_channels, self.k_channels, self.pumps, self.ligand_channels, self.row)

    @cached_property
    def homes_nm(self) -> NDArray[np.float32]:
        """(7, 3) where the labelled ions live."""
        return homes_nm(self.layout)

    @cached_property
    def cleft(self) -> Homes:
        """Where the transmitter is while it is not bound."""
        return transmitter.homes(self.layout)

    @cached_property
    def protocol(self) -> Protocol:
        """What is done to the membrane."""
        return Protocol(self.pulses, self.holds, self.releases_ns, self.receptors_mS_cm2)

    @property
    def area_um2(self) -> float:
        """The membrane that the drawn channels stand for: the Na+ channels, or else the receptors."""
        if self.na_channels == 0 and self.ligand_channels > 0 and self.receptors_mS_cm2 > 0:
            return drawn_area_um2(self.ligand_channels, self.receptors_mS_cm2, RECEPTOR.conductance_pS)
        return drawn_area_um2(self.na_channels, self.membrane.g_na_mS_cm2, lies.CHANNEL_CONDUCTANCE.value)

    @property
    def steps(self) -> int:
        return len(self.model_ns) - 1

    def advance(self, state: PatchState, step: int) -> Advanced:
        """The patch from world step `step` to the next."""
        between_ns = int(self.model_ns[step]), int(self.model_ns[step + 1])
        return protocol.advance(state, self.membrane, self.protocol, *between_ns)

    def dt_ms(self, step: int) -> float:
        """Model time from world step `step` to the next."""
        return int(self.model_ns[step + 1] - self.model_ns[step]) / NS_PER_MS


class World(NamedTuple):
    """The whole state after a world step (between steps: positions, V and poses interpolated).

    na, k, ligand: the drawn channels (states uint8, see physics.channels and physics.ligand, and what their
    sampling remembers).
    na_open, na_ball, k_open, ligand_open (.,) float32 in 0..1: how far the drawn gate has swung (0 shut)
    and the ball has docked (1 in the mouth), linear in lecture time; the picture eases them.
    pump_turns (n_pumps,) float64: the fraction is the place in the cycle; cargo (n_pumps, 5) int16.
    carried (9,) float64: quanta that each pathway's current has carried, outward positive in ions;
    crossed (9,) int64: drawn crossings, the same sign. Order: physics.patch.PATHWAYS.
    """

    step: float
    model_ns: float
    patch: PatchState
    na: Population
    k: Population
    na_open: NDArray[np.float32]
    na_ball: NDArray[np.float32]
    k_open: NDArray[np.float32]
    pump_turns: NDArray[np.float64]
    cargo: NDArray[np.int16]
    ions: Ions
    queues: Queues
    carried: NDArray[np.float64]
    crossed: NDArray[np.int64]
    ligand: Population
    ligand_open: NDArray[np.float32]
    transmitter: Transmitter

    @property
    def na_state(self) -> NDArray[np.uint8]:
        """(n_na,) activation gates open 0..3, plus 4 when the inactivation gate is shut."""
        return self.na.state

    @property
    def k_state(self) -> NDArray[np.uint8]:
        """(n_k,) gates open 0..4."""
        return self.k.state

    @property
    def ligand_conducts(self) -> NDArray[np.bool_]:
        """(n_ligand,) receptors whose pore is open."""
        return np.isin(self.ligand.state, RECEPTOR.conducting)

    @property
    def ligand_bound(self) -> NDArray[np.int64]:
        """(n_ligand,) molecules that each receptor binds."""
        return RECEPTOR.molecules[self.ligand.state]

    @property
    def owed(self) -> NDArray[np.int64]:
        """(9,) whole quanta still to be seen crossing."""
        return ledger.owed(self.carried, self.crossed)


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
    turned = pump_per_ms * dt_ms / max(1, plan.pumps)

    moved = _channels_follow(world, plan, before, state, dt_ms)
    if plan.ligand_channels:
        moved = _receptors_follow(moved, plan, dt_ms)
    moved = moved._replace(
        carried=world.carried + quanta_per_ms * dt_ms,
        pump_turns=world.pump_turns + turned,
    )
    moved = _ions_move(moved, world.pump_turns, np.sign(quanta_per_ms), plan, float(state.v_mV))
    return moved._replace(step=at + 1, model_ns=int(plan.model_ns[at + 1]), patch=state)


def _channels_follow(
    world: World, plan: Plan, before: PatchState, state: PatchState, dt_ms: float
) -> World:
    rng = cast(Generator, chance.WhenAsked(partial(chance.stream, plan.seed, "channels", int(world.step))))
    na = channels.step_na(world.na, before, state, plan.membrane, dt_ms, rng, plan.mode)
    k = channels.step_k(world.k, before, state, plan.membrane, dt_ms, rng, plan.mode)
    busy = _busy(world, plan.layout)
    na_busy, k_busy = busy[plan.layout.sites(_NA)], busy[plan.layout.sites(_K)]
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
    receptors = ligand.step(world.ligand, RECEPTOR, expected, there_mM, dt_ms, rng, plan.mode)
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
    world: World, turns_before: NDArray[np.float64], flow_sign: NDArray[np.float64], plan: Plan, v_mV: float
) -> World:
    at, layout = int(world.step), plan.layout
    orders = pore_orders(world, flow_sign, layout)
    if at % motion.DRIFT_STEPS == 0:
        noise = chance.drift_noise(plan.seed, plan.ions, at // motion.DRIFT_STEPS, "drift")
        ions = motion.drift(world.ions, v_mV, layout, plan.homes_nm, noise)
    else:
        ions = motion.glide(world.ions)
    ions, queues = crossing.dismiss(ions, world.queues, orders)
    ions = crossing.pass_through(ions, layout, partial(chance.stream, plan.seed, "fan", at))
    ions, queues = crossing.approach(ions, queues, orders, layout, at)
    ions, queues, paid = crossing.enter(ions, queues, orders, layout, world.owed, at)
    ions, cargo, pumped = pumping.turn_pumps(ions, world.cargo, turns_before, world.pump_turns, layout)
    # Called last: an ion that has drifted in this step starts on its way in the next.
    ions, queues = crossing.call(ions, queues, orders, layout)
    return world._replace(ions=ions, queues=queues, cargo=cargo, crossed=world.crossed + paid + pumped)


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
