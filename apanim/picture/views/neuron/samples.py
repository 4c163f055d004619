"""The voltage of the cable at places of the picture: samples along every section's course.

Between the middles of two compartments V runs straight; a section's start has the voltage of the
compartment that it leaves, so that colours meet where branches do.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.picture.views.neuron.geometry import courses
from apanim.tape import CablePlan

Float = NDArray[np.float64]

_PITCH = 3.0  # px between two samples


class Samples(NamedTuple):
    """s samples: x, y and half the width of the course there, px; part, index of PARTS. (s,) each."""

    x: Float
    y: Float
    reach: Float
    part: NDArray[np.uint8]


class Mixture(NamedTuple):
    """V of a sample = V[first] + share (V[second] - V[first]); (s,) each."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    share: Float


PARTS = ("soma", "dendrites", "hillock", "initial_segment", "axon", "terminals")


def part_of(section: str) -> str:
    """The part of the neuron that a section belongs to."""
    for part, head in (("dendrites", "dendrite"), ("terminals", "terminal")):
        if section.startswith(head):
            return part
    return section.replace(" ", "_")


@lru_cache(maxsize=1)
def _by_section() -> dict[str, tuple[Float, Float]]:
    """(k, 3) x, y, width and (k,) share, at samples along each section."""
    out = {}
    for name, course in courses().items():
        way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(course.points[:, :2], axis=0).T))])
        at = np.linspace(0.0, way[-1], max(2, round(way[-1] / _PITCH)))
        points = np.stack([np.interp(at, way, column) for column in course.points.T], axis=1)
        out[name] = points, np.interp(at, way, course.share)
    return out


@lru_cache(maxsize=1)
def samples() -> Samples:
    """All samples, section after section in the order of `courses`."""
    found = _by_section()
    points = np.concatenate([points for points, _ in found.values()])
    part = np.repeat(
        [PARTS.index(part_of(name)) for name in found], [len(points) for points, _ in found.values()]
    )
    return Samples(points[:, 0], points[:, 1], points[:, 2] / 2, part.astype(np.uint8))


def _mixture(plan_key: tuple[tuple[str, int, str | None, int], ...]) -> Mixture:
    first_of: dict[str, int] = {}
    total = 0
    for name, cuts, _, _ in plan_key:
        first_of[name] = total
        total += cuts
    cuts_of = {name: cuts for name, cuts, _, _ in plan_key}
    joint = {name: (parent, end) for name, _, parent, end in plan_key}
    first, second, share = [], [], []
    for name, (_, places) in _by_section().items():
        cuts, begin = cuts_of[name], first_of[name]
        parent, end = joint[name]
        before = begin if parent is None else first_of[parent] + (cuts_of[parent] - 1 if end else 0)
        u = places * cuts - 0.5
        low = np.floor(u).astype(np.intp)
        first.append(np.where(u < 0, before, begin + np.clip(low, 0, cuts - 1)))
        second.append(begin + np.clip(low + 1, 0, cuts - 1))
        share.append(np.where(u < 0, 2 * (u + 0.5), u - low))
    return Mixture(np.concatenate(first), np.concatenate(second), np.concatenate(share))


@lru_cache(maxsize=4)
def mixture(plan: CablePlan) -> Mixture:
    """How the samples read the compartments of `plan`. Raises UserError for a tree that is not drawn."""
    sections = {s.name for s in plan.sections}
    if missing := sorted(set(courses()) ^ sections):
        raise UserError(f"section {missing[0]!r}: the picture draws the lecture's neuron with a bare axon")
    return _mixture(tuple((s.name, s.compartments, s.parent, s.parent_end) for s in plan.sections))


def voltages(plan: CablePlan, v_mV: Float) -> Float:
    """(s,) V at every sample, from (n,) V of the compartments."""
    mix = mixture(plan)
    low = v_mV[mix.first]
    return low + mix.share * (v_mV[mix.second] - low)
