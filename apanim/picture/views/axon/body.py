"""The still layers of the axon: the water round it, its inside, its two walls and its intact ends."""

import math
import random

from apanim.picture import svg
from apanim.picture.stage import HEIGHT, WIDTH
from apanim.picture.theme import colour, mix, ramp
from apanim.picture.views.axon.geometry import (
    CENTRE_Y,
    INSIDE_BOTTOM,
    INSIDE_TOP,
    LOWER,
    LOWER_Y,
    OPEN_LEFT,
    OPEN_RIGHT,
    RADIUS,
    SCALE,
    UPPER,
    UPPER_Y,
    WALL,
    free_of_channels,
)
from apanim.picture.views.membrane.backdrop import vignette
from apanim.picture.views.membrane.geometry import HEAD_DY

_PITCH = 29.5 * SCALE  # of the lipids
_HEAD_R = 15
_RAYS = ((60, 120, 260, 0.9), (300, 80, 330, 0.6), (620, 150, 430, 0.75), (1060, 70, 520, 0.45))
_TUBULES_DY = (-44, -8, 34)
_RIM_X = 54  # half the width of the cut face, seen from the frame's middle
_INNER_STOPS, _OUTER_STOPS = (0, 0.14, 0.5, 0.78, 0.93, 1), (0, 0.1, 0.38, 0.75, 1)
_INSIDE_HEIGHT = INSIDE_BOTTOM - INSIDE_TOP


def water() -> str:
    """All that is soft behind the light: water, and the shadow of the axon."""
    whole = f'width="{WIDTH}" height="{HEIGHT}"'
    return "".join((
        _defs(), f'<rect {whole} fill="url(#sea)"/><rect {whole} fill="url(#key)"/>', _rays(), _bokeh(),
        vignette(),
        f'<ellipse cx="960" cy="{CENTRE_Y + RADIUS + 34}" rx="1100" ry="46" opacity=".55" '
        f'fill="{colour("axon.shadow")}" filter="url(#far)"/>',
    ))  # fmt: skip


def inside() -> str:
    """The far half of the axon's inside; transparent elsewhere."""
    place = f'x="{OPEN_LEFT - 40}" y="{INSIDE_TOP:.1f}" width="{OPEN_RIGHT - OPEN_LEFT + 80}" '
    place += f'height="{_INSIDE_HEIGHT:.1f}"'
    return (
        f'{_defs()}<rect {place} fill="url(#inn)"/><rect {place} fill="url(#heads)" opacity=".07"/>'
        f"{_tubules()}"
    )


def walls_and_ends() -> str:
    """The walls with gaps for the channels, and the intact ends of the cylinder; transparent elsewhere."""
    sides = (-1, +1)
    return _defs() + _wall(UPPER) + _wall(LOWER) + "".join(_end(side) for side in sides)


def _defs() -> str:
    sea, key = ramp("ground.outside"), ramp("light.key")
    head = list(zip((0, 0.3, 0.7, 1), ramp("axon.head"), (0.9, 0.7, 0.6, 0.8), strict=True))
    middle, body, rim = ramp("axon.spot")
    spot = [(0, middle, 0.42), (0.5, body, 0.28), (0.8, rim, 0.14), (1, rim, 0)]
    inner = list(zip(_INNER_STOPS, ramp("axon.inside"), strict=True))
    outer = list(zip(_OUTER_STOPS, ramp("axon.outside"), strict=True))
    lit, dark = ramp("axon.shade")
    shade = [(0, lit, 0.30), (0.12, lit, 0.10), (0.4, dark, 0), (0.8, dark, 0.55), (1, dark, 0.8)]
    ray, deep = colour("axon.ray"), colour("axon.depth")
    core, ring = (list(zip((0, 0.5, 1), ramp(role), strict=True)) for role in ("axon.core", "axon.ring"))
    return "<defs>" + "".join((
        svg.linear("sea", [(0, sea[1]), (0.45, sea[2]), (1, sea[1])], 0, 0, 0, HEIGHT, absolute=True),
        svg.radial(
            "key", [(0, key[0], 0.55), (0.4, key[1], 0.26), (1, key[1], 0)], 250, -60, 1150, absolute=True
        ),
        svg.linear("ray", [(0, ray, 0.20), (1, ray, 0)], 0, 0, 0, 1),
        svg.radial("spot", spot),
        svg.linear("inn", inner, 0, INSIDE_TOP + 8, 0, INSIDE_BOTTOM - 8, absolute=True),
        svg.linear("outer", outer, 0, CENTRE_Y - RADIUS, 0, CENTRE_Y + RADIUS, absolute=True),
        svg.linear("shade", shade, 0, CENTRE_Y - RADIUS, 0, CENTRE_Y + RADIUS, absolute=True),
        svg.linear("core", core, 0, 0, 0, 1),
        svg.linear("ring", ring, 0, 0, 0, 1),
        svg.linear("deepleft", [(0, deep, 0.6), (1, deep, 0)], 0, 0, 1, 0),
        svg.linear("deepright", [(0, deep, 0), (1, deep, 0.6)], 0, 0, 1, 0),
        svg.radial("headfar", head, 0.5, 0.5, 0.54, focus=(0.34, 0.28)),
        svg.blur("far", 20, (-100, -100, 2120, 1280)), svg.blur("soft", 2, (-20, 200, 1960, 480)),
        _far_heads(), _lipid("o", UPPER), _lipid("i", LOWER),
    )) + "</defs>"  # fmt: skip


def _far_heads() -> str:
    heads = "".join(svg.circle(x, y, 6.3, "url(#headfar)") for x, y in ((6.5, 5.5), (0, 16.5), (13, 16.5)))
    return f'<pattern id="heads" width="13" height="22" patternUnits="userSpaceOnUse">{heads}</pattern>'


def _lipid(leaf: str, side: int) -> str:
    """A head of one leaflet, and two wavy tails; `side` is where the head is from the mid-plane."""
    light, base, dark = ramp("lipid.outer" if leaf == "o" else "lipid.inner")
    warm, body, deep = ramp("lipid.tail")
    ball = [
        (0, colour("lipid.glint")),
        (0.22, light),
        (0.58, base),
        (0.88, mix(base, dark, 0.65)),
        (1, dark),
    ]
    tail = [(0, mix(base, warm, 0.35)), (0.6, body), (1, deep)]
    s = side
    path = (
        f"M-5,{s * 56} C-9,{s * 44} -2,{s * 36} -6,{s * 25} C-9,{s * 16} -3,{s * 10} -6,{s * 3}"
        f"M5,{s * 56} C2,{s * 46} 10,{s * 36} 5,{s * 26} C2,{s * 16} 9,{s * 12} 6,{s * 4}"
    )
    strokes = (
        (colour("lipid.tail_edge"), 0.55, 7.4), (f"url(#tail{leaf})", 1.0, 5.2),
        (colour("lipid.tail_light"), 0.3, 1.5),
    )  # fmt: skip
    tails = "".join(
        f'<path d="{path}" fill="none" stroke="{paint}" stroke-opacity="{see}" stroke-width="{width}"/>'
        for paint, see, width in strokes
    )
    return (
        svg.radial(f"ball{leaf}", ball, 0.5, 0.5, 0.54, focus=(0.34, 0.28))
        + svg.linear(f"tail{leaf}", tail, 0, s * 56, 0, 0, absolute=True)
        + f'<g id="h{leaf}">{svg.circle(0, 0, _HEAD_R, f"url(#ball{leaf})")}</g><g id="t{leaf}">{tails}</g>'
    )


def _rays() -> str:
    rays = "".join(
        f'<path d="M{x},-40 L{x + w},-40 L{x + w + s + 90},760 L{x + s},760 Z" fill="url(#ray)" '
        f'opacity="{o}"/>'
        for x, w, s, o in _RAYS
    )
    return f'<g filter="url(#far)" opacity=".7">{rays}</g>'


def _bokeh() -> str:
    rng = random.Random(14)
    return "".join(
        svg.circle(
            rng.uniform(0, WIDTH), rng.uniform(20, 1060), rng.uniform(14, 38), "url(#spot)",
            rng.uniform(0.1, 0.34),
        )
        for _ in range(22)
    )  # fmt: skip


def _tubules() -> str:
    """Microtubules running along the axon."""
    body, edge = ramp("axon.tubule")
    lines = "".join(
        f'<path d="M60,{y} H1880" stroke="{body}" stroke-opacity=".13" stroke-width="9"/>'
        f'<path d="M60,{y - 2.5} H1880" stroke="{edge}" stroke-opacity=".16" stroke-width="2.5"/>'
        for y in (CENTRE_Y + dy for dy in _TUBULES_DY)
    )
    return f'<g fill="none" filter="url(#soft)">{lines}</g>'


def _wall(wall: int) -> str:
    rng = random.Random(5 + wall)
    y = UPPER_Y if wall == UPPER else LOWER_Y
    width = OPEN_RIGHT - OPEN_LEFT + 60
    core = (
        f'<rect x="{OPEN_LEFT - 30}" y="{y - 62 * SCALE:.1f}" width="{width}" '
        f'height="{124 * SCALE:.1f}" fill="url(#core)"/>'
    )
    tails, heads = "", ""
    for i in range(int((OPEN_RIGHT - OPEN_LEFT + 40) / _PITCH)):
        x = OPEN_LEFT - 20 + i * _PITCH
        turn, shift = rng.uniform(-4, 4), rng.uniform(-1, 1)
        if not free_of_channels(x, wall):
            continue
        stand = f'transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f}) scale({SCALE} {-wall * SCALE})"'
        tails += f'<use href="#to" {stand}/><use href="#ti" {stand}/>'
        for leaf, side in (("i", -wall), ("o", wall)):
            at = f"translate({x:.1f} {y + side * HEAD_DY * SCALE + shift:.1f}) scale({SCALE})"
            heads += f'<use href="#h{leaf}" transform="{at}"/>'
    return core + tails + heads


def _end(side: int) -> str:
    """One intact end: the outer surface, and the cut face of the near half with its lipids."""
    x = OPEN_LEFT + 36 if side < 0 else OPEN_RIGHT - 36
    beyond, sweep = (-60, 0) if side < 0 else (1980, 1)
    share = 1 - WALL / RADIUS
    hole = RADIUS - WALL
    arc = (
        f"M{beyond},{CENTRE_Y - RADIUS} L{x},{CENTRE_Y - RADIUS} A{_RIM_X},{RADIUS} 0 0 {sweep} "
        f"{x},{CENTRE_Y + RADIUS} L{beyond},{CENTRE_Y + RADIUS} Z"
    )
    ring = (
        f"M{x},{CENTRE_Y - RADIUS} A{_RIM_X},{RADIUS} 0 0 {sweep} {x},{CENTRE_Y + RADIUS} "
        f"L{x},{CENTRE_Y + hole:.1f} A{_RIM_X * share:.1f},{hole:.1f} 0 0 {1 - sweep} "
        f"{x},{CENTRE_Y - hole:.1f} Z"
    )
    deep = (x - 30, "deepleft") if side < 0 else (x + 30 - 170, "deepright")
    return (
        f'<rect x="{deep[0]}" y="{INSIDE_TOP:.1f}" width="170" height="{_INSIDE_HEIGHT:.1f}" '
        f'fill="url(#{deep[1]})" opacity=".95"/>'
        f'<path d="{arc}" fill="url(#outer)"/><path d="{arc}" fill="url(#heads)" opacity=".8"/>'
        f'<path d="{arc}" fill="url(#shade)"/><path d="{ring}" fill="url(#ring)"/>'
        f"{_rim(x, side, share, hole)}"
    )


def _rim(x: float, side: int, share: float, hole: float) -> str:
    """The lipids of the cut face, heads on both its edges, foreshortened."""
    tails, heads, paint = "", "", colour("axon.rim_tail")
    for k in range(64):
        angle = -math.pi / 2 + math.pi * (k + 0.5) / 64
        cos, sin = math.cos(angle), math.sin(angle)
        outer = x + side * (_RIM_X - 3) * cos, CENTRE_Y + (RADIUS - 5) * sin
        inner = x + side * (_RIM_X * share + 3) * cos, CENTRE_Y + (hole + 5) * sin
        tails += (
            f'<path d="M{outer[0]:.1f},{outer[1]:.1f}L{inner[0]:.1f},{inner[1]:.1f}" stroke="{paint}" '
            'stroke-width="3.2" stroke-opacity=".75"/>'
        )
        for leaf, (px, py), least in (("i", inner, 0.55), ("o", outer, 0.8)):
            size = SCALE * max(least, abs(sin))
            heads += f'<use href="#h{leaf}" transform="translate({px:.1f} {py:.1f}) scale({size:.2f})"/>'
    return tails + heads
