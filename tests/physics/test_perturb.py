"""Drugs, concentrations, temperature, and the cell they act in."""

from dataclasses import replace

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics import cell, patch
from apanim.physics.measure import at_rest, measure_rest_mV, measure_spike, run
from apanim.physics.perturb import Change, at_temperature, leave, membrane_at, with_concentrations
from apanim.physics.potentials import nernst_mV
from apanim.physics.squid import SQUID_1952
from apanim.physics.textbook import TEXTBOOK


def test_stopping_the_pump_moves_rest_a_little_and_leaves_the_next_spike():
    stopped = leave(TEXTBOOK, "ouabain", 0.0)
    gone_on = run(stopped, patch.init(TEXTBOOK), 60.0)
    assert gone_on.v_mV.max() < -60  # no spike on the way
    assert 2 < gone_on.v_mV[-1] - -70 < 6
    assert gone_on.v_mV[-1] == pytest.approx(measure_rest_mV(stopped), abs=0.01)
    before = measure_spike(TEXTBOOK)
    next_one = measure_spike(stopped, before.jump_mV)  # the same stimulus, from the rest it has moved to
    assert abs(next_one.peak_mV - before.peak_mV) < 3


def test_ttx_takes_the_spike_and_washes_out():
    blocked = leave(TEXTBOOK, "TTX", 0.0)
    with pytest.raises(UserError, match="does not fire"):
        measure_spike(blocked)
    changes = (Change(1000, "TTX", 0.0), Change(3000, "TTX", 1.0))
    assert membrane_at(TEXTBOOK, changes, 999) is TEXTBOOK
    assert membrane_at(TEXTBOOK, changes, 1000).free_na_mS_cm2 == 0
    assert membrane_at(TEXTBOOK, changes, 3000).free_na_mS_cm2 == TEXTBOOK.g_na_mS_cm2


def test_a_drug_at_a_model_time_goes_on_from_the_state_it_finds():
    changes = (Change(1_000_000, "TTX", 0.0),)
    free = treated = patch.init(TEXTBOOK)._replace(v_mV=np.asarray(-53.0))
    for k in range(200):
        membrane = membrane_at(TEXTBOOK, changes, k * 10_000)
        assert (membrane.free_na_mS_cm2 == 0) == (k >= 100)
        free, treated = patch.step(free, TEXTBOOK, 0.01), patch.step(treated, membrane, 0.01)
        if k == 99:
            assert np.array_equal(free, treated)
        if k == 100:  # no jump: what has changed is the current
            assert abs(free.v_mV - treated.v_mV) < 5
    assert free.v_mV > treated.v_mV + 20


def test_tea_and_pronase_widen_the_spike():
    plain = measure_spike(TEXTBOOK).half_width_ms
    assert measure_spike(leave(TEXTBOOK, "TEA", 0.3)).half_width_ms > 1.15 * plain
    kept_open = leave(TEXTBOOK, "pronase", 0.0)
    start = at_rest(TEXTBOOK)
    trace = run(kept_open, start._replace(v_mV=start.v_mV + 17.0), 5.0)
    assert trace.h[-1] > trace.h[0]  # an inactivation gate that cannot shut only opens
    assert trace.v_mV[-1] > -55  # and V stays up


def test_temperature_scales_rates_by_q10_and_potentials_by_nernst():
    warm = at_temperature(SQUID_1952, 16.3)
    assert warm.phi == pytest.approx(3.0)
    assert warm.e_na_mV == pytest.approx(50.0)  # the paper keeps its potentials
    cool = at_temperature(TEXTBOOK, 27.0)
    assert cool.phi == pytest.approx(2.5 / 3)
    assert cool.e_na_mV == pytest.approx(TEXTBOOK.e_na_mV * 300.15 / 310.15)


def test_outside_potassium_moves_its_potential_and_the_pump():
    high = with_concentrations(TEXTBOOK, k_out_mM=10.0)
    assert high.e_k_mV == pytest.approx(nernst_mV(1, 10, 140, 37))
    assert high.pump_uA_cm2 == pytest.approx(TEXTBOOK.pump_uA_cm2 * ((1 + 3.5 / 5) / (1 + 3.5 / 10)) ** 2)


def test_concentrations_move_by_the_counted_charge():
    state = cell.init(TEXTBOOK)
    state = state._replace(patch=state.patch._replace(v_mV=state.patch.v_mV + 17.0))
    carried = np.zeros(3)
    start = state
    for _ in range(500):
        now = cell.membrane_of(state, TEXTBOOK)
        mean = patch.step_with_currents(state.patch, now, 0.02)[1]
        carried += 0.02 * np.array([float(x) for x in cell.by_species(mean)])
        state = cell.step(state, TEXTBOOK, cell.SOMA_20_UM, 0.02)
    per_nC = 10 * 0.3 / 96485.33212  # 6 / 20 um of surface to volume
    assert start.na_in_mM - state.na_in_mM == pytest.approx(per_nC * carried[0], rel=1e-6)
    assert start.k_in_mM - state.k_in_mM == pytest.approx(per_nC * carried[1], rel=1e-6)
    assert state.cl_in_mM - start.cl_in_mM == pytest.approx(per_nC * carried[2], rel=1e-6)
    assert 0 < state.na_in_mM / start.na_in_mM - 1 < 0.002  # a soma hardly notices a spike
    assert state.na_out_mM == start.na_out_mM  # a bath does not either


def test_with_the_pump_stopped_the_gradients_run_down_and_with_it_they_stay():
    def after(membrane):
        state = cell.init(TEXTBOOK)
        for _ in range(200):
            state = cell.step(state, membrane, cell.AXON_1_UM, 0.5)
        return state

    kept, run_down = after(TEXTBOOK), after(leave(TEXTBOOK, "ouabain", 0.0))
    assert kept.na_in_mM == pytest.approx(15.0, abs=1e-9)
    assert run_down.na_in_mM > 15.025
    assert run_down.k_in_mM < 139.975


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (lambda: Change(0, "LSD", 0.5), "LSD"),
        (lambda: Change(0, "TTX", 1.5), "TTX"),
        (lambda: Change(0, "k_out_mM", 0.0), "k_out_mM"),
        (lambda: Change(0, "temperature_C", float("nan")), "temperature_C"),
        (lambda: at_temperature(TEXTBOOK, 1e9), "temperature_C"),
        (lambda: replace(TEXTBOOK, c_uF_cm2=0.0), "c_uF_cm2"),
        (lambda: replace(TEXTBOOK, g_na_mS_cm2=-1.0), "g_na_mS_cm2"),
        (lambda: replace(TEXTBOOK, v_rest_mV=float("inf")), "v_rest_mV"),
        (lambda: replace(TEXTBOOK, k_in_mM=-2.0), "k_in_mM"),
        (lambda: replace(TEXTBOOK, temperature_C=-300.0), "temperature_C"),
        (lambda: replace(TEXTBOOK, inactivation=2.0), "inactivation"),
    ],
)
def test_what_cannot_be_is_refused_by_name_in_one_line(make, names):
    with pytest.raises(UserError, match=names) as refusal:
        make()
    assert "\n" not in str(refusal.value)
