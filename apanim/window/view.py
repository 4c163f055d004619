"""The view: the lecture's picture and the player's signs over it, at the window's own resolution."""

from collections.abc import Callable

import pygame

from apanim.canvas.raster import RasterCanvas
from apanim.picture.drawlist import DrawList, Item, Lens
from apanim.picture.stage import HEIGHT, WIDTH
from apanim.picture.theme import Theme

# The lecture's draw list at a tick, with or without captions.
Scene = Callable[[int, bool], DrawList]

SMALLEST = (320, 180)  # pixels; a smaller window shows this scaled down
SETTLES_S = 0.25  # a window is still being pulled until its size has stood this long


class View:
    """Asks for the scene only when its instant is another; the canvas paints only what changed."""

    def __init__(
        self, scene: Scene, size: tuple[int, int], now_s: float, theme: Theme | None = None
    ) -> None:
        self._scene, self._theme = scene, theme
        self._window = size
        self._resized_s = now_s - SETTLES_S
        self._canvas = RasterCanvas(_canvas_size(size), theme)
        self._shown: tuple[int, bool] | None = None
        self._items: tuple[Item, ...] = ()

    def resize(self, size: tuple[int, int], now_s: float) -> None:
        """The window has a new size; the picture follows once it settles."""
        if size != self._window:
            self._window, self._resized_s = size, now_s

    def settled_at_s(self) -> float | None:
        """When the picture will follow the window's size, or None when it does."""
        waiting = self._canvas.surface.get_size() != _canvas_size(self._window)
        return self._resized_s + SETTLES_S if waiting else None

    @property
    def scale(self) -> float:
        """Pixels of the canvas a design unit."""
        width, height = self._canvas.surface.get_size()
        return min(width / WIDTH, height / HEIGHT)

    def to_design(self, x: float, y: float) -> tuple[float, float]:
        """A place in the window, in design units."""
        width, height = self._canvas.surface.get_size()
        corner, shrink = self._placed()
        x, y = (x - corner[0]) / shrink, (y - corner[1]) / shrink
        return (x - width / 2) / self.scale + WIDTH / 2, (y - height / 2) / self.scale + HEIGHT / 2

    def paint(self, tick: int, captions: bool, signs: DrawList, now_s: float) -> pygame.Surface:
        """The canvas with the picture at `tick` and `signs` over it."""
        settled_s = self.settled_at_s()
        if settled_s is not None and now_s >= settled_s:
            self._canvas = RasterCanvas(_canvas_size(self._window), self._theme)
        if self._shown != (tick, captions):
            self._items, self._shown = self._scene(tick, captions).items, (tick, captions)
        self._canvas.paint(DrawList((*self._items, Lens(), *signs.items)))
        return self._canvas.surface

    def show(self, painted: pygame.Surface, screen: pygame.Surface) -> None:
        """Put what was painted on the window's surface; stretched only while the window is being pulled."""
        corner, shrink = self._placed()
        screen.fill(0)
        if shrink != 1.0:
            size = tuple(max(1, round(side * shrink)) for side in painted.get_size())
            painted = pygame.transform.scale(painted, size)
        screen.blit(painted, corner)

    def _placed(self) -> tuple[tuple[int, int], float]:
        """Where the canvas's corner is in the window, and how much it is stretched for now."""
        width, height = self._canvas.surface.get_size()
        exact = (width, height) == _canvas_size(self._window) and self._window >= SMALLEST
        shrink = 1.0 if exact else min(self._window[0] / width, self._window[1] / height)
        corner = (
            (self._window[0] - round(width * shrink)) // 2,
            (self._window[1] - round(height * shrink)) // 2,
        )
        return corner, shrink


def _canvas_size(window: tuple[int, int]) -> tuple[int, int]:
    """The even size that fills a window."""
    return max(window[0], SMALLEST[0]) // 2 * 2, max(window[1], SMALLEST[1]) // 2 * 2
