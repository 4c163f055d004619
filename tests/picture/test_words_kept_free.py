"""Beads keep away from the words that are read, in whatever language, not from the English ones."""

from dataclasses import replace

import numpy as np
import pytest
from made import MadeTape, full_timeline

from apanim.picture.drawlist import Beads, Text
from apanim.picture.frame import frame
from apanim.picture.type import box

WORDS = {
    "OUTSIDE THE CELL": "ON THE OUTER SIDE OF THIS VERY CELL",
    "INSIDE THE CELL": "WITHIN IT, IN THE CYTOSOL",
}
TICKS = (3000, 6150, 9000)


@pytest.mark.parametrize("screen", [{}, WORDS], ids=["English", "longer"])
def test_no_bead_is_seen_behind_the_names_of_the_sides(screen):
    show, looked_at = replace(full_timeline(), screen=screen), 0
    for tick in TICKS:
        items = frame(show, MadeTape(), tick).items
        names = [i for i in items if isinstance(i, Text) and i.opacity == 1.0]
        names = [i for i in names if i.text in screen.values() or i.text in WORDS]
        assert len(names) == 2
        for left, top, right, bottom in map(box, names):
            for beads in (i for i in items if isinstance(i, Beads)):
                inside = (beads.x > left) & (beads.x < right) & (beads.y > top) & (beads.y < bottom)
                looked_at += len(beads.x)
                assert not np.any(inside & (beads.opacity > 0)), f"{names} at {tick}"
    assert looked_at > 100
