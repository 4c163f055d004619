"""What is done to a patch: its receptors and its clamp, against independent sums."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from apanim.physics import patch
from apanim.physics.dendrite import RECEPTORS_MS_CM2, SPINY_DENDRITE
from apanim.physics.ligand import AMPA, GABA_A, open_fraction
from apanim.physics.measure import measure_rest_mV, measure_threshold_mV
from apanim.physics.protocol import (
    Protocol,
    advance,
    ligand_conductance,
    ligand_conductances,
    shares,
    transmitter_mM,
)
from apanim.physics.stimulus import Hold, Pulse, Release
from apanim.physics.textbook import TEXTBOOK

MS = 1_000_000
SYNAPTIC = Protocol((Release(MS),))


def go(membrane, protocol, until_ns, step_ns):
    state, rows = patch.init(membrane), []
    for now in range(0, until_ns, step_ns):
        state = advance(state, membrane, RECEPTORS_MS_CM2, protocol, now, now + step_ns).after
        rows.append([float(x) for x in state])
    return np.array(rows)


def test_an_epsp_solves_the_membrane_equation():
    v = go(SPINY_DENDRITE, SYNAPTIC, 15 * MS, 10_000)[:, 0]
    m = SPINY_DENDRITE
    leak = m.g_na_leak_mS_cm2 + m.g_k_leak_mS_cm2 + m.g_cl_leak_mS_cm2

    def rate(t_ms, v_mV):
        g = RECEPTORS_MS_CM2 * open_fraction(AMPA, [1.0], np.array([t_ms]))[0]
        return (leak * (m.v_rest_mV - v_mV) - g * (v_mV - 0.0)) / m.c_uF_cm2

    times = np.arange(1, len(v) + 1) * 0.01
    found = solve_ivp(rate, (0, 15), [m.v_rest_mV], t_eval=times, rtol=1e-8, atol=1e-9, max_step=0.05)
    assert np.abs(v - found.y[0]).max() < 2e-3


def test_it_is_an_epsp_of_the_textbooks_that_fires_nothing():
    v = go(SPINY_DENDRITE, SYNAPTIC, 40 * MS, 10_000)[:, 0]
    assert 10 < v.max() + 70 < 15
    assert v.max() < measure_threshold_mV(TEXTBOOK)
    assert measure_rest_mV(SPINY_DENDRITE) == pytest.approx(-70, abs=1e-3)


def test_the_step_does_not_decide_the_epsp():
    fine, coarse = (go(SPINY_DENDRITE, SYNAPTIC, 8 * MS, ns)[:, 0].max() for ns in (2_000, 16_000))
    assert fine == pytest.approx(coarse, abs=0.01)


def test_both_cations_share_one_pore_that_reverses_at_zero():
    na, k = shares(TEXTBOOK)
    assert na + k == 1
    for v in (-70.0, 0.0, 40.0):
        both = na * (v - TEXTBOOK.e_na_mV) + k * (v - TEXTBOOK.e_k_mV)
        assert both == pytest.approx(v)
    rest = patch.currents(patch.init(TEXTBOOK), TEXTBOOK, (0.1 * na, 0.1 * k))
    assert rest.na_ligand < 0 < rest.k_ligand
    assert -rest.na_ligand > 5 * rest.k_ligand  # the driving force, not the pore, prefers Na+


def test_currents_with_receptors_close_the_account():
    state = patch.init(TEXTBOOK)
    after, mean = patch.step_with_currents(state, TEXTBOOK, 0.02, 3.0, ligand_mS_cm2=(0.4, 0.3))
    stored = TEXTBOOK.c_uF_cm2 * float(after.v_mV - state.v_mV)
    assert stored == pytest.approx(0.02 * (3.0 - float(sum(mean))), abs=1e-9)


def test_many_conductances_at_once_are_those_one_by_one():
    times = np.array([0, 900_000, 1_010_000, 1_400_000, 3_000_000])
    at_once = ligand_conductances(SYNAPTIC, RECEPTORS_MS_CM2, TEXTBOOK, times)
    for (a, b), pair in zip(pairwise(times), at_once, strict=True):
        assert pair == pytest.approx(
            ligand_conductance(SYNAPTIC, RECEPTORS_MS_CM2, TEXTBOOK, int(a), int(b)), rel=1e-9
        )
    assert at_once[0] == (0.0, 0.0)


def test_overlapping_releases_last_longer_but_are_not_stronger():
    assert transmitter_mM((0,), 0, 2 * MS) == pytest.approx(0.5)
    assert transmitter_mM((0, MS // 2), 0, 2 * MS) == pytest.approx(0.75)
    assert transmitter_mM((0,), MS, 2 * MS) == 0


@pytest.mark.parametrize("receptor", [AMPA, GABA_A], ids=lambda r: r.name)
def test_only_binding_takes_up_a_molecule(receptor):
    assert receptor.molecules[0] == 0
    assert max(receptor.molecules) == 2
    for a, b, _ in receptor.binding:
        assert receptor.molecules[b] == receptor.molecules[a] + 1
    bound = {name: int(n) for name, n in zip(AMPA.states, AMPA.molecules, strict=True)}
    assert bound == {"C0": 0, "C1": 1, "C2": 2, "O": 2, "D1": 1, "D2": 2}


def test_under_a_clamp_gates_relax_exponentially_and_the_currents_are_the_clamps():
    protocol = Protocol((Hold(0, -90.0), Hold(2 * MS, -10.0), Hold(5 * MS, -90.0)))
    rows = go(TEXTBOOK, protocol, 7 * MS, 10_000)
    gates = np.array(patch.init(TEXTBOOK)[1:])
    for began_ms, lasts_ms, v_mV in ((0.0, 2.0, -90.0), (2.0, 3.0, -10.0), (5.0, 2.0, -90.0)):
        alpha, beta = TEXTBOOK.gate_rates(np.asarray(v_mV))
        steady = alpha / (alpha + beta)
        first, last = round(began_ms * 100), round((began_ms + lasts_ms) * 100)
        t = 0.01 * np.arange(1, last - first + 1)
        course = steady + (gates - steady) * np.exp(-(alpha + beta) * t[:, None])
        assert np.all(rows[first:last, 0] == v_mV)
        assert np.abs(rows[first:last, 1:] - course).max() < 1e-9
        gates = course[-1]
        if v_mV == -10.0:
            flowing = patch.currents(patch.PatchState(*rows[first:last].T), TEXTBOOK)
            assert flowing.na_gated.min() < -400  # Na+ in
            assert flowing.k_gated[-1] > 200  # K+ out


def test_a_ramp_is_the_limit_of_many_steps():
    ramp = Protocol((Hold(MS, 20.0, -70.0, 2 * MS),))
    stairs = Protocol(tuple(Hold(MS + k * 10_000, -70 + 90 * (k + 0.5) / 200) for k in range(200)))
    smooth, rough = (go(TEXTBOOK, p, 3 * MS, 10_000)[-1] for p in (ramp, stairs))
    assert smooth[0] == 20.0
    assert smooth[1:] == pytest.approx(rough[1:], abs=2e-3)


def test_no_pulse_reaches_a_clamped_membrane_and_letting_go_frees_it():
    pulse = Pulse(MS, MS // 5, 500.0)
    held = Protocol((pulse, Hold(0, -60.0)))
    assert np.all(go(TEXTBOOK, held, 2 * MS, 10_000)[:, 0] == -60.0)
    freed = Protocol((pulse, Hold(0, -60.0), Hold(MS // 2, None)))
    assert go(TEXTBOOK, freed, 2 * MS, 10_000)[:, 0].max() > 20
