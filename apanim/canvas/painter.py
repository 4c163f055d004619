"""Paints items at one scale: everything is baked once at its final size and then copied."""

import dataclasses
from collections.abc import Iterable
from typing import TypeVar, cast, get_args

import numpy as np
import pygame

from apanim.canvas import columns, neuron, vector
from apanim.canvas.alike import Copy, Looks
from apanim.canvas.beads import BeadPress
from apanim.canvas.dim import dim
from apanim.canvas.layers import Layer
from apanim.canvas.lens import Origin
from apanim.canvas.loops import lay
from apanim.canvas.placing import Placed, Placer, View, view_of
from apanim.canvas.shelf import Shelf
from apanim.picture.drawlist import (
    Bands,
    Beads,
    Curve,
    Dim,
    Item,
    NeuronBody,
    Profile,
    Scenery,
    Shades,
    Shine,
    SoftLight,
    Sprites,
    Trails,
    Veil,
)  # fmt: skip
from apanim.picture.theme import Theme

_MOST_PLACED = 2048
_PLACED = frozenset(get_args(Placed))

Swarm = TypeVar("Swarm", Beads, Trails)


class Painter:
    """Draws items at one scale, pixels to a design unit, as a part of a picture that may be larger.

    That is `level` times the scale of the whole view. What it bakes is on `shelf`.
    """

    def __init__(self, scale: float, theme: Theme, shelf: Shelf, level: float = 1.0) -> None:
        self._scale, self._theme = scale, theme
        self._target = pygame.Surface((1, 1), 0, 32)
        self._view = view_of(self._target, (0.0, 0.0))
        self._placed: dict[View, dict[Placed, Copy]] = {}
        self._looks = Looks()
        self._placer = Placer(scale, theme, shelf, level)
        self._beads = BeadPress(scale, theme, shelf)
        self._skin: neuron.Skin | None = None

    @property
    def _origin(self) -> tuple[int, int]:
        return self._view.origin

    def paint(self, target: pygame.Surface, items: Iterable[Item], origin: Origin = (0.0, 0.0)) -> None:
        """Draw `items` on `target`, whose corner lies `origin` pixels from theirs."""
        self._target, self._view = target, view_of(target, origin)
        if sum(map(len, self._placed.values())) > _MOST_PLACED:
            self.forget()
        placed = self._placed.setdefault(self._view, {})
        waiting: list[bytes] = []
        for item in items:
            if type(item) in _PLACED:
                copy = placed.get(item)  # type: ignore[arg-type]
                if copy is None:
                    item = cast(Placed, item)
                    copy = placed[item] = self._placer.copy(item, self._view)
                waiting.append(copy.rows)
            else:
                lay(target, waiting)
                waiting.clear()
                self._paint(item)
        lay(target, waiting)

    def forget(self) -> None:
        """Forget where things were put, and so what the shelf has thrown away."""
        self._placed.clear()
        self._looks = Looks()

    def layer(self, item: Scenery) -> Layer:
        """A still layer as it is kept, for a target with its corner on the scene's."""
        return self._placer.layer(item, view_of(self._target, (0.0, 0.0)))

    def _paint(self, item: Item) -> None:
        match item:
            case Sprites():
                self._alike(item)
            case Beads():
                self._beads.paint(self._target, self._moved(item))
            case Trails():
                self._beads.paint_trails(self._target, self._moved(item))
            case Veil():
                self._veil(item)
            case Dim():
                dim(self._target, item.strength, self._theme)
            case Curve():
                key = (item.points.tobytes(), item.colour, item.top_y, item.floor_y, item.bare)
                self._show(self._placer.revealed(item, key, lambda: vector.curve(item), self._view))
            case Shades():
                key = (item.areas, item.top_y, item.floor_y)
                self._show(self._placer.revealed(item, key, lambda: vector.shades(item), self._view))
            case Shine():
                layer = self._placer.layer(Scenery(item.name), self._view)
                columns.shine(self._target, layer, item, self._scale, self._theme, self._origin)
            case Profile():
                columns.profile(self._target, item, self._scale, self._theme, self._origin)
            case Bands():
                columns.bands(self._target, item, self._scale, self._theme, self._origin)
            case SoftLight():
                neuron.soft_light(self._target, item, self._scale, self._theme, self._origin)
            case NeuronBody():
                self._skin = self._skin or neuron.skin(self._scale, self._theme)
                neuron.paint(self._target, self._skin, item, self._origin)
            case _:
                pass

    def _alike(self, item: Sprites) -> None:
        view, mix, look = self._view, self._placer.mix(item.like.additive), self._placer.look
        lay(self._target, self._looks.rows(item, self._scale, view.rest, view.origin, mix, look))

    def _show(self, copy: Copy) -> None:
        lay(self._target, [copy.rows])

    def _moved(self, item: Swarm) -> Swarm:
        """Beads or trails in the target's own coordinates."""
        origin, rest = self._view.origin, self._view.rest
        if origin == (0, 0) and rest == (0.0, 0.0):
            return item
        dx, dy = ((o + r) / self._scale for o, r in zip(origin, rest, strict=True))
        return dataclasses.replace(item, x=item.x - np.float32(dx), y=item.y - np.float32(dy))

    def _veil(self, item: Veil) -> None:
        kept = round(255 * (1.0 - item.opacity))
        tint = [round(channel * item.opacity) for channel in self._theme.rgb(item.colour)]
        self._target.fill((kept, kept, kept), special_flags=pygame.BLEND_RGB_MULT)
        self._target.fill(tint, special_flags=pygame.BLEND_RGB_ADD)
