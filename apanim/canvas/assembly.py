"""Whole rigs put together from their parts, each turned from its master, as one stamp.

resvg would draw a small channel anew in each pose; its parts, once drawn, are put together in no time.
"""

from collections.abc import Callable

import pygame

from apanim.canvas import turn
from apanim.canvas.stamp import NOTHING, SUBPIXELS, Stamp, split, trimmed
from apanim.canvas.turn import Turnable
from apanim.picture.drawlist import Sprite
from apanim.picture.rigs import parts, rig, stands

_LIGHT = "pore-glow"  # the part that is screened on those behind it
Unposed = Callable[[str, str, str, float], Turnable]  # of a rig, a part, its shape, pixels to the unit


def assembled(item: Sprite, zoom: float, quarters: tuple[int, int], unposed: Unposed) -> Stamp:
    """The rig of `item` in its pose, `zoom` pixels to the unit, its origin on `quarters` of a pixel."""
    if item.mirror:  # put together upright and then turned over: what was below the origin is above it
        across, down = quarters
        upright = _upright(item, zoom, (across, -down), unposed)
        over = pygame.transform.flip(upright.surface, False, True)
        return Stamp(over, upright.left, -upright.top - upright.surface.get_height())
    return _upright(item, zoom, quarters, unposed)


def _upright(item: Sprite, zoom: float, quarters: tuple[int, int], unposed: Unposed) -> Stamp:
    placed = [
        (part, _piece(item, part, zoom, quarters, unposed))
        for part in parts(item.rig)
        if stands(rig(item.rig), item.pose, part).opacity > 0.0
    ]
    area = pygame.Rect(0, 0, 0, 0).unionall(
        [(one.left, one.top, *one.surface.get_size()) for _, one in placed if one is not NOTHING]
    )
    whole = pygame.Surface(area.size, pygame.SRCALPHA, 32)
    for part, one in placed:
        at = one.left - area.left, one.top - area.top
        if part == _LIGHT:
            _screen(whole, one.surface, at)
        else:
            whole.blit(one.surface, at, None, pygame.BLEND_PREMULTIPLIED)
    return trimmed(Stamp(whole, area.left, area.top))


def _piece(item: Sprite, part: str, zoom: float, quarters: tuple[int, int], unposed: Unposed) -> Stamp:
    """One part where and as it stands in the pose, counted from the rig's origin."""
    this, pose = rig(item.rig), stands(rig(item.rig), item.pose, part)
    px, py = this.pivot(part)
    (x, fx), (y, fy) = (
        split((at + by) * zoom + q / SUBPIXELS)
        for at, by, q in ((px, pose.dx, quarters[0]), (py, pose.dy, quarters[1]))
    )
    source = unposed(item.rig, part, pose.shape, zoom)
    surface, left, top = turn.turned(source, (px * zoom, py * zoom), pose.rot, (fx, fy))
    if pose.opacity < 1.0:
        level = round(255 * pose.opacity)
        surface.fill((level,) * 4, special_flags=pygame.BLEND_RGBA_MULT)
    return Stamp(surface, left + x, top + y)


def _screen(target: pygame.Surface, light: pygame.Surface, at: tuple[int, int]) -> None:
    """Lay premultiplied light on, so that light on light never clips; coverage likewise."""
    rest = pygame.Surface(light.get_size(), pygame.SRCALPHA, 32)
    rest.fill((255, 255, 255, 255))
    rest.blit(light, (0, 0), None, pygame.BLEND_RGBA_SUB)
    target.blit(rest, at, None, pygame.BLEND_RGBA_MULT)
    target.blit(light, at, None, pygame.BLEND_RGBA_ADD)
