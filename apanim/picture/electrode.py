"""The recording pipette through the membrane and the reference outside; their leads go to the panel."""

from apanim.picture import svg
from apanim.picture.stage import Box, place

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
    glass = [(0, "#FFFFFF", 0.75), (0.25, "#CFE6FF", 0.28), (0.6, "#FFFFFF", 0.12), (0.85, "#CFE6FF", 0.38)]
    metal = [(0, "#F4F8FF"), (0.4, "#A9B6CC"), (1, "#4B5870")]
    return (
        f"<defs>{svg.linear('glass', [*glass, (1, '#FFFFFF', 0.55)], 0, 0, 1, 0)}"
        f"{svg.linear('metal', metal, 0, 0, 1, 0)}</defs>"
    )


def _lead(x: float, top: float) -> str:
    wire = f"M{x},{LEADS_FROM_Y}V{top + 4}"
    return (
        f'<path d="{wire}" stroke="#0A1322" stroke-width="9" opacity=".6"/>'
        f'<path d="{wire}" stroke="#C9D6EC" stroke-width="4"/>'
    )


def _pellet(top: float) -> str:
    return (
        f'<rect x="{REFERENCE_X - 11}" y="{top - 4}" width="22" height="40" rx="9" fill="url(#metal)" '
        'stroke="#20304C" stroke-width="1.4"/>'
    )


def _pipette(top: float) -> str:
    x, w = PIPETTE_X, _HALF
    tip_x, tip_y = place(x, 0, _TIP_DY)
    glass = (
        f"M{x - w},{top} C{x - w},{top + 70} {x - 9},{top + 110} {tip_x - 3.5:.1f},{tip_y:.1f} "
        f"L{tip_x + 3.5:.1f},{tip_y:.1f} C{x + 9},{top + 110} {x + w},{top + 70} {x + w},{top} Z"
    )
    return (
        f'<path d="{glass}" fill="#BFDCFF" fill-opacity=".22"/>'
        f'<path d="{glass}" fill="url(#glass)" stroke="#E6F2FF" stroke-opacity=".8" stroke-width="1.8" '
        'stroke-linejoin="round"/>'
        f'<path d="M{x},{top} L{tip_x:.1f},{tip_y - 60:.1f}" stroke="#F4F8FF" stroke-width="2.6" '
        'stroke-linecap="round" opacity=".9"/>'
        f'<rect x="{x - w - 4}" y="{top - 10}" width="{2 * w + 8}" height="20" rx="6" fill="url(#metal)" '
        'stroke="#20304C" stroke-width="1.4"/>'
        f'<path d="M{x - w + 6},{top + 18} C{x - w + 6},{top + 70} {x - 6},{top + 100} '
        f'{x - 4},{top + 150}" '
        'fill="none" stroke="#fff" stroke-width="3.4" stroke-linecap="round" opacity=".75"/>'
    )
