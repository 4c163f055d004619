"""Through a lens: sharp at rest, in one piece on the move, and as smooth as a slow move needs."""

import numpy as np
import pygame
import pytest

from apanim.canvas.lens import nearest_level
from apanim.canvas.raster import RasterCanvas
from apanim.picture.drawlist import (
    BEAD_RIGS,
    TRAIL_RIGS,
    Bar,
    Beads,
    Dot,
    DrawList,
    Glow,
    Item,
    Lens,
    Scenery,
    Sprite,
    Sprites,
    Trails,
    Veil,
)

SIZE = (960, 540)


def pixels(*items: Item, size=SIZE):
    canvas = RasterCanvas(size)
    canvas.paint(DrawList((Veil("#000000", 1.0), *items)))
    return pygame.surfarray.array3d(canvas.surface).transpose(1, 0, 2).astype(float)


def bead(x, y):
    one = np.ones(1, np.float32)
    rig = np.array([BEAD_RIGS.index("ion_na")], np.uint8)
    return Beads(rig, x * one, y * one, np.zeros(1, np.uint8), np.full(1, 8, np.uint8))


def centre(image):
    light = image.sum(axis=2)
    rows, columns = np.indices(light.shape)
    return (columns * light).sum() / light.sum(), (rows * light).sum() / light.sum()


THINGS = (
    Sprite("na_channel", 960, 540, part="gate-left", angle=20), Sprite("ion_k", 1010, 600, pose="default"),
    Dot(900, 500, 9, "#FFFFFF", "#203040", 2), bead(1000, 520),
    Glow(930, 560, 60, 40, ((0.0, "#FFFFFF", 0.8), (1.0, "#FFFFFF", 0.0)), 0.6),
)  # fmt: skip


def test_a_plain_lens_changes_nothing():
    assert np.array_equal(pixels(*THINGS), pixels(Lens(), *THINGS))


def test_at_rest_twice_as_near_is_the_picture_of_a_canvas_twice_as_large():
    near = pixels(Lens(960, 540, 2.0, (1.0, 2.0)), *THINGS)
    large = pixels(*THINGS, size=(1920, 1080))
    assert np.array_equal(near, large[270:810, 480:1440]), "sharp: never a bitmap made larger"


def test_what_follows_a_plain_lens_is_on_the_glass_again():
    bar = Bar(400, 300, 200, 20, "#FFFFFF")
    assert np.array_equal(pixels(Lens(700, 400, 2.0, (2.0,)), Lens(), bar), pixels(bar))


@pytest.mark.parametrize("scale", [0.9, 1.1, 1.3, 1.5, 1.7, 1.99])
@pytest.mark.parametrize("aside", [0.0, 0.3, 0.77])
def test_on_the_move_everything_is_where_the_lens_puts_it(scale, aside):
    dot = Dot(1000, 580, 12, "#FFFFFF")
    x, y = centre(pixels(Lens(960 + aside, 540 - aside / 2, scale, (1.0, 2.0)), dot))
    assert x == pytest.approx(480 + (40 - aside) * scale / 2 - 0.5, abs=0.12)
    assert y == pytest.approx(270 + (40 + aside / 2) * scale / 2 - 0.5, abs=0.12)


@pytest.mark.parametrize("scale", [1.13, 1.29, 1.37])
def test_on_the_move_a_thin_line_stays_thin(scale):
    """Whole pixels are found to resample between; half a pixel's shift would halve its light."""
    line = Bar(700, 300, 2, 500, "#FFFFFF")
    assert pixels(Lens(960.3, 540.2, scale, (1.0, 2.0)), line).sum(axis=2)[270].max() > 600


@pytest.mark.parametrize(
    ("scale", "level"),
    [(1.0, 1.0), (1.4, 1.0), (1.45, 2.0), (1.99, 2.0), (2.0, 2.0), (2.6, 2.0), (0.5, 1.0)],
)
def test_a_scene_is_drawn_at_the_least_level_that_is_not_soft(scale, level):
    assert nearest_level(Lens(960, 540, scale, (1.0, 2.0))) == level


@pytest.mark.parametrize("scale", [1.3, 1.9])
@pytest.mark.parametrize("thing", ["bead", "trail", "sprite", "alike"])
def test_on_the_move_nothing_is_cut_off(thing, scale):
    """Only the part of the frame is worked on that things reach; a veil beside them reaches all of it."""
    one, none = np.ones(1, np.float32), np.zeros(1, np.uint8)
    rig, full = np.array([TRAIL_RIGS.index("trail_na")], np.uint8), np.full(1, 8, np.uint8)
    gate = Sprite("na_channel", 1000, 520, angle=20)
    alike = Sprites(Sprite("ion_k", 10, -6), 1000 * one, 520 * one, full)
    item = {
        "bead": bead(1000, 520), "sprite": gate, "alike": alike,
        "trail": Trails(rig, 1000 * one, 520 * one, none.astype(np.int16), 90 * one, full),
    }[thing]  # fmt: skip
    lens, clear = Lens(970, 530, scale, (1.0, 2.0)), Dot(100, 100, 5, "#FFFFFF", opacity=0.0)
    seen, whole = pixels(lens, item), pixels(lens, item, clear)
    assert whole.max() > 100
    assert seen.sum() == pytest.approx(whole.sum(), rel=0.02)


def test_a_slow_move_does_not_stutter():
    dot = Dot(990, 550, 14, "#FFFFFF")
    places = [
        centre(pixels(Lens(960 + k * 0.2, 540, 1.3 + k * 0.0004, (1.0, 2.0)), dot))[0] for k in range(12)
    ]
    assert np.ptp(np.diff(places)) < 0.15, "steps of an eighth of a pixel, one like the other"


def test_a_soft_layer_glides_by_parts_of_a_pixel():
    def soft(dx):
        return pixels(
            Lens(960 + dx, 540, 1.0, (1.0,), glides=True), Scenery("membrane/close_na"), size=(1920, 1080)
        )

    there = [centre(soft(dx)[:, 20:])[0] for dx in (0.0, -0.25, -0.5, -0.75, -1.0)]
    assert np.allclose(np.diff(there), np.diff(there).mean(), atol=0.06)
    still = pixels(Lens(959.6, 540, 1.0, (1.0,)), Scenery("membrane/close_na"), size=(1920, 1080))
    assert np.array_equal(still, soft(0.0)), "without gliding it keeps to whole pixels"


def test_light_and_veil_on_the_move_are_as_at_rest():
    ground = Bar(0, 0, 1920, 1080, "#405060")
    items = (THINGS[4], Veil("#0B1124", 0.42), THINGS[0])
    rest = pixels(ground, *items)
    moving = pixels(ground, Lens(960, 540, 1.0001, (1.0,)), *items)
    assert np.abs(rest - moving).mean() < 0.2
    assert np.array_equal(rest[20:60, 400:], moving[20:60, 400:]), "the veil lies over all that is behind"


def test_what_lies_outside_is_not_drawn_and_nothing_breaks():
    far = (Sprite("pump", 4000, 540, part="body-left"), bead(-900, 80))
    assert pixels(Lens(960, 540, 2.0, (2.0,)), *far).sum() == 0
