"""The field's channels as still layers: the four parts of each stand round its pore, above the membrane."""

import math

from apanim.particles.proteins import Kind
from apanim.picture import svg
from apanim.picture.theme import colour, mix, ramp
from apanim.picture.views.field.geometry import MOUTH, RADIUS, Place, seen, squash
from apanim.picture.views.field.lipids import band_of, haze_in

ROLES = {Kind.NA_CHANNEL: "field.na", Kind.K_CHANNEL: "field.k"}
_DIMMED = 0.22  # a channel that is shut has no light of its own
_OUT, _LOBE = 0.50, 0.55  # where a part stands, and half its width, in half widths of the channel
PORE = 0.27  # half the width of the pore


def crowns(places: tuple[Place, ...]) -> str:
    """SVG of the channels, far ones first, transparent elsewhere."""
    used = {(kind, band_of(w)) for kind, _, w, _ in places}
    defs = "".join(_tones(kind, band) for kind, band in sorted(used))
    shadows = "".join(_shadow(kind, u, w) for kind, u, w, _ in places)
    return f"<defs>{defs}{_shade()}</defs>{shadows}" + "".join(_crown(*place) for place in places)


def pore_squash(w: float) -> float:
    """A pore looks a little rounder than the plane: its rim is a funnel."""
    return max(squash(w), 0.34)


def _shade() -> str:
    dark = ramp("ground.shadow")[0]
    return svg.radial("shade", [(0, dark, 0.85), (0.55, dark, 0.5), (1, dark, 0)])


def _tones(kind: Kind, band: int) -> str:
    """Gradients of a channel's parts, so far in the haze: their side, their top, and the pore."""
    lost, haze, dim = 0.80 * haze_in(band), colour("ground.haze"), colour("field.dim")
    light, base, deep, ink = (mix(tone, dim, _DIMMED) for tone in ramp(ROLES[kind]))
    light, base, deep, ink = (mix(tone, haze, lost) for tone in (light, base, deep, ink))
    name = f"{kind.value}_{band}"
    side = [(0, base), (0.32, mix(base, deep, 0.4)), (1, ink)]
    top = [(0, light), (0.42, base), (0.82, mix(base, deep, 0.62)), (1, deep)]
    hole = [(0, mix(ink, dim, 0.6)), (0.72, ink), (1, deep)]
    return (
        svg.linear(f"s{name}", side, 0, 0, 0, 1)
        + svg.radial(f"t{name}", top, 0.5, 0.5, 0.6, focus=(0.33, 0.26))
        + svg.radial(f"p{name}", hole, 0.5, 0.6, 0.5)
    )


def _shadow(kind: Kind, u: float, w: float) -> str:
    x, y = seen(u + 20.0, w, -8.0)
    wide = 1.55 * RADIUS[kind] / w
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{wide:.1f}" ry="{wide * squash(w):.1f}" '
        'fill="url(#shade)"/>'
    )


def _crown(kind: Kind, u: float, w: float, turn: float) -> str:
    name, radius, flat = f"{kind.value}_{band_of(w)}", RADIUS[kind], squash(w)
    spots = []
    for quarter in range(4):
        angle = math.radians(turn + 90.0 * quarter)
        spots.append((radius * _OUT * math.sin(angle), radius * _OUT * math.cos(angle)))
    parts = "".join(_part(name, u + du, w, dw * flat / w, radius) for dw, du in sorted(spots))
    x, y = seen(u, w, MOUTH)
    wide = PORE * radius / w
    hole = (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{wide * 1.3:.1f}" ry="{wide * 1.3 * pore_squash(w):.1f}" '
        f'fill="url(#t{name})"/>'
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{wide:.1f}" ry="{wide * pore_squash(w):.1f}" '
        f'fill="url(#p{name})"/>'
    )
    return parts + hole


def _part(name: str, u: float, w: float, nearer: float, radius: float) -> str:
    """One of the four: a column with a round top."""
    x, foot = seen(u, w)
    foot += nearer
    half, head = _LOBE * radius / w, foot - MOUTH / w
    flat = half * (0.42 + 0.58 * squash(w))
    column = (
        f"M{x - half:.1f},{head:.1f} L{x + half:.1f},{head:.1f} L{x + 0.9 * half:.1f},{foot:.1f} "
        f"A{0.9 * half:.1f},{0.7 * flat:.1f} 0 0 1 {x - 0.9 * half:.1f},{foot:.1f} Z"
    )
    return (
        f'<path d="{column}" fill="url(#s{name})"/>'
        f'<ellipse cx="{x:.1f}" cy="{head:.1f}" rx="{half:.1f}" ry="{flat:.1f}" fill="url(#t{name})"/>'
    )
