"""The pump's cycle: its order, its bookkeeping and its pace."""

import numpy as np
import pytest

from apanim.physics import pump
from apanim.physics.textbook import TEXTBOOK


def test_poses_blend_without_a_jump_and_visit_the_states_in_order():
    turns = np.linspace(0, 1, 4001)
    weights = np.zeros((len(turns), 4))
    for shares, (origin, goal, progress) in zip(weights, map(pump.leg, turns), strict=True):
        shares[origin], shares[goal] = 1.0 - progress, progress
    assert np.abs(np.diff(weights, axis=0)).max() < 0.01
    pure = [int(w.argmax()) for w in weights if w.max() == 1]
    assert [s for i, s in enumerate(pure) if i == 0 or pure[i - 1] != s] == [0, 1, 2, 3, 0]


def test_dwells_last_as_long_as_they_should():
    turns = (np.arange(60_000) + 0.5) / 60_000
    legs = [pump.leg(t) for t in turns]
    for state, dwell in enumerate(pump.DWELL_S):
        share = sum(leg.origin == state and leg.progress == 0 for leg in legs) / len(legs)
        assert share * pump.DRAWN_TURN_S == pytest.approx(dwell, abs=1e-3)


def test_ions_move_only_while_the_pump_is_open_to_their_side():
    def opened(turn):
        return pump.leg(turn).origin, pump.leg(turn).progress

    assert all(opened(t) == (0, 0) for t in pump.K_RELEASED_TURN + pump.NA_BOUND_TURN)
    assert all(opened(t) == (2, 0) for t in pump.NA_RELEASED_TURN + pump.K_BOUND_TURN)
    assert (len(pump.NA_BOUND_TURN), len(pump.NA_RELEASED_TURN)) == (3, 3)
    assert (len(pump.K_BOUND_TURN), len(pump.K_RELEASED_TURN)) == (2, 2)
    assert pump.leg(pump.ATP_SPENT_TURN[0])[:2] == (0, 1)


def test_pace_carries_the_model_current():
    area_um2, quantum = 0.5, 100
    turns = pump.turns_per_ms(TEXTBOOK.pump_uA_cm2, area_um2, quantum)
    charges = turns * quantum  # one net charge a turn and real pump turn
    carried = TEXTBOOK.pump_uA_cm2 * 1e-6 * area_um2 * 1e-8 * 1e-3 / 1.602176634e-19
    assert charges == pytest.approx(carried, rel=1e-12)
