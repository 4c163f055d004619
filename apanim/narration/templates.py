"""Templates: a narrated number is a measure of the model, written by a unit's rule.

'{rest:mV}' is the measure `rest` in millivolts with its sign: '−70 mV'. The unit decides rounding, sign
and the no-break space, so that an author cannot write a number that the model did not give.
"""

import difflib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

from apanim.errors import UserError

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def _signed(value: float) -> str:
    whole = round(value)
    return f"{'+' if whole > 0 else MINUS if whole < 0 else ''}{abs(whole)}"


def _grouped(value: float) -> str:
    whole = round(value)
    return f"{MINUS if whole < 0 else ''}{abs(whole):,}"


def _tenths(value: float) -> str:
    text = f"{abs(value):.1f}"
    return f"{MINUS if value < 0 and float(text) else ''}{text}"


UNITS: Mapping[str, Callable[[float], str]] = {
    "mV": lambda value: f"{_signed(value)}{NO_BREAK}mV",
    "abs_mV": lambda value: f"{abs(round(value))}{NO_BREAK}mV",
    "ms": lambda value: f"{_tenths(value)}{NO_BREAK}ms",
    "mM": lambda value: f"{_grouped(value)}{NO_BREAK}mM",
    "um": lambda value: f"{_grouped(value)}{NO_BREAK}µm",
    "m_s": lambda value: f"{_tenths(value)}{NO_BREAK}m/s",
    "percent": lambda fraction: f"{_grouped(100 * fraction)}{NO_BREAK}%",
    "ions": lambda value: f"{_grouped(value)}{NO_BREAK}{'ion' if round(value) == 1 else 'ions'}",
    "count": _grouped,
    "about": lambda value: _grouped(float(f"{value:.2g}")),
    "int": lambda value: f"{MINUS if round(value) < 0 else ''}{abs(round(value))}",
}


def written(unit: str, value: float, thousands: str = ",") -> str:
    """A number as its `unit` writes it, `thousands` between three digits and three."""
    return UNITS[unit](value).replace(",", thousands)


@dataclass(frozen=True)
class Template:
    """`source` as the author wrote it, at `where` ("en.toml:12: cue 'rest'"), checked when it is made.

    Raises UserError for a brace out of place or a unit that is not in `UNITS`.
    """

    source: str
    where: str

    def __post_init__(self) -> None:
        for _, name, unit in self._parts():
            if name is None:
                continue
            if not name.isidentifier() or not unit:
                raise UserError(f"{self.where}: '{{{name}}}' is no template; write {{measure:unit}}")
            if unit not in UNITS:
                remedy = nearest(unit, UNITS, "the units")
                raise UserError(f"{self.where}: no unit '{unit}' in '{{{name}:{unit}}}'; {remedy}")

    def measures(self) -> tuple[str, ...]:
        """The names of the measures that this template asks for, in order."""
        return tuple(name for _, name, _ in self._parts() if name is not None)

    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The (measure, unit) of every number in it, in order."""
        return tuple((name, unit) for _, name, unit in self._parts() if name is not None)

    def fill(self, measures: Mapping[str, float], thousands: str = ",") -> str:
        """The text with its numbers, `thousands` between three digits and three.

        Raises UserError for a measure that is unknown or not finite.
        """
        return "".join(
            literal + ("" if name is None else written(unit, self._value(name, measures), thousands))
            for literal, name, unit in self._parts()
        )

    def _value(self, name: str, measures: Mapping[str, float]) -> float:
        if name not in measures:
            raise UserError(f"{self.where}: no measure '{name}'; {nearest(name, measures, 'the measures')}")
        value = float(measures[name])
        if not math.isfinite(value):
            raise UserError(
                f"{self.where}: the measure '{name}' is {value}; see why the model has no such number"
            )
        return value

    def _parts(self) -> list[tuple[str, str | None, str]]:
        try:
            parts = list(Formatter().parse(self.source))
        except ValueError as error:
            raise UserError(
                f"{self.where}: {error}; write a number as {{measure:unit}} and a brace as {{{{ or }}}}"
            ) from None
        if any(conversion for *_, conversion in parts):
            raise UserError(f"{self.where}: '!' has no meaning in a template; write {{measure:unit}}")
        return [(literal, name, unit or "") for literal, name, unit, _ in parts]


def nearest(wrong: str, known: Iterable[str], kind: str) -> str:
    """How to mend `wrong`: the nearest of the `known` names, or all of them."""
    names = sorted(known)
    small = {name.lower(): name for name in names}
    close = difflib.get_close_matches(wrong.lower(), small, n=1)
    if close:
        return f"did you mean '{small[close[0]]}'?"
    return f"{kind} are {', '.join(names)}" if names else f"{kind} are none"
