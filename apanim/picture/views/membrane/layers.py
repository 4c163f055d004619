"""The still layers of the close-up by name."""

from collections.abc import Callable, Mapping

from apanim.picture import svg
from apanim.picture.drawlist import Scenery
from apanim.picture.rigs import rig_markup
from apanim.picture.scenery import TALL, Layer, art
from apanim.picture.stage import HEIGHT, WIDTH
from apanim.picture.views.membrane.bilayer import BEYOND_PX, bilayer
from apanim.picture.views.membrane.fixtures import bouton, bouton_open

# What a far plane may show of itself, and the membrane's own; from above the stage the most.
_WIDER = (-60, -60, WIDTH + 120, HEIGHT + 380)
_ALONG = (-BEYOND_PX, 0, WIDTH + 2 * BEYOND_PX, HEIGHT)


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
