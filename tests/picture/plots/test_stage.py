"""V(t) on the stage, from a real tape: large, under the view, its lanes as the tape has them."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from helpers import compiled

from apanim.lab.branch import Branch
from apanim.lab.commands import Stimulate
from apanim.picture import views
from apanim.picture.camera import path as camera_path
from apanim.picture.design_frame import HEIGHT, HORIZON_Y, SAFE, WIDTH
from apanim.picture.drawlist import Bar, Curve, Dot, Line, Panel, Text
from apanim.picture.frame import frame
from apanim.picture.onstage import UPPER, runs
from apanim.picture.plots import lanes
from apanim.picture.plots.places import rooms_of
from apanim.picture.shot import Look
from apanim.picture.theme import colour
from apanim.picture.type import SMALLEST, box
from apanim.picture.views.membrane.proteins import posed
from apanim.tape import open_tape
from apanim.units import NS_PER_MS, TICKS_PER_S

SCENE = """
s.title("The whole spike", tag="test")
s.wait(1)
s.trace(patch, window_ms=8, before_ms=0.3, lines=["threshold"], place="stage", lanes=True)
weak = s.stimulate(patch, 0.6 * THRESHOLD)
with s.slow(2.0):
    s.wait(2)
s.trace(patch, window_ms=8, before_ms=0.3, place="stage", lanes=True, ghost="all")
s.stimulate(patch, 0.8 * THRESHOLD)
with s.slow(2.0):
    s.wait(2)
s.trace(patch, window_ms=8, before_ms=0.3, bands="phases", place="stage", lanes=True, ghost="all")
spike = s.stimulate(patch, 1.3 * THRESHOLD)
with s.slow(0.4, to=spike.rising(0.7)):
    s.say("hello")
    s.camera.punch_in(patch.inactivation_gate)
    s.wait(4)
s.camera.back()
with s.slow(1.5):
    s.wait(4)
s.trace(patch, window_ms=8)
with s.slow(2.0):
    s.wait(2)
"""


@pytest.fixture(scope="module")
def show(tmp_path_factory):
    timeline = compiled(tmp_path_factory.mktemp("stage"), SCENE)
    return timeline, open_tape(timeline.plan)


def staged_ticks(timeline, count, margin_s=1.2):
    ((start, end),) = runs(timeline)
    edge = round(margin_s * TICKS_PER_S)
    return np.linspace(start + edge, end - edge, count).astype(int).tolist()


def share(panel: Panel) -> float:
    return panel.width * panel.height / (WIDTH * HEIGHT)


def test_it_takes_a_quarter_of_the_frame_and_more_with_the_caption_clear_under_it(show):
    timeline, _ = show
    for tick in staged_ticks(timeline, 12):
        panels = {(i.x, i.y, i.width, i.height) for i in frame(*show, tick).items if isinstance(i, Panel)}
        boxes = [(x, y, x + w, y + h) for x, y, w, h in panels]
        assert max(w * h for *_, w, h in panels) >= 0.25 * WIDTH * HEIGHT
        assert all(
            a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1] for a, b in combinations(boxes, 2)
        )
        assert all(
            SAFE[0] <= b[0] and b[2] <= SAFE[2] and SAFE[1] <= b[1] and b[3] <= SAFE[3] for b in boxes
        )


def test_words_are_legible_and_those_of_the_view_are_above_the_panel(show):
    top = rooms_of(show[0])["stage"].box[1]
    for tick in staged_ticks(show[0], 12):
        texts = [i for i in frame(*show, tick).items if isinstance(i, Text) and i.opacity > 0]
        assert all(t.size >= SMALLEST - 1e-6 for t in texts)
        for side in (t for t in texts if t.text.endswith("THE CELL")):
            assert box(side)[3] < top


def test_the_view_makes_room_smoothly_and_takes_it_back(show):
    timeline, tape = show
    path = camera_path.path(timeline, tape, views.view_of(timeline).find, Look())
    ((start, _end),) = runs(timeline)
    heights = []
    for tick in range(0, timeline.duration_tick, 10):
        sight = camera_path.camera_at(timeline, path, tick, Look()).sight
        heights.append(sight.onto(960.0, HORIZON_Y)[1])
    heights = np.array(heights)
    assert heights[0] == heights[-1] == HORIZON_Y
    assert heights[(start + 480) // 10] == pytest.approx(UPPER.horizon_y)
    assert np.abs(np.diff(heights)).max() < 14.0  # px a world step
    for a, b in pairwise(path):
        assert a.end_tick == b.start_tick
        assert a.goal == b.origin
    cut = camera_path.path(timeline, tape, views.view_of(timeline).find, Look(reduced_motion=True))
    assert all(one.rests for one in cut)


def test_the_part_that_is_spoken_of_is_above_the_panel_from_near(show):
    timeline, tape = show
    (gone, back) = timeline.camera
    path = camera_path.path(timeline, tape, views.view_of(timeline).find, Look())
    near = next(one for one in path if one.rests and one.start_tick >= gone.end_tick)
    assert near.end_tick <= back.start_tick
    ball = posed(tape.at(near.start_tick), timeline.patch_setup.layout, near.start_tick)[near.owner].ball
    x, y = near.goal.onto(*ball)
    assert 100 < y < rooms_of(timeline)["stage"].box[1] - 20
    assert abs(x - WIDTH / 2) < WIDTH / 6


def test_strips_are_what_the_tape_says_at_twenty_instants(show):
    timeline, tape = show
    looks = {
        lanes.OPEN: (8.0, {colour("plot.e_na"), colour("plot.e_k")}),
        lanes.INACTIVATED: (4.0, {colour("plot.h")}),
        lanes.CLOSED: (1.5, {colour("plot.grid")}),
    }
    seen = set()
    for tick in staged_ticks(timeline, 20):
        window = next(t for t in timeline.traces if t.start_tick <= tick < t.end_tick)
        world = tape.step(tick // 10)
        states = [
            *lanes.channel_states("na_state", world.na_state),
            *lanes.channel_states("k_state", world.k_state),
        ]
        groups = lanes.strips(timeline.patch_setup.layout)
        expected = [states[n] for n in groups[0].numbers]
        expected += [states[len(world.na_state) + n] for n in groups[1].numbers]
        items = frame(timeline, tape, tick // 10 * 10).items
        now_x = next(
            i.points[0][0] for i in items if isinstance(i, Line) and len(i.points) == 2
            and i.points[0][0] == i.points[1][0] and i.colour == colour("plot.cursor")
        )  # fmt: skip
        ends: dict[float, tuple] = {}
        for i in items:
            if (
                isinstance(i, Line)
                and i.x
                and i.width in (8.0, 4.0, 1.5)
                and abs(i.x + i.points[1][0] - now_x) < 0.6
            ):
                ends[round(i.y + i.width / 2, 1)] = (i.width, i.colour)
        got = [ends[y] for y in sorted(ends)]
        assert len(got) == len(expected), (tick, window.from_ns / NS_PER_MS)
        for (width, tint), state in zip(got, expected, strict=True):
            assert width == looks[int(state)][0], tick
            assert tint in looks[int(state)][1]
        seen.update(int(state) for state in expected)
    assert seen == {lanes.OPEN, lanes.INACTIVATED, lanes.CLOSED}


def test_the_running_dot_is_on_its_trace(show):
    for tick in staged_ticks(show[0], 8):
        items = frame(*show, tick).items
        curve = next(i for i in items if isinstance(i, Curve) and i.name == "V")
        dot = next(i for i in items[items.index(curve) :] if isinstance(i, Dot))
        y = float(np.interp(dot.x, *curve.points.astype(float).T))
        assert dot.y == pytest.approx(y + curve.shift_y, abs=2.0)


def test_all_earlier_tries_stay_with_their_pulses_where_this_one_has_its_own(show):
    timeline, _ = show
    assert [len(t.ghosts) for t in timeline.traces] == [0, 1, 2, 0]
    last = timeline.traces[2]
    for ghost in last.ghosts:
        assert [s.from_ns + ghost.later_ns for s in ghost.stimuli] == [last.stimuli[0].from_ns]
    items = frame(*show, last.start_tick + 2 * TICKS_PER_S).items
    faint = [i for i in items if isinstance(i, Curve) and not i.name and i.opacity < 0.5]
    assert len(faint) == 2
    bars = sorted(
        (i.height, i.opacity) for i in items if isinstance(i, Bar) and i.colour == colour("plot.e_na")
    )
    assert [h for h, _ in bars] == pytest.approx([6.0, 8.0, 13.0])
    assert [o < 0.5 for _, o in bars] == [True, True, False]


def test_no_phase_begins_while_model_time_stands(show):
    timeline, tape = show
    names = [b.name for b in timeline.traces[2].bands]
    assert names.count("rising") == names.count("falling") == 1
    falling = next(b for b in timeline.traces[2].bands if b.name == "falling")
    v = tape.series.v_mV
    assert tape.series.model_ns[int(np.argmax(v))] == pytest.approx(falling.from_ns, abs=0.05 * NS_PER_MS)


def test_a_branch_on_the_stage_shows_no_more_than_its_own_past(show):
    timeline, tape = show
    ((start, _end),) = runs(timeline)
    tick = (start + 3 * TICKS_PER_S) // 10 * 10
    early, late = Branch(timeline, tape, tick), Branch(timeline, tape, tick)
    for branch in (early, late):
        branch.do(tick, Stimulate(1.5))
    at = tick + TICKS_PER_S
    early.reach(at)
    late.reach(at + 6 * TICKS_PER_S)
    assert frame(early.timeline, early.tape, at) == frame(late.timeline, late.tape, at)
    panels = [i for i in frame(late.timeline, late.tape, at, Look()).items if isinstance(i, Panel)]
    assert max(map(share, panels)) >= 0.25
