"""The ions of the box: how many there are, and where each is at any instant, from its own randomness alone.

A path is a sum of waves over eleven octaves, so that the mean square way in a time t is 2 D t along each
axis from 20 ps to 10 ns (Brownian there; smooth below, and in its box above). Walls reflect it.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import BEAD_RIGS, OPACITY_LEVELS, Beads
from apanim.picture.kept import kept_by_owner
from apanim.picture.views.box.geometry import BENT_X, FACE_NM, HALF_NM, to_px
from apanim.script.timeline import Timeline
from apanim.tape.slab import SLAB, WATER_UM2_MS

OCTAVES = 11
SLOWEST_NS = 20.0  # the longest wave's period
_POWER = 4.0 * math.log(2.0) / math.pi  # of a wave, D over its frequency: then their sum goes 2 D t
_ANION_NM2_NS = 0.25  # of an anion of 2 nm
_BEAD_NM = {"na": 0.36, "k": 0.33, "cl": 0.33, "anion": 1.0}  # radii: so near they come to the faces
_RIGS = {"na": "ion_na", "k": "ion_k", "cl": "ion_cl", "anion": "anion_protein"}
_SEED = 16
_DRIFT_S = 9.0  # the slowest wave of the lecture's drift
_SEAM_PX = 14.0  # on either side of the seam of the halves, in which beads come and go

Float, Single = NDArray[np.float64], NDArray[np.float32]


class Crowd(NamedTuple):
    """n ions: rig (n,), start (n, 3) nm, amplitude (n, 3, o) nm and frequency, phase (n, 3, o); low, high
    (n, 2) of y and z; one of so many (n,) bool that the lecture would draw."""

    rig: NDArray[np.uint8]
    start: Float
    amplitude: Float
    per_ns: Float
    phase: Float
    low: Float
    high: Float
    drawn: NDArray[np.bool_]


@kept_by_owner
def crowd(timeline: Timeline) -> Crowd:
    """The ions of a scene's box, each side neutral but for the anions that are not named."""
    membrane, rng = timeline.patch_setup.membrane, np.random.default_rng(_SEED)
    parts = []
    for inside in (False, True):
        for ion in ("na", "k", "cl", "anion"):
            count = SLAB.anions(inside) if ion == "anion" else SLAB.count(membrane, ion, inside)
            parts.append(_some(rng, ion, inside, count))
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.argsort(-joined[1][:, 2], kind="stable")  # far ones first
    return Crowd(*(column[order] for column in joined))


def _some(rng: np.random.Generator, ion: str, inside: bool, count: int) -> tuple[Any, ...]:
    near = FACE_NM + _BEAD_NM[ion]
    far = FACE_NM + (SLAB.inside_nm if inside else SLAB.outside_nm)
    low = np.array([-far if inside else near, 0.0])
    high = np.array([-near if inside else far, SLAB.depth_nm])
    start = np.column_stack([
        rng.uniform(-HALF_NM, HALF_NM, count), rng.uniform(low[0], high[0], count),
        rng.uniform(0.0, SLAB.depth_nm, count),
    ])  # fmt: skip
    d_nm2_ns = WATER_UM2_MS.get(ion, _ANION_NM2_NS)
    octaves = 2.0 ** np.arange(OCTAVES) * rng.uniform(0.84, 1.19, (count, 3, OCTAVES))
    per_ns = 2.0 * math.pi / SLOWEST_NS * octaves
    phase = rng.uniform(0.0, 2.0 * math.pi, (count, 3, OCTAVES))
    every = round(lies.BATH_BEAD.value) if ion != "anion" else 4
    return (
        np.full(count, BEAD_RIGS.index(_RIGS[ion]), np.uint8), start,
        np.sqrt(_POWER * d_nm2_ns / per_ns), per_ns, phase,
        np.tile(low, (count, 1)), np.tile(high, (count, 1)), np.arange(count) % every == 0,
    )  # fmt: skip


def places(crowd: Crowd, ns: float) -> Float:
    """(n, 3) where the ions are at a model time, nm: along, outwards, and behind the picture's plane."""
    way = crowd.start + np.sum(crowd.amplitude * np.sin(crowd.per_ns * ns + crowd.phase), axis=2)
    return _held(crowd, way)


def _drifting(crowd: Crowd, second: float) -> Float:
    """(n, 3) where they would be in the lecture: slow, so that each can be followed."""
    waves = 2.0 * math.pi / _DRIFT_S * crowd.per_ns[:, :, :3] * SLOWEST_NS / (2.0 * math.pi)
    reach = lies.ION_SPEED.value * _DRIFT_S / (2.0 * math.pi)
    return _held(
        crowd, crowd.start + reach * np.sum(np.sin(waves * second + crowd.phase[:, :, :3]), axis=2) / 2
    )


def _held(crowd: Crowd, way: Float) -> Float:
    """Walls reflect; what leaves at one side of the picture comes in at the other."""
    out = way.copy()
    out[:, 0] = (way[:, 0] + HALF_NM) % (2.0 * HALF_NM) - HALF_NM
    span = crowd.high - crowd.low
    share = (way[:, 1:] - crowd.low) % (2.0 * span)
    out[:, 1:] = crowd.low + np.where(share > span, 2.0 * span - share, share)
    return out


class Bent(NamedTuple):
    """How far the right half is bent as the lecture is, 0..1 each: fewer beads, slower ones."""

    fewer: float = 0.0
    slower: float = 0.0


def seen(
    crowd: Crowd,
    ns: float,
    second: float,
    blurred: float,
    bent: Bent,
    clear: Callable[[Single, Single], Float],
) -> Beads:
    """The beads at a model time and a second of the film; `clear` tells how far one shows at each place."""
    at = places(crowd, ns)
    if bent.slower > 0.0:
        slow, right = _drifting(crowd, second), crowd.start[:, 0] > 0.0
        at[right] += bent.slower * (slow - at)[right]
    x, y = to_px(at[:, 0], at[:, 1])
    opacity = np.full(len(x), 1.0 - blurred)
    if bent != Bent():
        right = np.clip((x - BENT_X) / _SEAM_PX, 0.0, 1.0)
        there = np.where(crowd.drawn, 1.0, 1.0 - bent.fewer) * (1.0 - blurred * (1.0 - bent.slower))
        home = np.where((crowd.start[:, 0] > 0.0) | (bent.slower == 0.0), 1.0, 0.0)
        left = np.clip((BENT_X - x) / _SEAM_PX, 0.0, 1.0)
        opacity = right * there * home + left * (1.0 - blurred)
    opacity = opacity * clear(x.astype(np.float32), y.astype(np.float32))
    steps = np.ceil(opacity * OPACITY_LEVELS - 0.05).astype(np.uint8)
    rows = np.flatnonzero(steps > 0)
    level = np.minimum(at[rows, 2] / SLAB.depth_nm * 3.0, 2.0).astype(np.uint8)
    return Beads(
        crowd.rig[rows], x[rows].astype(np.float32), y[rows].astype(np.float32), level, steps[rows]
    )


def outside(bodies: Sequence[Box], x: Single, y: Single) -> Float:
    """(n,) 1 where a place is in none of the boxes, 0 within."""
    out = np.ones(len(x))
    for left, top, right, bottom in bodies:
        out[(x > left) & (x < right) & (y > top) & (y < bottom)] = 0.0
    return out
