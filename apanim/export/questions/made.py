"""Questions that need no author: a number left out of a sentence, and which of several claims is true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apanim.cache import digest
from apanim.narration.templates import Writing, written
from apanim.script.timeline import ClaimResult

GAP = "____"
CHOICES = 4
_APART = 1.15  # a number that is less than so many times another could be taken for it
_SENSELESS = {"percent": 1.0, "mV": 150.0}  # beyond it a number is seen to be wrong
_FACTORS = (2.0, 0.5, 4.0, 0.25, 10.0, 0.1)
_OPPOSITE = {" < ": " ≥ ", " > ": " ≤ "}


@dataclass(frozen=True)
class Number:
    """A number that a sentence tells: its measure, the unit it is written in, and its value."""

    name: str
    unit: str
    value: float


def number_left_out(
    sentence: str, number: Number, told: Iterable[Number], writing: Writing
) -> tuple[str, tuple[str, ...], int] | None:
    """The sentence with a gap, the choices, smallest first, and the right one; None where it has no gap.

    The others are numbers of the same unit that the model gave elsewhere (`told`), then multiples.
    """
    right = written(number.unit, number.value, writing)
    if sentence.count(right) != 1:
        return None
    elsewhere = {one.value for one in told if one.unit == number.unit}
    chosen = {right: number.value}
    for value in (*_mixed(number, elsewhere), *_mixed(number, (number.value * f for f in _FACTORS))):
        text = written(number.unit, value, writing)
        senseless = abs(value) > _SENSELESS.get(number.unit, float("inf"))
        if len(chosen) < CHOICES and not senseless and all(_apart(value, one) for one in chosen.values()):
            chosen.setdefault(text, value)
    choices = tuple(sorted(chosen, key=lambda text: chosen[text]))
    return (sentence.replace(right, GAP), choices, choices.index(right)) if len(choices) > 2 else None


def which_is_true(claim: ClaimResult, others: Sequence[ClaimResult]) -> tuple[tuple[str, ...], int] | None:
    """A claim among the opposites of others; None where there are too few of these."""
    wrong = dict.fromkeys(_opposite(one.text) for one in others if one.text != claim.text)
    false = [text for text in wrong if text and text != _opposite(claim.text)]
    if len(false) < 2:
        return None
    false.sort(key=lambda text: digest(claim.cue, claim.text, text))
    return (claim.text, *false[: CHOICES - 1]), 0


def _mixed(number: Number, values: Iterable[float]) -> list[float]:
    return sorted(values, key=lambda value: digest(number.name, repr(value)))


def _apart(a: float, b: float) -> bool:
    if a * b <= 0:
        return a != b
    return not 1 / _APART < a / b < _APART


def _opposite(claim: str) -> str:
    for sign, other in _OPPOSITE.items():
        if claim.count(sign) == 1:
            return claim.replace(sign, other)
    return ""
