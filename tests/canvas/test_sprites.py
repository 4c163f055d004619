"""Sprites that are turned whole keep all that they have: nothing of them is cut at the edge of a stamp."""

import numpy as np
import pygame
import pytest

from apanim.canvas.atlas import BakedCache
from apanim.canvas.sprites import ANGLE_STEPS, SIZE_STEPS, SpriteBaker
from apanim.picture.drawlist import Sprite
from apanim.picture.theme import theme


@pytest.mark.parametrize("name", ["pump", "na_channel", "ligand_channel", "transmitter", "trail_na"])
def test_a_turned_sprite_ends_within_its_stamp(name):
    baker, full = SpriteBaker(1.0, theme("dark"), BakedCache()), []
    for degrees in (30, 45, 100, 215, 330):
        stamp = baker.bake(Sprite(name, 0.0, 0.0), SIZE_STEPS, degrees * ANGLE_STEPS, (0, 0))
        seen = pygame.surfarray.array_alpha(stamp.surface)
        edges = np.concatenate([seen[0], seen[-1], seen[:, 0], seen[:, -1]])
        assert not edges.any(), degrees
        full.append(float(seen.sum(dtype=np.int64)))
    assert max(full) <= 1.03 * min(full)  # at any turn as much of it is there
