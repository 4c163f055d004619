import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim.particles.ledger import owed, quanta_per_ms
from apanim.physics.patch import PATHWAYS, Currents

ACCOUNTS = len(PATHWAYS)


def test_quanta_are_coulombs():
    # 1 uA/cm2 through 1 um2 is 1e-14 A: 62,415 elementary charges a second, 62.4 a ms.
    one = Currents(*np.eye(ACCOUNTS)[0])
    assert quanta_per_ms(one, 1.0, 1)[0] == pytest.approx(62.415, rel=1e-4)
    assert quanta_per_ms(one, 0.5, 100)[0] == pytest.approx(62.415 / 200, rel=1e-4)


def test_chloride_moves_against_its_current():
    outward = Currents(*np.ones(ACCOUNTS))
    signs = dict(zip(PATHWAYS, np.sign(quanta_per_ms(outward, 1.0, 1)), strict=True))
    assert signs["cl_leak"] == -1
    assert signs["k_gated"] == 1


@given(st.lists(st.floats(-1e6, 1e6), min_size=ACCOUNTS, max_size=ACCOUNTS), st.integers(-1000, 1000))
def test_crossed_and_owed_are_the_current_to_within_half_a_quantum(carried, crossed):
    carried_q = np.array(carried)
    crossed_q = np.full(ACCOUNTS, crossed)
    assert np.all(np.abs(crossed_q + owed(carried_q, crossed_q) - carried_q) <= 0.5 + 1e-9)
