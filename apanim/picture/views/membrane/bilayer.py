"""The lipid bilayer as one still layer: receding rows, core, tails, heads, and the proteins' shadows."""

import random

from apanim.picture import membrane_parts as lipids
from apanim.picture import svg
from apanim.picture.design_frame import WIDTH
from apanim.picture.membrane_parts import HEAD_DY, HEAD_R, PITCH
from apanim.picture.rigs import rig
from apanim.picture.theme import colour, mix, ramp
from apanim.picture.views.membrane.geometry import MID_Y, membrane_y, tilt_deg

Proteins = tuple[tuple[str, float], ...]  # (rig, place in the picture), left to right

_ROWS = 7  # receding rows behind the front one: the whole of the depth
_TAIL_SWAYS = ((0.0, 0.0), (1.5, -1.0), (-1.2, 1.0))  # three kinds of tails
_OUT, _IN = -1, +1
BEYOND_PX = 230  # of the membrane on either side of the frame: a view from farther off shows it


def bilayer(proteins: Proteins) -> str:
    """SVG of the membrane with gaps for `proteins`, transparent elsewhere, over the whole frame."""
    rng, beyond_rng = random.Random(11), random.Random(12)
    count, reach = int((WIDTH + 70) / PITCH) + 1, int((BEYOND_PX + 30) / PITCH)
    free, beyond = (
        [x for i in numbers if not _covered(x := -30 + i * PITCH, proteins)]
        for numbers in (range(count), (*range(-reach, 0), *range(count, count + reach)))
    )
    layers = (
        _defs(), _receding_rows(rng, beyond_rng), _crown_shadows(proteins), _core(), _tails(free, rng),
        _tails(beyond, beyond_rng), _heads(free, rng), _heads(beyond, beyond_rng), _side_shadows(proteins),
    )  # fmt: skip
    return "".join(layers)


def _covered(x: float, proteins: Proteins) -> bool:
    """Lipids a little inside a protein's edge stay, so that its neighbours seat it."""
    return any(abs(x - px) < rig(name).half_width - 12 for name, px in proteins)


def _defs() -> str:
    core = ramp("ground.core")
    dark_out, dark_in = ramp("ground.shadow")
    shadow = [(0, dark_out, 0.75), (0.5, dark_out, 0.42), (1, dark_out, 0)]
    shadow_in = [(0, dark_in, 0.7), (0.5, dark_in, 0.35), (1, dark_in, 0)]
    stops = list(zip((0, 0.42, 0.5, 0.58, 1), core, strict=True))
    out = [_row_gradient(k) for k in range(1, _ROWS + 1)]
    out.append(svg.linear("core", stops, 0, MID_Y - 60, 0, MID_Y + 60, absolute=True))
    out += [svg.radial("so", shadow), svg.radial("si", shadow_in)]
    out += [_lipid_gradients("o", ramp("lipid.outer"), -52), _lipid_gradients("i", ramp("lipid.inner"), 52)]
    for variant in range(len(_TAIL_SWAYS)):
        out.append(f'<g id="to{variant}">{_tail_pair(_OUT, variant)}</g>')
        out.append(f'<g id="ti{variant}">{_tail_pair(_IN, variant)}</g>')
    out += [f'<g id="ho">{_head("o")}</g>', f'<g id="hi">{_head("i")}</g>']
    return f"<defs>{''.join(out)}</defs>"


def _row_gradient(row: int) -> str:
    """Heads of a receding row fade into the haze."""
    haze, fade = colour("ground.haze"), min(1.0, (row / _ROWS) ** 0.8) * 0.86
    light, base, shade = (mix(c, haze, fade) for c in ramp("lipid.outer"))
    stops = [
        (0, mix(colour("lipid.glint"), haze, fade)),
        (0.25, light),
        (0.6, base),
        (0.9, mix(base, shade, 0.7)),
    ]
    return svg.radial(f"row{row}", [*stops, (1, shade)], 0.5, 0.5, 0.54, focus=(0.34, 0.28))


def _lipid_gradients(leaf: str, tones: tuple[str, ...], tail_from: float) -> str:
    light, base, _ = tones
    rim = ramp("lipid.rim")["oi".index(leaf)]
    return (
        svg.radial(f"lp{leaf}", lipids.head_stops(tones, 0.65), 0.5, 0.5, 0.54, focus=(0.34, 0.28))
        + svg.linear(f"lt{leaf}", lipids.tail_stops(base), 0, tail_from, 0, 0, absolute=True)
        + svg.radial(f"lr{leaf}", [(0.72, light, 0), (0.92, rim, 0.6), (1, light, 0)], 0.42, 0.40, 0.64)
    )


def _head(leaf: str) -> str:
    return svg.circle(0, 0, HEAD_R, f"url(#lp{leaf})") + svg.circle(0, 0, HEAD_R * 0.95, f"url(#lr{leaf})")


def _tail_pair(side: int, variant: int) -> str:
    """Two wavy tails from the head to the mid-plane: dark edge, body, lit ridge."""
    path, leaf = lipids.tails(side, *_TAIL_SWAYS[variant]), "o" if side == _OUT else "i"
    moves = ("translate(1.2 1)", "", "translate(-1.2 0)")
    return "".join(
        f'<path d="{path}" fill="none" stroke="{paint}" stroke-opacity="{opacity}" '
        f'stroke-width="{width}" stroke-linecap="round" transform="{move}"/>'
        for (paint, opacity, width), move in zip(
            lipids.tail_strokes(f"url(#lt{leaf})", 0.38), moves, strict=True
        )
    )


def _receding_rows(rng: random.Random, beyond: random.Random) -> str:
    """The outer surface running back from us: each row smaller, higher, closer packed, hazier."""
    out = []
    for row in range(_ROWS, 0, -1):
        size = 1 - 0.055 * row
        rise = sum(14.5 * 0.90**step for step in range(row))
        count, reach = int(2040 / (PITCH * size)) + 2, int(BEYOND_PX / (PITCH * size))
        for i in (*range(count), *range(-reach, 0), *range(count, count + reach)):
            chance = rng if 0 <= i < count else beyond
            x = -50 + (i + 0.5 * (row % 2)) * PITCH * size + chance.uniform(-2, 2)
            y = float(membrane_y(x)) - HEAD_DY - rise + chance.uniform(-2, 2)
            out.append(svg.circle(x, y, 14.6 * size, f"url(#row{row})"))
    return "".join(out)


def _core() -> str:
    top = [(x, float(membrane_y(x)) - 62) for x in range(-240, 2161, 20)]
    bottom = [(x, float(membrane_y(x)) + 62) for x in range(2160, -241, -20)]
    return f'<path d="{svg.polyline(top + bottom)} Z" fill="url(#core)"/>'


def _tails(places: list[float], rng: random.Random) -> str:
    out = []
    for x in places:
        turn, shift = tilt_deg(x) + rng.uniform(-3, 3), x + rng.uniform(-1.5, 1.5)
        stand = f'transform="translate({shift:.1f} {float(membrane_y(x)):.1f}) rotate({turn:.1f})"'
        kinds = rng.randrange(len(_TAIL_SWAYS)), rng.randrange(len(_TAIL_SWAYS))
        out.append(f'<use href="#to{kinds[0]}" {stand}/><use href="#ti{kinds[1]}" {stand}/>')
    return "".join(out)


def _heads(places: list[float], rng: random.Random) -> str:
    out = []
    for x in places:
        y, dx, dy = float(membrane_y(x)), rng.uniform(-2.5, 2.5), rng.uniform(-2.5, 2.5)
        out.append(f'<use href="#hi" transform="translate({x + dx:.1f} {y + HEAD_DY + dy:.1f})"/>')
        out.append(f'<use href="#ho" transform="translate({x + dx:.1f} {y - HEAD_DY + dx:.1f})"/>')
    return "".join(out)


def _crown_shadows(proteins: Proteins) -> str:
    """Under each protein's crown, on the receding surface."""
    return "".join(
        _shadow(px + 10, float(membrane_y(px)) - 84, rig(name).half_width + 34, 34, "so", 0.9)
        for name, px in proteins
    )


def _side_shadows(proteins: Proteins) -> str:
    """To the right of each protein, away from the light, on both leaflets."""
    out = []
    for name, px in proteins:
        x, y = px + rig(name).half_width - 4, float(membrane_y(px))
        out.append(_shadow(x, y - 60, 26, 34, "so", 0.8) + _shadow(x, y + 66, 24, 30, "si", 0.8))
    return "".join(out)


def _shadow(x: float, y: float, rx: float, ry: float, gradient: str, opacity: float) -> str:
    return (
        f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{rx:g}" ry="{ry:g}" fill="url(#{gradient})" '
        f'opacity="{opacity}"/>'
    )
