"""The field's lights: pores that shine while they are open, what plugs them, ions that go through."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np

from apanim.particles.layout import Layout
from apanim.particles.proteins import Kind, protein
from apanim.picture.drawlist import Glow, Item, Sprite
from apanim.picture.easing import smooth
from apanim.picture.theme import ramp
from apanim.picture.views.field.crowns import PORE, pore_squash
from apanim.picture.views.field.geometry import MOUTH, FieldSite, seen, sites, squash
from apanim.picture.views.field.states import Lit
from apanim.tape import EventKind
from apanim.units import TICKS_PER_S

IN_S, OUT_S = 0.50, 0.80  # how long an ion is seen on its way to the pore, and out of it
_ABOVE, _RISEN = 170.0, 200.0  # above the mouth: where it comes from, and how far it goes
_BEAD = 1.35  # times its size in the close-up, at w = 1
_LEVELS = 16  # of brightness
_PLUG = 1.25  # half the width of the ball, in those of the pore
_BALL_PX = 20.0  # half the width of the sprite's ball
_DRUG, _DRUG_ABOVE = 1.0, 10.0  # times its size in the close-up; how far above the mouth its middle sits
_STEPS = 24  # sizes of light between near and far

Stops = tuple[tuple[float, str, float], ...]


def pools(channels: Sequence[Lit]) -> list[Item]:
    """Light on the membrane round the pores that are open."""
    return [glow for one in channels if one.shines > 0.02 for glow in _pool(one.site, _level(one.shines))]


def pores(channels: Sequence[Lit]) -> list[Item]:
    """The light in the pores, and what plugs them; far ones first."""
    out: list[Item] = []
    for one in channels:
        if one.shines > 0.02:
            out += _pore(one.site, _level(one.shines))
        if one.docked > 0.05:
            out += _ball(one.site, _level(one.docked))
        if one.blocked > 0.05:
            out += _drug(one.site, _level(one.blocked))
    return out


def streams(tape: Any, layout: Layout, tick: int, shown: Sequence[Kind] = tuple(Kind)) -> list[Item]:
    """The ions that have just gone through: Na+ falls into its pore, K+ rises out of its own."""
    events, at = tape.events, _by_row(layout)
    first, end = np.searchsorted(events["tick"], (tick - int(OUT_S * TICKS_PER_S), tick + 1))
    recent = events[first:end]
    out: list[Item] = []
    for event in recent[recent["kind"] == EventKind.CROSSING]:
        site = at.get(int(event["site"]))
        if site is not None and site.kind in shown:
            out += _passing(site, (tick - int(event["tick"])) / TICKS_PER_S, int(event["ion"]))
    return out


@lru_cache(maxsize=16)
def _by_row(layout: Layout) -> dict[int, FieldSite]:
    return {site.row: site for site in sites(layout)}


def _level(share: float) -> int:
    return round(_LEVELS * share)


@cache
def _stops(kind: Kind) -> Stops:
    """The light of a kind's pore, from the middle out."""
    first, middle, last = ramp("axon.na_pore" if kind == Kind.NA_CHANNEL else "axon.k_pore")
    return (0.0, first, 0.9), (0.32, middle, 0.5), (1.0, last, 0.0)


@cache
def _white(kind: Kind) -> Stops:
    """The light in the middle of a pore."""
    (_, first, _), (_, middle, _), _ = _stops(kind)
    return (0.0, ramp("neuron.scale")[4], 1.0), (0.5, first, 0.85), (1.0, middle, 0.0)


def _near(site: FieldSite) -> float:
    """Its scale, in steps, so that lights of one size are drawn once."""
    return round(_STEPS * site.scale) / _STEPS


@lru_cache(maxsize=8192)
def _pool(site: FieldSite, level: int) -> tuple[Item, ...]:
    x, y = site.foot
    wide = 190.0 * _near(site)
    return (
        Glow(
            x,
            y,
            wide,
            wide * squash(1.0 / max(_near(site), 0.04)),
            _stops(site.kind),
            0.62 * level / _LEVELS,
        ),
    )


@lru_cache(maxsize=8192)
def _pore(site: FieldSite, level: int) -> tuple[Item, ...]:
    """The whole channel lit up, a shaft of light above it, and the pore itself."""
    (x, y), near, share = site.mouth, _near(site), level / _LEVELS
    flat, wide = squash(1.0 / near), 62.0 * near
    inner = PORE * 1.55 * 60.0 * near
    return (
        Glow(x, y + 10.0 * near, wide * 1.5, wide * (0.62 + 0.9 * flat), _stops(site.kind), 0.85 * share),
        Glow(x, y - 62.0 * near, 17.0 * near, 104.0 * near, _stops(site.kind), 0.60 * share),
        Glow(x, y, inner, inner * pore_squash(1.0 / near), _white(site.kind), share),
    )


@lru_cache(maxsize=4096)
def _ball(site: FieldSite, level: int) -> tuple[Item, ...]:
    """The ball comes up from below into the pore."""
    share, near = level / _LEVELS, _near(site)
    x, y = seen(site.u, site.w, MOUTH - 16.0 * (1.0 - share))
    size = _PLUG * PORE * 60.0 * near / _BALL_PX
    return (Sprite("na_channel", x, y, part="ball", scale=size * (0.7 + 0.3 * share), opacity=share),)


@lru_cache(maxsize=4096)
def _drug(site: FieldSite, level: int) -> tuple[Item, ...]:
    """A drug's molecule comes down from above onto the pore."""
    blocker = protein(site.kind).blocker
    assert blocker is not None
    share = level / _LEVELS
    x, y = seen(site.u, site.w, MOUTH + _DRUG_ABOVE + 60.0 * (1.0 - share))
    return (Sprite(blocker.rig, x, y, scale=_DRUG * _near(site), opacity=share),)


def _passing(site: FieldSite, since_s: float, ion: int) -> list[Item]:
    """An ion so long after it went into the pore."""
    near, inward = _near(site), site.kind == Kind.NA_CHANNEL
    share = since_s / (IN_S if inward else OUT_S)
    if not 0.0 <= share < 1.0:
        return []
    if inward:  # it falls, ever faster, and is gone when the pore has it
        up, aside = _ABOVE * (1.0 - share**1.6), 26.0 * ((ion * 0.618) % 1.0 - 0.5) * (1.0 - share)
        plain = smooth(share / 0.25) * smooth((1.0 - share) / 0.12)
    else:
        up, aside = _RISEN * (1.0 - (1.0 - share) ** 1.6), 90.0 * ((ion * 0.618) % 1.0 - 0.5) * share
        plain = smooth(share / 0.12) * smooth((1.0 - share) / 0.5)
    x, y = seen(site.u + aside, site.w, MOUTH + up)
    tail = (1.0 if inward else -1.0) * 30.0 * near
    level = _level(plain) / _LEVELS
    if level <= 0.0:
        return []
    return [
        Glow(x, y - tail, 9.0 * near, 46.0 * near, _stops(site.kind), 0.8 * level),
        Sprite("ion_na" if inward else "ion_k", x, y, pose="default", scale=_BEAD * near, opacity=level),
    ]
