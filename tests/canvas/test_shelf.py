"""The shelf keeps its limit without changing a picture."""

import numpy as np
import pygame
from made import MadeTape, full_timeline

from apanim.canvas import RasterCanvas
from apanim.canvas.shelf import Shelf
from apanim.picture import DrawList, frame
from apanim.picture.drawlist import Bar, Scenery

SIZE = (480, 270)
TICKS = (1800, 12100, 5000, 15000, 9300, 1800)


def pixels(canvas):
    return np.array(canvas.buffer(), np.uint8).reshape(SIZE[1], SIZE[0], 4)[..., :3].copy()


def test_what_is_in_use_stays_and_the_longest_unused_goes():
    shelf, made = Shelf(100), []

    def take(name):
        return shelf.get(name, lambda: made.append(name) or name, lambda _: 30)

    for name in "abcd":
        take(name)
    assert shelf.tidy()
    assert shelf.bytes == 120, "first all show what they use"
    take("a")
    assert shelf.tidy()
    assert shelf.bytes == 60
    for name in "ad":
        take(name)
    assert made == list("abcd")
    take("b")
    assert made == list("abcdb")
    assert not shelf.tidy()


def test_what_grows_is_counted():
    shelf = Shelf(100)
    shelf.get("box", lambda: "box", lambda _: 10)
    shelf.grown("box", 50)
    shelf.grown("not there", 50)
    assert shelf.bytes == 60


def test_a_canvas_with_hardly_a_shelf_paints_the_same_bytes(monkeypatch):
    show, tape = full_timeline(), MadeTape()
    roomy = RasterCanvas(SIZE)
    monkeypatch.setattr(Shelf.__init__, "__defaults__", (1 << 16,))
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
