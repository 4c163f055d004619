"""Where a picture differs from the one before: no change is missed, and little else is painted."""

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apanim.canvas import blit
from apanim.canvas.raster import RasterCanvas
from apanim.canvas.tiles import TILE_HEIGHT, TILE_WIDTH, differing, everywhere, hash_rows, no_hashes
from apanim.picture.drawlist import (
    COLUMNS,
    Bar,
    ColumnCurve,
    ColumnLight,
    Dim,
    Dot,
    DrawList,
    Glow,
    Lens,
    SoftLight,
    Text,
    Tint,
    Veil,
)

SIZE = 250, 103  # no whole number of tiles
SHAPE = no_hashes(SIZE).shape
GROUND = Bar(0, 0, 1920, 1080, "#224466")


def mask(where, size=SIZE):
    """(height, width) whether a pixel is of it."""
    out = np.zeros(size[::-1], bool)
    for band in range(len(where.starts) - 1):
        for first, end in where.spans[where.starts[band] : where.starts[band + 1]].tolist():
            out[band * TILE_HEIGHT : (band + 1) * TILE_HEIGHT, first:end] = True
    return out


@given(st.lists(st.tuples(st.integers(0, SHAPE[0] - 1), st.integers(0, SHAPE[1] - 1)), max_size=120))
def test_the_pixels_of_tiles_whose_hashes_differ(places):
    now = no_hashes(SIZE)
    for place in places:
        now[place] = 7
    tiles = np.repeat(np.repeat(now != 0, TILE_HEIGHT, axis=0), TILE_WIDTH, axis=1)
    assert np.array_equal(mask(differing(no_hashes(SIZE), now, SIZE[0])), tiles[: SIZE[1], : SIZE[0]])


def test_everywhere_is_everywhere():
    assert mask(everywhere(SIZE)).all()


@given(st.tuples(*[st.integers(-60, 300)] * 2, *[st.integers(1, 90)] * 2), st.integers(0, 40))
def test_a_box_touches_what_is_somewhere_under_it(box, seed):
    left, top, width, height = box
    now = (np.random.default_rng(seed).random(SHAPE) < 0.1).astype(np.uint64)
    where = differing(no_hashes(SIZE), now, SIZE[0])
    bands = mask(where)[
        max(top, 0) // TILE_HEIGHT * TILE_HEIGHT : -(-(top + height) // TILE_HEIGHT) * TILE_HEIGHT
    ]
    seen = top + height > 0 and bands[:, max(left, 0) : max(left + width, 0)].any()
    assert where.touches(*box) == seen


PIECE = st.tuples(*[st.integers(-50, 260)] * 2, *[st.integers(1, 70)] * 2, st.sampled_from([255, 128]))


@settings(max_examples=60)
@given(st.lists(PIECE, max_size=6), st.lists(PIECE, max_size=6), st.permutations(range(6)))
def test_hashes_differ_wherever_pixels_may(before, after, order):
    """Pieces in another order, moved, faded, gone or come: drawn where hashes differ, all is as it is."""
    stamp = pygame.Surface((70, 70), pygame.SRCALPHA, 32)
    for k in range(70):  # no two sizes of it are alike at a place
        stamp.fill((k, 70 - k, 3 * k % 70, 130), (0, 0, 70 - k, 70 - k))
    ground = blit.veil_row(SIZE, 1.0, (30, 40, 50))

    def rows(chosen):
        parts = (((stamp.subsurface((0, 0, w, h)), (x, y)), level) for x, y, w, h, level in chosen)
        return [ground, *(blit.surface_rows(blit.OVER, [one], level) for one, level in parts)]

    after = [*after, *before][: len(before) + 1]  # some of them stay
    after = [after[k] for k in order if k < len(after)]
    kept, whole, hashes = pygame.Surface(SIZE, 0, 32), pygame.Surface(SIZE, 0, 32), no_hashes(SIZE)
    for chosen in (before, after):
        now = no_hashes(SIZE)
        hash_rows(now, blit.numbers(rows(chosen)))
        blit.draw(kept, rows(chosen), differing(hashes, now, SIZE[0]))
        blit.draw(whole, rows(chosen))
        hashes = now
        assert np.array_equal(pygame.surfarray.array2d(kept), pygame.surfarray.array2d(whole))


def test_a_still_picture_is_not_painted_again_and_a_small_change_only_where_it_is():
    canvas = RasterCanvas((960, 540))
    still = (
        GROUND,
        Text(300, 300, "Na^+", 40, 500, "#FFFFFF"),
        Glow(900, 500, 80, 60, ((0, "#FFFFFF", 1), (1, "#FFFFFF", 0))),
    )
    assert mask(canvas.paint(DrawList(still)).damage, (960, 540)).all()
    assert not mask(canvas.paint(DrawList(still)).damage, (960, 540)).any()
    picture = canvas.paint(DrawList((*still, Dot(1000, 200, 10, "#FF0000"))))
    changed = mask(picture.damage, (960, 540))
    rows, columns = np.nonzero(changed)
    assert changed[100, 500]
    assert np.ptp(rows) < 3 * TILE_HEIGHT
    assert np.ptp(columns) < 3 * TILE_WIDTH


@pytest.mark.parametrize(
    "more",
    [
        (Dim(0.5),),
        (Dim(0.5), Dot(400, 300, 40, "#FFFFFF")),
        (Dot(300, 300, 90, "#33AA11"),),
        (Veil("#101820", 0.3),),
        (Lens(900, 500, 1.3, (1.0, 2.0)), Dot(400, 300, 40, "#FFFFFF")),
        (SoftLight(np.eye(54, 96, dtype=np.uint8) * 200, "#336699", "#FFEECC"),),
    ],
)
def test_what_came_goes_without_a_trace(more):
    canvas, plain = RasterCanvas((480, 270)), DrawList((GROUND, Dot(300, 300, 90, "#AA3311")))
    canvas.paint(plain)
    without = bytes(canvas.buffer())
    canvas.paint(DrawList((*plain.items, *more)))
    assert bytes(canvas.buffer()) != without
    canvas.paint(plain)
    assert bytes(canvas.buffer()) == without


def by_columns(kind, at):
    """What is worked out column by column, or cell by cell, with its light or its bend about `at` of it."""
    hump = np.exp(-(((np.linspace(0, 1, COLUMNS) - at) / 0.03) ** 2)).astype(np.float32)
    tint = Tint(("#FFB02E",), hump[None])
    if kind == "light":
        return ColumnLight("axon/inside", tint, screen=True)
    if kind == "curve":
        return ColumnCurve(500 - 150 * hump, tint, 100, 1800, 200, 900)
    if kind == "bend":
        return ColumnCurve(500 - 150 * hump, Tint(("#FFB02E",), hump[None] * 0 + 1), 100, 1800, 200, 900)
    cells = np.zeros((54, 96), np.uint8)
    cells[20:30, round(90 * at) : round(90 * at) + 4] = 180
    return SoftLight(cells, "#336699", "#FFEECC")


@pytest.mark.parametrize("kind", ["light", "curve", "bend", "cells"])
@pytest.mark.parametrize("lens", [Lens(), Lens(1100, 500, 2.0, (1.0, 2.0))])
def test_what_moves_by_columns_is_painted_where_it_was_and_is(kind, lens):
    canvas = RasterCanvas((960, 540))
    for at in (0.3, 0.305, 0.8, 0.6, 0.6001, 0.3):
        drawn = DrawList((GROUND, lens, by_columns(kind, at)))
        canvas.paint(drawn)
        fresh = RasterCanvas((960, 540))
        fresh.paint(drawn)
        assert bytes(canvas.buffer()) == bytes(fresh.buffer())


def test_light_that_moves_a_little_damages_little():
    canvas = RasterCanvas((960, 540))
    pictures = [canvas.paint(DrawList((GROUND, by_columns("light", at)))) for at in (0.5, 0.5, 0.51)]
    shares = [mask(picture.damage, (960, 540)).mean() for picture in pictures]
    assert shares[:2] == [1.0, 0.0]
    assert 0.0 < shares[2] < 0.2


def test_what_was_below_and_is_above_is_seen():
    canvas, red, green = (
        RasterCanvas((480, 270)),
        Dot(300, 300, 90, "#AA3311"),
        Dot(300, 300, 90, "#33AA11"),
    )
    colours = []
    for items in ((red, green), (green, red)):
        canvas.paint(DrawList(items))
        colours.append(canvas.surface.get_at((75, 75))[:2])
    assert colours == [(0x33, 0xAA), (0xAA, 0x33)]


def test_a_letterboxed_picture_says_only_that_it_may_have_changed():
    canvas = RasterCanvas((480, 340))
    assert canvas.paint(DrawList((GROUND,))).damage is None
    assert canvas.surface.get_at((0, 0))[:3] == (0, 0, 0)


def test_nothing_is_black():
    canvas = RasterCanvas((480, 270))
    canvas.paint(DrawList((GROUND,)))
    canvas.paint(DrawList(()))
    assert not pygame.surfarray.array3d(canvas.surface).any()
