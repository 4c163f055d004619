"""The one table of what may be set, and how far: for sliders, for set-up files and for every check."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType

from apanim.errors import UserError


@dataclass(frozen=True)
class Range:
    """A quantity from `low` to `high` in `unit`: a slider's step and its place at first, its name on screen
    (`words`) and what it does in a sentence (`told`)."""

    low: float
    high: float
    step: float
    default: float
    unit: str
    words: str
    told: str


RANGES: Mapping[str, Range] = MappingProxyType({
    "times_threshold": Range(
        -5.0, 20.0, 0.05, 1.3, "×", "strength",
        "A pulse as a multiple of the weakest that fires; below 0 it hyperpolarises.",
    ),
    "length_ms": Range(0.05, 100.0, 0.05, 0.5, "ms", "length", "How long the current flows."),
    "again_ms": Range(
        0.0, 100.0, 0.1, 0.0, "ms", "second pulse after",
        "From the start of the first pulse to the start of a second one like it; 0 gives one pulse.",
    ),
    "to_uA_cm2": Range(
        -50.0, 200.0, 0.5, 10.0, "µA/cm²", "ramp to", "The current rises evenly to this, and stops."
    ),
    "over_ms": Range(0.1, 1000.0, 1.0, 50.0, "ms", "ramp within", "How slowly the current rises."),
    "v_mV": Range(-150.0, 100.0, 1.0, 0.0, "mV", "hold at", "A clamp holds the voltage here."),
    "na_left": Range(
        0.0, 1.0, 0.05, 1.0, "", "Na⁺ channels left",
        "Tetrodotoxin, or a local anaesthetic, blocks Na⁺ channels; the block does not grow with use here.",
    ),
    "k_left": Range(
        0.0, 1.0, 0.05, 1.0, "", "K⁺ channels left", "Tetraethylammonium blocks K⁺ channels."
    ),
    "inactivation_left": Range(
        0.0, 1.0, 0.05, 1.0, "", "inactivation left",
        "Pronase removes the inactivation gate: at 0 it cannot shut.",
    ),
    "pump_left": Range(0.0, 1.0, 0.05, 1.0, "", "pump left", "Ouabain stops the pump."),
    "na_out_mM": Range(1.0, 300.0, 1.0, 145.0, "mM", "Na⁺ outside", "Concentration outside the cell."),
    "na_in_mM": Range(1.0, 150.0, 1.0, 15.0, "mM", "Na⁺ inside", "Concentration inside the cell."),
    "k_out_mM": Range(0.5, 150.0, 0.5, 5.0, "mM", "K⁺ outside", "Concentration outside the cell."),
    "k_in_mM": Range(10.0, 300.0, 1.0, 140.0, "mM", "K⁺ inside", "Concentration inside the cell."),
    "cl_out_mM": Range(1.0, 300.0, 1.0, 110.0, "mM", "Cl⁻ outside", "Concentration outside the cell."),
    "cl_in_mM": Range(1.0, 150.0, 0.5, 8.0, "mM", "Cl⁻ inside", "Concentration inside the cell."),
    "celsius": Range(
        0.0, 45.0, 0.5, 37.0, "°C", "temperature", "Gates are slower in the cold; E follows by Nernst."
    ),
    "ms_per_s": Range(
        0.005, 20.0, 0.005, 0.4, "ms/s", "model time a second", "How much model time a second shows."
    ),
    "nA": Range(-5.0, 10.0, 0.01, 0.5, "nA", "current", "Current into the cell at this place."),
    "x_um": Range(0.0, 2600.0, 1.0, 0.0, "µm", "place", "How far along the section."),
    "from_um": Range(0.0, 2600.0, 10.0, 1100.0, "µm", "block from", "Where the blocked stretch begins."),
    "to_um": Range(0.0, 2600.0, 10.0, 1400.0, "µm", "block to", "Where the blocked stretch ends."),
    "stretch_left": Range(
        0.0, 1.0, 0.05, 0.0, "", "Na⁺ channels left there", "The part of its Na⁺ channels that still opens."
    ),
})  # fmt: skip


def checked(name: str, value: object) -> float:
    """`value` as the quantity called `name`. Raises UserError if it is no number, or out of its range."""
    span = RANGES[name]
    unit = f" {span.unit}" if span.unit else ""
    wanted = f"give {span.low:g} to {span.high:g}{unit}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UserError(f"{name} is {value!r}, no number; {wanted}")
    number = float(value)
    if not isfinite(number) or not span.low <= number <= span.high:
        raise UserError(f"{name} is {number:g}; {wanted}")
    return number
