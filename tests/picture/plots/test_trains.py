"""Spike trains: what the bench finds is what is drawn, and it is drawn as time goes on."""

import numpy as np
import pytest
from made import MadeTape, timeline

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.drawlist import Curve, Line, Text
from apanim.picture.frame import frame
from apanim.picture.plots.rooms import rooms
from apanim.picture.shot import USUAL
from apanim.picture.type import box
from apanim.script.actors.bench import Bench
from apanim.script.plots import Plot, Train

LENGTH_MS = 100.0
START_TICK = 3000


@pytest.fixture(scope="module")
def rows():
    found = Bench(TEXTBOOK).trains((8.0, 20.0), LENGTH_MS)
    return tuple(Train(name, v, at) for name, (v, at) in zip(("weak", "strong"), found, strict=True))


def drawn(rows, tick):
    plot = Plot("trains", "panel", START_TICK, 12_000, 0, round(LENGTH_MS * 1e6), trains=rows)
    return frame(timeline(plots=(plot,)), MadeTape(), tick).items


def counts(items):
    return [int(i.text.split()[0]) for i in items if isinstance(i, Text) and "spikes in" in i.text]


def test_the_bench_counts_the_same_spikes(rows):
    expected = [at.size for _, at in measure.steady_traces(TEXTBOOK, (8.0, 20.0), LENGTH_MS)]
    assert [len(row.spikes) for row in rows] == expected
    assert expected[1] > expected[0] > 5
    assert all(np.diff(row.spikes).min() > 0 and row.spikes[-1] < 1 for row in rows)


def test_spikes_are_counted_as_they_are_drawn(rows):
    early, late = drawn(rows, START_TICK + 600), drawn(rows, START_TICK + 3000)
    assert counts(late) == [len(row.spikes) for row in rows]
    assert all(a < b for a, b in zip(counts(early), counts(late), strict=True))
    reveal = [[i.reveal_x for i in items if isinstance(i, Curve)] for items in (early, late)]
    assert all(a < b for a, b in zip(*reveal, strict=True))


@pytest.mark.parametrize("rest_mV", [-70.0, -60.0])
def test_the_rest_line_stands_where_the_train_begins(rest_mV):
    items = drawn((Train("weak", (rest_mV, rest_mV, 20.0, rest_mV), ()),), START_TICK + 3000)
    (curve,) = (i for i in items if isinstance(i, Curve))
    begin_x, begin_y = curve.points[0]
    levels = [i.points[0][1] for i in items if isinstance(i, Line) and i.points[0][0] == begin_x]
    assert levels == [pytest.approx(begin_y, abs=1e-3)]


@pytest.mark.parametrize("beyond_mV", [(-96.0, 40.0), (-70.0, 61.0), (-140.0, 90.0)])
def test_a_set_that_goes_past_the_usual_range_stays_in_its_row(beyond_mV):
    usual = Train("weak", (-70.0, 20.0, -70.0), ())
    wide = Train("strong", (-70.0, *beyond_mV, -70.0), ())
    curves = [i for i in drawn((usual, wide), START_TICK + 3000) if isinstance(i, Curve)]
    for curve in curves:
        assert curve.points[:, 1].min() >= curve.top_y - 1e-3
        assert curve.points[:, 1].max() <= curve.floor_y + 1e-3
    heights = [np.ptp(curve.points[:, 1]) for curve in curves]  # one scale for both, to compare them
    assert heights[0] / heights[1] == pytest.approx(90 / np.ptp([-70.0, *beyond_mV]), rel=1e-4)


def test_all_of_it_stands_inside_the_panel(rows):
    left, top, right, bottom = rooms(frozenset(), USUAL)["panel"].box
    items = drawn(rows, START_TICK + 3000)
    for curve in (i for i in items if isinstance(i, Curve)):
        assert left < curve.points[:, 0].min()
        assert curve.points[:, 0].max() < right
        assert top < curve.points[:, 1].min()
        assert curve.points[:, 1].max() < bottom
    words = [
        i for i in items if isinstance(i, Text) and ("spikes in" in i.text or i.text in ("weak", "strong"))
    ]
    assert len(words) == 4
    assert all(left < box(w)[0] and box(w)[2] < right for w in words)


@pytest.mark.parametrize("how", ["{}, 100", "{'a': 1, 'b': 2, 'c': 3}, 100", "{'a': 8}, 0"])
def test_odd_trains_are_refused(tmp_path, how):
    from helpers import compiled

    with pytest.raises(UserError, match="trains of"):
        compiled(tmp_path, f"s.trains(patch, {how})\ns.wait(1)")
