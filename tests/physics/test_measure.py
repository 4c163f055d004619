"""The bench: what it finds in the two sets, and how it refuses what has no answer."""

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics import measure, patch
from apanim.physics.cell import by_species
from apanim.physics.channels import NA_CONDUCTING, init_na, step_na
from apanim.physics.markov import Mode
from apanim.physics.perturb import leave
from apanim.physics.report import known_set, run_measure
from apanim.physics.squid import SQUID_1952
from apanim.physics.textbook import TEXTBOOK


def test_at_rest_no_species_drifts():
    for current in by_species(patch.currents(patch.init(TEXTBOOK), TEXTBOOK)):
        assert abs(current) < 1e-9
    state = patch.init(TEXTBOOK)
    for _ in range(2000):
        state = patch.step(state, TEXTBOOK, 0.05)
    assert float(state.v_mV) == pytest.approx(-70.0, abs=1e-9)


def test_the_textbook_set_gives_the_textbooks_numbers():
    spike = measure.measure_spike(TEXTBOOK)
    assert spike.rest_mV == pytest.approx(-70.0, abs=1e-6)
    assert -55.5 < spike.threshold_mV < -54.5
    assert 30 < spike.peak_mV < 40
    assert -84 < spike.trough_mV < -76
    ordered = (
        spike.threshold_ms, spike.peak_ms, spike.rest_crossing_ms, spike.trough_ms, spike.back_ms,
    )  # fmt: skip
    assert list(ordered) == sorted(ordered)
    assert np.interp(spike.rest_crossing_ms, spike.trace.t_ms, spike.trace.v_mV) == pytest.approx(
        -70, abs=0.05
    )


def test_the_squids_rest_is_exactly_minus_65():
    assert measure.measure_rest(SQUID_1952).v_mV == pytest.approx(-65.0, abs=1e-6)
    assert measure.measure_rest(SQUID_1952).stable


def test_a_pulse_threshold_is_met_by_the_step_that_everyone_uses():
    threshold = measure.pulse_threshold_uA_cm2(TEXTBOOK, 0.5)

    def top(current):
        state, highest = patch.init(TEXTBOOK), -70.0
        for k in range(1500):
            state = patch.step(state, TEXTBOOK, 0.01, current if k < 50 else 0.0)
            highest = max(highest, float(state.v_mV))
        return highest

    assert top(0.999 * threshold) < 0 < top(1.001 * threshold)


def test_a_strong_pulse_that_lifts_v_across_zero_by_itself_is_no_spike():
    blocked = leave(TEXTBOOK, "TTX", 0.0)
    assert np.isnan(measure.strength_duration_uA_cm2(blocked, (0.1, 0.5))).all()
    with pytest.raises(UserError, match="does not fire"):
        measure.pulse_threshold_uA_cm2(blocked, 0.5)


def test_refractory_ends_come_after_the_return_to_rest_and_in_order():
    for membrane in (TEXTBOOK, SQUID_1952):
        found = measure.measure_refractoriness(membrane)
        spike = measure.measure_spike(membrane)
        assert found.absolute_end_ms > spike.rest_crossing_ms - 1.0
        assert found.relative_end_ms > found.absolute_end_ms
        possible = found.relative[np.isfinite(found.relative)]
        assert possible[0] > 4
        assert np.isnan(found.relative[0])
    assert 2 < measure.measure_refractoriness(TEXTBOOK).absolute_end_ms < 4


def test_ions_of_a_spike_are_a_few_times_the_least_and_balance_the_charge():
    for membrane in (TEXTBOOK, SQUID_1952):
        moved = measure.measure_charge(membrane)
        assert moved.least < moved.na_in_net < moved.na_in_gross
        assert moved.na_in_net > moved.k_out_net  # the stimulus and Cl- make up the rest
    soma = measure.measure_charge(TEXTBOOK).na_gain_mM["soma of 20 um"]
    assert 0.0002 < soma / TEXTBOOK.na_in_mM < 0.001


def test_channels_open_once_as_a_free_population_does():
    found = measure.measure_channels(TEXTBOOK)
    assert 0.45 < found.na_opened_once < 0.6  # see also the drawn and the free populations
    assert 0.2 < found.na_open_at_most < 0.35
    assert found.inactivated_at_rest < 0.25 < 0.6 < found.inactivated_at_peak < found.inactivated_at_return


def test_opened_once_agrees_with_ten_thousand_free_channels():
    rng = np.random.default_rng(11)
    spike = measure.measure_spike(TEXTBOOK)
    now = patch.init(TEXTBOOK)
    now = now._replace(v_mV=now.v_mV + spike.jump_mV)
    drawn = init_na(10_000, now.m, now.h, rng, Mode.FREE)
    opened = drawn.state == NA_CONDUCTING
    for _ in range(round(spike.back_ms / 0.005)):
        before, now = now, patch.step(now, TEXTBOOK, 0.005)
        drawn = step_na(drawn, before, now, TEXTBOOK, 0.005, rng, Mode.FREE)
        opened |= drawn.state == NA_CONDUCTING
    # A sampled channel may open and shut again between two looks: a little less is seen.
    expected = measure.measure_channels(TEXTBOOK).na_opened_once
    assert expected - 0.03 < opened.mean() < expected + 0.02


def test_squid_breaks_at_the_anode_and_textbook_does_not():
    assert measure.measure_anode_break_uA_cm2(SQUID_1952) == pytest.approx(-2.78, abs=0.1)
    assert measure.measure_anode_break_uA_cm2(TEXTBOOK) is None


def test_a_run_that_breaks_down_names_the_quantity_and_the_time():
    start = patch.init(TEXTBOOK)
    with pytest.raises(patch.NonFiniteStateError, match=r"v_mV .* at .* ms"):
        measure.run(TEXTBOOK, start, 1.0, float("nan"), (0.5, 1.0))
    with pytest.raises(patch.NonFiniteStateError, match="v_mV"):
        patch.step(start, TEXTBOOK, 0.01, float("inf"))


def test_the_report_holds_every_measure_with_its_unit():
    report = run_measure(known_set("TEXTBOOK"))
    topics = report.as_dict()["measures"]
    steady = {"Steady current", "Axon"}
    single = {"Rest", "Threshold", "Spike", "Phases", "Ions", "Channels", "Refractoriness"}
    assert set(topics) == single | steady
    assert all(q.unit for quantities in report.topics.values() for q in quantities)
    text = report.as_text()
    assert "threshold" in text
    assert "-55.0" in text


def test_an_unknown_set_is_refused_with_the_names_there_are():
    with pytest.raises(UserError, match="TEXTBOOK, SQUID_1952"):
        known_set("OCTOPUS")
    with pytest.raises(UserError, match="neuron"):
        run_measure(known_set("SQUID_1952"), with_neuron=True)
