"""A world made by hand, so that the picture is tested for itself: ions as in a drawing, poses as asked."""

from functools import cache

import numpy as np

from apanim import world
from apanim.particles.ions import IonPhase, Ions, Species
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.camera import PLAIN
from apanim.picture.shot import USUAL, Look, Shot
from apanim.script.timeline import CaptionPage, Span, Timeline, TraceWindow
from apanim.world import Plan, Setup, World

SECONDS = 40
LAST_TICK = SECONDS * 600
_STEPS = SECONDS * 60

_HEROES = (
    (Species.NA, 720, 290), (Species.NA, 1030, 150), (Species.CL, 880, 226), (Species.K, 1124, 790),
    (Species.K, 820, 822),
)  # fmt: skip
_BATHS = (
    (Species.NA, 1, 260),
    (Species.CL, 1, 110),
    (Species.K, 1, 12),
    (Species.K, -1, 250),
    (Species.NA, -1, 26),
)


@cache
def plan() -> Plan:
    """A spike's worth of slow motion: 8 ms in the made scene's time."""
    return Plan(Setup(TEXTBOOK, quantum=80), np.linspace(0, 8_000_000, _STEPS + 1).astype(np.int64))


@cache
def _rest() -> World:
    return world.init(plan().setup)


def voltage_mV(tick: int) -> float:
    """A made-up spike: rest, up from second 15, the peak at 20, and down until 28."""
    return float(np.interp(tick / 600, [0, 15, 20, 28, 33, 40], [-70, -70, 38, -78, -72, -70]))


@cache
def _ions() -> Ions:
    rng = np.random.default_rng(5)
    pos, species = [], []
    for kind, side, count in _BATHS:
        x, y = rng.uniform(-32, 32, count), rng.uniform(5.4, 17, count)
        pos.append(np.column_stack([x, side * y, rng.uniform(0, 24, count)]))
        species += [kind] * count
    pos.append(np.column_stack([rng.uniform(-28, 28, 8), rng.uniform(-14, -7, 8), rng.uniform(0, 5, 8)]))
    species += [Species.A] * 8
    pos.append(np.array([((x - 960) / 32, (556 - y) / 32, 0) for _, x, y in _HEROES]))
    species += [kind for kind, _, _ in _HEROES]
    stream = np.linspace(-5.5, 5.5, 9)
    pos.append(np.column_stack([np.full(9, (950 - 960) / 32), stream, np.zeros(9)]))
    species += [Species.NA] * 9
    where = np.concatenate(pos).astype(np.float32)
    n = len(where)
    vel = np.zeros((n, 3), dtype=np.float32)
    vel[-9:, 1] = -380 / 32
    phase = np.zeros(n, dtype=np.uint8)
    phase[-9:] = np.where(np.abs(stream) < 3.4, IonPhase.INWARD, IonPhase.APPROACHING)
    owner = np.full(n, -1, dtype=np.int16)
    labelled = np.zeros(n, dtype=bool)
    labelled[n - 9 - len(_HEROES) : n - 9] = True
    return Ions(
        where,
        vel,
        np.array(species, dtype=np.uint8),
        phase,
        owner,
        labelled,
        np.zeros(len(where), np.uint8),
    )


def made_world(
    v_mV: float = -70.0,
    na_open: float = 0.0,
    na_ball: float = 0.0,
    k_open: float = 0.0,
    turns: float = 0.05,
) -> World:
    """All Na+ channels alike, all K+ channels alike."""
    rest = _rest()
    return rest._replace(
        patch=rest.patch._replace(v_mV=np.float64(v_mV)),
        na_open=np.full_like(rest.na_open, na_open),
        na_ball=np.full_like(rest.na_ball, na_ball),
        k_open=np.full_like(rest.k_open, k_open),
        pump_turns=np.full_like(rest.pump_turns, turns),
        ions=_ions(),
    )


class MadeSeries:
    """Time and potential, step by step."""

    model_ns = plan().model_ns
    v_mV = np.array([voltage_mV(10 * k) for k in range(_STEPS + 1)])


class MadeTape:
    """The made spike: Na+ channels open on the way up, plug at the peak; K+ channels open on the way down.

    Only the third Na+ channel opens, so that something can be told apart.
    """

    series = MadeSeries()
    steps = _STEPS

    def at(self, tick: int) -> World:
        s = tick / 600
        opened = float(np.interp(s, [15, 16, 30, 31], [0, 1, 1, 0]))
        made = made_world(
            voltage_mV(tick),
            na_ball=float(np.interp(s, [20, 20.5, 32, 33], [0, 1, 1, 0])),
            k_open=float(np.interp(s, [20, 21, 28, 30], [0, 1, 1, 0])),
            turns=s / 6,
        )
        made.na_open[OPEN_CHANNEL] = opened
        return made


OPEN_CHANNEL = 3  # of the eight, left to right; the one at x = 950


def span(kind: str, start_s: float, end_s: float, target: str = "", text: str = "", **more) -> Span:
    return Span(kind, round(start_s * 600), round(end_s * 600), target, text, **more)


def timeline(*spans: Span, **more) -> Timeline:
    """A made timeline of nothing but `spans`."""
    return Timeline("made", "Made", LAST_TICK, plan(), "membrane", spans=spans, **more)


@cache
def full_timeline() -> Timeline:
    """Everything at once, as a busy scene would have it."""
    return timeline(
        span("title", 0, 15, text="Resting membrane", tag="Action potential", index=0),
        span("title", 15, 40, text="Undershoot and recovery", tag="Action potential", index=5),
        span("legend", 0, 8),
        span("line", 0, 40, "threshold", value_mV=-55.05),
        span("line", 20, 40, "E_Na", value_mV=60.6),
        span("line", 20, 40, "E_K", value_mV=-89.1),
        span("label", 9, 14, "na_channel.gate", "activation gate"),
        span("label", 9, 14, "na_channel.ball", "inactivation gate"),
        span("label", 9, 14, "k_channels", "K⁺ channel"),
        span("label", 9, 14, "pump", "Na⁺/K⁺ pump"),
        span("label", 9, 14, "electrode", "electrode"),
        span("label", 16, 20, "na_stream", "Na⁺ rushes in"),
        span("label", 22, 28, "k_stream", "K⁺ leaves"),
        span("label", 22, 28, "na_channel.ball", "inactivated"),
        span("highlight", 16, 20, "na_channels"),
        span("highlight", 20.5, 28, "k_channels"),
        captions=(
            CaptionPage(600, 4200, ("At rest the inside sits", "at −70 mV: it is polarised.")),
            CaptionPage(4240, 8000, ("One line only.",)),
            CaptionPage(9600, 16800, ("Na⁺ channels snap open first,", "and K⁺ leaves the cell later.")),
        ),
        traces=(TraceWindow(0, 12000, 0, 4_000_000), TraceWindow(12000, LAST_TICK, 4_000_000, 8_000_000)),
    )  # fmt: skip


def shot(timeline: Timeline, tape: object, tick: int, look: Look = USUAL) -> Shot:
    """The whole view, at rest."""
    return Shot(timeline, tape, tick, look, (), PLAIN)
