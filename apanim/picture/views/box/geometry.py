"""Where the box of true scale is in the picture: a nanometre is 32 px of it."""

from typing import Any

from apanim import lies
from apanim.picture.design_frame import MID_X
from apanim.tape.slab import SLAB

PX_PER_NM = 32.0
MID_Y = 556.0  # of the membrane
FACE_NM = SLAB.membrane_nm / 2
EDGE_NM = 1.0  # beyond the frame's sides, where what leaves on one side comes back on the other
HALF_NM = SLAB.width_nm / 2 + EDGE_NM
CHANNEL_X = 640.0  # where the one channel stands
CHANNEL_SCALE = 1.3  # of its rig, which then is 10 nm wide, as a Na+ channel with its voltage sensors is
BENT_X = MID_X  # right of it the picture is as the lecture's, where that is asked for
_FIRST = 1120.0
NEIGHBOURS = tuple(  # rigs and places of the lecture's row in the bent half
    (rig, _FIRST + k * PX_PER_NM * lies.CHANNEL_SPACING.value)
    for k, rig in enumerate(("leak_k", "k_channel", "na_channel", "pump"))
)


def to_px(x_nm: Any, y_nm: Any) -> tuple[Any, Any]:
    """Where places (nm, y outwards from the mid-plane) are in the picture; arrays of any shape."""
    return MID_X + PX_PER_NM * x_nm, MID_Y - PX_PER_NM * y_nm
