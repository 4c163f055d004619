"""The lecture neuron's dendrites, grown by a fixed rule: lengths, widths and a flat plan of their course.

Six stems leave the soma; each bears four branches, each of these three twigs, and the finer two kinds bear
spines. The plan is what the picture draws, so that every drawn dendrite is one that the cable solves.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from apanim.physics.cable.tree import Section
from apanim.physics.sets import MembraneSet

STEM, BRANCH, TWIG = 0, 1, 2
Point = tuple[float, float]

# The plan is grown in steps of this unit; widths are in a finer one.
_UM, _WIDTH_UM = 0.45, 1.0 / 12.0
_STEMS = ((-160, 225, 56), (-112, 205, 50), (-66, 190, 46), (172, 240, 54), (132, 215, 52), (92, 185, 46))
_SIZE = 0.9
_ROOT_X, _ROOT_Y = 66.0, 62.0  # of the stems round the soma's middle
_PIECES = 5  # of a neurite between its start and its end
_END_WIDTH = (0.40, 0.45, 0.40)
_LEAVES_AT = ((3, 4), (4,), ())  # the points at which a side branch leaves, by order
_SPINES_AT = (1 / 9, 12 / 9, 23 / 9, 34 / 9, 5.0)  # where a spine may sit
_SPINE_CHANCE = 0.8
_COMPARTMENT_UM = 16.0
_SEED = 7


@dataclass(frozen=True)
class Spine:
    """A spine: where it sits, in points of its neurite (2.5 is midway between the third and the fourth).

    It points `angle` radians clockwise from the right.
    """

    at: float
    angle: float


@dataclass(frozen=True)
class Neurite:
    """One unbranched course, from the soma's middle as origin, y downwards.

    points_um and diameters_um at each of its points; `cuts`, the points at which side branches leave; it
    grows itself from point `root` of `parent`.
    """

    name: str
    order: int
    parent: str | None
    root: int
    points_um: tuple[Point, ...]
    diameters_um: tuple[float, ...]
    cuts: tuple[int, ...]
    spines: tuple[Spine, ...]

    def pieces(self) -> list[tuple[str, int, int]]:
        """(section, first point, last point): a course with side branches is several sections, a, b, c."""
        ends = [0, *self.cuts, len(self.points_um) - 1]
        if len(ends) == 2:
            return [(self.name, 0, ends[1])]
        return [
            (f"{self.name} {letter}", a, b)
            for letter, a, b in zip("abc", ends[:-1], ends[1:], strict=False)
        ]


@cache
def arbor() -> tuple[Neurite, ...]:
    """All neurites of the dendrites, parents before children."""
    rng = random.Random(_SEED)
    grown: list[Neurite] = []
    for number, (degrees, length, wide) in enumerate(_STEMS, start=1):
        angle = math.radians(degrees)
        start = _ROOT_X * _SIZE * math.cos(angle), _ROOT_Y * _SIZE * math.sin(angle)
        _grow(rng, grown, f"dendrite {number}", None, 0, start, angle, length * _SIZE, wide * _SIZE, STEM)
    return tuple(sorted(grown, key=lambda n: n.order))


def dendrites(soma: str, membranes: Sequence[MembraneSet]) -> list[Section]:
    """The sections of `arbor`, on the start of `soma`; `membranes` of stems, branches and twigs."""
    out: list[Section] = []
    by_name = {neurite.name: neurite for neurite in arbor()}
    for neurite in arbor():
        joint = (
            (soma, 0)
            if neurite.parent is None
            else (_piece_before(by_name[neurite.parent], neurite.root), 1)
        )
        for name, first, last in neurite.pieces():
            points = neurite.points_um[first : last + 1]
            length = sum(math.dist(a, b) for a, b in pairwise(points))
            wide = neurite.diameters_um[first : last + 1]
            cuts = max(1, round(length / _COMPARTMENT_UM))
            out.append(Section(name, length, sum(wide) / len(wide), cuts, membranes[neurite.order], *joint))
            joint = (name, 1)
    return out


def _piece_before(neurite: Neurite, point: int) -> str:
    """The section of `neurite` that ends at `point`."""
    return next(name for name, _, last in neurite.pieces() if last == point)


def _grow(
    rng: random.Random, grown: list[Neurite], name: str, parent: str | None, root: int, start: Point,
    angle: float, length: float, wide: float, order: int,
) -> None:  # fmt: skip
    """Grow a neurite of `length` and width `wide` (in the plan's unit), and all that it bears."""
    end = _END_WIDTH[order] * wide
    points: list[Point] = []
    widths: list[float] = []
    cuts: list[int] = []
    spines: list[Spine] = []
    born = 0
    (x, y), way, side = start, angle, rng.choice((-1, 1))
    twig = "twig" if order == BRANCH else "branch"

    def bear(turn: float, share: float, width: float) -> None:
        nonlocal born
        born += 1
        child = f"{name} {twig} {born}"
        _grow(
            rng, grown, child, name, len(points) - 1, (x, y), way + turn, length * share, width, order + 1
        )

    for i in range(_PIECES + 1):
        points.append((x, y))
        widths.append(wide + (end - wide) * math.sqrt(i / _PIECES))
        if i in _LEAVES_AT[order]:
            side = -side
            bear(side * rng.uniform(0.48, 0.72), rng.uniform(0.50, 0.66), widths[-2] * 0.62)
            cuts.append(i)
        if i < _PIECES:
            way += rng.uniform(-0.16, 0.16)
            x, y = x + length / _PIECES * math.cos(way), y + length / _PIECES * math.sin(way)
    if order < TWIG:
        bear(rng.uniform(0.24, 0.38), rng.uniform(0.42, 0.52), end * 0.82)
        bear(-rng.uniform(0.24, 0.38), rng.uniform(0.40, 0.50), end * 0.76)
    if order > STEM:
        for at in _SPINES_AT:
            if rng.random() < _SPINE_CHANCE:
                across = rng.choice((-1, 1)) * math.pi / 2
                spines.append(Spine(at, angle + across + rng.uniform(-0.3, 0.3)))
    grown.append(
        Neurite(
            name, order, parent, root,
            tuple((x * _UM, y * _UM) for x, y in points), tuple(w * _WIDTH_UM for w in widths),
            tuple(cuts), tuple(spines),
        )
    )  # fmt: skip
