"""Equilibrium potentials from concentrations: Nernst 1888."""

import numpy as np

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
