"""The neuron's silhouette as SVG: what melts together (soma, stems, axon), and the fine parts.

Nothing here has a colour of its own.
"""

import math
from functools import cache

import numpy as np

from apanim.picture import svg
from apanim.picture.drawlist import Silhouette
from apanim.picture.theme import colour
from apanim.picture.views.neuron.colour_scale import colour_scale
from apanim.picture.views.neuron.geometry import (
    BOUTON_R,
    SOMA_X,
    SOMA_Y,
    Float,
    axis,
    boutons,
    neurite_curve,
    terminal_curves,
)
from apanim.picture.views.neuron.samples import samples
from apanim.tape.morphology import STEM, Neurite, arbor

_SPINE_NECK, _SPINE_WIDTH, _SPINE_R = 4.5, 2.4, 2.7
_SOMA_R, _SOMA_WIDE, _SOMA_TALL = 84.6, 1.08, 0.96
_SWELLS = ((-160, 14.4), (-112, 10.8), (-66, 10.8), (172, 14.4), (132, 12.6), (92, 9.0), (4, 30.6))
_SWELL_RAD = 0.30


@cache
def silhouette() -> Silhouette:
    """The neuron as a canvas draws it."""
    dots = samples()
    return Silhouette(
        "neuron", melting(), fine(), dots.x, dots.y, dots.reach, colour_scale(), colour("neuron.rim"),
        colour("neuron.gloss"),
    )  # fmt: skip


@cache
def melting(fill: str = "#FFF") -> str:
    """Soma, stems and axon: parts that run into one another without a corner."""
    stems = " ".join(_tube(neurite_curve(n)) for n in arbor() if n.order == STEM)
    return "".join(f'<path d="{d}" fill="{fill}"/>' for d in (stems, soma_outline(), _tube(axis())))


@cache
def fine(fill: str = "#FFF") -> str:
    """Branches and twigs with their spines, the axon's terminals and their boutons."""
    tubes, spines, fibres = _fine_paths()
    ends = "".join(svg.circle(x, y, BOUTON_R, fill) for x, y in boutons())
    return (
        f'<path d="{tubes}" fill="{fill}"/><g fill="{fill}" stroke="{fill}" stroke-linecap="round">{spines}'
        f'</g><path d="{fibres}" fill="{fill}"/>{ends}'
    )


@cache  # the neurons far behind and the shadow have these too, in other colours
def _fine_paths() -> tuple[str, str, str]:
    """Path data of branches and twigs, markup of their spines, path data of the terminals."""
    thin = [n for n in arbor() if n.order != STEM]
    tubes = " ".join(_tube(neurite_curve(n)) for n in thin)
    spines = "".join(_spines(n) for n in thin)
    return tubes, spines, " ".join(_tube(curve) for curve in terminal_curves())


def whole(fill: str) -> str:
    """The whole silhouette in one colour."""
    return melting(fill) + fine(fill)


@cache
def soma_outline() -> str:
    """Path data of the soma, swollen where something leaves it."""
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    r = np.full(72, _SOMA_R)
    for degrees, more in _SWELLS:
        away = (angle - math.radians(degrees) + np.pi) % (2 * np.pi) - np.pi
        r = r + more * np.exp(-((away / _SWELL_RAD) ** 2))
    x, y = SOMA_X + _SOMA_WIDE * r * np.cos(angle), SOMA_Y + _SOMA_TALL * r * np.sin(angle)
    return svg.polyline(zip(x.tolist(), y.tolist(), strict=True)) + "Z"


def _tube(curve: Float) -> str:
    """A course (n, 3) as a closed path round its width, with a round end."""
    x, y, wide = curve.T
    run = np.gradient(curve[:, :2], axis=0)
    run = run / np.maximum(np.hypot(run[:, 0], run[:, 1]), 1e-9)[:, None]
    left = np.stack([x - run[:, 1] * wide / 2, y + run[:, 0] * wide / 2], axis=1)
    right = np.stack([x + run[:, 1] * wide / 2, y - run[:, 0] * wide / 2], axis=1)
    edge = np.concatenate([left, right[::-1]])
    path = "M" + " L".join(f"{a:.1f},{b:.1f}" for a, b in edge) + "Z"
    r = wide[-1] / 2
    if r > 0.75:
        path += f" M{x[-1] - r:.1f},{y[-1]:.1f} a{r:.1f},{r:.1f} 0 1 0 {2 * r:.1f},0"
        path += f" a{r:.1f},{r:.1f} 0 1 0 {-2 * r:.1f},0Z"
    return path


def _spines(neurite: Neurite) -> str:
    curve = neurite_curve(neurite)
    pieces = (len(curve) - 1) / len(neurite.points_um)  # the curve begins one point before the neurite
    out = ""
    for spine in neurite.spines:
        x, y, wide = (float(np.interp((spine.at + 1) * pieces, np.arange(len(curve)), c)) for c in curve.T)
        reach = wide / 2 + _SPINE_NECK
        tip_x, tip_y = x + reach * math.cos(spine.angle), y + reach * math.sin(spine.angle)
        out += f'<path d="M{x:.1f},{y:.1f}L{tip_x:.1f},{tip_y:.1f}" stroke-width="{_SPINE_WIDTH}"/>'
        out += f'<circle cx="{tip_x:.1f}" cy="{tip_y:.1f}" r="{_SPINE_R}" stroke="none"/>'
    return out
