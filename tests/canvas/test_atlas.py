"""The cache of what is baked keeps its limit without changing a picture."""

import numpy as np
import pygame
import pytest
from made import MadeTape, full_timeline

from apanim.canvas import raster
from apanim.canvas.atlas import BakedCache
from apanim.canvas.blit import OVER
from apanim.canvas.raster import RasterCanvas
from apanim.canvas.stamp import Stamp
from apanim.picture.drawlist import Bar, DrawList, Scenery
from apanim.picture.frame import frame

SIZE = (480, 270)
TICKS = (1800, 12100, 5000, 15000, 9300, 1800)


def pixels(canvas):
    return np.array(canvas.buffer(), np.uint8).reshape(SIZE[1], SIZE[0], 4)[..., :3].copy()


def test_what_is_in_use_stays_and_the_longest_unused_goes():
    cache, made = BakedCache(100), []

    def take(name):
        return cache.get(name, lambda: made.append(name) or name, lambda _: 30)

    for name in "abcd":
        take(name)
    assert cache.tidy()
    assert cache.bytes == 120, "first all show what they use"
    take("a")
    assert cache.tidy()
    assert cache.bytes == 60
    for name in "ad":
        take(name)
    assert made == list("abcd")
    take("b")
    assert made == list("abcdb")
    assert not cache.tidy()


def test_what_grows_is_counted():
    cache = BakedCache(1000)
    cache.get("one", lambda: "one", lambda _: 10)
    atlas = cache.atlas("atlas")
    atlas.numbers("a", lambda _: Stamp(pygame.Surface((3, 5)), 0, 0), OVER)
    assert cache.atlas("atlas") is atlas
    assert cache.bytes == 10 + 4 * 3 * 5


def test_an_atlas_that_is_too_large_begins_anew_and_leaves_what_is_held():
    cache = BakedCache()
    atlas = cache.atlas("atlas")
    atlas.numbers("a", lambda _: Stamp(pygame.Surface((4000, 4000)), 0, 0), OVER)
    held = atlas.surfaces
    assert cache.atlas("atlas").bytes == 0
    assert len(held) == 1
    assert cache.bytes == 0


def test_a_canvas_with_hardly_a_cache_paints_the_same_bytes(monkeypatch):
    show, tape = full_timeline(), MadeTape()
    roomy = RasterCanvas(SIZE)
    monkeypatch.setattr(raster, "limit_bytes", lambda _: 1 << 16)
    narrow = RasterCanvas(SIZE)
    for tick in TICKS:
        for canvas in (roomy, narrow):
            canvas.paint(frame(show, tape, tick))
        assert np.array_equal(pixels(roomy), pixels(narrow)), tick


def test_a_black_layer_darkens_the_same_on_a_sheet_of_its_own():
    grey, item = Bar(0, 0, 1920, 1080, "#808080"), Scenery("membrane/vignette")
    canvas = RasterCanvas(SIZE)
    canvas.paint(DrawList((grey, item)))
    sheet = pygame.Surface(SIZE, pygame.SRCALPHA, 32)
    canvas._plain.paint(sheet, (grey, item))
    other = pygame.surfarray.array3d(sheet).transpose(1, 0, 2)[..., ::-1]
    assert np.abs(pixels(canvas).astype(int) - other).max() <= 2


@pytest.mark.parametrize("size", [(640, 360), (7680, 4320)])
def test_a_scene_that_goes_on_bakes_nothing_again_at_any_size(monkeypatch, size):
    show, tape, canvas, made = full_timeline(), MadeTape(), RasterCanvas(size), []
    usual = BakedCache.get

    def get(cache, key, make, size_of):
        return usual(cache, key, lambda: made.append(key) or make(), size_of)

    monkeypatch.setattr(BakedCache, "get", get)
    for _ in range(2):
        first = len(made)
        for tick in (5000, 5020):
            canvas.paint(frame(show, tape, tick))
    assert len(made) == first > 0
