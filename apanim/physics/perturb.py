"""Drugs and other changes of a membrane: a set in, a set out; the state goes on from where it is."""

from dataclasses import replace

from apanim.errors import UserError
from apanim.physics.sets import MembraneSet, pump_activity

# What a drug acts on. "pronase" slows the shutting of the inactivation gate.
DRUGS = {
    "TTX": "g_na_mS_cm2",
    "TEA": "g_k_mS_cm2",
    "pronase": "inactivation",
    "ouabain": "pump_uA_cm2",
}


def leave(membrane: MembraneSet, drug: str, remaining: float) -> MembraneSet:
    """`membrane` after a drug (of DRUGS) that leaves the part `remaining`, 0 to 1, of what it acts on.

    Raises UserError for an unknown drug or an impossible part.
    """
    if drug not in DRUGS:
        raise UserError(f"drug {drug!r} is unknown; use one of {', '.join(DRUGS)}")
    if not 0.0 <= remaining <= 1.0:
        raise UserError(f"{drug!r} leaves {remaining}; it is the part that remains, 0 to 1")
    field = DRUGS[drug]
    name = f"{membrane.name} + {drug} {remaining:g}"
    return replace(membrane, name=name, **{field: getattr(membrane, field) * remaining})


def with_concentrations(membrane: MembraneSet, **mM: float) -> MembraneSet:
    """`membrane` with other concentrations; the pump follows [Na+] inside and [K+] outside."""
    was = pump_activity(membrane.na_in_mM, membrane.k_out_mM)
    changed = replace(membrane, **mM)
    now = pump_activity(changed.na_in_mM, changed.k_out_mM)
    return replace(changed, pump_uA_cm2=membrane.pump_uA_cm2 * (now / was))


def at_temperature(membrane: MembraneSet, celsius: float) -> MembraneSet:
    """`membrane` warmed or cooled: the gates' rates by its Q10, the reversal potentials by Nernst.

    Conductances and pump are left alone. A set with potentials of a fixed temperature keeps them, as the
    paper's axon does.
    """
    factor = membrane.q10 ** ((celsius - membrane.temperature_C) / 10.0)
    name = f"{membrane.name} at {celsius:g} C"
    return replace(membrane, name=name, temperature_C=celsius, phi=membrane.phi * factor)
