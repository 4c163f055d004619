"""The arrows of the positive feedback are as strong as the model's rates, by a course drawn by hand."""

import numpy as np
import pytest

from apanim.physics.textbook import TEXTBOOK
from apanim.picture.plots.loop import _strengths
from apanim.tape.readings import readings

# A row is 0.1 ms, but time stands between the rows 4 and 7.
MS = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.4, 0.4, 0.4, 0.5, 0.6, 0.7, 0.8])
V_mV = np.array([-70.0, -68, -60, -40, -10, -10, -10, -10, 30, 40, 20, 0])
G_NA = np.array([0.0, 0.0, 1, 4, 12, 12, 12, 12, 20, 18, 6, 1])


@pytest.fixture(scope="module")
def strengths():
    return _strengths(readings(TEXTBOOK), MS * 1e6, V_mV, G_NA)


def test_the_strongest_of_each_is_whole_and_none_goes_the_other_way(strengths):
    for one in strengths:
        assert one.shape == MS.shape
        assert (one.min(), one.max()) == pytest.approx((0.0, 1.0))


def test_each_is_the_rate_of_what_it_stands_for(strengths):
    opening, entering, rising = strengths
    assert opening[0] == opening[-1] == opening[-2] == 0.0  # shut, and shutting
    assert rising[-1] == 0.0  # V falls
    assert rising[2] / rising[4] == pytest.approx((-40 + 68) / (30 + 40))  # by the rows on either side
    assert opening[2] / opening[4] == pytest.approx((4 - 0) / (20 - 4))
    drive = [one * (60.6 - v) for one, v in zip(G_NA, V_mV, strict=True)]  # E_Na = +60.6 mV
    assert entering == pytest.approx(np.array(drive) / max(drive), abs=2e-3)


def test_where_time_stands_all_stay_as_they_were(strengths):
    for one in strengths:
        assert np.ptp(one[4:8]) == 0.0


def test_a_tape_in_which_time_never_runs_has_none():
    still = _strengths(readings(TEXTBOOK), np.zeros(5), np.full(5, -70.0), np.zeros(5))
    assert all((one == np.zeros(5)).all() for one in still)
