"""The box of true scale as the physics counts it, for who draws it."""

from apanim.physics.slab import SLAB, WATER_UM2_MS, Slab, na_channels_um2, through_open_ms

__all__ = ["SLAB", "WATER_UM2_MS", "Slab", "na_channels_um2", "through_open_ms"]
