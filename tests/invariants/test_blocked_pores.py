"""Blocked pores: nothing goes through them, the rest pays the whole current, and they are seen, named and
told."""

from functools import cache

import numpy as np
import pytest

from apanim.particles.proteins import Kind
from apanim.physics.perturb import Change
from apanim.physics.stimulus import Pulse
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.drawlist import Sprite
from apanim.picture.frame import frame
from apanim.picture.things.happenings import happenings
from apanim.picture.views import view_of
from apanim.script.timeline import Span, Timeline
from apanim.tape import EventKind, open_tape
from apanim.tape.readings import BLOCKED, channel_states
from apanim.world import Plan, Setup

COMES_NS = 403_000  # not where a step begins


@cache
def drugged():
    """Half of the Na+ channels blocked at rest, then a spike, then three of ten K+ channels left."""
    steps = np.concatenate([np.full(90, 6_667), np.full(700, 1_500), np.full(200, 6_000)])
    plan = Plan(
        Setup(TEXTBOOK, quantum=100, ions=700, row="channels"),
        np.concatenate([[0], np.cumsum(steps)]),
        (Change(COMES_NS, "TTX", 0.5), Pulse(650_000, 200_000, 160.0), Change(2_200_000, "TEA", 0.3)),
    )
    return open_tape(plan)


def site_is_blocked(tape, kind):
    """(steps + 1, n) of each drawn channel."""
    column = "na_state" if kind == Kind.NA_CHANNEL else "k_state"
    return channel_states(column, tape.series[column]) == BLOCKED


def test_half_of_them_are_blocked_from_when_the_drug_comes():
    tape = drugged()
    na = site_is_blocked(tape, Kind.NA_CHANNEL)
    before = tape.series.model_ns <= COMES_NS
    assert not na[before].any()
    assert (na[-1].sum(), na.shape[1]) == (4, 8)
    assert site_is_blocked(tape, Kind.K_CHANNEL)[-1].sum() == 4  # of six, two are left


def test_no_ion_goes_through_a_blocked_pore_and_many_through_the_others():
    tape, layout = drugged(), drugged().plan.setup.layout
    crossings = tape.events[tape.events["kind"] == EventKind.CROSSING]
    for kind in (Kind.NA_CHANNEL, Kind.K_CHANNEL):
        blocked, sites = site_is_blocked(tape, kind), layout.sites(kind).tolist()
        mine = crossings[np.isin(crossings["site"], sites)]
        at = [
            (int(tick) // 10 - 1, sites.index(int(site))) for tick, site in mine[["tick", "site"]].tolist()
        ]
        assert len(at) > 15
        assert not [one for one in at if blocked[one]]


def test_open_ones_are_as_many_as_the_model_says_of_those_that_are_free():
    tape = drugged()
    s, settled = tape.series, drugged().series.model_ns > COMES_NS + 100_000
    left = ~site_is_blocked(tape, Kind.NA_CHANNEL)
    expected = left.sum(axis=1) * s.m**3 * s.h
    assert np.abs(s.na_open - expected)[settled].max() < 1.0


@pytest.fixture
def shown():
    tape = drugged()
    end = tape.duration_tick
    spans = (
        Span("label", end - 600, end, "na_channel.blocked", "blocked"),
        Span("legend", end - 1200, end),
    )
    return Timeline("drugged", "Drugged", end, tape.plan, "membrane", spans=spans), tape


def sprites_of(timeline, tape, tick):
    return [item for item in frame(timeline, tape, tick).items if isinstance(item, Sprite)]


def test_a_molecule_sits_in_every_blocked_mouth_and_no_light_in_its_pore(shown):
    timeline, tape = shown
    at_rest, late = (
        sprites_of(timeline, tape, 300),
        sprites_of(timeline, tape, timeline.duration_tick - 300),
    )
    assert not [one for one in at_rest if one.rig in ("ttx", "tea")]
    ttx = [one for one in late if one.rig == "ttx" and one.scale == 1.0]
    in_sight = {round(one.x) for one in late if one.rig == "na_channel" and one.part == "ball"}
    assert 1 <= len(ttx) < len(in_sight)
    glows = [
        one.x for one in late if one.part == "pore-glow" and one.rig == "na_channel" and one.opacity > 0
    ]
    assert not [x for x in glows if min(abs(x - one.x) for one in ttx) < 40]


def test_the_legend_the_label_and_the_events_name_it(shown):
    timeline, tape = shown
    texts = [
        getattr(item, "text", "") for item in frame(timeline, tape, timeline.duration_tick - 300).items
    ]
    assert {"TTX", "TEA", "blocked"} <= set(texts)
    told = [one for one in happenings(timeline, tape) if one.words == "A drug blocks {thing}"]
    assert {one.kind for one in told} == {EventKind.BLOCKING}
    assert min(one.tick for one in told) > 10 * int(np.searchsorted(tape.series.model_ns, COMES_NS))
    blocked = int(told[0].name.split()[1])
    thing = view_of(timeline).thing(timeline, tape, f"protein {blocked}")
    assert ("state", "blocked") in thing.facts(timeline.duration_tick).rows
    assert ("current", "0.00 pA") in thing.facts(timeline.duration_tick).rows


def test_washed_out_it_opens_again():
    tape = drugged()
    world = tape.fork(tape.steps)
    world.act(Change(world.now_ns, "TTX", 1.0))
    for _ in range(60):
        world.step(world.now_ns + 3_000)
    assert not world.world.na_plug.any()
    assert world.world.k_plug.any()
