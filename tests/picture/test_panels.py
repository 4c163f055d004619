"""What lies on the glass: trace, title, caption, legend, and the strip about time and number."""

from dataclasses import replace

import numpy as np
import pytest
from made import MadeTape, full_timeline, plan, shot, timeline, voltage_mV

from apanim.picture.drawlist import Bar, Curve, Line, Panel, Text
from apanim.picture.frame import frame
from apanim.picture.overlay.caption import caption
from apanim.picture.overlay.scale_strip import paces, strip
from apanim.picture.overlay.title import title
from apanim.picture.plots.rooms import rooms
from apanim.picture.plots.trace_panel import BOTTOM_PX, TOP_PX, signed, trace_panel
from apanim.picture.shot import USUAL
from apanim.picture.views.membrane.legend import legend
from apanim.script.plots import Ghost
from apanim.script.timeline import CaptionPage, TraceWindow
from apanim.units import TICKS_PER_S

BOX = rooms(frozenset(), USUAL)["panel"].box

TAPE = MadeTape()


def panel(tick, show=None):
    return trace_panel(shot(show or full_timeline(), TAPE, tick), np.array(voltage_mV(tick)))


def curve(tick):
    return next(item for item in panel(tick) if isinstance(item, Curve))


def words(items):
    return [item.text for item in items if isinstance(item, Text) and item.opacity > 0.02]


def test_the_curve_is_the_windows_and_shows_as_far_as_now():
    early, late = curve(3000), curve(9000)
    assert np.array_equal(early.points, late.points), "baked once, revealed bit by bit"
    assert early.reveal_x < late.reveal_x
    left, right = early.points[0, 0], early.points[-1, 0]
    assert late.reveal_x == pytest.approx(left + (right - left) * 9000 / 12000, abs=1)
    assert np.all(np.diff(early.points[:, 0]) > 0)
    assert early.points[:, 0].min() >= BOX[0]
    assert early.points[:, 1].max() <= BOX[3]


def test_the_curve_is_at_the_potential_of_its_time():
    points = curve(13000).points
    share = np.interp(23.0 / 40 * 8, [4, 8], [0, 1])
    x = points[0, 0] + share * (points[-1, 0] - points[0, 0])
    y = np.interp(x, points[:, 0], points[:, 1])
    rows = {
        item.text: item.y - 10 for item in panel(13000) if isinstance(item, Text) and item.anchor == "end"
    }
    per_mV = (rows["−70"] - rows["+40"]) / 110
    assert y == pytest.approx(rows["0"] - per_mV * voltage_mV(23 * 600), abs=1.5)


def test_numbers_carry_real_signs():
    assert [signed(v) for v in (13.4, -70.2, 0.3, -0.4)] == ["+13", "−70", "0", "0"]


def test_the_readout_does_not_tremble():
    def middles(v_mV):
        items = trace_panel(shot(full_timeline(), TAPE, 6000), np.array(v_mV))
        return [
            item.x
            for item in items
            if isinstance(item, Text) and item.size == 56 and item.anchor == "middle"
        ]

    assert middles(-71) == middles(-44) == middles(10)


def test_the_threshold_is_dashed_and_named_with_its_value():
    items = panel(3000)
    assert any(isinstance(item, Line) and item.dash for item in items)
    assert {"threshold", "−55 mV"} <= set(words(items))
    assert not any(isinstance(item, Line) and item.dash for item in panel(3000, timeline(traces=TRACE)))


def test_a_branch_names_the_same_lines():
    show = full_timeline()
    branch = replace(show, origin=show)
    assert {"threshold", "−55 mV"} <= set(words(panel(3000, branch)))
    assert {"E_{Na}  +61 mV", "E_K  −89 mV"} <= set(words(panel(15000, branch)))


def test_the_wide_axis_of_the_stage_has_finer_steps_than_the_panels():
    def numbers(place):
        show = timeline(traces=(replace(TRACE[0], place=place),))
        texts = [i for i in frame(show, TAPE, 12_000).items if isinstance(i, Text)]
        (row,) = {i.y for i in texts if i.text == "ms"}
        return [float(i.text) for i in texts if i.y == row and i.text != "ms"]

    assert numbers("panel") == [0, 2, 4, 6]  # the unit stands where 8 would
    assert numbers("stage") == [0, 1, 2, 3, 4, 5, 6, 7]


TRACE = (TraceWindow(0, 24000, 0, 8_000_000),)


def test_the_reversal_potentials_fit_on_the_axis_when_asked_for():
    items = panel(15000)
    assert {"E_{Na}  +61 mV", "E_K  −89 mV"} <= set(words(items))
    heights = [item.points[0][1] for item in items if isinstance(item, Line) and item.dash]
    assert len(set(heights)) == 3
    assert all(BOX[1] + TOP_PX < y < BOX[3] - BOTTOM_PX for y in heights)


def test_the_title_counts_its_chapter():
    items = title(full_timeline(), 12000)
    bars = [item for item in items if isinstance(item, Bar)]
    assert words(items) == ["ACTION POTENTIAL", "Undershoot and recovery"]
    assert len(bars) == 6
    assert [bar.width for bar in bars].index(92) == 5


def test_a_title_alone_has_no_bar():
    one = replace(timeline(full_timeline().spans[0]), chapter_count=1)
    assert not any(isinstance(item, Bar) for item in title(one, 600))


def test_a_lectures_bar_ends_left_of_a_second_panel():
    many = replace(full_timeline(), chapter_count=11)
    bars = [item for item in title(many, 12000) if isinstance(item, Bar)]
    assert len(bars) == 11
    assert bars[-1].x + bars[-1].width < rooms(frozenset(), USUAL)["beside"].box[0] - 40


def test_the_caption_bar_stands_through_short_pauses_and_leaves_in_long_ones():
    pages = (
        CaptionPage(600, 1800, ("One.",)),
        CaptionPage(2640, 4800, ("Two.",)),  # after 1.4 s
        CaptionPage(5760, 9000, ("Three.",)),  # after 1.6 s
    )
    show, empty = timeline(captions=pages), 0
    for tick in range(600, 9000, 10):
        items = caption(show, tick)
        bar = max((i.opacity for i in items if isinstance(i, Panel)), default=0.0)
        inks = sorted((i.opacity for i in items if isinstance(i, Text)), reverse=True)
        empty = empty + 10 if sum(inks) < 0.25 * bar else 0
        assert empty <= 0.1 * TICKS_PER_S, f"empty at {tick}"
        assert len(inks) < 2, f"two at once at {tick}"
        assert bar == 1.0 or not 900 < tick < 4600
    assert words(caption(show, 2500)) == ["One."]
    assert caption(show, 5300) == []
    boxes = {(i.x, i.y) for t in (1000, 3000, 6000) for i in caption(show, t) if isinstance(i, Panel)}
    assert len(boxes) == 1, "it never moves"


def test_caption_words_fade_in_and_out():
    show = timeline(captions=(CaptionPage(600, 1800, ("Words.",)),))
    seen = [
        max((i.opacity for i in caption(show, t) if isinstance(i, Text)), default=0)
        for t in range(600, 1800, 10)
    ]
    assert max(seen) == 1
    assert seen[0] < 0.1
    assert seen[-1] < 0.1
    assert np.abs(np.diff(seen)).max() < 0.2


def test_the_strip_takes_the_legends_place():
    show = full_timeline()
    for tick in range(0, 9000, 30):
        assert not (legend(show, tick) and strip(show, tick)), f"both at {tick}"
    assert "= 80 ions" in words(strip(show, 9000))


def paced(*seconds_ms):
    """A made timeline whose model time runs so many seconds at so many ms a second."""
    steps = np.concatenate([np.full(round(60 * s), ms / 60) for s, ms in seconds_ms])
    ns = np.concatenate([[0.0], np.cumsum(steps)]) * 1e6
    return replace(timeline(), plan=replace(plan(), model_ns=np.rint(ns).astype(np.int64)))


def test_the_strip_tells_how_slow_the_motion_is():
    assert [p.text for p in paces(timeline())] == ["1 ms lasts 5 s"]
    assert [p.text for p in paces(paced((3, 0.0)))] == ["held"]
    assert [p.text for p in paces(paced((3, 0.0113)))] == ["1 ms lasts 88 s"]


def test_a_pace_is_told_only_where_it_is_held():
    ramp = [(1 / 60, 0.1 * 1.08**k) for k in range(30)]
    show = paced((4, 0.1), *ramp, (5, 1.0), (0.5, 3.0), (4, 1.0))
    assert [p.text for p in paces(show)] == ["1 ms lasts 10 s", "1 ms lasts 1 s"]
    told = [[w for w in words(strip(show, t)) if "lasts" in w] for t in range(0, 13 * 600, 30)]
    assert max(map(len, told)) == 1
    assert {w for row in told for w in row} == {"1 ms lasts 10 s", "1 ms lasts 1 s"}
    assert "= 80 ions" in words(strip(show, 4 * 600 + 150)), "the quantum stays"


def test_a_finished_window_gives_way_to_the_next_without_a_blink():
    show = full_timeline()
    shown = [
        next(i for i in frame(show, MadeTape(), t).items if isinstance(i, Panel)).opacity
        for t in (11990, 12000)
    ]
    assert shown == [1.0, 1.0]


def test_a_ghost_stands_faint_and_whole_behind_the_curve():
    ghost = Ghost(0, 4_000_000, 4_000_000)
    show = timeline(traces=(TraceWindow(12000, 24000, 4_000_000, 8_000_000, ghosts=(ghost,)),))
    behind, running = (i for i in panel(12600, show) if isinstance(i, Curve))
    assert behind.opacity == pytest.approx(0.35 * running.opacity)
    assert behind.reveal_x > BOX[2] - 30 > running.reveal_x
    plain_show = timeline(traces=(TraceWindow(0, 12000, 0, 4_000_000),))
    plain = next(i for i in panel(6000, plain_show) if isinstance(i, Curve))
    assert np.abs(behind.points[:-1] - plain.points[: len(behind.points) - 1]).max() < 1.5
