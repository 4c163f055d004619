"""The recording pipette through the membrane and the reference outside; their leads go to the panel."""

from apanim.picture import svg
from apanim.picture.stage import Box
from apanim.picture.theme import colour, ramp
from apanim.picture.views.membrane.geometry import place

PIPETTE_X, REFERENCE_X = 1722, 1560
LEADS_FROM_Y = 390  # the foot of the trace panel
PIPETTE_BOX: Box = (1690, LEADS_FROM_Y, 1754, 730)
REFERENCE_BOX: Box = (1540, LEADS_FROM_Y, 1580, 470)

_HOLDER_DROP, _TIP_DY = 34, 158
_HALF = 17  # half-width of the glass at its holder


def electrodes() -> str:
    """SVG of both electrodes, transparent elsewhere, over the whole frame."""
    top = LEADS_FROM_Y + _HOLDER_DROP
    return _defs() + _lead(PIPETTE_X, top) + _lead(REFERENCE_X, top) + _pellet(top) + _pipette(top)


def _defs() -> str:
    glass = list(
        zip((0, 0.25, 0.6, 0.85, 1), ramp("electrode.glass"), (0.75, 0.28, 0.12, 0.38, 0.55), strict=True)
    )
    metal = list(zip((0, 0.4, 1), ramp("electrode.metal"), strict=True))
    return f"<defs>{svg.linear('glass', glass, 0, 0, 1, 0)}{svg.linear('metal', metal, 0, 0, 1, 0)}</defs>"


def _lead(x: float, top: float) -> str:
    wire = f"M{x},{LEADS_FROM_Y}V{top + 4}"
    edge, metal = ramp("electrode.lead")
    return (
        f'<path d="{wire}" stroke="{edge}" stroke-width="9" opacity=".6"/>'
        f'<path d="{wire}" stroke="{metal}" stroke-width="4"/>'
    )


def _pellet(top: float) -> str:
    return (
        f'<rect x="{REFERENCE_X - 11}" y="{top - 4}" width="22" height="40" rx="9" fill="url(#metal)" '
        f'stroke="{colour("electrode.metal_edge")}" stroke-width="1.4"/>'
    )


def _pipette(top: float) -> str:
    x, w = PIPETTE_X, _HALF
    tip_x, tip_y = place(x, 0, _TIP_DY)
    glass = (
        f"M{x - w},{top} C{x - w},{top + 70} {x - 9},{top + 110} {tip_x - 3.5:.1f},{tip_y:.1f} "
        f"L{tip_x + 3.5:.1f},{tip_y:.1f} C{x + 9},{top + 110} {x + w},{top + 70} {x + w},{top} Z"
    )
    return (
        f'<path d="{glass}" fill="{colour("electrode.fill")}" fill-opacity=".22"/>'
        f'<path d="{glass}" fill="url(#glass)" stroke="{colour("electrode.edge")}" stroke-opacity=".8" '
        'stroke-width="1.8" stroke-linejoin="round"/>'
        f'<path d="M{x},{top} L{tip_x:.1f},{tip_y - 60:.1f}" stroke="{colour("electrode.wire")}" '
        'stroke-width="2.6" stroke-linecap="round" opacity=".9"/>'
        f'<rect x="{x - w - 4}" y="{top - 10}" width="{2 * w + 8}" height="20" rx="6" fill="url(#metal)" '
        f'stroke="{colour("electrode.metal_edge")}" stroke-width="1.4"/>'
        f'<path d="M{x - w + 6},{top + 18} C{x - w + 6},{top + 70} {x - 6},{top + 100} '
        f'{x - 4},{top + 150}" '
        f'fill="none" stroke="{colour("electrode.glint")}" stroke-width="3.4" stroke-linecap="round" '
        'opacity=".75"/>'
    )
