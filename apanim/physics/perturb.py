"""Drugs and other changes of a membrane: a set in, a set out; the state goes on from where it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isfinite

from apanim.errors import UserError
from apanim.physics.sets import MembraneSet, pump_activity

# kind: what it scales or sets. These are what remains of a function, 0..1 (1 washes the drug out).
REMAINING = {
    "TTX": "na_left",
    "TEA": "k_left",
    "pronase": "inactivation",
    "ouabain": "pump_uA_cm2",
    "Na leak": "g_na_leak_mS_cm2",
    "K leak": "g_k_leak_mS_cm2",
    "Cl leak": "g_cl_leak_mS_cm2",
}
CONCENTRATIONS = ("na_out_mM", "na_in_mM", "k_out_mM", "k_in_mM", "cl_out_mM", "cl_in_mM")
KINDS = (*REMAINING, *CONCENTRATIONS, "temperature_C")

FURTHEST_C = 1000.0  # beyond it the factor of the rates is no number


@dataclass(frozen=True)
class Change:
    """From model time `start_ns` on, `kind` (one of KINDS) is `value`.

    "TTX" and "TEA" leave that part of the gated Na+ and K+ conductance, "ouabain" of the pump; "pronase"
    slows the shutting of the inactivation gate to that part, 0 for a gate that cannot shut; a leak keeps
    that part of its conductance. Concentrations are in mM, and carry the pump with them.

    Raises UserError for an unknown kind or an impossible value.
    """

    start_ns: int
    kind: str
    value: float

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UserError(f"change {self.kind!r} is unknown; use one of {', '.join(KINDS)}")
        if not isfinite(self.value):
            raise UserError(f"change {self.kind!r} is {self.value}; give a finite number")
        if self.kind in REMAINING and not 0.0 <= self.value <= 1.0:
            raise UserError(
                f"change {self.kind!r} leaves {self.value}; it is the part that remains, 0 to 1"
            )
        if self.kind in CONCENTRATIONS and self.value <= 0.0:
            raise UserError(f"change {self.kind!r} is {self.value} mM; it must be above 0")


def membrane_at(membrane: MembraneSet, changes: Iterable[Change], now_ns: int) -> MembraneSet:
    """`membrane` under the changes made by `now_ns`; of two of a kind the later one holds."""
    holding: dict[str, float] = {}
    for change in sorted(changes, key=lambda c: c.start_ns):
        if change.start_ns <= now_ns:
            holding[change.kind] = change.value
    changed = membrane
    if "temperature_C" in holding:
        changed = at_temperature(changed, holding["temperature_C"])
    mM = {name: holding[name] for name in CONCENTRATIONS if name in holding}
    if mM:
        changed = with_concentrations(changed, **mM)
    for kind in REMAINING:
        if kind in holding:
            changed = leave(changed, kind, holding[kind])
    return changed


def leave(membrane: MembraneSet, kind: str, remaining: float) -> MembraneSet:
    """`membrane` after a drug of `kind` that leaves the part `remaining` of what it acts on."""
    Change(0, kind, remaining)
    field = REMAINING[kind]
    name = f"{membrane.name} + {kind} {remaining:g}"
    return replace(membrane, name=name, **{field: getattr(membrane, field) * remaining})


def with_concentrations(membrane: MembraneSet, **mM: float) -> MembraneSet:
    """`membrane` with other concentrations; the pump follows [Na+] inside and [K+] outside."""
    was = pump_activity(membrane.na_in_mM, membrane.k_out_mM)
    changed = replace(membrane, **mM)
    now = pump_activity(changed.na_in_mM, changed.k_out_mM)
    return replace(changed, pump_uA_cm2=membrane.pump_uA_cm2 * float(now / was))


def at_temperature(membrane: MembraneSet, celsius: float) -> MembraneSet:
    """`membrane` warmed or cooled: the gates' rates by its Q10, the reversal potentials by Nernst.

    Conductances and pump are left alone. A set with potentials of a fixed temperature keeps them, as the
    paper's axon does.
    """
    if not abs(celsius) <= FURTHEST_C:
        raise UserError(
            f"temperature_C = {celsius:g} in membrane {membrane.name!r}: no membrane lives there"
        )
    factor = membrane.q10 ** ((celsius - membrane.temperature_C) / 10.0)
    name = f"{membrane.name} at {celsius:g} C"
    return replace(membrane, name=name, temperature_C=celsius, phi=membrane.phi * factor)
