"""Where neurites are drawn: straight out of what they leave, on through every point of their cable."""

import numpy as np
import pytest

from apanim.picture.views.neuron.geometry import from_um, neurite_curve
from apanim.tape.morphology import arbor


def test_a_neurite_begins_behind_its_first_point_in_line_with_its_second():
    for neurite in arbor():
        curve = neurite_curve(neurite)[:, :2]
        first, second = (np.array(from_um(*at)) for at in neurite.points_um[:2])
        back, on = first - curve[0], second - first
        assert back @ on == pytest.approx(np.hypot(*back) * np.hypot(*on))  # the one is the other's way
        for at in neurite.points_um:
            assert np.hypot(*(curve - from_um(*at)).T).min() == pytest.approx(0.0, abs=1e-6)
