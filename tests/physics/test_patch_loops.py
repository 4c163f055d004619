"""The compiled step of a patch: the same by steps and in a run, and Hodgkin and Huxley's equations."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from apanim.physics import patch
from apanim.physics.course import Course
from apanim.physics.patch import NonFiniteStateError
from apanim.physics.perturb import Change
from apanim.physics.squid import SQUID_1952
from apanim.physics.stimulus import Hold, Pulse, Ramp, mean_current_uA_cm2, mean_currents_uA_cm2
from apanim.physics.textbook import TEXTBOOK

ACTS = (
    Pulse(1_003_000, 200_000, 60.0), Change(4_001_000, "TTX", 0.4), Hold(6_000_500, -20.0, -65.0, 700_000),
    Hold(8_000_000, None), Ramp(9_000_000, 3_000_000, 15.0), Change(9_500_000, "temperature_C", 30.0),
)  # fmt: skip


@pytest.mark.parametrize("membrane", [TEXTBOOK, SQUID_1952], ids=lambda m: m.name)
def test_a_run_is_its_steps_to_the_last_bit(membrane):
    run, stepped = Course(membrane, acts=ACTS), Course(membrane, acts=ACTS)
    run.run(1_300, 10_000)
    for k in range(1_300):
        stepped.step(10_000 * (k + 1))
    for whole, by_one in zip(run.read(), stepped.read(), strict=True):
        np.testing.assert_array_equal(whole, by_one)


def test_many_patches_side_by_side_are_each_as_if_alone():
    currents = np.array([0.0, 5.0, 40.0])
    state = patch.PatchState(*(np.broadcast_to(x, 3).copy() for x in patch.init(TEXTBOOK)))
    together = patch.step(state, TEXTBOOK, 0.05, currents)
    for k, current in enumerate(currents.tolist()):
        alone = patch.step(patch.init(TEXTBOOK), TEXTBOOK, 0.05, current)
        np.testing.assert_array_equal([float(x) for x in alone], [x[k] for x in together])


def test_the_slope_of_a_short_step_is_the_paper_s():
    """dV/dt and dm, dh, dn/dt by equations 26, 7, 15, 16 and the rates of table 3, written out here."""
    v, m, h, n, current = -41.0, 0.3, 0.4, 0.5, 7.0
    u = v + 65.0
    rates = {
        "m": (0.1 * (25 - u) / np.expm1((25 - u) / 10) , 4.0 * np.exp(-u / 18)),
        "h": (0.07 * np.exp(-u / 20), 1.0 / (np.exp((30 - u) / 10) + 1)),
        "n": (0.01 * (10 - u) / np.expm1((10 - u) / 10), 0.125 * np.exp(-u / 80)),
    }  # fmt: skip
    s = SQUID_1952
    leak = s.g_cl_leak_mS_cm2 * (v - s.e_cl_mV)
    ionic = 120.0 * m**3 * h * (v - s.e_na_mV) + 36.0 * n**4 * (v - s.e_k_mV) + leak
    slopes = [
        current - ionic,
        *(a * (1 - x) - b * x for (a, b), x in zip(rates.values(), (m, h, n), strict=True)),
    ]
    dt = 1e-6
    after = patch.step(patch.PatchState(*map(np.asarray, (v, m, h, n))), s, dt, current)
    found = [(float(x) - was) / dt for x, was in zip(after, (v, m, h, n), strict=True)]
    np.testing.assert_allclose(found, slopes, rtol=1e-4)


@pytest.mark.filterwarnings("ignore:overflow")
def test_a_number_that_is_lost_in_a_run_is_told_with_its_time():
    course = Course(replace(TEXTBOOK, name="mine"), acts=(Pulse(3_000_000, 100_000, 1e307),))
    with pytest.raises(NonFiniteStateError, match=r"at 3\.\d+ ms in membrane 'mine'"):
        course.run(1_000, 10_000)


def test_the_current_of_each_interval_is_that_of_one():
    acts = (Pulse(5, 10, 3.0), Ramp(12, 9, 4.0))
    times = np.array([0, 4, 7, 11, 12, 20, 30], np.int64)
    many = mean_currents_uA_cm2(acts, times)
    one = [mean_current_uA_cm2(acts, int(a), int(b)) for a, b in pairwise(times)]
    assert many.tolist() == one
    assert float((many * np.diff(times)).sum()) == pytest.approx(3.0 * 10 + 4.0 * 9 / 2)
