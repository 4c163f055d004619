"""The charges on the membrane's two faces, as chips whose sign is the sign of the membrane potential."""

from functools import cache, lru_cache

from apanim.particles.proteins import PROTEINS
from apanim.picture.design_frame import WIDTH
from apanim.picture.drawlist import Sprite
from apanim.picture.membrane_parts import SHRUNK, BALANCE_mV, chip_opacity
from apanim.picture.rigs import rig
from apanim.picture.views.membrane.bilayer import Proteins
from apanim.picture.views.membrane.fixtures import PIPETTE_BOX, REFERENCE_BOX
from apanim.picture.views.membrane.geometry import CHIP_DY, membrane_y

_PITCH = 42
_SIZES = 16  # drawn between its smallest and its full size


def chips(v_mV: float, proteins: Proteins) -> list[Sprite]:
    """The chips on both faces: they shrink, change their sign and grow as the potential passes zero."""
    return list(_chips(float(chip_opacity(v_mV)), v_mV > BALANCE_mV, proteins))


@lru_cache(maxsize=16)  # but when the potential passes zero they are all there
def _chips(opacity: float, inside_positive: bool, proteins: Proteins) -> tuple[Sprite, ...]:
    if opacity == 0.0:
        return ()
    scale = SHRUNK + (1.0 - SHRUNK) * round(opacity * _SIZES) / _SIZES
    return tuple(
        Sprite(
            "charge_plus" if inside == inside_positive else "charge_minus",
            x,
            y,
            scale=scale,
            opacity=opacity,
        )
        for inside in (False, True)
        for x, y in _places(proteins, inside)
    )


@cache
def _places(proteins: Proteins, inside: bool) -> tuple[tuple[float, float], ...]:
    dy = CHIP_DY if inside else -CHIP_DY
    out = []
    for left, right in _gaps(proteins, inside):
        count = max(1, int((right - left + 16) // _PITCH))
        for i in range(count):
            x = (left + right) / 2 + (i - (count - 1) / 2) * _PITCH
            out.append((x, float(membrane_y(x)) + dy))
    return tuple(out)


def _gaps(proteins: Proteins, inside: bool) -> list[tuple[float, float]]:
    """Free stretches of one face, left to right."""
    taken = [(PIPETTE_BOX[0], PIPETTE_BOX[2])]
    if not inside:
        taken.append((REFERENCE_BOX[0], REFERENCE_BOX[2]))
    hangs = {one.rig: one.hangs_px for one in PROTEINS}
    for name, x in proteins:
        half = rig(name).half_width + 16
        left, right = (inside and hangs.get(name)) or (half, half)
        taken.append((x - left, x + right))
    gaps, at = [], 24.0
    for left, right in sorted(taken):
        if left - at > 20:
            gaps.append((at, left))
        at = max(at, right)
    return [*gaps, (at, WIDTH - 20.0)] if WIDTH - 20.0 - at > 20 else gaps
