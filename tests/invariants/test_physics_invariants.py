"""What holds for any membrane and stimulus: no silent NaN, gates in 0..1, charge balanced, resumable."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apanim.physics import cell, patch
from apanim.physics.cable import Section, build
from apanim.physics.cable import init as cable_init
from apanim.physics.cable import step as cable_step
from apanim.physics.cable.step import Input
from apanim.physics.patch import NonFiniteStateError, PatchState
from apanim.physics.textbook import TEXTBOOK


def number(low, high):
    return st.floats(low, high, allow_nan=False)


MEMBRANES = st.builds(
    lambda **kw: replace(TEXTBOOK, **kw),
    c_uF_cm2=number(0.01, 10),
    g_na_mS_cm2=number(0, 1000),
    g_k_mS_cm2=number(0, 1000),
    g_na_leak_mS_cm2=number(0, 10),
    g_k_leak_mS_cm2=number(0, 10),
    g_cl_leak_mS_cm2=number(0, 10),
    na_in_mM=number(0.1, 500),
    k_out_mM=number(0.1, 500),
    pump_uA_cm2=number(-5, 50),
    phi=number(0.01, 100),
    shift_m_mV=number(-40, 40),
    inactivation=number(0, 1),
)
STIMULI = st.lists(number(-1e6, 1e6), min_size=1, max_size=8)
STATES = st.builds(
    lambda v, m, h, n: PatchState(*(np.asarray(x) for x in (v, m, h, n))),
    number(-200, 200), number(0, 1), number(0, 1), number(0, 1),
)  # fmt: skip


@settings(max_examples=60)
@given(MEMBRANES, STATES, STIMULI, number(1e-4, 0.5))
def test_any_patch_stays_a_number_in_bounds_and_balanced_or_says_why_not(membrane, state, stimuli, dt_ms):
    for k, current in enumerate(stimuli):
        try:
            after, mean = patch.step_with_currents(state, membrane, dt_ms, current, k * dt_ms)
        except NonFiniteStateError:
            with pytest.raises(NonFiniteStateError, match=r"^(v_mV|m|h|n) is not .* at .* ms in membrane"):
                patch.step(state, membrane, dt_ms, current, k * dt_ms)
            return
        assert np.all(np.isfinite(after))
        assert all(0.0 <= float(g) <= 1.0 for g in after[1:])
        stored = membrane.c_uF_cm2 * float(after.v_mV - state.v_mV)
        carried = dt_ms * (current - float(sum(mean)))
        size = dt_ms * (abs(current) + sum(abs(float(x)) for x in mean)) + membrane.c_uF_cm2 * 1e2
        assert abs(stored - carried) <= 1e-8 * size
        state = after


@settings(max_examples=25)
@given(MEMBRANES, STATES, STIMULI, st.integers(0, 8))
def test_resuming_from_any_state_is_going_straight_on(membrane, state, stimuli, stop):
    def go(begin, currents):
        for current in currents:
            begin = patch.step(begin, membrane, 0.02, current)
        return begin

    try:
        straight = go(state, stimuli)
    except NonFiniteStateError:
        with pytest.raises(NonFiniteStateError):
            go(go(state, stimuli[:stop]), stimuli[stop:])
        return
    paused = PatchState(*(np.array(x) for x in go(state, stimuli[:stop])))
    assert all(np.array_equal(a, b) for a, b in zip(go(paused, stimuli[stop:]), straight, strict=True))


@settings(max_examples=25)
@given(STIMULI, number(1e-3, 0.1), number(-150, 100))
def test_any_cable_stays_a_number_in_bounds(stimuli, dt_ms, v_mV):
    tree = build(
        [
            Section("a", 50.0, 2.0, 3, TEXTBOOK),
            Section("b", 50.0, 1.0, 3, TEXTBOOK, "a"),
            Section("c", 50.0, 1.0, 3, TEXTBOOK, "a"),
        ],
        100.0,
    )
    state = cable_init(tree, v_mV)
    for current in stimuli:
        acting = Input(np.eye(tree.size)[0] * current * 1e-3, 0.0, 0.0)
        state = cable_step(state, tree, dt_ms, acting)
        assert np.all(np.isfinite(state.v_mV))
        assert all(np.all((g >= 0) & (g <= 1)) for g in state[1:])


@settings(max_examples=20)
@given(STATES, number(0.1, 100))
def test_no_ion_is_made_or_lost_between_inside_and_outside(state, outside_um3):
    room = cell.Geometry("room", 10.0, 5.0, outside_um3)
    now = cell.init(TEXTBOOK)._replace(patch=state)
    for _ in range(5):
        after = cell.step(now, TEXTBOOK, room, 0.02, 5.0)
        for species in ("na", "k", "cl"):
            amounts = [
                getattr(c, f"{species}_in_mM") * room.volume_um3
                + getattr(c, f"{species}_out_mM") * outside_um3
                for c in (now, after)
            ]
            assert amounts[0] == pytest.approx(amounts[1], rel=1e-12)
        now = after
