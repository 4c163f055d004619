"""Is there a screen? Asked before a voice speaks and ions move for nobody."""

import os

import pygame

from apanim.errors import UserError

_UNSEEN = {"offscreen", "dummy"}


def require_display() -> None:
    """Raises UserError where no window could be seen; a driver that was asked for by name is taken."""
    try:
        pygame.display.init()
        driver = pygame.display.get_driver()
    except pygame.error as error:
        raise UserError(f"no display to open a window on ({error}); use apanim render") from error
    finally:
        pygame.display.quit()
    if driver in _UNSEEN and not os.environ.get("SDL_VIDEODRIVER"):
        raise UserError("no display to open a window on; use apanim render, or set DISPLAY")
