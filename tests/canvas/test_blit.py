"""Blits by machine code: the bytes of pygame's own blits, cut off at every edge; and dimming."""

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apanim.canvas import blit
from apanim.canvas.atlas import Atlas
from apanim.canvas.painter import dim_row
from apanim.canvas.stamp import Stamp, faded
from apanim.picture.theme import colour, theme

SIZE = 61, 47
MIXES = (blit.OVER, blit.ADD)


def noise(size, seed, *, clear):
    """A surface of noise; with opacity, if `clear`, whose colours are multiplied by it."""
    pixels = np.random.default_rng(seed).integers(0, 256, (*size, 4)).astype(np.uint32)
    if clear:
        pixels[..., :3] = pixels[..., :3] * pixels[..., 3:] // 255
    surface = pygame.Surface(size, pygame.SRCALPHA if clear else 0, 32)
    packed = pixels[..., 3] << 24 | pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]
    pygame.surfarray.pixels2d(surface)[:] = packed
    return surface


def seen(surface, *, clear=False):
    """Its numbers, without the byte that has no meaning where there is no opacity."""
    return pygame.surfarray.pixels2d(surface) & np.uint32(0xFFFFFFFF if clear else 0xFFFFFF)


PIECE = st.tuples(
    st.sampled_from(MIXES),
    st.integers(1, 70),
    st.integers(1, 50),
    st.integers(-80, 70),
    st.integers(-60, 60),
    st.sampled_from([255, 255, 0, 1, 128, 254]),
)


@settings(max_examples=60)
@given(st.lists(PIECE, max_size=8), st.booleans(), st.integers(0, 9))
def test_blits_are_those_of_pygame(chosen, clear, seed):
    ours, theirs = (noise(SIZE, seed, clear=clear) for _ in range(2))
    rows, stamps = [], []
    for k, (mix, wide, high, x, y, level) in enumerate(chosen):
        stamps.append(noise((wide, high), seed + k, clear=True))
        rows.append(blit.surface_rows(mix, [(stamps[-1], (x, y))], level))
        if level > 0:
            theirs.blit(faded(Stamp(stamps[-1], 0, 0), level / 255).surface, (x, y), None, mix)
    blit.draw(ours, rows)
    assert np.array_equal(seen(ours, clear=clear), seen(theirs, clear=clear))


@pytest.mark.parametrize("level", [255, 90])
@pytest.mark.parametrize("clear", [False, True])
def test_a_shade_is_a_black_piece(level, clear):
    opacities = np.random.default_rng(5).integers(0, 256, (30, 40), dtype=np.uint8)
    black = pygame.Surface((40, 30), pygame.SRCALPHA, 32)
    pygame.surfarray.pixels_alpha(black)[:] = opacities.T
    ours, theirs = (noise(SIZE, 6, clear=clear) for _ in range(2))
    blit.draw(ours, [blit.shade_rows([(opacities[4:, 7:], (30, -3))], level)])
    blit.draw(theirs, [blit.surface_rows(blit.OVER, [(black.subsurface((7, 4, 33, 26)), (30, -3))], level)])
    assert np.array_equal(seen(ours, clear=clear), seen(theirs, clear=clear))


@pytest.mark.parametrize("level", [1, 90, 254])
def test_a_solid_piece_may_be_laid_on_in_part(level):
    ours, solid = noise(SIZE, 1, clear=False), noise(SIZE, 2, clear=False)
    below, above = (pygame.surfarray.array3d(one).astype(float) for one in (ours, solid))
    row = blit.surface_rows(blit.COPY, [(solid, (0, 0))], level)
    assert not blit.covers(blit.numbers([row])[0], SIZE)
    blit.draw(ours, [row])
    mixed = below + (above - below) * level / 255
    assert np.abs(pygame.surfarray.array3d(ours) - mixed).max() <= 2.0


def test_a_solid_piece_covers_what_was_there():
    ours, solid = noise(SIZE, 1, clear=False), noise((20, 30), 2, clear=False)
    blit.draw(ours, [blit.surface_rows(blit.COPY, [(solid, (-4, 30))])])
    assert np.array_equal(seen(ours)[:16, 30:], seen(solid)[4:, :17])
    assert np.array_equal(seen(ours)[16:], seen(noise(SIZE, 1, clear=False))[16:])


def test_parts_of_surfaces_are_read_and_written_where_they_lie():
    whole, stamp = noise(SIZE, 1, clear=False), noise((40, 40), 2, clear=True)
    part, cut = whole.subsurface((7, 9, 30, 20)), stamp.subsurface((5, 6, 40 - 5, 40 - 6))
    before = seen(whole)
    blit.draw(part, [blit.surface_rows(blit.OVER, [(cut, (3, -2))])])
    like = noise(SIZE, 1, clear=False)
    like.subsurface((7, 9, 30, 20)).blit(cut, (3, -2), None, pygame.BLEND_PREMULTIPLIED)
    assert np.array_equal(seen(whole), seen(like))
    assert np.array_equal(np.delete(seen(whole), range(7, 37), 0), np.delete(before, range(7, 37), 0))


def test_nothing_is_drawn_where_there_is_nothing():
    ours = noise(SIZE, 3, clear=False)
    blit.draw(ours, [])
    blit.draw(ours, [b"", blit.surface_rows(blit.OVER, [])])
    assert np.array_equal(seen(ours), seen(noise(SIZE, 3, clear=False)))


def test_an_atlas_places_its_stamps_by_number():
    atlas, stamps, baked = Atlas(), [noise((5, 5), k, clear=True) for k in range(150)], []

    def bake(key):
        baked.append(key)
        return Stamp(stamps[key], -2, -3)

    numbers = atlas.numbers([*range(150), 7, 149], bake, blit.OVER)
    assert sorted(baked) == list(range(150))  # each but once
    assert (numbers[7], numbers[149]) == tuple(numbers[150:])
    assert atlas.bytes == 150 * 100
    ours, theirs = (noise(SIZE, 1, clear=False) for _ in range(2))
    chosen = numbers[[149, 0, 70]]
    blit.draw(ours, atlas.placed(chosen, np.array([10, 20, 30]), np.array([9, 8, 7]), [255] * 3))
    for number, at in ((149, (8, 6)), (0, (18, 5)), (70, (28, 4))):
        theirs.blit(stamps[number], at, None, pygame.BLEND_PREMULTIPLIED)
    assert np.array_equal(seen(ours), seen(theirs))


@pytest.mark.parametrize("name", ["dark", "contrast", "light"])
@pytest.mark.parametrize("strength", [0.0, 0.3, 1.0])
def test_dimming_takes_light_and_colour_as_the_theme_says(name, strength):
    look, surface = theme(name), noise(SIZE, 4, clear=False)
    before = pygame.surfarray.array3d(surface).astype(float)
    blit.draw(surface, [dim_row(SIZE, strength, look)])
    bright = 1 - strength * (1 - look.number("focus.brightness"))
    colourful = 1 - strength * (1 - look.number("focus.saturation"))
    grey = (before @ (0.299, 0.587, 0.114))[..., None]
    toward = np.array(look.rgb(colour("focus.toward")))
    said = bright * (colourful * before + (1 - colourful) * grey) + (1 - bright) * toward
    off = pygame.surfarray.array3d(surface) - said
    assert np.abs(off).max() < 2.1
    assert np.abs(off.mean()) < 0.8
