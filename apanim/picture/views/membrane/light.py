"""Light that happens: the glow of a depolarised membrane, brightest under its open sodium pores."""

from apanim.picture.drawlist import Glow, Scenery
from apanim.picture.theme import ramp
from apanim.picture.views.membrane.geometry import foot
from apanim.picture.views.membrane.proteins import Posed

_REST_mV, _SPAN_mV = -70.0, 110.0
_BELOW_PX, _RX, _RY = 130, 330, 210
_PORE, _AMBIENT = 0.50, 0.16  # opacity of full light under an open pore, and under any sodium channel
_BAND = 0.85


def depolarisation(v_mV: float) -> float:
    """0 at rest and below, 1 at +40 mV: how bright the membrane is."""
    return min(max((v_mV - _REST_mV) / _SPAN_mV, 0.0), 1.0)


def pore_lights(v_mV: float, proteins: list[Posed]) -> list[Glow]:
    """Warm light in the cytoplasm below the channels that let sodium in."""
    bright = depolarisation(v_mV)
    first, middle, last = ramp("light.depolarised")
    stops = ((0.0, first, 0.85), (0.35, middle, 0.45), (1.0, last, 0.0))
    return [
        Glow(p.x, foot(p.x).y + _BELOW_PX, _RX, _RY, stops, opacity)
        for p in proteins
        if p.lets_sodium_in and (opacity := bright * (_AMBIENT + (_PORE - _AMBIENT) * p.glow)) > 0.01
    ]


def band(v_mV: float) -> list[Scenery]:
    """The line of light along the inner face."""
    opacity = _BAND * depolarisation(v_mV)
    return [Scenery("membrane/band", opacity, additive=True)] if opacity > 0.01 else []
