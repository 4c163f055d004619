"""The still layers by name: SVG over the whole frame, and how fine each must be drawn."""

from functools import partial
from typing import NamedTuple

from apanim.picture import svg
from apanim.picture.axon import body as axon_body
from apanim.picture.axon import light as axon_light
from apanim.picture.backdrop import WIDER, backdrop, vignette
from apanim.picture.bilayer import bilayer
from apanim.picture.bouton import bouton
from apanim.picture.drawlist import Scenery
from apanim.picture.electrode import electrodes
from apanim.picture.neuron import backdrop as neuron_backdrop
from apanim.picture.neuron import key as neuron_key
from apanim.picture.neuron import synapses as neuron_synapses
from apanim.picture.rigs import rig_markup
from apanim.picture.stage import HEAD_DY, HEIGHT, WIDTH, membrane_y
from apanim.picture.theme import colour


class Layer(NamedTuple):
    """`markup` in `window` (left, top, width, height); if soft, drawn at `fineness` of the size.

    If `filled`, nearly all of the window is, and need not be looked for. What lies sharp `over` a soft
    layer is drawn by itself.
    """

    markup: str
    fineness: float = 1.0
    window: tuple[float, float, float, float] = (0, 0, WIDTH, HEIGHT)
    filled: bool = False
    over: str = ""


def layer(item: Scenery) -> Layer:
    """The layer that `item` names. Raises KeyError for a name that is not one."""
    if item.name == "bilayer":
        return Layer(bilayer(item.proteins))
    return {
        "backdrop": lambda: Layer(backdrop(), 1 / 3, WIDER, filled=True),
        "band": lambda: Layer(_band(), 0.25),
        "bouton": lambda: Layer(bouton()),
        "electrode": lambda: Layer(electrodes()),
        "close_na": lambda: Layer(_close("ion_na", -14, 300, 5.2, 0.55), 0.5),
        "close_k": lambda: Layer(_close("ion_k", 1932, 968, 4.6, 0.5), 0.5),
        "vignette": lambda: Layer(vignette(), 0.25),
        "axon_back": lambda: Layer(axon_body.water(), 1 / 3, filled=True, over=axon_body.inside()),
        "axon_walls": lambda: Layer(axon_body.walls_and_ends()),
        "neuron_water": lambda: Layer(neuron_backdrop.water(), 1 / 3),
        "neuron_synapses": lambda: Layer(neuron_synapses.layer()),
        "neuron_key_top": lambda: Layer(neuron_key.bar("top")),
        "neuron_key_low": lambda: Layer(neuron_key.bar("low")),
        "neuron_key_lifted": lambda: Layer(neuron_key.bar("lifted")),
        "neuron_cell": lambda: Layer(neuron_backdrop.on_the_cell()),
        **{name: partial(Layer, markup) for name, markup in axon_light.layers().items()},
    }[item.name]()


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
