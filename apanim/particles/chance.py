"""Randomness by counters (Philox): the seed, the consumer and the step are its whole state.

The same numbers come whenever and wherever they are asked for, so that a world resumed from any of its
states goes on exactly as the original did.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import NDArray

NOISE_BLOCK = 32
_STREAMS = {"start": 0, "channels": 1, "drift": 2, "fan": 3, "pre-roll": 4, "receptors": 5, "cleft": 6}


def stream(seed: int, consumer: str, step: int) -> Generator:
    """The generator of one consumer at one step. Raises KeyError for a consumer that is not known."""
    counter = np.array([0, 0, _STREAMS[consumer], step], np.uint64)
    return Generator(Philox(key=seed, counter=counter))  # pyright: ignore (its stub knows only None)


def drift_noise(seed: int, ions: int, number: int, consumer: str) -> NDArray[np.float32]:
    """(ions, 3) standard normal numbers of one drift. They are drawn, and remembered, by the block."""
    block, row = divmod(number, NOISE_BLOCK)
    return _noise_block(seed, ions, block, consumer)[row]


@lru_cache(maxsize=4)
def _noise_block(seed: int, ions: int, block: int, consumer: str) -> NDArray[np.float32]:
    return stream(seed, consumer, block).standard_normal((NOISE_BLOCK, ions, 3), dtype=np.float32)


class WhenAsked:
    """A generator that is made when its first number is asked for: most steps ask for none."""

    def __init__(self, make: Callable[[], Generator]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        made = self._make()
        self.__dict__.update(random=made.random, choice=made.choice, binomial=made.binomial)
        return getattr(made, name)
