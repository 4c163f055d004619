"""Where strip, side panel and picture are in a window."""

from dataclasses import dataclass

import pygame

from apanim.window.panels import strip, style
from apanim.window.panels.side.panel import Side


@dataclass(frozen=True)
class WindowPlaces:
    """Of a window of `size` pixels. `side`: the side panel is open; `full`: it fills the screen."""

    size: tuple[int, int]
    text_scale: float = 1.0
    side: bool = False
    full: bool = False

    @property
    def scale(self) -> float:
        """Pixels to a unit of the widgets."""
        return style.scale_for(self.size, self.text_scale)

    @property
    def overlaid(self) -> bool:
        """Whether the strip lies over the picture and goes by itself: in full screen, while nobody works
        in the side panel, which stands on it."""
        return self.full and not self.side

    @property
    def strip_height(self) -> int:
        """Pixels."""
        if self.overlaid:
            return round(max(self.size[1] * strip.OVERLAY_HEIGHT, 30))
        return round(strip.HEIGHT * self.scale)

    @property
    def strip_scale(self) -> float:
        """Pixels to a unit of the strip's."""
        return self.strip_height / strip.OVERLAY_UNITS if self.overlaid else self.scale

    @property
    def strip(self) -> pygame.Rect:
        """Across the foot of the window."""
        return pygame.Rect(0, self.size[1] - self.strip_height, self.size[0], self.strip_height)

    @property
    def side_panel(self) -> pygame.Rect:
        """At the right, above the strip; over the picture, where the window is not wide enough for both."""
        width = Side.width(self.size, self.scale, docked=False)
        return pygame.Rect(self.size[0] - width, 0, width, self.size[1] - self.strip_height)

    @property
    def picture(self) -> pygame.Rect:
        """What strip and side panel leave."""
        width, height = self.size
        right = Side.width(self.size, self.scale, docked=True) if self.side else 0
        return pygame.Rect(
            0, 0, width - right, max(1, height - (0 if self.overlaid else self.strip_height))
        )


def strip_height(size: tuple[int, int], text_scale: float = 1.0) -> int:
    """Pixels that the strip takes of a window of `size`."""
    return WindowPlaces(size, text_scale).strip_height
