"""What a tape sounds like: a tone that follows V, a tick for every ion that crosses, the dock of a ball.

Stereo, 48 kHz: left to right is where it happens along the membrane or the cable. It is quiet by its making
(`LOUDEST`), so that a voice over it is never in its way, and the same samples for the same tape.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ions import Species
from apanim.particles.layout import PICTURE_WIDTH_NM
from apanim.particles.proteins import Kind
from apanim.tape.cable import CablePlan, CableTape
from apanim.tape.events import EventKind
from apanim.tape.reader import Tape
from apanim.units import TICKS_PER_S, TICKS_PER_STEP

RATE_HZ = 48_000
SAMPLES_A_TICK = RATE_HZ // TICKS_PER_S
LOUDEST = 10 ** (-24.0 / 20.0)  # of full scale; what would be louder is pressed together below it

_PITCH_HZ = {Species.NA: 1480.0, Species.K: 740.0, Species.CL: 1110.0}  # an octave between the two
_TICK, _DOCK, _TONE = 0.55, 0.9, 0.16  # of LOUDEST
_ASIDE = 0.5  # how loud what happens out of sight is
_GRAIN_S, _DOCK_S, _ATTACK_S = 0.045, 0.16, 0.0015
_LOWEST_MV, _OCTAVE_MV, _LOWEST_HZ = -90.0, 65.0, 98.0  # E_K is a low G, and +40 mV two octaves up
_STRETCHES = 24  # of a cable, each of which ticks where it is
_TICKS_A_SPIKE = 8.0  # of a stretch, for as much Na+ as lifts its membrane by 100 mV
_LIFT_MV = 100.0
_SPREAD = 0.8  # how far left and right sound goes

Float = NDArray[np.float64]


class Struck(NamedTuple):
    """Sounds of one kind: samples at which they begin, how loud (0..1), and from where (-1 left .. 1)."""

    at: NDArray[np.int64]
    loud: Float
    pan: Float


def sounds(tape: Tape | CableTape) -> NDArray[np.float32]:
    """(80 * duration_tick, 2) float32 of a whole scene."""
    count = tape.duration_tick * SAMPLES_A_TICK
    out = np.zeros((count, 2))
    for wave, struck in _struck_on_cable(tape) if isinstance(tape, CableTape) else _struck(tape):
        _strike(out, wave, struck)
    v_mV, pan = _loudest_place(tape) if isinstance(tape, CableTape) else (tape.series.v_mV, 0.0)
    out += _tone(np.asarray(v_mV, float), pan, count)
    return (LOUDEST * np.tanh(out)).astype(np.float32)


def _tone(v_mV: Float, pan: Float | float, count: int) -> Float:
    """(count, 2) a tone whose pitch is V (steps + 1,), in phase throughout."""
    steps = np.arange(len(v_mV)) * TICKS_PER_STEP * SAMPLES_A_TICK
    at = np.arange(count)
    pitch = _LOWEST_HZ * 2.0 ** ((np.interp(at, steps, v_mV) - _LOWEST_MV) / _OCTAVE_MV)
    phase = np.cumsum(pitch) * (2.0 * np.pi / RATE_HZ)
    wave = _TONE * (np.sin(phase) + 0.3 * np.sin(2.0 * phase))
    ease = np.minimum(1.0, np.minimum(at, count - 1 - at) / (0.2 * RATE_HZ))  # no click where scenes meet
    where = np.interp(at, steps, np.broadcast_to(pan, v_mV.shape))
    return (wave * ease)[:, None] * _sides(where)


def _struck(tape: Tape) -> Iterator[tuple[Float, Struck]]:
    """What is heard of a patch: every crossing by its species, and every ball that docks."""
    events, layout = tape.events, tape.plan.setup.layout
    x = layout.x_nm / (PICTURE_WIDTH_NM / 2)
    crossed = events[events["kind"] == EventKind.CROSSING]
    species = tape.step(0).ions.species[crossed["ion"]]
    for one, pitch_Hz in _PITCH_HZ.items():
        mine = crossed[species == one]
        yield _grain(pitch_Hz, _GRAIN_S), _placed(mine["tick"], mine["ion"], x[mine["site"]], _TICK)
    docked = events[
        (events["kind"] == EventKind.INACTIVATION) & (layout.kind[events["site"]] == Kind.NA_CHANNEL)
    ]
    yield _grain(165.0, _DOCK_S), _placed(docked["tick"], docked["site"], x[docked["site"]], _DOCK)


def _placed(tick: NDArray[np.int64], row: NDArray[np.int16], x: Float, loud: float) -> Struck:
    """Sounds at these ticks; what falls into one world step is spread over it, by row."""
    later = row.astype(np.int64) * 2_654_435_761 % (TICKS_PER_STEP * SAMPLES_A_TICK)
    return Struck(
        tick.astype(np.int64) * SAMPLES_A_TICK + later,
        np.where(np.abs(x) <= 1.0, loud, _ASIDE * loud), np.clip(x, -1.0, 1.0),
    )  # fmt: skip


def _struck_on_cable(tape: CableTape) -> Iterator[tuple[Float, Struck]]:
    """What is heard of a cable: Na+ that enters, a tick for so much of it at each stretch."""
    plan, s = tape.plan, tape.series
    tree, places = plan.tree, _places(plan)
    seen = np.flatnonzero(np.abs(places) <= 1.0)
    bins = np.minimum(((places[seen] + 1.0) / 2.0 * _STRETCHES).astype(int), _STRETCHES - 1)
    inward_nA = np.maximum(0.0, tree.g_na_uS * s.m**3 * s.h * (tree.e_na_mV - s.v_mV))[:, seen]
    entered_pC = np.cumsum(
        (inward_nA[1:] + inward_nA[:-1]) / 2.0 * np.diff(s.model_ns)[:, None] / 1e6, axis=0
    )
    found: list[tuple[int, float]] = []
    for number in range(_STRETCHES):
        mine = bins == number
        if not mine.any():
            continue
        quantum_pC = tree.c_nF[seen[mine]].sum() * _LIFT_MV / _TICKS_A_SPIKE  # nF mV = pC
        told = np.floor(entered_pC[:, mine].sum(axis=1) / quantum_pC)
        for step in np.flatnonzero(np.diff(told, prepend=0.0) > 0):
            found.append((int(step) + 1, (number + 0.5) / _STRETCHES * 2.0 - 1.0))
    steps = np.array([step for step, _ in found], np.int64)
    x = np.array([place for _, place in found], float)
    yield (
        _grain(_PITCH_HZ[Species.NA], _GRAIN_S),
        _placed(steps * TICKS_PER_STEP, np.arange(len(found)).astype(np.int16), x, _TICK),
    )


def _places(plan: CablePlan) -> Float:
    """(n,) where each compartment is heard: of the axon as it is seen, beyond 1 what is not; of the neuron
    the dendrites left, the axon on to the right."""
    tree = plan.tree
    if plan.view in ("axon", "axons"):
        left, right = plan.window_um
        return (tree.along_um - left) / (right - left) * 2.0 - 1.0
    out = np.full(tree.size, -0.6)
    for section in plan.sections:
        rows = tree.compartments(section.name)
        if section.name in ("soma", "hillock", "initial segment"):
            out[rows] = -0.35
        elif section.name.startswith("axon"):
            out[rows] = -0.25 + 1.05 * tree.x_um[rows] / section.length_um
        elif section.name.startswith("terminal"):
            out[rows] = 0.9
    return out


def _loudest_place(tape: CableTape) -> tuple[Float, Float]:
    """(steps + 1,) V where it is highest in sight, and where that is, smoothed over a few steps."""
    places = _places(tape.plan)
    seen = np.flatnonzero(np.abs(places) <= 1.0)
    v_mV = tape.series.v_mV[:, seen].astype(float)
    weight = np.exp((v_mV - v_mV.max(axis=1, keepdims=True)) / 5.0)
    return v_mV.max(axis=1), (weight * places[seen]).sum(axis=1) / weight.sum(axis=1)


def _grain(pitch_Hz: float, lasts_s: float) -> Float:
    """(k,) a struck tone that dies away, without a click at either end."""
    t = np.arange(round(lasts_s * RATE_HZ)) / RATE_HZ
    fades = np.exp(-6.0 * t / lasts_s) * (1.0 - t / lasts_s)
    return np.sin(2.0 * np.pi * pitch_Hz * t) * fades * np.minimum(1.0, t / _ATTACK_S)


def _strike(out: Float, wave: Float, struck: Struck) -> None:
    """Add `wave` wherever it is struck."""
    sides = struck.loud[:, None] * _sides(struck.pan)
    for at, left_right in zip(struck.at.tolist(), sides, strict=True):
        room = out[at : at + len(wave)]
        room += wave[: len(room), None] * left_right


def _sides(pan: Float) -> Float:
    """(k, 2) how loud left and right are, at equal power."""
    angle = (_SPREAD * np.asarray(pan) + 1.0) * (np.pi / 4.0)
    return np.stack((np.cos(angle), np.sin(angle)), axis=-1)
