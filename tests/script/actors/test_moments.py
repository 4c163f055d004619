"""Moments of a course that is drawn by hand, one row a ms, so that one can count where each has to be."""

import numpy as np
import pytest

from apanim.physics.course import Course
from apanim.physics.perturb import Change
from apanim.physics.stimulus import Release
from apanim.physics.textbook import TEXTBOOK
from apanim.script.actors import moments

REST_mV, THRESHOLD_mV = -70.0, -50.0
NERNST_mV = 8.314 * 310.15 / 96485 * 1e3  # RT/F at 37 deg C
# row:        0    1    2    3    4    5   6   7   8   9   10   11   12   13   14   15   16   17   18   19
DRAWN_mV = [-70, -70, -60, -40, -10, 10, 30, 40, 20, -10, -50, -71, -80, -84, -90, -85, -80, -76, -72, -70]
COURSE = {"V": np.array(DRAWN_mV, float)}


def found(rule, first=0, course=COURSE):
    return rule(course, first)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        (moments.peak, 7),
        (moments.crest, 7),
        (moments.largest("V"), 7),
        (moments.smallest("V"), 14),
        (moments.trough_below(REST_mV), 14),
        (moments.rises_through(-40.0), 3),  # it is there when it has come to it
        (moments.rises_through(-39.9), 4),
        (moments.falls_through(-50.0), 10),
        (moments.falls_through(-50.1), 11),
        (moments.settles(REST_mV, 4.0), 11),  # it passes by
        (moments.settles(REST_mV, 2.0), 11),
        (moments.settles(REST_mV, 0.5), 19),
        (moments.settles_after_peak(REST_mV, 6.0), 17),  # its undershoot behind it
        (moments.settles_after_peak(REST_mV, 19.0), 15),
        (moments.settles_after_peak(REST_mV, 20.0), 10),  # its undershoot is within that
        (moments.rising(0.5, lambda: THRESHOLD_mV), 5),  # −5 mV
        (moments.rising(2 / 3, lambda: THRESHOLD_mV), 5),  # 10 mV
        (moments.falling(0.25, REST_mV), 9),  # 12.5 mV
        (moments.falling(0.0, REST_mV), 7),
        (moments.undershooting(0.5, REST_mV), 12),  # −80 mV
        (moments.undershooting(0.8, REST_mV), 14),  # −86 mV
        (moments.recovering(0.5, REST_mV), 16),  # −80 mV
        (moments.recovering(0.6, REST_mV), 17),  # −78 mV
    ],
)
def test_each_comes_in_the_row_where_one_sees_it(rule, row):
    assert found(rule) == row


@pytest.mark.parametrize(
    ("rule", "known"),  # a turn is known by the row after it
    [
        (moments.peak, 8),
        (moments.trough_below(REST_mV), 15),
        (moments.settles_after_peak(REST_mV, 6.0), 17),
        (moments.rising(0.5, lambda: THRESHOLD_mV), 8),
        (moments.falling(0.5, REST_mV), 10),
        (moments.undershooting(0.5, REST_mV), 15),
        (moments.recovering(0.5, REST_mV), 16),
    ],
)
def test_none_comes_before_the_course_has_gone_so_far_and_each_comes_again(rule, known):
    assert found(rule, 0, {"V": COURSE["V"][:known]}) is None
    assert found(rule, 0, {"V": COURSE["V"][: known + 1]}) == found(rule)
    period = len(DRAWN_mV) - 1
    assert found(rule, period) is None
    twice = {"V": np.concatenate([COURSE["V"], COURSE["V"][1:]])}
    assert found(rule, period, twice) == found(rule) + period


def test_a_weak_crest_is_no_peak_and_a_shallow_dip_no_trough():
    weak = {"V": np.array([-70.0, -60, -65, -64, -70, -90, -70, 0, -10, 1, -10, -80, -79])}
    assert found(moments.crest, 0, weak) == 1
    assert found(moments.peak, 0, weak) == 9  # 0 mV is not above 0 mV
    assert found(moments.trough_below(REST_mV), 0, weak) == 5  # −65 mV turns, too
    assert found(moments.trough_below(REST_mV), 5, weak) == 11
    assert found(moments.trough_below(-90.0), 0, weak) is None


def test_a_flat_top_turns_where_it_begins():
    assert found(moments.peak, 0, {"V": np.array([-70.0, 20, 20, -70])}) == 1


def test_what_has_come_already_comes_at_once():
    assert found(moments.rising(0.5, lambda: THRESHOLD_mV), 6) == 6
    assert found(moments.falling(0.0, REST_mV), 6) == 7


def test_the_columns_are_the_charge_that_moves_v_and_ohms_law_for_what_is_open():
    """Where no electrode is, C dV/dt is the current inward; with transmitter, and then with TTX."""
    course = Course(TEXTBOOK, 3.0, (Release(1_000_000), Change(6_000_000, "TTX", 0.5)))
    course.run(10_000, 1000)
    c = moments.columns_of(course)
    assert c["V"].max() > 0.0  # a spike
    flow = (c["I_net"][1:] + c["I_net"][:-1]) / 2
    assert -np.diff(c["V"]) / np.diff(c["t"]) == pytest.approx(flow, abs=0.5)  # of 1 uF/cm2, up to 300
    left = np.where(c["t"] < 6.0, 1.0, 0.5)
    assert c["g_Na"] == pytest.approx(32.0 * left * c["m"] ** 3 * c["h"])
    assert c["na_open"] == pytest.approx(c["g_Na"] / 32.0)
    assert c["g_K"] == pytest.approx(9.0 * c["n"] ** 4)
    assert c["k_open"] == pytest.approx(c["g_K"] / 9.0)
    assert c["I_Na"] == pytest.approx(-c["g_Na"] * c["na_drive"])
    assert c["I_K"] == pytest.approx(c["g_K"] * c["k_drive"])
    assert c["na_drive"] == pytest.approx(NERNST_mV * np.log(145 / 15) - c["V"], abs=0.2)
    assert c["k_drive"] == pytest.approx(c["V"] - NERNST_mV * np.log(5 / 140), abs=0.2)


def test_the_receptors_current_is_none_before_the_release_and_turns_where_they_reverse():
    course = Course(TEXTBOOK, 0.3, (Release(1_000_000),))
    course.run(4000, 1000)
    c = moments.columns_of(course)
    assert c["t"][-1] == 4.0
    assert c["receptors_open"][:1001] == pytest.approx(0.0, abs=1e-12)
    assert 0.1 < c["receptors_open"].max() <= 1.0
    assert c["g_ligand"] == pytest.approx(0.3 * c["receptors_open"])
    assert c["I_ligand_Na"] + c["I_ligand_K"] == pytest.approx(c["g_ligand"] * c["V"])  # at 0 mV
    assert (c["I_ligand_Na"][1100:] < 0).all()  # Na+ comes in
    assert (c["I_ligand_K"][1100:] > 0).all()  # and K+ goes out
