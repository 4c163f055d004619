"""`SQUID_1952`: the giant axon of Hodgkin & Huxley 1952, J Physiol 117:500, table 3, at 6.3 deg C.

The paper gives reversal potentials, not concentrations, and keeps them when it warms the axon. Na+ and Cl-
outside are sea water's, K+ inside is axoplasm's (Hodgkin 1964, The Conduction of the Nervous Impulse: 440,
560, 400 mM); the other side of each pair is what Nernst needs for the paper's potentials. The leak,
"chloride and other ions", runs as Cl-. Its potential is the one that makes rest exactly -65 mV (the usual
-54.387 rests at -64.996). There is no pump in the paper, so Na+ and K+ drift at rest.
"""

from apanim.physics.potentials import inside_mM
from apanim.physics.sets import MembraneSet

E_NA_MV, E_K_MV, E_LEAK_MV = 50.0, -77.0, -54.401_08
_CELSIUS = 6.3

SQUID_1952 = MembraneSet(
    name="SQUID_1952", source="Hodgkin & Huxley 1952, J Physiol 117:500",
    temperature_C=_CELSIUS, reversal_C=_CELSIUS, q10=3.0, phi=1.0, u_zero_mV=-65.0,
    c_uF_cm2=1.0, v_rest_mV=-65.0,
    g_na_mS_cm2=120.0, g_k_mS_cm2=36.0, g_cl_leak_mS_cm2=0.3,
    na_out_mM=440.0, na_in_mM=inside_mM(+1, 440.0, E_NA_MV, _CELSIUS),
    k_out_mM=400.0**2 / inside_mM(+1, 400.0, E_K_MV, _CELSIUS), k_in_mM=400.0,
    cl_out_mM=560.0, cl_in_mM=inside_mM(-1, 560.0, E_LEAK_MV, _CELSIUS),
)  # fmt: skip
