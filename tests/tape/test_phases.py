import numpy as np

from apanim.tape.phases import Phase, phase_starts

T = np.linspace(0, 10, 2001)


def spike(at, peak=40.0):
    up = (peak + 70) * np.exp(-(((T - at) / 0.3) ** 2))
    dip = -9.0 * np.exp(-(((T - at - 1.5) / 0.8) ** 2))
    return up + dip


def test_a_spike_rises_falls_undershoots_and_rests():
    v = -70 + spike(3.0)
    starts = phase_starts(v, -70.0, -55.0)
    assert [phase for _, phase in starts] == [Phase.RISING, Phase.FALLING, Phase.UNDERSHOOT, Phase.REST]
    rows = [row for row, _ in starts]
    assert v[rows[0] - 1] < -55 <= v[rows[0]]
    assert rows[1] == int(np.argmax(v))
    assert v[rows[2]] <= -70 < v[rows[2] - 1]
    assert abs(v[rows[3]] + 70) <= 1


def test_a_weak_pulse_begins_no_phase_and_two_spikes_begin_two_sets():
    assert phase_starts(-70 + 20 * np.exp(-((T - 4) ** 2)), -70.0, -55.0) == []
    both = phase_starts(-70 + spike(2.0) + spike(7.0), -70.0, -55.0)
    assert [phase for _, phase in both] == [Phase.RISING, Phase.FALLING, Phase.UNDERSHOOT, Phase.REST] * 2


def test_a_tape_that_ends_in_the_spike_tells_what_has_begun():
    v = (-70 + spike(3.0))[:610]
    assert [phase for _, phase in phase_starts(v, -70.0, -55.0)] == [Phase.RISING, Phase.FALLING]
