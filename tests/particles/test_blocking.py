"""Which drawn channels a drug blocks."""

import numpy as np
import pytest

from apanim.particles.blocking import blocked
from apanim.particles.layout import make_layout
from apanim.particles.proteins import Kind

RANK = make_layout(8, 6, 1).rank


@pytest.mark.parametrize(("left", "free"), [(0.0, 0), (0.01, 1), (0.25, 2), (0.5, 4), (1.0, 8)])
def test_as_many_are_free_as_the_drug_leaves_and_one_where_it_leaves_any(left, free):
    rank = RANK[make_layout(8, 6, 1).sites(Kind.NA_CHANNEL)]
    out = blocked(rank, left)
    assert np.count_nonzero(~out) == free
    assert free == 0 or rank[~out].min() == rank.min()  # one in the middle of the picture is among them


def test_more_drug_only_blocks_more():
    rank = np.array([3, 0, 1, 0, 2, 3, 1, 0, 2, 3])
    before = np.zeros(10, bool)
    for left in np.linspace(1.0, 0.0, 41):
        now = blocked(rank, float(left))
        assert (now | ~before).all()
        before = now


def test_blocked_ones_stand_among_free_ones():
    out = blocked(np.zeros(40, np.int64), 0.5)
    runs = np.diff(np.flatnonzero(np.diff(out.astype(int))))
    assert runs.max() <= 3
