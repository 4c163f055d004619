"""The outline of a neurite is as wide as its course says, half on either side."""

import re

import numpy as np
import pytest

from apanim.picture.views.neuron.silhouette import _tube


@pytest.mark.parametrize("degrees", [0.0, 37.0, 90.0, 200.0])
def test_a_tube_is_as_wide_as_its_course_on_both_sides(degrees):
    t = np.linspace(0.0, 100.0, 11)
    ahead = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    wide = np.linspace(20.0, 8.0, 11)
    path = _tube(np.column_stack([50 + t * ahead[0], 70 + t * ahead[1], wide]))
    outline = path.split("Z")[0]
    corners = np.array([[float(n) for n in pair] for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", outline)])
    assert len(corners) == 22
    along = (corners - (50, 70)) @ ahead
    aside = (corners - (50, 70)) @ np.array([-ahead[1], ahead[0]])
    assert np.abs(aside) == pytest.approx(np.interp(along, t, wide) / 2, abs=0.15)
    assert (aside > 0).sum() == (aside < 0).sum() == 11
    assert along.min() == pytest.approx(0.0, abs=0.1)
    assert along.max() == pytest.approx(100.0, abs=0.1)
    assert "a4.0,4.0" in path[len(outline) :]  # a round end, as wide as it is there
