"""`RESTING`: a membrane that only leaks and pumps, to build the resting voltage from nothing.

`TEXTBOOK` without its voltage-gated channels, its leaks and pump solved anew so that it too rests at -70 mV
with no species drifting.
"""

from dataclasses import replace

from apanim.physics.textbook import TEXTBOOK, balance_at_rest

CATION_LEAK_MS_CM2 = 0.300  # as TEXTBOOK's

RESTING = balance_at_rest(
    replace(
        TEXTBOOK, name="RESTING", source="TEXTBOOK without voltage-gated channels",
        g_na_mS_cm2=0.0, g_k_mS_cm2=0.0,
    ),
    CATION_LEAK_MS_CM2,
)  # fmt: skip
