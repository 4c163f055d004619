"""The synapses: endings of other neurons on this one, and their light while their channels conduct.

An excitatory ending is round, green and marked +; an inhibitory one is flat, pale and marked −.
"""

import math
from functools import cache
from typing import NamedTuple

from apanim.picture import svg
from apanim.picture.drawlist import Glow, Item, Text
from apanim.picture.theme import colour, ramp
from apanim.picture.views.neuron.geometry import SOMA_X, SOMA_Y, spot
from apanim.script.timeline import at_tick
from apanim.tape import CableTape
from apanim.tape.morphology import unmyelinated

R = 17.0  # of an ending
_OFF = 22.0  # from the dendrite's middle to the ending's
_FIBRE = 120.0
_FROM_DEG = {"left": 196.0, "upper": -22.0, "right": 62.0, "lower": -14.0, "inhibitory": 62.0}
_SOMA_AT = (70.0, 66.0)  # where an ending sits on the soma, by its angle from the middle
_FULL = 0.55  # of the receptors open make the brightest light


class Ending(NamedTuple):
    """Where an ending touches, where its middle is, the way to it (radians), and whether it excites."""

    touch: tuple[float, float]
    middle: tuple[float, float]
    way: float
    excites: bool


@cache
def _ending(name: str, section: str, share: float, excites: bool) -> Ending:
    way = math.radians(_FROM_DEG.get(name, 0.0))
    cos, sin = math.cos(way), math.sin(way)
    if section == "soma":
        x, y = SOMA_X + _SOMA_AT[0] * 1.25 * cos, SOMA_Y + _SOMA_AT[1] * 1.25 * sin
    else:
        x, y = spot(section, share)
    return Ending((x, y), (x + _OFF * cos, y + _OFF * sin), way, excites)


@cache
def endings() -> dict[str, Ending]:
    """The ending of every synapse of the lecture's neuron, by its name."""
    return {
        name: _ending(name, s.section, s.place, s.receptor.reversal_mV is not None)
        for name, s in unmyelinated().synapses.items()
    }


def layer() -> str:
    """All endings with their fibres, as markup over the frame."""
    return _defs() + "".join(_excitatory(e) if e.excites else _inhibitory(e) for e in endings().values())


def lights(tape: CableTape, tick: int) -> list[Item]:
    """The light of the synapses that conduct at `tick`: warm where they excite, pale where they inhibit."""
    out: list[Item] = []
    for name, conductance in tape.conductance_uS.items():
        g_nS = 1e3 * at_tick(conductance, tick)
        strength = min(g_nS / (_FULL * tape.plan.synapse[name].g_nS), 1.0)
        if strength > 0.01:
            out += _light(endings()[name], math.sqrt(strength))
    return out


def marks() -> list[Item]:
    """+ and − on the endings."""
    out: list[Item] = []
    for e in endings().values():
        role = "neuron.excites_ink" if e.excites else "neuron.inhibits_ink"
        x, y = e.middle
        out.append(Text(x, y + 10.5, "+" if e.excites else "−", 30, 800, colour(role), "middle"))
    return out


def _light(e: Ending, strength: float) -> list[Item]:
    bright, deep = ramp("neuron.excites_light" if e.excites else "neuron.inhibits_light")
    stops = ((0.0, bright, 0.95), (0.22, bright, 0.6), (0.5, deep, 0.30), (1.0, deep, 0.0))
    x, y = e.touch[0] + 0.3 * (e.middle[0] - e.touch[0]), e.touch[1] + 0.3 * (e.middle[1] - e.touch[1])
    return [Glow(x, y, 46, 46, stops, strength)]


def _defs() -> str:
    green, pale = ramp("neuron.excites"), ramp("neuron.inhibits")
    fibre = ramp("neuron.fibre")
    return "<defs>" + "".join((
        svg.radial("exc", [(0, green[0]), (0.55, green[1]), (1, green[2])], 0.4, 0.36, 0.7),
        svg.radial("inh", [(0, pale[0]), (0.55, pale[1]), (1, pale[2])], 0.4, 0.36, 0.75),
        svg.linear("fib", [(0, fibre[0], 0), (0.7, fibre[0], 0.8), (1, fibre[1], 0.95)], -_FIBRE, 0, 0, 0,
                   absolute=True),
        svg.blur("cast", 3, (-60, -60, 120, 120)),
    )) + "</defs>"  # fmt: skip


def _fibre(e: Ending) -> str:
    """The last piece of the other neuron's axon, which comes out of the dark."""
    turn = math.degrees(e.way) + 180
    x, y = e.middle
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f})">'
        f'<path d="M{-_FIBRE:g},14 C{-_FIBRE * 0.6:g},14 {-_FIBRE * 0.5:g},-2 {-R + 2:g},0" fill="none" '
        'stroke="url(#fib)" stroke-width="8" stroke-linecap="round"/></g>'
    )


def _excitatory(e: Ending) -> str:
    x, y = e.middle
    shade, edge = colour("neuron.cast"), colour("neuron.excites_edge")
    return (
        f'{_fibre(e)}<g transform="translate({x:.1f} {y:.1f})">'
        f'<circle cx="4" cy="6" r="{R:g}" fill="{shade}" opacity=".5" filter="url(#cast)"/>'
        f'<circle r="{R:g}" fill="url(#exc)" stroke="{edge}" stroke-width="2"/></g>'
    )


def _inhibitory(e: Ending) -> str:
    """Flat against the membrane."""
    x, y = e.middle
    shade, edge, turn = colour("neuron.cast"), colour("neuron.inhibits_edge"), math.degrees(e.way)
    body = f'x="{-R * 0.82:g}" y="{-R * 1.35:g}" width="{R * 1.64:g}" height="{R * 2.7:g}" rx="8"'
    return (
        f'{_fibre(e)}<g transform="translate({x:.1f} {y:.1f})">'
        f'<g transform="rotate({turn:.1f})"><rect {body} fill="{shade}" opacity=".5" filter="url(#cast)" '
        f'transform="translate(5 5)"/><rect {body} fill="url(#inh)" stroke="{edge}" stroke-width="2"/>'
        "</g></g>"
    )
