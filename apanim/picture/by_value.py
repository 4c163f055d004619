"""Equality of the items of a draw list that hold arrays."""

from dataclasses import fields

import numpy as np


class ByValue:
    """Equality over all fields, where a field may be an array."""

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        pairs = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))  # type: ignore[arg-type]
        return all(np.array_equal(a, b) for a, b in pairs)

    __hash__ = None  # type: ignore[assignment]
