"""Equilibrium and resting potentials from concentrations: Nernst, and Goldman-Hodgkin-Katz.

Sources: Nernst 1888; Goldman 1943, J Gen Physiol 27:37; Hodgkin & Katz 1949, J Physiol 108:37.
"""

import numpy as np
from scipy.special import exprel

from apanim.units import FARADAY_C_MOL, GAS_J_MOL_K, KELVIN_AT_0_C


def thermal_mV(temperature_C: float) -> float:
    """RT/F, mV."""
    return 1e3 * GAS_J_MOL_K * (temperature_C + KELVIN_AT_0_C) / FARADAY_C_MOL


def nernst_mV(charge: int, out_mM: float, in_mM: float, temperature_C: float) -> float:
    """Equilibrium potential of one ion species, mV."""
    return thermal_mV(temperature_C) / charge * float(np.log(out_mM / in_mM))


def inside_mM(charge: int, out_mM: float, e_mV: float, temperature_C: float) -> float:
    """The inside concentration at which `e_mV` is the species' equilibrium potential: Nernst, inverted."""
    return out_mM * float(np.exp(-charge * e_mV / thermal_mV(temperature_C)))


def goldman_mV(
    permeability: dict[str, float],
    out_mM: dict[str, float],
    in_mM: dict[str, float],
    temperature_C: float,
) -> float:
    """Voltage without net current through a membrane permeable to monovalent "Na+", "K+" and "Cl-", mV.

    `permeability` is relative, by species; anions are told by the sign at the end of the name.
    """
    above = below = 0.0
    for species, p in permeability.items():
        outside, inside = out_mM[species], in_mM[species]
        if species.endswith("-"):
            outside, inside = inside, outside
        above += p * outside
        below += p * inside
    return thermal_mV(temperature_C) * float(np.log(above / below))


def ghk_current_uA_cm2(
    charge: int,
    permeability_cm_s: float,
    v_mV: float | np.ndarray,
    out_mM: float,
    in_mM: float,
    temperature_C: float,
) -> np.ndarray:
    """Current density of one species by the constant-field equation, outward positive; any shape of `v_mV`.

    I = P z F x (in - out exp(-x)) / (1 - exp(-x)), x = z V F / R T; exact at x = 0 through exprel.
    """
    x = charge * np.asarray(v_mV, dtype=float) / thermal_mV(temperature_C)
    mol_cm3 = 1e-6
    flux = permeability_cm_s * mol_cm3 * (in_mM / exprel(-x) - out_mM / exprel(x))
    return charge * FARADAY_C_MOL * 1e6 * flux
