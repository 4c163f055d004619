"""Membrane sets: every parameter of a patch of membrane, with its unit and its source."""

from dataclasses import dataclass, fields
from functools import cached_property
from math import isfinite

import numpy as np

from apanim.errors import UserError
from apanim.physics.potentials import nernst_mV
from apanim.physics.rates import Array, RateLines, gate_rates, rate_lines

# Half saturation of the pump: Kager, Wadman & Somjen 2000, J Neurophysiol 84:495.
PUMP_NA_IN_MM = 10.0
PUMP_K_OUT_MM = 3.5
_ABOVE_ZERO = ("c_uF_cm2", "phi", "q10", "speed_m", "speed_h", "speed_n")


@dataclass(frozen=True, kw_only=True)
class MembraneSet:
    """One patch of membrane. Conductances mS/cm2, capacitance uF/cm2, potentials mV, concentrations mM.

    Raises UserError, naming the field, where a value is not a number or has no physical meaning.
    """

    name: str
    source: str
    temperature_C: float
    c_uF_cm2: float
    v_rest_mV: float
    g_na_mS_cm2: float  # of all the voltage-gated channels together, were they open
    g_k_mS_cm2: float
    na_left: float = 1.0  # the part of those channels that no drug blocks
    k_left: float = 1.0
    g_na_leak_mS_cm2: float = 0.0
    g_k_leak_mS_cm2: float = 0.0
    g_cl_leak_mS_cm2: float
    na_out_mM: float
    na_in_mM: float
    k_out_mM: float
    k_in_mM: float
    cl_out_mM: float
    cl_in_mM: float
    pump_uA_cm2: float = 0.0  # net outward charge current of the pump: 3 Na+ out, 2 K+ in a cycle
    phi: float = 1.0  # the rates' factor at temperature_C
    u_zero_mV: float  # the voltage at which the rates' u is 0
    shift_m_mV: float = 0.0
    shift_h_mV: float = 0.0
    shift_n_mV: float = 0.0
    q10: float = 3.0  # of the gates' rates; conductances and pump are left alone
    reversal_C: float | None = None  # the reversal potentials' temperature, where not temperature_C
    speed_m: float = 1.0  # of one gate's rates alone, beside phi
    speed_h: float = 1.0
    speed_n: float = 1.0
    inactivation: float = 1.0  # factor of the rate at which the inactivation gate shuts (beta_h)

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str) or value is None:
                continue
            above_zero = field.name in _ABOVE_ZERO or field.name.endswith("_mM")
            if not isfinite(value):
                self._refuse(field.name, "give a finite number")
            if above_zero and value <= 0:
                self._refuse(field.name, "it must be above 0")
            if value < 0 and field.name.endswith("_mS_cm2"):
                self._refuse(field.name, "it must be 0 or more")
        for part in ("inactivation", "na_left", "k_left"):
            if not 0.0 <= getattr(self, part) <= 1.0:
                self._refuse(part, "it must be 0 to 1")
        if not -273.15 < self.temperature_C < 100.0:
            self._refuse("temperature_C", "give degrees Celsius")

    def _refuse(self, field: str, wanted: str) -> None:
        raise UserError(f"membrane set {self.name!r}: {field} is {getattr(self, field)}; {wanted}")

    @cached_property
    def free_na_mS_cm2(self) -> float:
        """What the Na+ channels that no drug blocks would conduct, were they open, mS/cm2."""
        return self.g_na_mS_cm2 * self.na_left

    @cached_property
    def free_k_mS_cm2(self) -> float:
        """The same of the K+ channels."""
        return self.g_k_mS_cm2 * self.k_left

    @cached_property
    def e_na_mV(self) -> float:
        return nernst_mV(+1, self.na_out_mM, self.na_in_mM, self._reversal_C)

    @cached_property
    def e_k_mV(self) -> float:
        return nernst_mV(+1, self.k_out_mM, self.k_in_mM, self._reversal_C)

    @cached_property
    def e_cl_mV(self) -> float:
        return nernst_mV(-1, self.cl_out_mM, self.cl_in_mM, self._reversal_C)

    @property
    def _reversal_C(self) -> float:
        return self.temperature_C if self.reversal_C is None else self.reversal_C

    @cached_property
    def _lines(self) -> RateLines:
        shifts = (self.shift_m_mV, self.shift_h_mV, self.shift_n_mV)
        speeds = (self.phi * self.speed_m, self.phi * self.speed_h, self.phi * self.speed_n)
        return rate_lines(self.u_zero_mV, shifts, speeds, self.inactivation)

    @cached_property
    def numbers(self) -> Array:
        """(25,) what the compiled step of a patch takes of the set: see physics.patch_loops."""
        fixed = self.g_na_leak_mS_cm2 + self.g_k_leak_mS_cm2 + self.g_cl_leak_mS_cm2
        inward = (
            self.g_na_leak_mS_cm2 * self.e_na_mV
            + self.g_k_leak_mS_cm2 * self.e_k_mV
            + self.g_cl_leak_mS_cm2 * self.e_cl_mV
            - self.pump_uA_cm2
        )
        own = (
            self.free_na_mS_cm2,
            self.e_na_mV,
            self.free_k_mS_cm2,
            self.e_k_mV,
            fixed,
            inward,
            self.c_uF_cm2,
        )
        return np.concatenate((*self._lines, own))

    def gate_rates(self, v_mV: Array) -> tuple[Array, Array]:
        """alpha and beta (3, ...) of m, h, n at `v_mV` (...), per ms."""
        return gate_rates(self._lines, v_mV)


def pump_activity(na_in_mM: float, k_out_mM: float) -> float:
    """The pump's rate as a part of its greatest, from what it binds: 3 Na+ inside and 2 K+ outside.

    (1 + 10 mM / [Na+]in)^-3 (1 + 3.5 mM / [K+]out)^-2, Kager, Wadman & Somjen 2000.
    """
    return (1.0 + PUMP_NA_IN_MM / na_in_mM) ** -3 * (1.0 + PUMP_K_OUT_MM / k_out_mM) ** -2
