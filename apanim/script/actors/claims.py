"""Claims: what a sentence asserts, as a comparison of quantities that the scene's own run decides.

`patch.time_of(SODIUM_PEAK) < patch.time_of(POTASSIUM_PEAK)` builds a claim; nothing is decided until the
script is over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import NamedTuple

from apanim.errors import UserError

# Gives the quantity's value; raises LookupError, saying why, where the scene does not contain it.
Measure = Callable[[], float]


class Decided(NamedTuple):
    """Whether a claim holds, what was measured as text, and the values: (left, right), or the one."""

    holds: bool
    measured: str
    values: tuple[float, ...] = ()


@dataclass(frozen=True)
class Claim:
    """A comparison with its words, and how to decide it."""

    text: str
    decide: Callable[[], Decided]

    def __bool__(self) -> bool:
        # `a < b < c` would silently keep only its second half.
        raise TypeError("a claim is decided after the scene has run; give several as a list")


@dataclass(frozen=True, eq=False)
class Quantity:
    """Something measurable: a name, a unit, and how to get its value. Compare to make a claim."""

    name: str
    unit: str
    measure: Measure

    def __lt__(self, other: "Quantity | float") -> Claim:
        return self._compare(other, "<", lambda a, b: a < b)

    def __gt__(self, other: "Quantity | float") -> Claim:
        return self._compare(other, ">", lambda a, b: a > b)

    def between(self, low: float, high: float) -> Claim:
        """low <= this <= high."""

        def decide() -> Decided:
            value = self.measure()
            return Decided(low <= value <= high, f"{value:.4g} {self.unit}", (float(value),))

        return Claim(f"{self.name} between {low:g} and {high:g} {self.unit}", decide)

    def near(self, value: float, tolerance: float) -> Claim:
        """Within `tolerance` of `value`."""
        return self.between(value - tolerance, value + tolerance)

    def plus(self, more: float) -> "Quantity":
        """This and `more`, in its unit."""
        return Quantity(f"{self.name} {more:+g}", self.unit, lambda: self.measure() + more)

    def over(self, divisor: float, unit: str) -> "Quantity":
        """This in a larger `unit`, such as over(1e6, "million")."""
        return Quantity(self.name, unit, lambda: self.measure() / divisor)

    def times(self, factor: float) -> "Quantity":
        """`factor` times this, in its unit."""
        return Quantity(f"{factor:g} times {self.name}", self.unit, lambda: factor * self.measure())

    def share_of(self, whole: "Quantity") -> "Quantity":
        """This over `whole`, of the same unit."""
        name = f"{self.name} over {whole.name}"
        return Quantity(name, "", lambda: self.measure() / whole.measure())

    def _compare(
        self, other: "Quantity | float", sign: str, holds: Callable[[float, float], bool]
    ) -> Claim:
        if not isinstance(other, Quantity | Real):
            raise UserError(f"{self.name} {sign} {other!r}: compare with a number or another quantity")
        right = other if isinstance(other, Quantity) else Quantity(f"{other:g}", self.unit, lambda: other)

        def decide() -> Decided:
            a, b = self.measure(), right.measure()
            return Decided(bool(holds(a, b)), f"{a:.4g} {sign} {b:.4g} {self.unit}", (float(a), float(b)))

        return Claim(f"{self.name} {sign} {right.name}", decide)
