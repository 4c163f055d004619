"""The picture in the window: sharp once the window stands, scaled until then, and never outside it."""

import numpy as np
import pygame
import pytest

from apanim.window.processes.messages import Ask, PictureReady
from apanim.window.processes.slots import Frames
from apanim.window.view import SETTLES_S, PicturePlace


@pytest.fixture
def frames():
    made = Frames.made((1280, 720))
    yield made
    made.close()


def _picture(frames, size, slot=0):
    """Columns that brighten to the right."""
    frames.pixels(slot, size)[:] = np.arange(size[0], dtype=np.uint32) % 256 * 0x010101
    return PictureReady(Ask(1, 1, slot, 0, 0, size, True), 0.01)


def _view(frames, size):
    return PicturePlace(frames, pygame.Rect(0, 0, *size), 0.0)


def test_what_the_window_shows_is_what_was_painted(frames):
    view = _view(frames, (640, 360))
    screen = pygame.Surface((640, 360), 0, 32)
    view.put(_picture(frames, view.size), screen)
    shown = pygame.surfarray.pixels2d(screen) & 0xFFFFFF
    assert np.array_equal(shown.T, frames.pixels(0, view.size) & 0xFFFFFF)


def test_a_pulled_window_shows_the_old_picture_scaled_until_it_settles(frames):
    view = _view(frames, (640, 360))
    view.move(pygame.Rect(0, 0, 960, 540), 1.0)
    view.settle(1.1)
    assert view.size == (640, 360)
    screen = pygame.Surface((960, 540), 0, 32)
    view.put(_picture(frames, (640, 360)), screen)
    grey = pygame.surfarray.array3d(screen)[:, 270, 0].astype(int)
    assert np.abs(grey - np.arange(960) * 640 / 960 % 256).max() <= 1
    assert view.settles_at_s() == 1.0 + SETTLES_S
    view.settle(1.0 + SETTLES_S)
    assert (view.size, view.settles_at_s()) == ((960, 540), None)


@pytest.mark.parametrize("size", [(640, 360), (641, 361), (700, 600), (900, 300), (200, 100), (3, 2)])
@pytest.mark.parametrize("old", [(640, 360), (320, 180), (1280, 720)])
def test_a_picture_of_any_size_stays_in_a_window_of_any_size(frames, size, old):
    view = _view(frames, size)
    screen = pygame.Surface(size, 0, 32)
    for picture in (_picture(frames, view.size), _picture(frames, old)):
        view.put(picture, screen)
        at = view.placed(picture.ask.size)
        assert screen.get_rect().contains(at)
        assert abs(at.centerx - size[0] / 2) <= 1
        assert abs(at.centery - size[1] / 2) <= 1


def test_a_window_larger_than_the_memory_shows_a_picture_scaled(frames):
    view = _view(frames, (3840, 2160))
    assert view.size[0] * view.size[1] * 4 <= frames.slot_bytes
    assert view.placed(view.size).width > 3800
