"""The plan of a world's whole life: setup, acts and clock, and with them every state that it will take."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from apanim.physics.protocol import Act, Protocol
from apanim.world.setup import Setup


@dataclass(frozen=True, eq=False)
class Plan:
    """All that a world depends on. `model_ns[k]` is the model time at world step k (integer ns)."""

    setup: Setup
    model_ns: NDArray[np.int64]
    acts: tuple[Act, ...] = ()

    @cached_property
    def protocol(self) -> Protocol:
        return Protocol(self.acts)

    @property
    def steps(self) -> int:
        return len(self.model_ns) - 1

    def beginning(self, steps: int) -> "Plan":
        """The plan of the first `steps` world steps: its tape is the beginning of this one's."""
        return replace(self, model_ns=self.model_ns[: steps + 1])
