"""What stands in the close-up besides the membrane: the electrodes and, at a synapse, the other cell;
and all still layers of the view by name.

Both are drawn in assets/layers/membrane; the boxes are theirs.
"""

from collections.abc import Callable, Mapping

from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.proteins import Kind
from apanim.particles.transmitter import VESICLE_NM, VESICLES_NM, Transmitter
from apanim.picture import svg
from apanim.picture.design_frame import HEIGHT, MID_X, WIDTH, Box
from apanim.picture.drawlist import Scenery
from apanim.picture.easing import smooth
from apanim.picture.rigs import rig_markup
from apanim.picture.scenery import TALL, Layer, art
from apanim.picture.theme import colour
from apanim.picture.views.membrane.bilayer import BEYOND_PX, bilayer
from apanim.picture.views.membrane.geometry import MID_Y

# What a far plane may show of itself, and the membrane's own; from above the stage the most.
_WIDER = (-60, -60, WIDTH + 120, HEIGHT + 380)
_ALONG = (-BEYOND_PX, 0, WIDTH + 2 * BEYOND_PX, HEIGHT)
PIPETTE_BOX: Box = (1690, 390, 1754, 730)
REFERENCE_BOX: Box = (1540, 390, 1580, 470)
BOUTON_BOX: Box = (640, 0, 1236, 196)
_RADIUS, _GAP = VESICLE_NM * PX_PER_NM, 17.0  # of a vesicle; half of its opening, px


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    return {
        "backdrop": lambda _: Layer(art("membrane/backdrop"), 1 / 3, _WIDER, filled=True),
        "backdrop_tall": lambda _: Layer(art("membrane/backdrop"), 1 / 3, TALL, filled=True),
        "band": lambda _: Layer(art("membrane/band"), 0.25, _ALONG),
        "bilayer": lambda item: Layer(bilayer(item.proteins), window=_ALONG),
        "bouton": lambda _: Layer(bouton()),
        "bouton_open": lambda _: Layer(bouton_open()),
        "electrode": lambda _: Layer(art("membrane/electrode")),
        "close_na": lambda _: Layer(_close("ion_na", -14, 300, 5.2, 0.55), 0.5),
        "close_k": lambda _: Layer(_close("ion_k", 1932, 968, 4.6, 0.5), 0.5),
        "vignette": lambda _: Layer(art("membrane/vignette"), 0.25),
        "vignette_tall": lambda _: Layer(art("membrane/vignette"), 0.25, TALL),
    }


def _close(rig: str, x: float, y: float, scale: float, opacity: float) -> str:
    """An ion close to the lens, at the frame's edge, never over text."""
    near = svg.blur("near", 8 / scale, (-22, -22, 44, 44))
    return (
        f'<defs>{near}</defs><g transform="translate({x:g} {y:g}) scale({scale:g})" opacity="{opacity:g}" '
        f'filter="url(#near)">{rig_markup(rig)}</g>'
    )


def has_synapse(layout: Layout) -> bool:
    """Whether the scene shows a synapse."""
    return len(layout.sites(Kind.LIGAND_CHANNEL)) > 0


def ending(molecules: Transmitter) -> tuple[Scenery, ...]:
    """The other cell's ending, its vesicles shut, or as far open as they have fused."""
    fused = round(smooth(float(molecules.fused[0])), 2)
    whole = (Scenery("membrane/bouton"),) if fused < 1.0 else ()
    return (*whole, Scenery("membrane/bouton_open", fused)) if fused > 0.0 else whole


def bouton() -> str:
    """SVG of the other cell's ending, a soft bulb above the membrane, with its vesicles."""
    return art("membrane/bouton") + "".join(_vesicle(x, y) for x, y in _middles())


def bouton_open() -> str:
    """SVG of the same once its vesicles have fused with its wall: each is a bay of the cleft."""
    bays = "".join(
        f'<circle cx="{x:g}" cy="{y:g}" r="{_RADIUS:g}" fill="#000"/>'
        f'<rect x="{x - _GAP:g}" y="{y:g}" width="{2 * _GAP:g}" height="{_RADIUS + 9:g}" fill="#000"/>'
        for x, y in _middles()
    )
    mask = f'<mask id="bays"><rect width="1920" height="1080" fill="#fff"/>{bays}</mask>'
    return f'<defs>{mask}</defs><g mask="url(#bays)">{art("membrane/bouton")}</g>' + "".join(
        _bay(x, y) for x, y in _middles()
    )


def _middles() -> list[tuple[float, float]]:
    return [(MID_X + x, MID_Y - y) for x, y in (VESICLES_NM * PX_PER_NM).tolist()]


def _bay(x: float, y: float) -> str:
    """The skin of a bay: most of a circle, its ends turned outwards into the wall."""
    low = y + (_RADIUS**2 - _GAP**2) ** 0.5
    skin = colour("bouton.vesicle_skin")
    way = (
        f"M{x - _GAP - 9:g},{low + 8:g} Q{x - _GAP:g},{low + 7:g} {x - _GAP:g},{low:g} "
        f"A{_RADIUS:g},{_RADIUS:g} 0 1 1 {x + _GAP:g},{low:g} "
        f"Q{x + _GAP:g},{low + 7:g} {x + _GAP + 9:g},{low + 8:g}"
    )
    return "".join(
        f'<path d="{way}" fill="none" stroke="{skin}" stroke-opacity="{opacity}" stroke-width="{width}"/>'
        for opacity, width in ((0.4, 8), (0.9, 2.4))
    )


def _vesicle(x: float, y: float) -> str:
    place, radius = f'cx="{x:g}" cy="{y:g}"', _RADIUS
    inside, skin = colour("bouton.vesicle"), colour("bouton.vesicle_skin")
    return (
        f'<circle {place} r="{radius:g}" fill="{inside}" fill-opacity=".8" stroke="{skin}" '
        f'stroke-opacity=".4" stroke-width="8"/>'
        f'<circle {place} r="{radius:g}" fill="none" stroke="{skin}" stroke-opacity=".9" '
        'stroke-width="2.4"/>'
    )
