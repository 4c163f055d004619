"""Membrane sets: every parameter of a patch of membrane, with its unit and its source."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from apanim.physics.rates import Array, Rates, hodgkin_huxley
from apanim.units import FARADAY_C_MOL, GAS_J_MOL_K, KELVIN_AT_0_C


def nernst_mV(charge: int, out_mM: float, in_mM: float, temperature_C: float) -> float:
    """Equilibrium potential of one ion species, mV (Nernst 1888)."""
    kelvin = temperature_C + KELVIN_AT_0_C
    return 1e3 * GAS_J_MOL_K * kelvin / (charge * FARADAY_C_MOL) * float(np.log(out_mM / in_mM))


@dataclass(frozen=True)
class MembraneSet:
    """One patch of membrane. Conductances mS/cm2, capacitance uF/cm2, potentials mV, concentrations mM."""

    name: str
    source: str
    temperature_C: float
    c_uF_cm2: float
    v_rest_mV: float
    g_na_mS_cm2: float
    g_k_mS_cm2: float
    g_na_leak_mS_cm2: float
    g_k_leak_mS_cm2: float
    g_cl_leak_mS_cm2: float
    na_out_mM: float
    na_in_mM: float
    k_out_mM: float
    k_in_mM: float
    cl_out_mM: float
    cl_in_mM: float
    pump_uA_cm2: float  # net outward charge current of the pump: 3 Na+ out, 2 K+ in a cycle
    phi: float
    u_zero_mV: float  # the voltage at which the rates' u is 0
    shift_m_mV: float
    shift_h_mV: float
    shift_n_mV: float

    @cached_property
    def e_na_mV(self) -> float:
        return nernst_mV(+1, self.na_out_mM, self.na_in_mM, self.temperature_C)

    @cached_property
    def e_k_mV(self) -> float:
        return nernst_mV(+1, self.k_out_mM, self.k_in_mM, self.temperature_C)

    @cached_property
    def e_cl_mV(self) -> float:
        return nernst_mV(-1, self.cl_out_mM, self.cl_in_mM, self.temperature_C)

    def rates(self, v_mV: Array) -> Rates:
        """Rates of the gates at `v_mV`, per ms, any shape."""
        u = v_mV - self.u_zero_mV
        return hodgkin_huxley(u - self.shift_m_mV, u - self.shift_h_mV, u - self.shift_n_mV, self.phi)
