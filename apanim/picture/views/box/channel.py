"""The proteins of the box: one Na+ channel at its true distance from the next, and in the bent half those
that the lecture crowds beside it."""

from typing import Any

from apanim.particles.proteins import Kind
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Glow, Item, Sprite
from apanim.picture.easing import smooth
from apanim.picture.rigs import rig
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.views.box.geometry import CHANNEL_SCALE, CHANNEL_X, MID_Y, NEIGHBOURS
from apanim.picture.views.box.pace import rate_ns_s
from apanim.script.timeline import fine_ns_at
from apanim.tape.slab import through_open_ms
from apanim.world import World

RIG = "na_channel"
_SLIDE_PX = 900.0  # from how far the neighbours come
_LIGHT = 150.0
_FULL_MV = 130.0  # of driving force: the stream is at its brightest
_APART_S, _PASSES_S, _WAY_PX = 0.5, 0.6, 190.0  # from ion to ion where each is seen; its way, and how long
_HALF_HIGH = 118.0  # of a protein, px


def channel(shot: Shot[Any], world: World, blurred: float) -> list[Item]:
    """The channel as the run has it. Where ions are a blur, so is the stream in its pore, as V drives it;
    where each is seen, the next comes minutes later."""
    if not len(shot.timeline.patch_setup.layout.sites(Kind.NA_CHANNEL)):
        return []
    opened, docked = smooth(float(world.na_open[0])), smooth(min(max(float(world.na_ball[0]), 0.0), 1.0))
    pose = f"open>inactivated:{docked:.2f}" if docked > 0.0 else f"closed>open:{opened:.2f}"
    out: list[Item] = [Sprite(RIG, CHANNEL_X, MID_Y, pose=pose, scale=CHANNEL_SCALE)]
    drive_mV = shot.timeline.membrane_at(shot.tick).e_na_mV - float(world.patch.v_mV)
    passes = opened * (1.0 - docked)
    if passes <= 0.02 or drive_mV <= 0.0:
        return out
    every_ns, now_ns = 1e6 / through_open_ms(drive_mV), fine_ns_at(shot.timeline, shot.tick)
    every_s = every_ns / max(rate_ns_s(shot.timeline, shot.tick), 1e-9)
    if every_s > _APART_S:
        return out + _one(passes, (now_ns / every_ns) % 1.0 * every_s)
    bright, strength = colour("plot.e_na"), passes * blurred * min(drive_mV / _FULL_MV, 1.0)
    stops = ((0.0, bright, 0.95), (0.35, bright, 0.5), (1.0, bright, 0.0))
    return [
        *out, Glow(CHANNEL_X, MID_Y - 20.0, 22.0, _LIGHT, stops, strength),
        Glow(CHANNEL_X, MID_Y + 150.0, 90.0, 120.0, stops, 0.7 * strength),
    ]  # fmt: skip


def _one(passes: float, since_s: float) -> list[Item]:
    """An ion on its way through, so long after it came to the mouth; the next is not there yet."""
    share = since_s / _PASSES_S
    if share >= 1.0:
        return []
    y = MID_Y + (2.0 * share - 1.0) * _WAY_PX
    seen = passes * min(1.0, 6.0 * share, 6.0 * (1.0 - share))
    return [Sprite("ion_na", CHANNEL_X, y, pose="default", opacity=seen)]


def bodies(shot: Shot[Any]) -> list[Box]:
    """Where the channel is, in the picture."""
    there = len(shot.timeline.patch_setup.layout.sites(Kind.NA_CHANNEL))
    return [_body(RIG, CHANNEL_X, CHANNEL_SCALE)] if there else []


def neighbour_bodies(crowded: float) -> list[Box]:
    """Where the lecture's row is."""
    away = (1.0 - smooth(crowded)) * _SLIDE_PX
    return [_body(name, x + away, 1.0) for name, x in NEIGHBOURS] if crowded > 0.0 else []


def _body(name: str, x: float, scale: float) -> Box:
    half, high = rig(name).half_width * scale, _HALF_HIGH * scale
    return x - half, MID_Y - high, x + half, MID_Y + high


def neighbours(crowded: float) -> list[Item]:
    """The lecture's row of proteins in the bent half, as far as it has come in from the right."""
    if crowded <= 0.0:
        return []
    away = (1.0 - smooth(crowded)) * _SLIDE_PX
    pose = {"leak_k": "default", "k_channel": "closed", "na_channel": "closed", "pump": "E1"}
    return [
        Sprite(name, x + away, MID_Y, pose=pose[name], opacity=smooth(crowded)) for name, x in NEIGHBOURS
    ]
