"""A neuron's body as it is kept on disk: the same pixels as when it was made, and made anew if damaged."""

import numpy as np
import pygame
import pytest

from apanim.canvas import lit_shape
from apanim.picture.theme import theme
from apanim.picture.views.neuron.silhouette import silhouette

SCALE = 0.25


def pixels(body):
    return [*(np.asarray(part) for part in body[:7]), pygame.surfarray.array3d(body.gloss), body.table]


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    return pixels(lit_shape.bake_body(silhouette(), SCALE, theme()))


def test_a_kept_body_is_the_one_that_was_made(made, monkeypatch):
    monkeypatch.setattr(lit_shape, "_make_pixels", None)  # what is kept is not made again
    again = pixels(lit_shape.bake_body(silhouette(), SCALE, theme()))
    assert all(np.array_equal(one, other) for one, other in zip(made, again, strict=True))


def test_a_damaged_body_is_made_again(made, tmp_path):
    largest = max((tmp_path / "pictures").iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 0x5A
    largest.write_bytes(content)
    again = pixels(lit_shape.bake_body(silhouette(), SCALE, theme()))
    assert all(np.array_equal(one, other) for one, other in zip(made, again, strict=True))
