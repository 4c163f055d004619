"""The ending of the other cell at a synapse: a soft bulb above the membrane, with its vesicles."""

from apanim.particles.layout import PX_PER_NM, Kind, Layout
from apanim.particles.transmitter import VESICLE_NM, VESICLES_NM
from apanim.picture import svg
from apanim.picture.stage import MID_X, Box
from apanim.picture.theme import colour, ramp
from apanim.picture.views.membrane.geometry import MID_Y

BOX: Box = (640, 0, 1236, 196)
_SHAPE = (
    "M812,-20 C800,0 690,-6 656,44 C626,92 640,156 716,180 C800,204 1090,206 1164,178 "
    "C1238,152 1246,88 1214,44 C1180,-4 1080,0 1068,-20 Z"
)


def here(layout: Layout) -> bool:
    """Whether the scene shows a synapse."""
    return len(layout.sites(Kind.LIGAND_CHANNEL)) > 0


def bouton() -> str:
    """SVG of the bulb and its vesicles, transparent elsewhere, over the whole frame."""
    top, bottom = ramp("bouton.fill")
    fill = svg.linear("bulb", [(0, top, 0.96), (1, bottom, 0.94)], 0, 0, 0, 1)
    skin, cast = colour("bouton.skin"), colour("bouton.cast")
    shade = svg.blur("shade", 14, (560, -60, 760, 340))
    return (
        f"<defs>{fill}{shade}</defs>"
        f'<path d="{_SHAPE}" fill="{cast}" fill-opacity=".55" filter="url(#shade)" '
        'transform="translate(6 14)"/>'
        f'<path d="{_SHAPE}" fill="url(#bulb)"/>'
        f'<path d="{_SHAPE}" fill="none" stroke="{skin}" stroke-opacity=".34" stroke-width="13"/>'
        f'<path d="{_SHAPE}" fill="none" stroke="{skin}" stroke-opacity=".85" stroke-width="3"/>'
        + "".join(_vesicle(x, y) for x, y in (VESICLES_NM * PX_PER_NM).tolist())
    )


def _vesicle(x: float, y: float) -> str:
    place = f'cx="{MID_X + x:g}" cy="{MID_Y - y:g}"'
    radius = VESICLE_NM * PX_PER_NM
    inside, skin = colour("bouton.vesicle"), colour("bouton.vesicle_skin")
    return (
        f'<circle {place} r="{radius:g}" fill="{inside}" fill-opacity=".8" stroke="{skin}" '
        f'stroke-opacity=".4" stroke-width="8"/>'
        f'<circle {place} r="{radius:g}" fill="none" stroke="{skin}" stroke-opacity=".9" '
        'stroke-width="2.4"/>'
    )
