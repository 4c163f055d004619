"""`SPINY_DENDRITE`: a stretch of dendrite full of receptors, as the lecture's synapse opens it.

`TEXTBOOK` without voltage-gated channels; its leak gives it 12.5 kOhm cm2, as pyramidal dendrites have
(Stuart & Spruston 1998, J Neurosci 18:3501). Receptors as dense as `RECEPTORS_MS_CM2` lift it by some
12 mV at one release: an input that alone does not reach the spike's threshold.
"""

from dataclasses import replace

from apanim.physics.textbook import TEXTBOOK, balance_at_rest

LEAK_MS_CM2 = 0.04  # of the cations, and as much of Cl-
RECEPTORS_MS_CM2 = 0.40  # all open: about one AMPA receptor of 15 pS on every four square micrometres

SPINY_DENDRITE = balance_at_rest(
    replace(
        TEXTBOOK, name="spiny dendrite",
        source="TEXTBOOK without voltage-gated channels; leak after Stuart & Spruston 1998",
        g_na_mS_cm2=0.0, g_k_mS_cm2=0.0, g_cl_leak_mS_cm2=LEAK_MS_CM2,
    ),
    cation_leak_mS_cm2=LEAK_MS_CM2,
)  # fmt: skip
