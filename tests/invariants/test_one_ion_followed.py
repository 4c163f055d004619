"""The ion that a script follows: one that waits outside, goes through a pore and stays inside, any seed."""

import numpy as np
import pytest
from spike_tape import spike_plan, spike_tape

from apanim.errors import UserError
from apanim.particles.baths import HOME, LINGERS_S, UNSEEN_DEPTH_NM
from apanim.particles.ions import Species
from apanim.particles.layout import PX_PER_NM
from apanim.particles.proteins import Kind
from apanim.picture.drawlist import Line, Sprite
from apanim.picture.followed import chosen
from apanim.picture.frame import frame
from apanim.picture.views import view
from apanim.picture.views.membrane.geometry import from_nm
from apanim.script.timeline import Span, Timeline
from apanim.tape import EventKind
from apanim.units import TICKS_PER_S

START, END = 8000, 16000
SEEDS = (1, 2)
RELEASED_TICKS = 0.5 * TICKS_PER_S  # until the ring is there in full, and a pump's ion clear of it
STAYS_TICKS = LINGERS_S[0] * TICKS_PER_S
EXCHANGED_BEYOND_NM = 0.8 * UNSEEN_DEPTH_NM  # some ticks after


def scene(seed, target="na", start=START, end=END):
    span = Span("follow", start, end, target, "one of them")
    return Timeline("one", "One", 23000, spike_plan(seed), "membrane", spans=(span,)), span


def picked(seed, target="na"):
    timeline, span = scene(seed, target)
    return chosen(timeline, spike_tape(seed), span, view("membrane").find)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("target", "species"), [("na", Species.NA), ("k", Species.K)])
def test_it_goes_through_a_channel_of_its_own_and_stays(seed, target, species):
    tape = spike_tape(seed)
    row, tick = picked(seed, target)
    way = np.array([tape.at(at).ions.pos[row] for at in range(START, END, 50)])
    side = 1.0 if target == "na" else -1.0
    ticks = np.arange(START, END, 50)
    assert tape.at(0).ions.species[row] == species
    assert START < tick < END
    # A pump that has just let it go may hold it yet: it is on its side before the ring is, and stays there.
    waits = (ticks < tick) & (ticks > START + RELEASED_TICKS)
    assert (side * way[waits, 1] > 2.0).all(), "it waits on its side"
    assert (side * np.diff(way[ticks <= START + RELEASED_TICKS, 1]) > -0.5).all(), "nor does it go back"
    # Until one far back is exchanged (particles.baths): what comes back in its stead was on its side.
    home = np.array([tape.at(at).ions.guest[row] == HOME for at in ticks.tolist()])
    exchanged = np.flatnonzero(home & (ticks > tick + 600) & (way[:, 2] > EXCHANGED_BEYOND_NM))
    until = ticks[exchanged[0]] if len(exchanged) else END
    assert until - tick > STAYS_TICKS, "it is seen to have come"
    assert (side * way[(ticks > tick + 600) & (ticks < until), 1] < -2.0).all(), "and stays on the other"
    events = tape.events
    own = events[(events["kind"] == EventKind.CROSSING) & (events["ion"] == row) & (events["tick"] == tick)]
    kind = Kind.NA_CHANNEL if target == "na" else Kind.K_CHANNEL
    assert own["site"][0] in spike_plan(seed).setup.layout.sites(kind)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ring_is_where_it_is_and_the_way_where_it_was(seed):
    (timeline, _), tape = scene(seed), spike_tape(seed)
    row, crosses = picked(seed)
    shown = 0
    for tick in (START + 1000, crosses, crosses + 300, crosses + 1500, END - 600):
        x, y = (float(at[0]) for at in from_nm(*tape.at(tick).ions.pos[row : row + 1, :2].T))
        items = frame(timeline, tape, tick).items
        beads = [i for i in items if isinstance(i, Sprite) and i.rig == "ion_na_label"]
        if not beads:
            continue  # behind a panel
        shown += 1
        assert np.hypot(beads[0].x - x, beads[0].y - y) < 0.12 * PX_PER_NM
        ring = next(np.array(i.points) for i in items if isinstance(i, Line) and len(i.points) == 49)
        assert np.allclose(ring[:-1].mean(axis=0), (beads[0].x, beads[0].y), atol=0.5)
        ways = [p for i in items if isinstance(i, Line) and i.width == 3.4 for p in i.points]
        been = np.array(
            from_nm(*np.array([tape.at(t).ions.pos[row, :2] for t in range(START, tick + 1, 20)]).T)
        ).T
        assert all(np.hypot(*(been - point).T).min() < 7.0 for point in ways)
    assert shown >= 4


def test_the_choice_is_the_tapes_and_another_seed_makes_another():
    assert picked(1) == picked(1)
    assert picked(1) != picked(2)


def test_where_none_goes_through_it_is_said():
    timeline, _ = scene(1, start=0, end=400)
    with pytest.raises(UserError, match=r"s.follow\('na'\): none goes through .* 0.0 and 0.7 s"):
        frame(timeline, spike_tape(1), 100)
