"""The picture in the window: painted only when it must be, never stretched once the window stands."""

import numpy as np
import pygame
import pytest

from apanim.canvas.raster import RasterCanvas
from apanim.picture.drawlist import Dot, DrawList
from apanim.window.view import SETTLES_S, View

NOTHING = DrawList(())
SIGN = DrawList((Dot(100, 100, 30, "#FFFFFF"),))


def _pixels(surface):
    return pygame.surfarray.array3d(surface)


def _fresh(scene, size, tick, *more):
    """The same picture by a canvas that never showed another."""
    canvas = RasterCanvas(size)
    canvas.paint(DrawList(sum((one.items for one in (scene(tick, True), *more)), ())))
    return _pixels(canvas.surface)


def test_the_scene_is_asked_only_for_new_pictures(scene):
    view = View(scene, (640, 360), 0.0)
    for signs in (NOTHING, SIGN, NOTHING, SIGN):
        view.paint(600, True, signs, 0.0)
    view.paint(620, True, SIGN, 0.0)
    view.paint(620, False, SIGN, 0.0)
    assert scene.asked == [(600, True), (620, True), (620, False)]


def test_signs_leave_no_trace(scene):
    view = View(scene, (640, 360), 0.0)
    view.paint(600, True, SIGN, 0.0)
    assert np.array_equal(_pixels(view.paint(600, True, NOTHING, 0.0)), _fresh(scene, (640, 360), 600))
    view.paint(1200, True, NOTHING, 0.0)
    assert np.array_equal(_pixels(view.paint(1200, True, SIGN, 0.0)), _fresh(scene, (640, 360), 1200, SIGN))


def test_a_pulled_window_is_stretched_and_a_settled_one_exact(scene):
    view = View(scene, (640, 360), 0.0)
    view.paint(600, True, NOTHING, 0.0)
    view.resize((960, 540), 1.0)
    assert view.settled_at_s() == 1.0 + SETTLES_S
    screen = pygame.Surface((960, 540), 0, 32)
    view.show(view.paint(600, True, NOTHING, 1.1), screen)
    exact = _fresh(scene, (960, 540), 600)
    assert not np.array_equal(_pixels(screen), exact)
    view.show(view.paint(600, True, NOTHING, 1.0 + SETTLES_S), screen)
    assert view.settled_at_s() is None
    assert np.array_equal(_pixels(screen), exact)


@pytest.mark.parametrize("size", [(640, 360), (641, 361), (700, 600), (900, 300), (200, 100), (3, 2)])
def test_places_in_any_window_are_places_in_the_picture(scene, size):
    """The picture's corners, letterboxed, in a window of any size."""
    view = View(scene, size, 0.0)
    across = min(size[0] / 1920, size[1] / 1080)
    left, top = (size[0] - 1920 * across) / 2, (size[1] - 1080 * across) / 2
    assert view.to_design(left, top) == pytest.approx((0, 0), abs=3 / across)
    assert view.to_design(size[0] - left, size[1] - top) == pytest.approx((1920, 1080), abs=3 / across)
    screen = pygame.Surface(size, 0, 32)
    view.show(view.paint(0, True, NOTHING, 0.0), screen)


def test_a_wide_window_has_dark_sides(scene):
    view = View(lambda tick, captions: DrawList((Dot(960, 540, 3000, "#FFFFFF"),)), (900, 300), 0.0)
    screen = pygame.Surface((900, 300), 0, 32)
    screen.fill("#123456")
    view.show(view.paint(0, True, NOTHING, 0.0), screen)
    assert screen.get_at((5, 150))[:3] == (0, 0, 0)
    assert screen.get_at((450, 150))[:3] == (255, 255, 255)
