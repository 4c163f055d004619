"""Where the parts of a clamp's stage stand on its plate: V, what flows, I against V, and the numbers."""

from typing import NamedTuple

from apanim.picture.stage import Box

_LEFT_PX, _TOP_PX, _BOTTOM_PX, _INSET_PX = 104.0, 20.0, 46.0, 28.0
_V_PX, _GAP_PX = 64.0, 32.0  # of V's row, and between it and what flows
_IV_SHARE = 0.45  # of the plate's width at most
_COLUMN_PX, _IV_PX, _IV_LEFT_PX, _IV_RIGHT_PX = 330.0, 600.0, 90.0, 44.0
NARROW_PX = 1000.0  # of a plate in a stacked frame: its numbers stand above
_HEAD_PX, _NARROW_V_PX, _NARROW_GAP_PX, _NARROW_IV_PX = 80.0, 0.2, 16.0, 320.0


class Layout(NamedTuple):
    """Boxes on the plate. `iv` is that of I against V, if it is shown; numbers end at `right`."""

    v: Box
    beneath: Box
    iv: Box | None
    right: float
    narrow: bool


def layout(plate: Box, with_iv: bool) -> Layout:
    """The parts on a plate."""
    left, top, right, bottom = plate
    narrow = right - left < NARROW_PX
    base, first = bottom - _BOTTOM_PX, top + (_HEAD_PX if narrow else _TOP_PX)
    v_px = _NARROW_V_PX * (base - first) if narrow else _V_PX
    split = first + v_px + (_NARROW_GAP_PX if narrow else _GAP_PX)
    iv_px = min(_IV_PX, _IV_SHARE * (right - left))
    column = (_NARROW_IV_PX if with_iv else 40.0) if narrow else (iv_px if with_iv else _COLUMN_PX)
    edge = right - column
    iv = None
    if with_iv:
        far = right - (_INSET_PX if narrow else _IV_RIGHT_PX)
        iv = (edge + (24.0 if narrow else _IV_LEFT_PX), split, far, base)
    area = left + _LEFT_PX
    return Layout(
        (area, first, edge, first + v_px), (area, split, edge, base), iv, right - _INSET_PX, narrow
    )
