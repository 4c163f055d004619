"""The still water behind everything: the sea outside, the cytoplasm inside, and the shade at the edges."""

import random

from apanim.picture import svg
from apanim.picture.stage import HEIGHT, WIDTH
from apanim.picture.theme import colour, ramp
from apanim.picture.views.membrane.geometry import MID_Y, membrane_y

WIDER = (
    -42,
    -60,
    WIDTH + 84,
    HEIGHT + 120,
)  # left, top, width, height: what a far plane may show of itself

_RAYS = ((60, 120, 260, 0.9), (300, 80, 330, 0.6), (520, 150, 430, 0.75), (860, 70, 520, 0.45))
_FIBRES = (
    (-40, 1010, 900, 720), (260, 1120, 1320, 760), (760, 1120, 1980, 800), (-40, 800, 700, 1120),
    (1180, 730, 1980, 1010),
)  # fmt: skip
_BOKEH = 16
_SOFT_EDGE = 11  # px by which a point of light is spread beyond its disc
_FAR_BLUR = 22  # px


def backdrop() -> str:
    """SVG of everything behind the ions, opaque, over `WIDER`."""
    rng = random.Random(3)
    left, top, width, height = WIDER
    whole = f'x="{left}" y="{top}" width="{width}" height="{height}"'
    sea = f'<rect {whole} fill="url(#sea)"/><rect {whole} fill="url(#key)"/>'
    parts = (_defs(), sea, _far_light(), _bokeh(rng, outside=True), _cytoplasm(), _organelles())
    return "".join((*parts, _fibres(), _bokeh(rng, outside=False)))


def vignette() -> str:
    """SVG of the darkening towards the corners, black with opacity."""
    black = colour("ground.vignette")
    shade = svg.radial("v", [(0.55, black, 0), (1, black, 0.55)], WIDTH / 2, 500, 1180, absolute=True)
    return f'<defs>{shade}</defs><rect width="{WIDTH}" height="{HEIGHT}" fill="url(#v)"/>'


def _defs() -> str:
    sea, cell = ramp("ground.outside"), ramp("ground.inside")
    key, warm = ramp("light.key"), ramp("light.warm")
    cool_spot, warm_spot = ramp("light.bokeh_cool"), ramp("light.bokeh_warm")
    ray = colour("light.ray")
    return "<defs>" + "".join((
        svg.linear("sea", list(zip((0, 0.25, 0.72, 1), sea, strict=True)), 0, 0, 0, 560, absolute=True),
        svg.linear(
            "cell", list(zip((0, 0.16, 0.5, 1), cell, strict=True)), 0, MID_Y + 60, 0, HEIGHT, absolute=True
        ),
        svg.radial(
            "key", [(0, key[0], 0.55), (0.4, key[1], 0.26), (1, key[1], 0)], 250, -60, 1150, absolute=True
        ),
        svg.radial(
            "warm", [(0, warm[0], 0.55), (0.5, warm[1], 0.22), (1, warm[1], 0)], 620, MID_Y + 80, 820,
            absolute=True, transform="translate(0 440) scale(1 .35)",
        ),
        _spot("cool", cool_spot, (0.42, 0.28, 0.26)),
        _spot("hot", warm_spot, (0.36, 0.24, 0.22)),
        svg.linear("ray", [(0, ray, 0.20), (1, ray, 0)], 0, 0, 0, 1),
        svg.blur("far", _FAR_BLUR, (-60, -100, 2040, 760)),
        svg.blur("deep", _FAR_BLUR, (-60, 700, 2040, 440)),
    )) + "</defs>"  # fmt: skip


def _spot(name: str, colours: tuple[str, ...], opacities: tuple[float, float, float]) -> str:
    """An out-of-focus point of light: an even disc with a brighter rim, soft at the edge by itself."""
    (middle, body, rim), (a, b, c) = colours, opacities
    stops = [(0, middle, a), (0.5, body, b), (0.66, rim, c), (0.8, rim, c * 0.55), (0.92, rim, c * 0.12)]
    return svg.radial(name, [*stops, (1, rim, 0)])


def _far_light() -> str:
    """Rays falling in from the top left, and the processes of other cells, all far out of focus."""
    rays = "".join(
        f'<path d="M{x},-40 L{x + w},-40 L{x + w + s + 90},600 L{x + s},600 Z" fill="url(#ray)" '
        f'opacity="{opacity * 0.8:.2f}"/>'
        for x, w, s, opacity in _RAYS
    )
    near, far = ramp("ground.far_cells")
    return (
        f'<g filter="url(#far)">{rays}<g fill="none" opacity=".40">'
        f'<path d="M-60,250 C260,170 420,330 800,250 S1400,90 2000,200" stroke="{near}" stroke-width="60"/>'
        f'<path d="M900,-40 C1100,120 1300,200 2000,360" stroke="{far}" stroke-width="46"/></g></g>'
    )


def _bokeh(rng: random.Random, *, outside: bool) -> str:
    top, bottom = (20, 470) if outside else (MID_Y + 150, 1060)
    least, most = (10, 34) if outside else (14, 46)
    bright = 0.30 if outside else 0.26
    spots = "".join(
        svg.circle(
            rng.uniform(0, WIDTH), rng.uniform(top, bottom), rng.uniform(least, most) + _SOFT_EDGE,
            "url(#cool)" if outside else "url(#hot)", rng.uniform(0.10, bright),
        )
        for _ in range(_BOKEH)
    )  # fmt: skip
    return f"<g>{spots}</g>"


def _cytoplasm() -> str:
    ground = svg.wavy(lambda x: float(membrane_y(x)), -60, 1980) + " L1980,1160 L-60,1160 Z"
    return f'<path d="{ground}" fill="url(#cell)"/><path d="{ground}" fill="url(#warm)"/>'


def _organelles() -> str:
    right, left = ramp("ground.organelles")
    return (
        '<g filter="url(#deep)" opacity=".42" fill="none" stroke-linecap="round">'
        f'<path d="M1500,905 C1640,850 1800,840 1990,890" stroke="{right}" stroke-width="120"/>'
        f'<path d="M60,985 C200,930 420,930 560,980" stroke="{left}" stroke-width="90"/></g>'
    )


def _fibres() -> str:
    """The cytoskeleton: each fibre a soft body and a lit edge, softened by strokes laid on strokes."""
    (body, edge), out = ramp("ground.fibre"), []
    for x, y, u, v in _FIBRES:
        bend = (
            f"M{x},{y} C{x + (u - x) * 0.4:.0f},{y + (v - y) * 0.4 - 36:.0f} "
            f"{x + (u - x) * 0.7:.0f},{y + (v - y) * 0.7 + 30:.0f} {u},{v}"
        )
        out += [
            f'<path d="{bend}" stroke="{body}" stroke-opacity="{opacity}" stroke-width="{width}"/>'
            for width, opacity in ((24, 0.014), (20, 0.022), (16, 0.022), (11, 0.016))
        ]
        out += [
            f'<path d="{bend}" transform="translate(-3 -4)" stroke="{edge}" stroke-opacity="{opacity}" '
            f'stroke-width="{width}"/>'
            for width, opacity in ((11, 0.015), (7.5, 0.025), (4, 0.03))
        ]
    return f'<g fill="none" stroke-linecap="round">{"".join(out)}</g>'
