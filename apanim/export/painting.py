"""The lecture as pictures of one size: what every export asks for a tick."""

import pygame

from apanim.canvas.raster import RasterCanvas
from apanim.canvas.tiles import Where
from apanim.picture.frame import Look, frame
from apanim.picture.prefetch import Ahead
from apanim.picture.theme import Theme
from apanim.script.programme import Programme


class Painting:
    """Paints any tick of a programme. Raises UserError for a bad size."""

    def __init__(
        self, programme: Programme, size: tuple[int, int], theme: Theme | None, look: Look
    ) -> None:
        self._canvas = RasterCanvas(size, theme)
        self._lists = Ahead(lambda tick: frame(*programme.at(tick), look), programme.score.duration_tick)

    def __call__(self, tick: int) -> pygame.Surface:
        """The picture at `tick`, until the next is asked for."""
        self._canvas.paint(self._lists.at(tick))
        return self._canvas.surface

    def changed(self) -> Where | None:
        """Where it differs from the one before; None: it may anywhere."""
        return self._canvas.changed
