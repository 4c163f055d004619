"""The still layers of the close-up by name."""

from collections.abc import Callable, Mapping

from apanim.picture import svg
from apanim.picture.drawlist import Scenery
from apanim.picture.rigs import rig_markup
from apanim.picture.scenery import Layer
from apanim.picture.theme import colour
from apanim.picture.views.membrane.backdrop import WIDER, backdrop, vignette
from apanim.picture.views.membrane.bilayer import bilayer
from apanim.picture.views.membrane.bouton import bouton
from apanim.picture.views.membrane.electrode import electrodes
from apanim.picture.views.membrane.geometry import HEAD_DY, membrane_y


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    return {
        "backdrop": lambda _: Layer(backdrop(), 1 / 3, WIDER, filled=True),
        "band": lambda _: Layer(_band(), 0.25),
        "bilayer": lambda item: Layer(bilayer(item.proteins)),
        "bouton": lambda _: Layer(bouton()),
        "electrode": lambda _: Layer(electrodes()),
        "close_na": lambda _: Layer(_close("ion_na", -14, 300, 5.2, 0.55), 0.5),
        "close_k": lambda _: Layer(_close("ion_k", 1932, 968, 4.6, 0.5), 0.5),
        "vignette": lambda _: Layer(vignette(), 0.25),
    }


def _band() -> str:
    """The light of a depolarised membrane along its inner face."""
    line = svg.wavy(lambda x: float(membrane_y(x)) + HEAD_DY)
    return (
        f"<defs>{svg.blur('far', 22, (-60, 480, 2040, 300))}</defs>"
        f'<path d="{line}" fill="none" stroke="{colour("light.band")}" stroke-opacity=".55" '
        'stroke-width="62" filter="url(#far)"/>'
    )


def _close(rig: str, x: float, y: float, scale: float, opacity: float) -> str:
    """An ion close to the lens, at the frame's edge, never over text."""
    near = svg.blur("near", 8 / scale, (-22, -22, 44, 44))
    return (
        f'<defs>{near}</defs><g transform="translate({x:g} {y:g}) scale({scale:g})" opacity="{opacity:g}" '
        f'filter="url(#near)">{rig_markup(rig)}</g>'
    )
