"""The screen: is there one, how large is a window on it, and what may a picture be at most."""

import ctypes
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pygame

from apanim.data import assets_dir
from apanim.errors import UserError

_UNSEEN = {"offscreen", "dummy"}
_START_SHARE = 0.75  # of the desktop's width, for a window that nobody gave a size
_MOST_SHARE = 0.95  # of the desktop, for one that would be larger: its frame has to be seen, too
SMALLEST = (320, 180)
_called_by_xlib: Any = None  # has to stay


def begin_display(when_lost: Callable[[], object] = lambda: None) -> None:
    """Begin with SDL's display, so that a window's pixels reach the screen as they are. If the screen goes,
    the program ends with a line, and `when_lost` is called before.

    Of itself SDL lays them out as a texture on Linux, which without a graphics card is drawn by OpenGL in
    software: 21 ms of work for each picture at 1080p, where handing the pixels over takes less than one.
    """
    if sys.platform.startswith("linux"):
        os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    pygame.display.init()
    if pygame.display.get_driver() == "x11":
        _heed_a_lost_screen(when_lost)


def _heed_a_lost_screen(act: Callable[[], object]) -> None:
    """Of itself Xlib ends the program, with words of its own. Other processes end with the window's."""
    global _called_by_xlib

    def lost(_: object) -> int:  # may not return
        with suppress(Exception):
            act()
        os.write(2, b"apanim: the screen that the window was on has gone\n")
        os._exit(1)

    with suppress(OSError, AttributeError):
        _called_by_xlib = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(lost)
        ctypes.CDLL("libX11.so.6").XSetIOErrorHandler(_called_by_xlib)


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


def opened(
    title: str, size: tuple[int, int] | None, below: Callable[[tuple[int, int]], int]
) -> pygame.Window:
    """A new window with apanim's icon, no larger than its screen: for a picture of `size`, and as many
    pixels under it as `below` says, if the screen is high enough."""
    desktop = pygame.display.get_desktop_sizes()[0]
    width, height = fitting(size, desktop)
    whole = width, max(height, min(height + below((width, height)), desktop[1]))
    window = pygame.Window(title, whole, resizable=True)
    window.minimum_size = SMALLEST
    window.set_icon(pygame.image.load(assets_dir() / "icon.png"))
    return window


def fitting(size: tuple[int, int] | None, desktop: tuple[int, int]) -> tuple[int, int]:
    """The size of a picture to open with: the wanted one, or smaller to fit; 16 to 9 if none is."""
    if size is None:
        across = min(desktop[0], desktop[1] * 16 / 9) * _START_SHARE
        return round(across), round(across * 9 / 16)
    if size[0] <= desktop[0] and size[1] <= desktop[1]:
        return size
    share = _MOST_SHARE * min(desktop[0] / size[0], desktop[1] / size[1])
    return round(size[0] * share), round(size[1] * share)


def largest_picture() -> tuple[int, int]:
    """As wide and as high as any screen."""
    widths, heights = zip(*pygame.display.get_desktop_sizes(), strict=True)
    return max(*widths, SMALLEST[0]), max(*heights, SMALLEST[1])
