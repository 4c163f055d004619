"""The still layers of the close-up by name, as SVG text, and how finely each needs to be drawn."""

from typing import NamedTuple

from apanim.picture import svg
from apanim.picture.backdrop import backdrop_svg, vignette_svg
from apanim.picture.bilayer import bilayer_svg
from apanim.picture.drawlist import Scenery
from apanim.picture.electrode import electrode_svg
from apanim.picture.rigs import rig_markup
from apanim.picture.stage import HEAD_DY, HEIGHT, WIDTH, membrane_y
from apanim.picture.theme import colour


class Layer(NamedTuple):
    """`markup`, a whole SVG over the frame. A layer out of focus may be drawn at `fineness` of the size."""

    markup: str
    fineness: float = 1.0


def layer(item: Scenery) -> Layer:
    """The layer that `item` names. Raises KeyError for a name that is not one."""
    if item.name == "bilayer":
        return Layer(bilayer_svg(item.proteins))
    return {
        "backdrop": lambda: Layer(backdrop_svg(), 0.5),
        "band": lambda: Layer(_band_svg(), 0.25),
        "electrode": lambda: Layer(electrode_svg()),
        "close_na": lambda: Layer(_close_svg("ion_na", -14, 300, 5.2, 0.55), 0.5),
        "close_k": lambda: Layer(_close_svg("ion_k", 1932, 968, 4.6, 0.5), 0.5),
        "vignette": lambda: Layer(vignette_svg(), 0.25),
    }[item.name]()


def _band_svg() -> str:
    """The light of a depolarised membrane along its inner face."""
    line = svg.wavy(lambda x: float(membrane_y(x)) + HEAD_DY)
    return svg.document(
        f"<defs>{svg.blur('far', 22, (-60, 480, 2040, 300))}</defs>"
        f'<path d="{line}" fill="none" stroke="{colour("light.band")}" stroke-opacity=".55" '
        'stroke-width="62" filter="url(#far)"/>',
        0, 0, WIDTH, HEIGHT,
    )  # fmt: skip


def _close_svg(rig: str, x: float, y: float, scale: float, opacity: float) -> str:
    """An ion close to the lens, at the frame's edge, never over text."""
    near = svg.blur("near", 8 / scale, (-22, -22, 44, 44))
    return svg.document(
        f'<defs>{near}</defs><g transform="translate({x:g} {y:g}) scale({scale:g})" opacity="{opacity:g}" '
        f'filter="url(#near)">{rig_markup(rig)}</g>',
        0,
        0,
        WIDTH,
        HEIGHT,
    )
