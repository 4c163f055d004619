"""Rigs and their parts baked: turned and moved from masters, so that a new pose costs resvg nothing."""

import math
from collections.abc import Callable
from typing import TypeVar

import pygame

from apanim.canvas import turn
from apanim.canvas.atlas import BakedCache
from apanim.canvas.rasterise import stamped
from apanim.canvas.stamp import NOTHING, SUBPIXELS, Stamp, split, trimmed
from apanim.canvas.turn import SHRUNK_FINER, Master, Turnable
from apanim.picture.drawlist import Sprite
from apanim.picture.rigs import part_markup, parts, rig, rig_markup, stands
from apanim.picture.theme import Theme

ANGLE_STEPS, SIZE_STEPS = 10, 128  # the finest turn (of a degree) and size that are baked
_SMALL_PX, _LEAST_SIZE = 100, 0.5  # rigs that are cut from one master, and how far they may shrink
_ROOM = math.ceil(3 * SHRUNK_FINER / _LEAST_SIZE)

_LIGHT = "pore-glow"  # the part of a rig that is screened on those behind it

Drawn = TypeVar("Drawn", Master, Turnable)
Unposed = Callable[[str, str, str, float], Turnable]  # of a rig, a part, its shape, pixels to the unit


class SpriteBaker:
    """Bakes sprites for one scale (pixels to a design unit) and one theme."""

    def __init__(self, scale: float, theme: Theme, cache: BakedCache) -> None:
        self._scale, self._theme, self._cache = scale, theme, cache

    def bake(self, item: Sprite, size: int, angle: int, quarters: tuple[int, int]) -> Stamp:
        """`item` at size / SIZE_STEPS, turned by angle / ANGLE_STEPS degrees, on quarters of a pixel."""
        share, turn_deg = size / SIZE_STEPS, angle / ANGLE_STEPS
        if item.part:
            return self._part(item, share, turn_deg, quarters)
        longest = self._scale * max(rig(item.rig).view_box[2:])
        plain = not (turn_deg or item.pose or item.mirror)
        if plain and share >= _LEAST_SIZE and longest <= _SMALL_PX:
            source = self._kept((item.rig, "small"), lambda: self._small(item.rig))
            return turn.shrunk(source, _ROOM, SHRUNK_FINER / share, quarters)
        if item.pose and not turn_deg and rig(item.rig).pivots:
            return assembled(item, self._scale * share, quarters, self._unposed)
        return self._whole(item, share, turn_deg, quarters)

    def _kept(self, key: tuple, make: Callable[[], Drawn]) -> Drawn:
        return self._cache.get(("master", self._scale, *key), make, turn.master_bytes)

    def _part(self, item: Sprite, size: float, turn_deg: float, quarters: tuple[int, int]) -> Stamp:
        zoom = self._scale * size
        px, py = rig(item.rig).pivot(item.part)
        source = self._unposed(item.rig, item.part, item.shape, zoom)
        return turn.turned(source, (px * zoom, py * zoom), turn_deg, quarters)

    def _unposed(self, name: str, part: str, shape: str, zoom: float) -> Turnable:
        """One part of a rig, `zoom` pixels to the unit, for every pose that it may stand in."""

        def drawn() -> Turnable:
            markup = self._theme.sprite(name, part_markup(name, part, shape))
            return turn.to_turn(turn.master(markup, rig(name).view_box, zoom))

        return self._kept((name, part, shape, zoom), drawn)

    def _small(self, name: str) -> Master:
        """What is small is seen in many sizes and places: one master serves them all."""
        markup = self._theme.sprite(name, rig_markup(name))
        return turn.roomy(turn.master(markup, rig(name).view_box, self._scale, SHRUNK_FINER), _ROOM)

    def _whole(self, item: Sprite, size: float, turn_deg: float, quarters: tuple[int, int]) -> Stamp:
        left, top, width, height = rig(item.rig).view_box
        reach = size * math.hypot(max(-left, left + width), max(-top, top + height))
        stand = (
            f'<g transform="rotate({turn_deg:g}) scale({size:g} {-size if item.mirror else size:g})">'
            f"{self._theme.sprite(item.rig, rig_markup(item.rig, item.pose))}</g>"
        )
        return stamped(stand, (-reach, -reach, reach, reach), quarters, self._scale)


# ---- whole rigs put together from their parts: resvg would draw a small channel anew in each pose


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
