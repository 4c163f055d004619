"""When ions are said to rush, they do: pores in sight stream at once; while time stands, nothing flows."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from apanim.particles.ions import IonPhase
from apanim.particles.layout import PICTURE_WIDTH_NM
from apanim.particles.proteins import Kind
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING
from apanim.physics.measure import pulse_threshold_uA_cm2
from apanim.physics.patch import PATHWAYS
from apanim.physics.stimulus import Pulse
from apanim.physics.textbook import TEXTBOOK
from apanim.units import STEPS_PER_S
from apanim.world import Plan, Session, Setup

SEED = 5
RISE_ms, FALL_ms = (1.05, 1.25), (1.55, 1.85)
HELD_ms, HELD_S = 1.2, 4.0


@cache
def lived():
    """Every world of a spike at the lecture's slow pace, model time held for a while on its way up."""
    paces = ((0.0, 0.3, 0.1), (0.3, HELD_ms, 0.046), (HELD_ms, 1.4, 0.046), (1.4, 1.9, 0.052))
    parts = [np.linspace(a, b, round((b - a) / pace * STEPS_PER_S) + 1)[1:] for a, b, pace in paces]
    parts.insert(2, np.full(round(HELD_S * STEPS_PER_S), HELD_ms))
    times = np.round(np.concatenate([[0.0], *parts]) * 1e6).astype(np.int64)
    pulse = Pulse(100_000, 200_000, 1.25 * pulse_threshold_uA_cm2(TEXTBOOK, 0.2))
    setup = Setup(
        TEXTBOOK, na_channels=13, k_channels=7, pumps=4, ions=1600, quantum=40, row="spike", seed=SEED
    )
    session = Session(setup, (pulse,))
    worlds = [session.world]
    for to_ns in Plan(setup, times, (pulse,)).model_ns[1:].tolist():
        worlds.append(session.step(to_ns))
    return setup, worlds


def entering(before, after):
    """Rows of the layout at which an ion goes into a pore in a step."""
    inside = [
        (w.ions.phase == IonPhase.INWARD) | (w.ions.phase == IonPhase.OUTWARD) for w in (before, after)
    ]
    return after.ions.owner[inside[1] & ~inside[0]]


def flow(kind, span_ms):
    """Through the channels in sight: (seconds, channels) ions in each second, and open pore-seconds."""
    setup, worlds = lived()
    sites = setup.layout.sites(kind)
    seen = np.abs(setup.layout.x_nm[sites]) < PICTURE_WIDTH_NM / 2
    went, opened = [], 0.0
    for before, after in pairwise(worlds):
        if not span_ms[0] <= after.model_ns / 1e6 <= span_ms[1] or before.model_ns == after.model_ns:
            continue
        states = (
            after.na_state == NA_CONDUCTING if kind == Kind.NA_CHANNEL else after.k_state == K_CONDUCTING
        )
        opened += states[seen].sum() / STEPS_PER_S
        went.append(np.isin(sites, entering(before, after))[seen])
    whole = len(went) // STEPS_PER_S * STEPS_PER_S
    a_second = np.array(went[:whole]).reshape(-1, STEPS_PER_S, int(seen.sum())).sum(axis=1)
    return a_second, opened, np.array(went)


@pytest.mark.parametrize(("kind", "span"), [(Kind.NA_CHANNEL, RISE_ms), (Kind.K_CHANNEL, FALL_ms)])
def test_several_pores_in_sight_stream_at_once(kind, span):
    a_second, opened, went = flow(kind, span)
    assert (a_second >= 4).sum(axis=1).max() >= 2
    assert went.sum() / opened >= 5.0


def test_no_two_pores_stream_in_step():
    *_, went = flow(Kind.NA_CHANNEL, RISE_ms)
    busy = went[:, went.sum(axis=0) > 10]
    gaps = [np.diff(np.flatnonzero(one)) for one in busy.T]
    assert len(gaps) >= 2
    assert all(len(set(gap.tolist())) >= 4 for gap in gaps)  # none is as regular as a clock
    # Where those who wait stand, seen from their pore, differs from pore to pore.
    setup, worlds = lived()
    world = next(w for w in worlds if w.model_ns / 1e6 >= HELD_ms - 0.01)
    doors = setup.layout.sites(Kind.NA_CHANNEL)[world.na_state == NA_CONDUCTING]
    crowds = []
    for door in doors.tolist():
        rows = world.queues.waiting[door]
        crowds.append(np.sort(world.ions.pos[rows[rows >= 0], 0] - setup.layout.x_nm[door]))
    for i, one in enumerate(crowds):
        for other in crowds[:i]:
            k = min(len(one), len(other))
            assert np.abs(one[:k] - other[:k]).max() > 0.2


def test_while_model_time_stands_what_flows_comes_through_and_then_nobody():
    setup, worlds = lived()
    held = [i for i, w in enumerate(worlds) if w.model_ns == round(HELD_ms * 1e6)]
    late = worlds[held[STEPS_PER_S] :][: held[-1] - held[STEPS_PER_S]]
    assert all((w.crossed == late[0].crossed).all() for w in late)
    inside = (late[-1].ions.phase == IonPhase.INWARD) | (late[-1].ions.phase == IonPhase.OUTWARD)
    assert not inside[np.isin(late[-1].ions.owner, setup.layout.sites(Kind.NA_CHANNEL))].any()
    assert (late[-1].na_state == late[0].na_state).all()
    assert (late[-1].queues.waiting >= 0).sum() > 8  # who waits stays
    moved = np.linalg.norm(late[-1].ions.pos - late[-40].ions.pos, axis=1)
    assert np.median(moved) > 0.02  # and everyone still jitters


def test_the_account_holds_all_the_while():
    _, worlds = lived()
    off = np.abs([w.carried - w.crossed for w in worlds])
    gated = [PATHWAYS.index("na_gated"), PATHWAYS.index("k_gated")]
    assert off[:, gated].max() <= 1.0
