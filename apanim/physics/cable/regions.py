"""The membranes of a neuron's regions, and of axons: the lecture's own, with other numbers of channels.

Every one has `TEXTBOOK`'s gates, concentrations and temperature; leaks and pump are balanced anew for each,
so that all rest at -70 mV. The initial segment has by far the most channels (Kole et al. 2008, Nat Neurosci
11:178: some 50 times the proximal dendrite).
"""

from dataclasses import replace

from apanim.physics.sets import MembraneSet
from apanim.physics.textbook import TEXTBOOK, balance_at_rest

WRAPPINGS = 60  # of the lecture neuron's internodes, of two membranes each, in series


def region(name: str, g_na_mS_cm2: float, g_k_mS_cm2: float, leak_mS_cm2: float) -> MembraneSet:
    """`TEXTBOOK` with other densities, balanced to its rest; `leak` is the cations' and also the Cl-'s."""
    changed = replace(
        TEXTBOOK, name=f"TEXTBOOK {name}", g_na_mS_cm2=g_na_mS_cm2, g_k_mS_cm2=g_k_mS_cm2,
        g_na_leak_mS_cm2=0.0, g_k_leak_mS_cm2=0.0, g_cl_leak_mS_cm2=leak_mS_cm2, pump_uA_cm2=0.0,
    )  # fmt: skip
    return balance_at_rest(changed, leak_mS_cm2)


STEM = region("stem", 12.0, 3.0, 0.05)
DENDRITE = region("dendrite", 0.0, 0.0, 0.05)
SOMA = region("soma", 30.0, 8.0, 0.05)
HILLOCK = region("hillock", 60.0, 15.0, 0.15)
TRIGGER_ZONE = region("initial segment", 600.0, 130.0, 0.4)
AXON = region("axon", 60.0, 15.0, 0.15)
NODE = region("node", 200.0, 45.0, 0.8)
INTERNODE = replace(
    region("internode", 0.0, 0.0, 0.05 / (2 * WRAPPINGS)), c_uF_cm2=TEXTBOOK.c_uF_cm2 / (2 * WRAPPINGS)
)
