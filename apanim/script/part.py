"""A part of the picture, as a script names it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Something in the picture that a cue can point at."""

    name: str
