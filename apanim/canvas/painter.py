"""Items as strokes at one scale: everything is baked once at its final size and then copied."""

import dataclasses
from collections.abc import Iterable
from typing import TypeVar, cast, get_args

import numpy as np
import pygame

from apanim.canvas import columns, neuron, vector
from apanim.canvas.alike import Looks
from apanim.canvas.beads import BeadPress
from apanim.canvas.dim import dim
from apanim.canvas.layers import Layer
from apanim.canvas.lens import Origin
from apanim.canvas.loops import veiling
from apanim.canvas.placing import Placed, Placer, View, view_of
from apanim.canvas.shelf import Shelf
from apanim.canvas.soft_light import Glimmer
from apanim.canvas.strokes import Copy, Pieces, Stroke
from apanim.canvas.tiles import everywhere
from apanim.picture.drawlist import (
    Bands,
    Beads,
    ColumnCurve,
    ColumnLight,
    Curve,
    Dim,
    Item,
    LitShape,
    Scenery,
    Shades,
    Silhouette,
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
    """Turns items into strokes at one scale, pixels to a design unit, for a part of a picture or the whole.

    That is `level` times the scale of the whole view. What it bakes is on `shelf`.
    """

    def __init__(self, scale: float, theme: Theme, shelf: Shelf, level: float = 1.0) -> None:
        self._scale, self._theme = scale, theme
        self._view = View((0, 0), (0.0, 0.0), (1, 1))
        self._placed: dict[View, dict[Placed, Copy]] = {}
        self._looks = Looks()
        self._placer = Placer(scale, theme, shelf, level)
        self._beads = BeadPress(scale, theme, shelf)
        self._skins: dict[Silhouette, neuron.Skin] = {}

    def strokes(
        self, size: tuple[int, int], items: Iterable[Item], origin: Origin = (0.0, 0.0)
    ) -> list[Stroke]:
        """What shows `items` on a target of `size` whose corner lies `origin` pixels from theirs.

        To be laid before this painter is asked for others.
        """
        self._view = view_of(size, origin)
        if sum(map(len, self._placed.values())) > _MOST_PLACED:
            self.forget()
        placed = self._placed.setdefault(self._view, {})
        strokes: list[Stroke] = []
        waiting: list[Copy] = []
        for item in items:
            if type(item) in _PLACED:
                copy = placed.get(item)  # type: ignore[arg-type]
                if copy is None:
                    item = cast(Placed, item)
                    copy = placed[item] = self._placer.copy(item, self._view)
            else:
                copy = self._unplaced(item)
            if isinstance(copy, Copy):
                waiting.append(copy)
            elif copy is not None:
                strokes += (Pieces(waiting), copy)
                waiting = []
        return [*strokes, Pieces(waiting)]

    def paint(self, target: pygame.Surface, items: Iterable[Item], origin: Origin = (0.0, 0.0)) -> None:
        """Draw `items` on all of `target`, whose corner lies `origin` pixels from theirs."""
        size = target.get_size()
        for stroke in self.strokes(size, items, origin):
            stroke.lay(target, everywhere(size))

    def forget(self) -> None:
        """Forget where things were put, and so what the shelf has thrown away."""
        self._placed.clear()
        self._looks = Looks()

    def layer(self, item: Scenery) -> Layer:
        """A still layer as it is kept, for a target with its corner on the scene's."""
        return self._placer.layer(item, View((0, 0), (0.0, 0.0), (1, 1)))

    def _unplaced(self, item: Item) -> Copy | Stroke | None:
        """What shows an item that is another in every frame."""
        scale, theme, origin = self._scale, self._theme, self._view.origin
        match item:
            case Sprites():
                return self._alike(item)
            case Beads():
                return self._beads.beads(self._moved(item))
            case Trails():
                return self._beads.trails(self._moved(item))
            case Veil():
                return Copy(veiling(self._view.size, item.opacity, theme.rgb(item.colour)), ())
            case Dim():
                return Copy(dim(self._view.size, item.strength, theme), ())
            case Curve():
                key = (item.points.tobytes(), item.colour, item.top_y, item.floor_y, item.bare)
                return self._placer.revealed(item, key, lambda: vector.curve(item), self._view)
            case Shades():
                key = (item.areas, item.top_y, item.floor_y)
                return self._placer.revealed(item, key, lambda: vector.shades(item), self._view)
            case ColumnLight():
                layer = self._placer.layer(Scenery(item.name), self._view)
                return columns.shine(layer, item, scale, theme, origin)
            case ColumnCurve():
                return columns.profile(item, scale, theme, origin)
            case Bands():
                return columns.bands(item, scale, theme, origin)
            case SoftLight():
                return Glimmer(item, scale, theme, origin)
            case LitShape():
                if item.shape not in self._skins:
                    self._skins[item.shape] = neuron.skin(item.shape, scale, theme)
                return neuron.Lit(self._skins[item.shape], item, origin)
            case _:
                return None

    def _alike(self, item: Sprites) -> Copy:
        view, mix, look = self._view, self._placer.mix(item.like.additive), self._placer.look
        return self._looks.copies(item, self._scale, view.rest, view.origin, mix, look)

    def _moved(self, item: Swarm) -> Swarm:
        """Beads or trails in the target's own coordinates."""
        origin, rest = self._view.origin, self._view.rest
        if origin == (0, 0) and rest == (0.0, 0.0):
            return item
        dx, dy = ((o + r) / self._scale for o, r in zip(origin, rest, strict=True))
        return dataclasses.replace(item, x=item.x - np.float32(dx), y=item.y - np.float32(dy))
