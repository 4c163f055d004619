"""`TEXTBOOK`, the lecture's membrane: the 1952 equations recalibrated to the numbers of the textbooks.

Rest -70, threshold about -55, peak +30..+40, trough -76..-84 mV at 37 deg C. The rate curves of Hodgkin
& Huxley 1952 are shifted along the voltage axis and sped up; concentrations, temperature and reversal
potentials agree through Nernst; the two cation leaks and the pump are solved from the balance at rest.
"""

from dataclasses import replace

import numpy as np

from apanim.physics.patch import currents, init
from apanim.physics.potentials import inside_mM
from apanim.physics.sets import MembraneSet


def balance_at_rest(membrane: MembraneSet, cation_leak_mS_cm2: float) -> MembraneSet:
    """`membrane` with its Na+ and K+ leaks (of given sum) and pump set so that no species drifts at rest.

    Solves I_Na,total + 3 I_p = 0, I_K,total - 2 I_p = 0, g_Na,leak + g_K,leak = sum.
    """
    gated = currents(init(membrane), membrane)
    to_na = membrane.v_rest_mV - membrane.e_na_mV
    to_k = membrane.v_rest_mV - membrane.e_k_mV
    equations = np.array([[to_na, 0.0, 3.0], [0.0, to_k, -2.0], [1.0, 1.0, 0.0]])
    right = np.array([-gated.na_gated, -gated.k_gated, cation_leak_mS_cm2])
    g_na, g_k, pump = np.linalg.solve(equations, right).tolist()
    return replace(membrane, g_na_leak_mS_cm2=g_na, g_k_leak_mS_cm2=g_k, pump_uA_cm2=pump)


_REST_MV, _CELSIUS, _CL_OUT_MM = -70.0, 37.0, 110.0

TEXTBOOK = balance_at_rest(
    MembraneSet(
        name="TEXTBOOK",
        source="Hodgkin & Huxley 1952 rates, recalibrated by this project to textbook values",
        temperature_C=_CELSIUS, phi=2.5, u_zero_mV=-70.0, shift_m_mV=4.0, shift_h_mV=8.0, shift_n_mV=12.0,
        c_uF_cm2=1.0, v_rest_mV=_REST_MV,
        g_na_mS_cm2=32.0, g_k_mS_cm2=9.0, g_cl_leak_mS_cm2=0.30,
        na_out_mM=145.0, na_in_mM=15.0,
        k_out_mM=5.0, k_in_mM=140.0,
        cl_out_mM=_CL_OUT_MM, cl_in_mM=inside_mM(-1, _CL_OUT_MM, _REST_MV, _CELSIUS),  # passive: 8.0 mM
    ),
    cation_leak_mS_cm2=0.300,
)  # fmt: skip
