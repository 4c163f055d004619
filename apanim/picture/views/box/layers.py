"""The still layers of the box: water, the membrane of lipids as many as there are, and the haze of ions."""

import random
from collections.abc import Callable, Mapping

from apanim.picture import membrane_parts as lipids
from apanim.picture import svg
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Scenery
from apanim.picture.membrane_parts import HEAD_DY, HEAD_R
from apanim.picture.scenery import TALL, Layer
from apanim.picture.theme import colour, ramp
from apanim.picture.views.box.geometry import BENT_X, CHANNEL_SCALE, CHANNEL_X, MID_Y, PX_PER_NM

_HEAD_NM = 0.82  # from head to head: 0.67 nm2 a lipid, so 90 in a row of 60 nm2
_CHANNEL_HALF = 60.0 * CHANNEL_SCALE - 8.0  # no lipid is nearer to the channel's middle
_BEYOND = 260.0
_PUFFS = 130  # of the haze, on each side


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    return {
        "water": lambda _: Layer(_water((0, 0, WIDTH, HEIGHT)), 1 / 3, filled=True),
        "water_tall": lambda _: Layer(_water(TALL), 1 / 3, TALL, filled=True),
        "membrane": lambda _: Layer(_membrane(), window=(-_BEYOND, 0, WIDTH + 2 * _BEYOND, HEIGHT)),
        "haze_left": lambda _: Layer(_haze(0.0, BENT_X), 1 / 3),
        "haze_right": lambda _: Layer(_haze(BENT_X, WIDTH), 1 / 3),
    }


def _water(window: tuple[float, float, float, float]) -> str:
    x, y, wide, high = window
    top, low, near, light = ramp("ground.outside")
    inside = ramp("ground.inside")
    outside = [(0, top), (0.4, low), (0.8, near), (1, light)]
    within = list(zip((0, 0.3, 0.6, 1), inside, strict=True))
    return "".join((
        "<defs>", svg.linear("box_out", outside, 0, min(y, 0.0), 0, MID_Y, absolute=True),
        svg.linear("box_in", within, 0, MID_Y, 0, max(y + high, HEIGHT), absolute=True), "</defs>",
        f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{MID_Y - y:g}" fill="url(#box_out)"/>',
        f'<rect x="{x:g}" y="{MID_Y:g}" width="{wide:g}" height="{y + high - MID_Y:g}" '
        'fill="url(#box_in)"/>',
    ))  # fmt: skip


def _membrane() -> str:
    rng, pitch = random.Random(16), _HEAD_NM * PX_PER_NM
    core = list(zip((0, 0.42, 0.5, 0.58, 1), ramp("ground.core"), strict=True))
    out = [
        "<defs>", svg.linear("box_core", core, 0, MID_Y - 62, 0, MID_Y + 62, absolute=True),
        *(svg.radial(f"box_{leaf}", lipids.head_stops(ramp(f"lipid.{leaf}"), 0.65), 0.5, 0.5, 0.54,
                     focus=(0.34, 0.28)) for leaf in ("outer", "inner")),
        *(svg.linear(f"box_tail_{leaf}", lipids.tail_stops(ramp(f"lipid.{leaf}")[1]), 0, side * 56, 0, 0,
                     absolute=True) for leaf, side in (("outer", -1), ("inner", 1))),
        "</defs>",
        f'<rect x="{-_BEYOND:g}" y="{MID_Y - 62:g}" width="{WIDTH + 2 * _BEYOND:g}" height="124" '
        'fill="url(#box_core)"/>',
    ]  # fmt: skip
    heads = []
    x = -_BEYOND
    while x < WIDTH + _BEYOND:
        x += pitch
        if abs(x - CHANNEL_X) < _CHANNEL_HALF:
            continue
        for leaf, side in (("inner", 1), ("outer", -1)):
            turn, sway = rng.uniform(-4, 4), rng.choice(((0.0, 0.0), (1.5, -1.0), (-1.2, 1.0)))
            stand = f'transform="translate({x:.1f} {MID_Y:g}) rotate({turn:.1f}) scale(.88 1)"'
            strokes = lipids.tail_strokes(f"url(#box_tail_{leaf})", 0.38)
            tails = "".join(
                f'<path d="{lipids.tails(side, *sway)}" fill="none" stroke="{paint}" '
                f'stroke-opacity="{see}" stroke-width="{wide}" stroke-linecap="round"/>'
                for paint, see, wide in strokes
            )
            out.append(f"<g {stand}>{tails}</g>")
            y = MID_Y + side * HEAD_DY + rng.uniform(-2.5, 2.5)
            heads.append(svg.circle(x + rng.uniform(-2, 2), y, HEAD_R * 0.9, f"url(#box_{leaf})"))
    return "".join([*out, *heads])


def _haze(left: float, right: float) -> str:
    """What a thousand ions are that cross the box many times while a picture is seen: a cloud."""
    rng, out = random.Random(7), []
    sides = (
        (-60.0, MID_Y - 100.0, ("plot.e_na", "plot.cl")),
        (MID_Y + 100.0, HEIGHT + 60.0, ("plot.e_k",)),
    )
    for top, low, roles in sides:
        for k in range(_PUFFS):
            x, y = rng.uniform(left + 30, right - 30), rng.uniform(top, low)
            out.append(svg.circle(x, y, rng.uniform(26, 60), colour(roles[k % len(roles)]), 0.07))
    name = f"cloud{left:g}"
    area = (left - 60, -120, right - left + 120, HEIGHT + 240)
    return f'<defs>{svg.blur(name, 9, area)}</defs><g filter="url(#{name})">{"".join(out)}</g>'
