"""What a branch shows: its own from where it leaves the run that it comes from, and nothing of a future
that did not come."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from live_runs import at_rest

from apanim.canvas.raster import RasterCanvas
from apanim.errors import UserError
from apanim.lab.branch import Branch
from apanim.lab.commands import Clamp, Concentration, Drug, Inject, Pace, Release, Stimulate, Temperature
from apanim.picture.frame import frame
from apanim.picture.shot import Look
from apanim.script.programme import compile_programme
from apanim.tape.live_cable import AHEAD_STEPS
from apanim.units import TICKS_PER_S, TICKS_PER_STEP

SIZE = (480, 270)


@pytest.fixture(scope="module", params=["action", "signals", "propagation"])
def scene(request):
    programme = compile_programme(request.param, "hibari", "en")
    programme.bake()
    return programme.at(0)[:2]


@pytest.fixture(scope="module")
def spike():
    programme = compile_programme("spike", "hibari", "en")
    programme.bake()
    return programme.at(0)[:2]


def pixels(timeline, tape, tick, look=Look()):  # noqa: B008  # it is plain data
    canvas = RasterCanvas(SIZE)
    canvas.paint(frame(timeline, tape, tick, look))
    return canvas.pixels().copy()


def test_nothing_of_the_authors_is_said_or_pointed_at_after_the_fork(scene):
    timeline, tape = scene
    for begin_tick in np.random.default_rng().integers(0, timeline.duration_tick, 12).tolist():
        branch = Branch(timeline, tape, begin_tick)
        shown, begin = branch.timeline, branch.begin_tick
        assert all(cue.end_tick <= begin for cue in shown.cues)
        assert all(page.end_tick <= begin for page in shown.captions)
        assert all(one.end_tick <= begin for one in shown.drawings)
        assert all(not shown.active(kind, begin) for kind in ("highlight",))
        for kind in ("title", "legend", "label"):
            stand = [(s.target, s.text) for s in timeline.active(kind, begin)]
            for later in (begin, begin + 30 * TICKS_PER_S):
                assert [(s.target, s.text) for s in shown.active(kind, later)] == stand


def test_what_lies_before_the_fork_looks_as_it_did(scene):
    """Ions are shown on their way to a pore some steps before they cross: a branch has to be lived to its
    beginning to know of them, and of those that cross after its end the recorded run knows nothing."""
    timeline, tape = scene
    rng, look = np.random.default_rng(), Look(captions=False, plots=False)
    ends_tick = timeline.duration_tick - AHEAD_STEPS["axon"] * TICKS_PER_STEP
    for begin_tick in rng.integers(1, ends_tick, 3).tolist():
        branch = Branch(timeline, tape, begin_tick)
        branch.reach(begin_tick)
        for tick in rng.integers(0, begin_tick, 2).tolist():
            one, other = (
                pixels(t, p, tick, look) for t, p in ((timeline, tape), (branch.timeline, branch.tape))
            )
            unequal = np.mean(one != other)
            faded = any(abs(tick - s.end_tick) < TICKS_PER_S or s.start_tick <= tick < s.end_tick
                        for s in timeline.of_kind("highlight") + timeline.of_kind("drift"))  # fmt: skip
            # A label that was about to go as the branch began stands on.
            faded |= any(begin_tick < s.end_tick < tick + TICKS_PER_S for s in timeline.of_kind("label"))
            assert unequal == 0.0 or faded, f"tick {tick} of a branch at {begin_tick}"


def test_pages_of_v_follow_each_other_and_hold_the_present(spike):
    timeline, tape = spike
    branch = Branch(timeline, tape, 9000)
    branch.do(9100, Pace(5.0))
    branch.do(10_000, Pace(0.2))
    shown = branch.timeline
    pages = [w for w in shown.traces if w.start_tick >= branch.begin_tick]
    assert pages[0].start_tick == branch.begin_tick
    assert all(a.end_tick == b.start_tick for a, b in pairwise(pages))
    assert pages[-1].end_tick == shown.duration_tick
    for page in pages[:8]:
        ns = shown.plan.model_ns[
            [page.start_tick // 10, min(page.end_tick // 10, len(shown.plan.model_ns)) - 1]
        ]
        assert page.from_ns <= ns[0] <= ns[1] <= page.to_ns
    assert all((p.end_tick - p.start_tick) / TICKS_PER_S >= 9 for p in pages[1:-1])


def test_the_pulses_of_a_viewer_stand_on_the_page_with_their_strength():
    branch = Branch(*at_rest("membrane"), 0)
    branch.do(100, Stimulate(1.7, 0.5, again_ms=3.0))
    first = branch.timeline.traces[-1] if len(branch.timeline.traces) == 1 else branch.timeline.traces[0]
    assert [s.strength for s in first.stimuli] == [1.7, 1.7]
    assert first.stimuli[1].from_ns - first.stimuli[0].from_ns == 3_000_000


def test_lines_follow_what_is_changed():
    branch = Branch(*at_rest("membrane"), 0)
    branch.do(600, Concentration("k_out_mM", 12.0))
    branch.do(1200, Drug(0.0, 1.0))
    branch.do(1800, Drug(1.0, 1.0))

    def height(name, tick):
        on = [s.value_mV for s in branch.timeline.active("line", tick) if s.target == name]
        return on[0] if on else None

    e_k = 26.7268 * np.log(5 / 140), 26.7268 * np.log(12 / 140)
    assert [height("E_K", tick) for tick in (0, 599, 600, 5000)] == pytest.approx(
        [e_k[0]] * 2 + [e_k[1]] * 2, abs=0.05
    )
    assert height("E_Na", 5000) == pytest.approx(60.6, abs=0.1)
    assert height("threshold", 1500) is None, "what fires at none has no threshold"
    assert height("threshold", 2500) == height("threshold", 1199)
    assert height("threshold", 0) != height("threshold", 1000)
    branch.do(300, Temperature(20.0))
    assert height("E_K", 5000) == pytest.approx(e_k[0] * 293.15 / 310.15, abs=0.05)


@pytest.mark.parametrize("view", ["membrane", "neuron", "axon"])
def test_a_picture_remembers_no_other_future(view):
    """After going back and acting otherwise, pictures are those of a branch that only did the latter."""
    deeds = {
        "membrane": (Stimulate(1.5), Concentration("k_out_mM", 20.0), Clamp(-30.0)),
        "neuron": (Release("left"), Inject("soma", 7.0, 3.0, 1.0), Drug(0.5, 1.0)),
        "axon": (Stimulate(1.5), Inject("axon", 2200.0, 0.8, 0.4), Drug(0.3, 1.0)),
    }[view]
    winding, straight = (Branch(*at_rest(view), 0) for _ in range(2))
    winding.do(100, deeds[0])
    winding.do(700, deeds[1])
    winding.reach(2600)
    for tick in range(0, 2600, 130):
        frame(winding.timeline, winding.tape, tick)
    for branch in (winding, straight):
        branch.do(600, deeds[2])
        branch.reach(2600) if branch is winding else None
    straight = Branch(*at_rest(view), 0)
    for tick, command in winding.commands:
        straight.do(tick, command)
    straight.reach(2600)
    for tick in (50, 640, 1203, 2600):
        assert np.array_equal(
            *(pixels(branch.timeline, branch.tape, tick) for branch in (winding, straight))
        ), tick


@pytest.mark.parametrize("view", ["membrane", "neuron", "axon"])
def test_a_picture_is_the_same_however_far_the_run_was_lived(view):
    """Curves grow with the run: what was drawn when it had come so far is not drawn otherwise later."""
    branch = Branch(*at_rest(view), 0)
    branch.do(60, Release("left") if view == "neuron" else Stimulate(1.5))
    ticks = (503, 1500, 2777)
    early = []
    for tick in ticks:
        branch.reach(tick)
        early.append(pixels(branch.timeline, branch.tape, tick))
    branch.reach(ticks[-1] + 5 * TICKS_PER_S)
    frame(branch.timeline, branch.tape, branch.end_tick)
    for tick, before in zip(ticks, early, strict=True):
        assert np.array_equal(pixels(branch.timeline, branch.tape, tick), before), tick


def test_the_recorded_course_stands_behind_a_branch_that_was_touched(spike):
    timeline, tape = spike
    branch = Branch(timeline, tape, 25_000)
    branch.reach(26_000)
    assert all(not w.ghosts for w in branch.timeline.traces if w.start_tick >= 25_000)
    branch.do(25_600, Drug(0.0, 1.0))
    branch.reach(26_000)
    ghost = next(w.ghosts[0] for w in branch.timeline.traces if w.start_tick == branch.begin_tick)
    assert ghost.of_origin
    assert ghost.later_ns == 0
    now = pixels(branch.timeline, branch.tape, 26_000)
    alone = replace(branch.timeline, traces=tuple(replace(w, ghosts=()) for w in branch.timeline.traces))
    assert not np.array_equal(now, pixels(alone, branch.tape, 26_000))


def test_a_branch_begins_at_no_tick_that_its_run_has_not(spike):
    timeline, tape = spike
    assert Branch(timeline, tape, tape.duration_tick).begin_tick == tape.duration_tick
    for tick in (-10, tape.duration_tick + 1):
        with pytest.raises(UserError, match="not there"):
            Branch(timeline, tape, tick)
