"""A question as it is asked, and how its choices are laid out."""

from collections.abc import Sequence
from dataclasses import dataclass

from apanim.cache import digest


@dataclass(frozen=True)
class Question:
    """A question on a chapter, in one language. `right` is the place of the right one among `choices`.

    `because` is the sentence that tells it, which begins at `told_tick` of the programme.
    """

    chapter: int
    name: str
    ask: str
    choices: tuple[str, ...]
    right: int
    because: str
    told_tick: int


def mixed(name: str, choices: Sequence[str], right: int) -> tuple[tuple[str, ...], int]:
    """The choices in an order that `name` alone decides, so that it is the same each time and in every
    language; and the place of the right one."""
    order = sorted(range(len(choices)), key=lambda place: digest(name, str(place)))
    return tuple(choices[place] for place in order), order.index(right)
