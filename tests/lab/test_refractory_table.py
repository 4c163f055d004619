"""Two pulses in the laboratory fire, or fail, as the bench's refractory table says."""

import numpy as np
import pytest
from live_runs import at_rest

from apanim.lab.branch import Branch
from apanim.lab.commands import Pace, Stimulate
from apanim.physics.measure import at_rest as resting
from apanim.physics.measure import pulse_threshold_uA_cm2, run, second_threshold
from apanim.physics.textbook import TEXTBOOK

PULSE_MS, FIRST = 0.5, 1.5
TICKS_A_MS = 600  # at 1 ms of model time a second
MOST = 20.0  # times threshold: what no strength is stronger than
SPIKES_MV = 0.0


def second_fires(interval_ms, times):
    """Whether V falls below half of the first spike and has a top above 0 mV after the second pulse."""
    branch = Branch(*at_rest("membrane"), 0)
    branch.do(0, Pace(1.0))
    branch.do(100, Stimulate(FIRST, PULSE_MS))
    second_tick = 100 + round(interval_ms * TICKS_A_MS)
    branch.do(second_tick, Stimulate(times, PULSE_MS))
    end_tick = second_tick + round(PULSE_MS * TICKS_A_MS)
    branch.reach(end_tick + 6 * TICKS_A_MS)
    v = branch.tape.series.v_mV
    before = v[10 : second_tick // 10]
    fell = before.argmax() + np.flatnonzero(before[before.argmax() :] < (v[0] + before.max()) / 2)
    after = v[end_tick // 10 + 1 : branch.end_tick // 10]
    tops = (after[1:-1] > after[:-2]) & (after[1:-1] >= after[2:]) & (after[1:-1] > SPIKES_MV)
    return bool(len(fell)) and bool(tops.any())


@pytest.mark.parametrize("interval_ms", [1, 2, 3, 4, 6])
def test_a_second_pulse_fires_at_the_strengths_of_the_table(interval_ms):
    amplitude = FIRST * pulse_threshold_uA_cm2(TEXTBOOK, PULSE_MS)
    first = run(TEXTBOOK, resting(TEXTBOOK), 8.0, amplitude, (0.0, PULSE_MS))
    fell_ms = first.t_ms[first.v_mV.argmax() + np.argmax(first.v_mV[first.v_mV.argmax() :] < -20)]
    times = second_threshold(TEXTBOOK, first, PULSE_MS, interval_ms) if interval_ms > fell_ms else np.nan
    if np.isnan(times):
        assert not second_fires(interval_ms, MOST)
    else:
        assert not second_fires(interval_ms, 0.98 * times)
        assert second_fires(interval_ms, min(1.02 * times, MOST))


def test_one_command_gives_both_pulses():
    branch = Branch(*at_rest("membrane"), 0)
    branch.do(100, Stimulate(FIRST, PULSE_MS, again_ms=4.0))
    first, second = branch.tape.plan.acts
    assert second.start_ns - first.start_ns == 4_000_000
    assert second.amplitude_uA_cm2 == first.amplitude_uA_cm2
    assert first.amplitude_uA_cm2 == pytest.approx(FIRST * pulse_threshold_uA_cm2(TEXTBOOK, PULSE_MS))
