"""A part of the picture, as a script names it."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Part:
    """Something in the picture that a cue can point at."""

    name: str


@cache
def parts_of(actor: type) -> tuple[str, ...]:
    """The names of the parts that what is on stage has, in order."""
    return tuple(sorted({one.name for name in dir(actor) if isinstance(one := getattr(actor, name), Part)}))
