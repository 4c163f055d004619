"""Channels, leaks and pumps as posed sprites: each part stands where the world says it stands."""

import math
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from apanim.particles.ions import Species
from apanim.particles.layout import Layout
from apanim.particles.proteins import LEAKS, Protein, protein
from apanim.particles.transmitter import SITES, docked
from apanim.picture.design_frame import WIDTH
from apanim.picture.drawlist import Sprite
from apanim.picture.easing import settle, smooth
from apanim.picture.rigs import Pose, between, rig
from apanim.picture.views.membrane.geometry import place, tilt_deg, x_from_nm
from apanim.tape.readings import PUMP_STATES, leg
from apanim.units import TICKS_PER_S
from apanim.world import World

BREATH_DEG = 0.6
_BREATH_STEP_DEG = 0.1  # as fine as the canvas turns a part
_BREATH_S = (3.0, 5.0)
_PUMP_STEP_DEG = 0.2  # of a pump's halves on the move, some 0.4 degrees a frame: turns share what is baked
_BALL_BEND = (46.0, 186.0)  # the ball swings in round this point
_LEAK_SHUTS_PX = 10.0  # so far each half of a leak channel moves in to close its pore
_REACH_PX = 180  # beyond the frame's edge by more, a protein is not drawn
_DRUG_FROM = (34.0, -92.0)  # from where a drug's molecule comes to its mouth
_PLUG_STEPS = 32
_GOLDEN = 0.618033988749895

_CHANNEL_PARTS = ("gate-left", "gate-right", "body-left", "body-right")
_PUMP_PARTS = (
    "sockets-na", "sockets-k", "gate-out-left", "gate-out-right", "gate-in-left", "gate-in-right",
    "body-left", "body-right", "phosphate", "atp",
)  # fmt: skip


@dataclass(frozen=True)
class Posed:
    """One drawn protein: `row` of the layout, place `x`, its sprites; 0..1 how its pore shines, how far its
    ball, at `ball` in the picture, or its transmitter has docked, how far its gate has swung, and how far
    a drug's molecule has come to its mouth."""

    row: int
    rig: str
    x: float
    glow: float
    sprites: tuple[Sprite, ...]
    ball: tuple[float, float] = (0.0, 0.0)
    docked: float = 0.0
    opened: float = 0.0
    lets_sodium_in: bool = False
    blocked: float = 0.0


class Stand(NamedTuple):
    """A protein in sight: `row` of the layout, the number `order` of its kind, and its place."""

    row: int
    kind: Protein
    order: int
    x: float


@lru_cache(maxsize=16)
def stands(layout: Layout) -> tuple[Stand, ...]:
    out = []
    for row, (number, x_nm) in enumerate(zip(layout.kind, layout.x_nm, strict=True)):
        x = x_from_nm(float(x_nm))
        if -_REACH_PX < x < WIDTH + _REACH_PX:
            out.append(Stand(row, protein(int(number)), int((layout.kind[:row] == number).sum()), x))
    return tuple(out)


def posed(world: World, layout: Layout, tick: int) -> list[Posed]:
    """The proteins in sight, left to right, as they stand at `tick`."""
    molecules = docked(world.transmitter).tolist() if len(world.ligand_open) else []
    return [_protein(world, molecules, stand, tick) for stand in stands(layout)]


@lru_cache(maxsize=16)
def in_sight(layout: Layout) -> tuple[tuple[str, float], ...]:
    """(rig, place) of the proteins in sight, left to right."""
    return tuple((stand.kind.rig, stand.x) for stand in stands(layout))


def breath_deg(row: int, tick: int) -> float:
    """How far the halves of protein `row` lean apart as it breathes; each at its own pace."""
    period_s = _BREATH_S[0] + (_BREATH_S[1] - _BREATH_S[0]) * ((row * _GOLDEN) % 1.0)
    return BREATH_DEG * math.sin(2 * math.pi * (tick / (TICKS_PER_S * period_s) + row * _GOLDEN))


def _protein(world: World, molecules: list[int], stand: Stand, tick: int) -> Posed:
    """One of the row; `molecules` are those that have docked at each receptor."""
    kind, order = stand.kind, stand.order
    plug = round(_PLUG_STEPS * float(getattr(world, kind.plugging)[order])) if kind.plugging else 0
    if plug:
        return _blocked(_unblocked(world, molecules, stand, tick), kind, plug / _PLUG_STEPS)
    return _unblocked(world, molecules, stand, tick)


def _blocked(one: Posed, kind: Protein, share: float) -> Posed:
    """A channel to whose mouth a drug's molecule has come by `share`: no light comes through it."""
    assert kind.blocker is not None
    here, (x, y) = smooth(share), kind.blocker.at
    away = 1.0 - here
    at = place(one.x, x + _DRUG_FROM[0] * away, y + _DRUG_FROM[1] * away)
    molecule = Sprite(
        kind.blocker.rig, *at, angle=tilt_deg(one.x) + 40.0 * away, opacity=min(1.0, 2.0 * share)
    )
    lit = (sprite for sprite in one.sprites if sprite.part != "pore-glow")
    dark = (
        sprite._replace(opacity=sprite.opacity * away)
        for sprite in one.sprites
        if sprite.part == "pore-glow"
    )
    return replace(one, glow=one.glow * away, blocked=here, sprites=(*dark, *lit, molecule))


def _unblocked(world: World, molecules: list[int], stand: Stand, tick: int) -> Posed:
    """One of the row, whatever a drug does to it."""
    row, kind, order, x = stand
    breath = round(breath_deg(row, tick) / _BREATH_STEP_DEG) * _BREATH_STEP_DEG
    match kind.moves:
        case "balled":
            opened, docked = (float(getattr(world, name)[order]) for name in (kind.opening, kind.docking))
            return _balled(kind, row, x, opened, docked, breath)
        case "gated":
            bound = molecules[order] / SITES if kind.binds else 0.0
            return _gated(kind, row, x, float(getattr(world, kind.opening)[order]), breath, bound)
        case "cycles":
            return _cycling(kind, row, x, float(getattr(world, kind.turns)[order]), breath)
        case "leaks":
            return _leak(kind, row, x, float(world.leak_open[LEAKS.index(kind)]))


@lru_cache(maxsize=64)
def _leak(kind: Protein, row: int, x: float, opened: float) -> Posed:
    """A leak channel: open as its sprite is drawn, or with its halves together."""
    if opened >= 1.0:
        _, y = place(x, 0, 0)
        return Posed(row, kind.rig, x, 0.0, (Sprite(kind.rig, x, y, angle=tilt_deg(x)),))
    name, shut = kind.rig, 1.0 - smooth(opened)
    halves = {"body-left": Pose(dx=_LEAK_SHUTS_PX * shut), "body-right": Pose(dx=-_LEAK_SHUTS_PX * shut)}
    light = (1.0 - shut) * rig(name).pose("default", "pore-glow").opacity
    return Posed(row, name, x, 0.0, (*_pore(name, x, light, additive=False), *_parts(name, x, halves, 0.0)))


@lru_cache(maxsize=1024)  # between two moves a channel only breathes, in few steps
def _balled(kind: Protein, row: int, x: float, opened: float, docked: float, breath: float) -> Posed:
    a, b, name = smooth(opened), settle(docked), kind.rig
    shut = min(max(b, 0.0), 1.0)
    glow, at = a * (1.0 - shut), place(x, *ball_at(name, a, b))
    sprites = (
        *_pore(name, x, glow), *_parts(name, x, _gating(name, a), breath),
        _part(name, "chain", x, _chain(name, a, b)), Sprite(name, *at, part="ball"),
    )  # fmt: skip
    return Posed(row, name, x, glow, sprites, at, shut, a, Species.NA in kind.passes)


@lru_cache(maxsize=256)
def _chain(name: str, opened: float, docked: float) -> Pose:
    this = rig(name)
    loose = between(this.pose("closed", "chain"), this.pose("open", "chain"), opened)
    return between(loose, this.pose("inactivated", "chain"), docked)


@lru_cache(maxsize=256)
def ball_at(name: str, opened: float, docked: float) -> tuple[float, float]:
    """Where the ball hangs, or how far it has swung towards the mouth, in the channel's own frame."""
    this = rig(name)
    loose = between(this.pose("closed", "ball"), this.pose("open", "ball"), opened)
    home = this.pose("inactivated", "ball")
    return _swing((loose.dx, loose.dy), _BALL_BEND, (home.dx, home.dy), docked)


@lru_cache(maxsize=1024)
def _gated(kind: Protein, row: int, x: float, opened: float, breath: float, bound: float) -> Posed:
    """A receptor without its transmitter, whose molecules are drawn where they are."""
    a, name = smooth(opened), kind.rig
    light = a * rig(name).pose("open", "pore-glow").opacity
    sprites = (*_pore(name, x, light), *_parts(name, x, _gating(name, a), breath))
    return Posed(
        row, name, x, a, sprites, docked=bound, opened=0.0, lets_sodium_in=Species.NA in kind.passes
    )


def _cycling(kind: Protein, row: int, x: float, turns: float, breath: float) -> Posed:
    now = leg(turns)
    states = PUMP_STATES[now.origin], PUMP_STATES[now.goal]
    return _cycling_at(kind.rig, row, x, states, smooth(now.progress), breath)


@lru_cache(maxsize=256)  # a pump dwells half the time, and only breathes
def _cycling_at(
    name: str, row: int, x: float, states: tuple[str, str], share: float, breath: float
) -> Posed:
    ends = _ends(name, *states, _PUMP_PARTS)
    poses = {p: between(*ends[p], share) for p in _PUMP_PARTS}
    if 0.0 < share < 1.0:
        for part, breathing in (("body-left", breath), ("body-right", -breath)):
            turned = round((poses[part].rot + breathing) / _PUMP_STEP_DEG) * _PUMP_STEP_DEG
            poses[part] = poses[part]._replace(rot=turned - breathing)
    back = _part(name, "body-back", x, Pose())
    return Posed(row, name, x, 0.0, (back, *_parts(name, x, poses, breath)))


@lru_cache(maxsize=256)  # most channels are wholly shut or wholly open
def _gating(name: str, opened: float) -> dict[str, Pose]:
    ends = _ends(name, "closed", "open", _CHANNEL_PARTS)
    return {p: between(*ends[p], opened) for p in _CHANNEL_PARTS}


@cache
def _ends(name: str, a: str, b: str, parts: tuple[str, ...]) -> dict[str, tuple[Pose, Pose]]:
    """How each part of a rig that moves stands in two poses."""
    return {part: (rig(name).pose(a, part), rig(name).pose(b, part)) for part in parts}


def _pore(name: str, x: float, glow: float, *, additive: bool = True) -> list[Sprite]:
    """The far wall of the pore, and the light in it."""
    wall = _part(name, "body-back", x, Pose())
    if glow <= 0:
        return [wall]
    return [wall, _part(name, "pore-glow", x, Pose(opacity=glow), additive=additive)]


def _parts(name: str, x: float, poses: dict[str, Pose], breath: float) -> list[Sprite]:
    lean = {"body-left": breath, "body-right": -breath}
    return [_part(name, p, x, pose, lean.get(p, 0.0)) for p, pose in poses.items() if pose.opacity > 0]


def _part(
    name: str, part: str, x: float, pose: Pose, lean: float = 0.0, *, additive: bool = False
) -> Sprite:
    px, py = rig(name).pivot(part)
    at = place(x, px + pose.dx, py + pose.dy)
    turn = tilt_deg(x) + pose.rot + lean
    return Sprite(
        name, *at, part=part, shape=pose.shape, angle=turn, opacity=pose.opacity, additive=additive
    )


def _swing(
    start: tuple[float, float], bend: tuple[float, float], goal: tuple[float, float], t: float
) -> tuple[float, float]:
    """A quadratic Bezier curve at `t` (a little beyond 1 too)."""
    u = 1.0 - t
    x, y = (u * u * s + 2 * u * t * b + t * t * g for s, b, g in zip(start, bend, goal, strict=True))
    return x, y
