"""How far an ion wanders on its own: diffusion in the water of a cell."""

from math import sqrt

# um2/ms at 25 deg C in water: Hille 2001, Ion Channels of Excitable Membranes, table 10.1.
WATER_UM2_MS = {"na": 1.33, "k": 1.96, "cl": 2.03}


def wandered_um(ion: str, time_ms: float) -> float:
    """Root mean square distance (um) of an ion from where it was `time_ms` ago: sqrt(6 D t).

    In a cell it is a little less: its proteins are in the way.
    """
    return sqrt(6.0 * WATER_UM2_MS[ion] * time_ms)
