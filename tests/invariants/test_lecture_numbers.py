"""The lecture's own tape keeps what the textbook promises and what the ledger demands."""

import numpy as np
from test_pictures_are_pure import show

from apanim.physics.measure import measure_threshold_mV
from apanim.physics.patch import PATHWAYS
from apanim.tape import EventKind, Phase
from apanim.units import TICKS_PER_STEP


def test_rest_a_failure_a_spike_and_recovery():
    tape = show().tape
    v, pulses = tape.series.v_mV, tape.plan.protocol.pulses
    assert len(pulses) == 2
    first, second = (int(np.searchsorted(tape.series.model_ns, p.start_ns)) for p in pulses)
    threshold = measure_threshold_mV(tape.plan.setup.membrane)
    assert np.abs(v[:first] + 70).max() < 0.5
    assert -66 < v[first:second].max() < threshold
    assert 30 <= v[second:].max() <= 40
    assert -84 <= v[second:].min() <= -76
    assert abs(v[-1] + 70) < 2.5


def test_crossings_are_within_one_of_the_current_and_a_pumps_within_two():
    s = show().tape.series
    pumps = ["pump" in pathway for pathway in PATHWAYS]
    assert (np.abs(s.crossed - s.carried).max(axis=0) <= np.where(pumps, 2.0, 1.0)).all()


def test_drawn_channels_follow_the_gates():
    s, plan = show().tape.series, show().tape.plan
    assert np.abs(s.na_open - plan.setup.na_channels * s.m**3 * s.h).max() < 1
    assert np.abs(s.k_open - plan.setup.k_channels * s.n**4).max() < 1


def test_the_spikes_phases_are_on_the_index():
    events = show().tape.events
    phases = events[events["kind"] == EventKind.PHASE]
    assert [Phase(p) for p in phases["site"]][:3] == [Phase.RISING, Phase.FALLING, Phase.UNDERSHOOT]
    top = int(np.argmax(show().tape.series.v_mV)) * TICKS_PER_STEP
    assert abs(int(phases["tick"][1]) - top) <= TICKS_PER_STEP


def test_voice_and_captions_lie_where_the_cues_do():
    from helpers import open_show

    spoken = open_show("spike", "hibari")
    track, cues = spoken.track, spoken.timeline.cues
    assert len(track) == spoken.timeline.duration_tick * 80
    assert np.abs(track).max() <= 10 ** (-1 / 20) + 1e-3
    loud = np.abs(track) > 0.01
    for cue, after in zip(cues, (*cues[1:], None), strict=True):
        onset = np.flatnonzero(loud[cue.start_tick * 80 : cue.end_tick * 80])[0] / 48_000
        assert onset < 0.1, cue.name  # within three frames of its cue
        if after is not None:
            assert not loud[cue.end_tick * 80 : after.start_tick * 80].any(), cue.name
            silence_s = (after.start_tick - cue.end_tick) / 600
            assert silence_s < 4, cue.name
