"""The world: physics and particles advanced together, one world step at a time.

`Plan` is everything that decides a world; `init` and `step` are pure; a `World` is plain arrays, and a
world resumed from any of its states goes on exactly as the original did. Randomness comes from counters
(Philox), so the seed and the step number are its whole state.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from apanim import lies
from apanim.particles import crossing, ledger, motion, poses, pumping
from apanim.particles.crossing import PORE_PATHWAYS, PoreOrders, Queues
from apanim.particles.fill import HOMES_NM, fill
from apanim.particles.ions import Ions
from apanim.particles.layout import Kind, Layout, drawn_area_um2, make_layout
from apanim.physics import channels, patch
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT, Mode
from apanim.physics.markov import Population
from apanim.physics.patch import PATHWAYS, PatchState
from apanim.physics.pump import turns_per_ms
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse, mean_current_uA_cm2
from apanim.units import NS_PER_MS

NOISE_BLOCK = 32
NEARLY_DUE = 0.4  # of a quantum: from here on an ion is called to a leak
PRE_ROLL_DRIFTS = 90  # before a scene begins the ions find their places
_STREAMS = {"start": 0, "channels": 1, "drift": 2, "fan": 3, "pre-roll": 4}


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

    @cached_property
    def layout(self) -> Layout:
        return make_layout(self.na_channels, self.k_channels, self.pumps)

    @property
    def area_um2(self) -> float:
        """The membrane that the drawn channels stand for."""
        return drawn_area_um2(self.na_channels, self.membrane.g_na_mS_cm2)

    @property
    def steps(self) -> int:
        return len(self.model_ns) - 1

    def stimulus_uA_cm2(self, step: int) -> float:
        """Mean stimulus from world step `step` to the next."""
        return mean_current_uA_cm2(self.pulses, int(self.model_ns[step]), int(self.model_ns[step + 1]))

    def dt_ms(self, step: int) -> float:
        """Model time from world step `step` to the next."""
        return int(self.model_ns[step + 1] - self.model_ns[step]) / NS_PER_MS


class World(NamedTuple):
    """The whole state after a world step (between steps: positions, V and poses interpolated).

    na, k: the drawn channels (states uint8, see physics.channels, and what their sampling remembers).
    na_open, na_ball, k_open (.,) float32 in 0..1: how far the drawn gate has swung (0 shut) and the ball
    has docked (1 in the mouth), linear in lecture time; the picture eases them.
    pump_turns (n_pumps,) float64: the fraction is the place in the cycle; cargo (n_pumps, 5) int16.
    carried (7,) float64: quanta that each pathway's current has carried, outward positive in ions;
    crossed (7,) int64: drawn crossings, the same sign. Order: physics.patch.PATHWAYS.
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

    @property
    def na_state(self) -> NDArray[np.uint8]:
        """(n_na,) activation gates open 0..3, plus 4 when the inactivation gate is shut."""
        return self.na.state

    @property
    def k_state(self) -> NDArray[np.uint8]:
        """(n_k,) gates open 0..4."""
        return self.k.state

    @property
    def owed(self) -> NDArray[np.int64]:
        """(7,) whole quanta still to be seen crossing."""
        return ledger.owed(self.carried, self.crossed)


def random_stream(plan: Plan, step: int, stream: str) -> Generator:
    """The generator of one consumer at one step: the same numbers whenever and wherever it is asked."""
    return _counted(plan.seed, _STREAMS[stream], step)


def _counted(seed: int, stream: int, number: int) -> Generator:
    counter = np.array([0, 0, stream, number], np.uint64)
    return Generator(Philox(key=seed, counter=counter))  # pyright: ignore (its stub knows only None)


def drift_noise(plan: Plan, number: int, stream: str) -> NDArray[np.float32]:
    """(ions, 3) standard normal numbers of one drift. They are drawn, and remembered, by the block."""
    block, row = divmod(number, NOISE_BLOCK)
    return _noise_block(plan.seed, plan.ions, block, _STREAMS[stream])[row]


@lru_cache(maxsize=4)
def _noise_block(seed: int, ions: int, block: int, stream: int) -> NDArray[np.float32]:
    return _counted(seed, stream, block).standard_normal((NOISE_BLOCK, ions, 3), dtype=np.float32)


def init(plan: Plan) -> World:
    """The world at rest, its ions settled."""
    rest = patch.init(plan.membrane)
    rng = random_stream(plan, 0, "start")
    na = channels.init_na(plan.na_channels, float(rest.m), float(rest.h), rng, plan.mode)
    k = channels.init_k(plan.k_channels, float(rest.n), rng, plan.mode)
    ions = fill(plan.layout, plan.membrane, plan.ions, rng)
    for number in range(PRE_ROLL_DRIFTS):
        noise = drift_noise(plan, number, "pre-roll")
        ions = motion.drift(ions, float(rest.v_mV), plan.layout, HOMES_NM, noise)
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
    )


def step(world: World, plan: Plan) -> World:
    """The world one world step later. Voltage moves gates; gates make current; current moves ions."""
    at = int(world.step)
    dt_ms = plan.dt_ms(at)
    state = patch.step(world.patch, plan.membrane, dt_ms, plan.stimulus_uA_cm2(at))
    # Currents at the middle of the step make the carried charge second order in its length.
    middle = PatchState(*((a + b) / 2 for a, b in zip(world.patch, state, strict=True)))
    flow = patch.currents(middle, plan.membrane)
    quanta_per_ms = ledger.quanta_per_ms(flow, plan.area_um2, plan.quantum)
    pump_per_ms = turns_per_ms(float(flow.na_pump) / 3.0, plan.area_um2, plan.quantum)
    turned = pump_per_ms * dt_ms / max(1, plan.pumps)

    moved = _channels_follow(world, plan, state, dt_ms)
    moved = moved._replace(
        carried=world.carried + quanta_per_ms * dt_ms,
        pump_turns=world.pump_turns + turned,
    )
    moved = _ions_move(moved, world.pump_turns, np.sign(quanta_per_ms), plan, float(state.v_mV))
    return moved._replace(step=at + 1, model_ns=int(plan.model_ns[at + 1]), patch=state)


def _channels_follow(world: World, plan: Plan, state: PatchState, dt_ms: float) -> World:
    rng = random_stream(plan, int(world.step), "channels")
    na = channels.step_na(world.na, world.patch, state, plan.membrane, dt_ms, rng, plan.mode)
    k = channels.step_k(world.k, world.patch, state, plan.membrane, dt_ms, rng, plan.mode)
    busy = np.zeros(len(plan.layout.kind), bool)
    busy[world.ions.owner[crossing.in_pore(world.ions)]] = True
    na_busy, k_busy = busy[plan.layout.sites(Kind.NA_CHANNEL)], busy[plan.layout.sites(Kind.K_CHANNEL)]
    return world._replace(
        na=na,
        k=k,
        na_open=poses.swing(world.na_open, na.state % NA_SHUT == NA_CONDUCTING, na_busy),
        na_ball=poses.dock(world.na_ball, na.state >= NA_SHUT, na_busy),
        k_open=poses.swing(world.k_open, k.state == K_CONDUCTING, k_busy),
    )


def _ions_move(
    world: World, turns_before: NDArray[np.float64], flow_sign: NDArray[np.float64], plan: Plan, v_mV: float
) -> World:
    at, layout = int(world.step), plan.layout
    orders = pore_orders(world, flow_sign, layout)
    if at % motion.DRIFT_STEPS == 0:
        noise = drift_noise(plan, at // motion.DRIFT_STEPS, "drift")
        ions = motion.drift(world.ions, v_mV, layout, HOMES_NM, noise)
    else:
        ions = motion.glide(world.ions)
    ions, queues = crossing.dismiss(ions, world.queues, orders)
    ions = crossing.pass_through(ions, layout, partial(random_stream, plan, at, "fan"))
    ions, queues = crossing.approach(ions, queues, orders, layout, at)
    ions, queues, paid = crossing.enter(ions, queues, orders, layout, world.owed, at)
    ions, cargo, pumped = pumping.turn_pumps(ions, world.cargo, turns_before, world.pump_turns, layout)
    # Called last: an ion that has drifted in this step starts on its way in the next.
    ions, queues = crossing.call(ions, queues, orders, layout)
    return world._replace(ions=ions, queues=queues, cargo=cargo, crossed=world.crossed + paid + pumped)


def pore_orders(world: World, flow_sign: NDArray[np.float64], layout: Layout) -> PoreOrders:
    """What the model asks of every protein: which pores admit, which way, and how many should wait.

    A pathway flows the way of its debt, or of its current (`flow_sign`, (7,)) when it owes nothing. A
    channel one gate short of open already draws a few ions near, so that its first crossing is prompt.
    """
    p = len(layout.kind)
    admits, direction, wanted = np.zeros(p, bool), np.ones(p, np.int64), np.zeros(p, np.int64)
    owed = world.owed
    for kind, pathway in PORE_PATHWAYS.items():
        account, rows = PATHWAYS.index(pathway), layout.sites(kind)
        direction[rows] = (np.sign(owed[account]) or np.sign(flow_sign[account])) or 1
        if kind == Kind.NA_CHANNEL:
            passable = (world.na_open >= poses.PASSABLE_OPEN) & (world.na_ball <= poses.PASSABLE_BALL)
            admits[rows] = (world.na_state == NA_CONDUCTING) & passable
            wanted[rows] = _queue_wanted(world.na_state, NA_CONDUCTING)
        elif kind == Kind.K_CHANNEL:
            admits[rows] = (world.k_state == K_CONDUCTING) & (world.k_open >= poses.PASSABLE_OPEN)
            wanted[rows] = _queue_wanted(world.k_state, K_CONDUCTING)
        else:
            admits[rows] = True
            wanted[rows] = abs(world.carried[account] - world.crossed[account]) > NEARLY_DUE
    return PoreOrders(admits, direction, wanted)


def _queue_wanted(state: NDArray[np.uint8], conducting: int) -> NDArray[np.int64]:
    return np.where(
        state == conducting, crossing.QUEUE, np.where(state == conducting - 1, crossing.QUEUE // 2, 0)
    )
