"""Ledger: at every step of a spike the drawn crossings are the model's current, to within a quantum."""

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid
from spike_tape import spike_tape

from apanim.particles.ions import Phase
from apanim.particles.ledger import ION_SIGN, owed
from apanim.physics.patch import PATHWAYS, PatchState, currents
from apanim.units import NS_PER_MS, ions_per_um2_ms

MOST_OWED = 4


@pytest.mark.parametrize("seed", [1, 2])
def test_crossed_and_owed_follow_an_independent_integral_of_the_current(seed):
    tape = spike_tape(seed)
    s, plan = tape.series, tape.plan
    flow = currents(PatchState(s.v_mV, s.m, s.h, s.n), plan.membrane)
    ms = s.model_ns / NS_PER_MS
    for account, pathway in enumerate(PATHWAYS):
        density = np.broadcast_to(getattr(flow, pathway), ms.shape)
        charge = cumulative_trapezoid(density, ms, initial=0.0) * ION_SIGN[account]
        quanta = charge * ions_per_um2_ms(1.0) * plan.area_um2 / plan.quantum
        seen = s.crossed[:, account] + owed(s.carried, s.crossed)[:, account]
        # within one quantum of the tape's own integral, which is within 1 % of one of this one
        assert np.abs(seen - s.carried[:, account]).max() < 1, pathway
        assert np.abs(s.carried[:, account] - quanta).max() < 0.01, pathway


@pytest.mark.parametrize("seed", [1, 2])
def test_debts_stay_small(seed):
    s = spike_tape(seed).series
    assert np.abs(owed(s.carried, s.crossed)).max() <= MOST_OWED
    spike = np.abs(s.crossed[-1])
    assert spike[PATHWAYS.index("na_gated")] > 60  # it was a spike, and it was seen
    assert spike[PATHWAYS.index("k_gated")] > 60


def test_ions_are_conserved_and_each_crossing_moves_one():
    tape = spike_tape()
    start, end = tape.step(0), tape.step(tape.steps)
    assert np.array_equal(start.ions.species, end.ions.species)
    for number in range(0, tape.steps, 200):
        ions = tape.step(number).ions
        assert len(ions.species) == len(start.ions.species)
        assert np.isfinite(ions.pos).all()
    # Ions that are inside now, less those then, are the net crossings: counted in the picture itself.
    free = (end.ions.phase == Phase.FREE) | (end.ions.phase == Phase.APPROACHING)
    in_protein = ~free
    for species, pathways in ((0, ("na_gated", "na_leak", "na_pump")), (2, ("cl_leak",))):
        mine = start.ions.species == species
        net = -sum(int(end.crossed[PATHWAYS.index(p)]) for p in pathways)
        inside = (end.ions.pos[:, 1] < 0) & free & mine
        was_inside = (start.ions.pos[:, 1] < 0) & mine
        undecided = int((in_protein & mine).sum())
        assert abs(int(inside.sum()) - int(was_inside.sum()) - net) <= undecided


def test_drawn_channels_stay_within_one_of_the_expectation():
    s, plan = spike_tape().series, spike_tape().plan
    assert np.abs(s.na_open - plan.na_channels * s.m**3 * s.h).max() < 1.0
    assert np.abs(s.k_open - plan.k_channels * s.n**4).max() < 1.0
    assert np.abs(s.na_inactivated - plan.na_channels * (1 - s.h)).max() < 1.5
