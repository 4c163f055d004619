"""The still layers round the neuron: the fluid with other neurons out of focus, and what is on the cell."""

import math
import random

from apanim.picture import svg
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.theme import colour, ramp
from apanim.picture.views.neuron.geometry import SOMA_X, SOMA_Y, boutons
from apanim.picture.views.neuron.silhouette import soma_outline, whole

_SEED = 4
_BLUR = 14
_VESICLES = (0.3, 1.5, 2.8, 4.0, 5.2)  # where they lie in a bouton, radians
_VESICLE_R, _VESICLE_AT = 4.2, 13.0


def water(window: tuple[float, float, float, float] = (0, 0, WIDTH, HEIGHT)) -> str:
    """The ground of a window (left, top, width, height), with two neurons far behind and the shadow of the
    one in front. All of it is blurred."""
    x, y, wide, high = window
    corner = f'x="{x:g}" y="{y:g}" ' if (x, y) != (0, 0) else ""
    frame = f'{corner}width="{wide:g}" height="{high:g}"'
    top, middle, bottom = ramp("neuron.ground")
    key = ramp("neuron.key")
    rng = random.Random(_SEED)
    bokeh = "".join(
        svg.circle(
            rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(6, 22), "url(#bk)",
            rng.uniform(0.06, 0.2),
        )
        for _ in range(34)
    )  # fmt: skip
    edge = (-200, -500, WIDTH + 400, HEIGHT + 1000)
    far = colour("neuron.far")
    dark, cast = colour("ground.vignette"), colour("neuron.cast")
    edges = [(0, dark, 0), (0.62, dark, 0), (1, dark, 0.5)]
    lamp = [(0, key[0], 0.55), (0.5, key[1], 0.25), (1, key[1], 0)]
    return "".join((
        "<defs>", svg.linear("bg", [(0, top), (0.5, middle), (1, bottom)], 0, 0, 0.35, 1),
        svg.radial("kl", lamp, 420, 240, 1100, absolute=True),
        svg.radial("bk", [(0, "#9FD0F5", 0.42), (0.5, "#6FB1E6", 0.28), (1, "#A9D8FA", 0)]),
        svg.radial("vg", edges, 0.5, 0.48, 0.75),
        svg.blur("far", _BLUR, edge), svg.blur("soft", 6, edge), "</defs>",
        f'<rect {frame} fill="url(#bg)"/><rect {frame} fill="url(#kl)"/>',
        '<g filter="url(#far)">',
        f'<g opacity=".34" transform="translate(760 -420) scale(.95)">{whole(far)}</g>',
        f'<g opacity=".26" transform="translate(1620 1420) rotate(190) scale(.95)">{whole(far)}</g>',
        f'</g><g filter="url(#soft)">{bokeh}</g>',
        f'<g transform="translate(20 30)" filter="url(#far)" opacity=".55">{whole(cast)}</g>',
        f'<rect {frame} fill="url(#vg)"/>',
    ))  # fmt: skip


def on_the_cell() -> str:
    """The bulge of the soma, its nucleus and nucleolus, and the vesicles in the terminals."""
    x, y = SOMA_X, SOMA_Y
    deep, middle, light, core = ramp("neuron.nucleus")
    dome = [(0, "#FFF", 0.24), (0.42, "#FFF", 0.06), (0.62, "#FFF", 0), (1, "#241038", 0)]
    nucleus = [(0, light, 0.80), (0.5, middle, 0.72), (1, deep, 0.72)]
    vesicles = "".join(
        svg.circle(
            bx + _VESICLE_AT * math.cos(turn), by + _VESICLE_AT * math.sin(turn), _VESICLE_R, "url(#ves)"
        )
        for bx, by in boutons()
        for turn in _VESICLES
    ) + "".join(svg.circle(bx, by, _VESICLE_R, "url(#ves)") for bx, by in boutons())
    green = ramp("neuron.vesicle")
    return "".join((
        "<defs>",
        svg.radial("dome", dome, x + 2, y + 4, 118, focus=(x - 40, y - 44), absolute=True),
        svg.radial("nuc", nucleus, 0.5, 0.5, 0.6, focus=(0.42, 0.36)),
        svg.radial("ves", [(0, green[0], 0.95), (1, green[1], 0.9)]),
        "</defs>",
        f'<path d="{soma_outline()}" fill="url(#dome)"/>',
        f'<ellipse cx="{x - 10}" cy="{y - 2}" rx="42" ry="38" fill="url(#nuc)" stroke="#FFE3EE" '
        'stroke-opacity=".4" stroke-width="1.6"/>',
        svg.circle(x, y + 6, 12, core, 0.7),
        f'<ellipse cx="{x - 24}" cy="{y - 18}" rx="12" ry="6.5" fill="#FFF" opacity=".4" '
        f'transform="rotate(-30 {x - 24} {y - 18})"/>',
        vesicles,
    ))  # fmt: skip
