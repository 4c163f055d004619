"""What stands in the close-up besides the membrane: the electrodes and, at a synapse, the other cell.

Both are drawn in assets/layers/membrane; the boxes are theirs.
"""

from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.proteins import Kind
from apanim.particles.transmitter import VESICLE_NM, VESICLES_NM
from apanim.picture.scenery import art
from apanim.picture.stage import MID_X, Box
from apanim.picture.theme import colour
from apanim.picture.views.membrane.geometry import MID_Y

PIPETTE_BOX: Box = (1690, 390, 1754, 730)
REFERENCE_BOX: Box = (1540, 390, 1580, 470)
BOUTON_BOX: Box = (640, 0, 1236, 196)


def has_synapse(layout: Layout) -> bool:
    """Whether the scene shows a synapse."""
    return len(layout.sites(Kind.LIGAND_CHANNEL)) > 0


def bouton() -> str:
    """SVG of the other cell's ending, a soft bulb above the membrane, with its vesicles."""
    return art("membrane/bouton") + "".join(_vesicle(x, y) for x, y in (VESICLES_NM * PX_PER_NM).tolist())


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
