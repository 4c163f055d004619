"""The player's signs, painted on the window over the picture."""

import pygame

from apanim.canvas.atlas import BakedCache
from apanim.canvas.painter import Painter
from apanim.picture.drawlist import DrawList
from apanim.picture.stage import HEIGHT, WIDTH
from apanim.picture.theme import Theme
from apanim.picture.theme import theme as usual_theme

_LIMIT_BYTES = 32 << 20


class Overlay:
    """Paints signs in design units on a part of the window, 16 to 9 in the middle of it."""

    def __init__(self, theme: Theme | None) -> None:
        self._theme = theme or usual_theme()
        self._cache = BakedCache(_LIMIT_BYTES)
        self._painter, self._scale = Painter(1.0, self._theme, self._cache), 1.0

    @staticmethod
    def scale(place: pygame.Rect) -> float:
        """Pixels a design unit."""
        return max(min(place.width / WIDTH, place.height / HEIGHT), 0.01)

    def to_design(self, place: pygame.Rect, x: float, y: float) -> tuple[float, float]:
        """A place in the window, in design units."""
        scale = self.scale(place)
        return (x - place.centerx) / scale + WIDTH / 2, (y - place.centery) / scale + HEIGHT / 2

    def paint(self, signs: DrawList, place: pygame.Rect, screen: pygame.Surface) -> None:
        """Put `signs` on the window's surface."""
        scale = self.scale(place)
        if scale != self._scale:
            self._painter, self._scale = Painter(scale, self._theme, self._cache), scale
        if self._cache.tidy():
            self._painter.forget()
        used = pygame.Rect(0, 0, round(WIDTH * scale), round(HEIGHT * scale))
        used.center = place.center
        used = used.clip(screen.get_rect())
        self._painter.paint(screen.subsurface(used), signs.items)
