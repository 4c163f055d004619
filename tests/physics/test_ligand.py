"""Receptors: occupancy against an integration of the scheme, and drawn populations against occupancy."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from apanim.errors import UserError
from apanim.physics import ligand
from apanim.physics.ligand import AMPA, GABA_A
from apanim.physics.markov import Mode
from apanim.physics.textbook import TEXTBOOK

T_MS = np.arange(0, 1501) * 0.01
RELEASES_MS = (1.0, 1.6, 8.0)  # the second begins before the first has ended


def transmitter(t_ms):
    return 1.0 if any(r <= t_ms + 1e-9 < r + 1.0 for r in RELEASES_MS) else 0.0


@pytest.mark.parametrize("receptor", [AMPA, GABA_A], ids=lambda r: r.name)
def test_occupancy_solves_the_master_equation(receptor):
    share = np.eye(len(receptor.states))[0]
    got = ligand.occupancy(receptor, RELEASES_MS, T_MS)
    for k, (a, b) in enumerate(((0, 100), (100, 260), (260, 800), (800, 900), (900, 1500))):
        rates = receptor.rates(1.0 if k in (1, 3) else 0.0)
        flow = rates.T - np.diag(rates.sum(axis=1))
        found = solve_ivp(
            lambda _, p, flow=flow: flow @ p, (T_MS[a], T_MS[b]), share, "LSODA", rtol=1e-9, atol=1e-11
        )
        share = found.y[:, -1]
        assert np.allclose(got[b], share, atol=1e-7)
    assert np.allclose(got.sum(axis=1), 1.0)
    assert got.min() >= 0


@pytest.mark.parametrize("receptor", [AMPA, GABA_A], ids=lambda r: r.name)
def test_populations_follow_the_occupancy(receptor):
    shares = ligand.occupancy(receptor, RELEASES_MS, T_MS)
    for mode, size in ((Mode.FREE, 10_000), (Mode.STRATIFIED, 6)):
        rng = np.random.default_rng(2)
        drawn = ligand.init(receptor, size, rng)
        for k in range(1, T_MS.size):
            drawn = ligand.step(drawn, receptor, shares[k], transmitter(T_MS[k - 1]), 0.01, rng, mode)
            expected = float(shares[k, list(receptor.conducting)].sum())
            counted = int(np.isin(drawn.state, receptor.conducting).sum())
            if mode is Mode.STRATIFIED:
                assert abs(counted - size * expected) < 1
                assert counted or size * expected <= 0.061
            elif size * expected >= 10:
                assert abs(counted - size * expected) <= 4 * np.sqrt(size * expected * (1 - expected))


def test_the_pores_reverse_where_they_should():
    assert AMPA.reversal_mV == 0.0
    assert GABA_A.reversal_mV is None  # Cl-: the membrane's own
    assert TEXTBOOK.e_cl_mV == pytest.approx(-70.0)


def test_receptors_desensitise_under_lasting_transmitter():
    often = tuple(np.arange(1.0, 40.0, 0.9))
    opened = ligand.open_fraction(AMPA, often, np.linspace(0, 39, 800))
    assert opened[-1] < 0.6 * opened.max()


def test_what_cannot_be_sampled_is_refused():
    with pytest.raises(UserError, match="ascend"):
        ligand.occupancy(AMPA, (1.0,), np.array([1.0, 0.5]))
    with pytest.raises(UserError, match="finite"):
        ligand.occupancy(AMPA, (float("nan"),), T_MS)
