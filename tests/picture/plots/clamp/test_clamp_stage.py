"""The stage of a voltage clamp, from a real tape: currents, earlier steps, I against V, what is laid."""

from itertools import combinations

import numpy as np
import pytest
from helpers import compiled

from apanim.errors import UserError
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.drawlist import Curve, Dot, Line, Text
from apanim.picture.frame import frame
from apanim.picture.frames import FRAMES
from apanim.picture.plots.clamp.sweeps import marks, read, sweeps
from apanim.picture.shot import Look
from apanim.picture.theme import colour
from apanim.picture.type import box
from apanim.tape import open_tape
from apanim.tape.readings import readings
from apanim.units import NS_PER_MS, TICKS_PER_S

STEPS_MV, AFTER_MS = (-30.0, 0.0, 70.0), 0.25
SCENE = """
bench = patch.bench.clamp(0, length_ms=2)
def step(mV, beneath="current-voltage", before=None):
    stage = s.trace(patch, window_ms=2, before_ms=0, place="stage", beneath=beneath, ghost="all")
    with s.slow(0.5):
        s.wait(0.5)
        s.clamp(patch, mV)
        if before:
            before(stage)
        s.wait(3)
    s.clamp(patch, -70)
    with s.slow(20):
        s.wait(1)
for mV in (-30, 0, 70):
    step(mV)
s.change(patch, "TTX", 0.0)
step(0, "current", lambda stage: stage.lay(bench.sodium_current, from_ms=0.25))
s.change(patch, "TTX", 1.0)
step(0, "conductance", lambda stage: stage.lay(bench.potassium_conductance, from_ms=0.25))
s.unclamp(patch)
"""


@pytest.fixture(scope="module")
def show(tmp_path_factory):
    timeline = compiled(tmp_path_factory.mktemp("clamp"), SCENE)
    return timeline, open_tape(timeline.plan)


def shown(show, number, after_s=3.2, look=None):
    tick = show[0].traces[number].start_tick + round(after_s * TICKS_PER_S)
    return frame(*show, tick, look or Look()).items


def test_a_sweep_is_the_current_that_the_gates_conduct_by_hand(show):
    timeline, tape = show
    for number, mV in enumerate(STEPS_MV):
        window = timeline.traces[number]
        sweep = read(timeline, tape, window, sweeps(window)[-1], timeline.duration_tick)
        t_ms = (sweep.ns - window.from_ns) / NS_PER_MS - AFTER_MS
        on = (t_ms > 0.05) & (t_ms < 1.4)
        assert np.abs(sweep.v_mV[on] - mV).max() < 1e-6
        a, b = TEXTBOOK.gate_rates(np.array(mV))
        a0, b0 = TEXTBOOK.gate_rates(np.array(-70.0))
        m, h, n = (a / (a + b))[:, None] - (a / (a + b) - a0 / (a0 + b0))[:, None] * np.exp(
            -(a + b)[:, None] * t_ms[on]
        )
        t = TEXTBOOK
        leak = 0.3 * (mV - (0.054 * t.e_na_mV + 0.246 * t.e_k_mV) / 0.3) + 0.3 * (mV - t.e_cl_mV)
        by_hand = 32 * m**3 * h * (mV - t.e_na_mV) + 9 * n**4 * (mV - t.e_k_mV) + leak + t.pump_uA_cm2
        assert np.abs(1000 * sweep.curves["I"][on] - by_hand).max() < 0.02 * np.abs(by_hand).max()


def test_earlier_steps_stand_faint_behind_and_begin_where_this_one_does(show):
    timeline = show[0]
    assert [len(window.ghosts) for window in timeline.traces] == [0, 1, 2, 0, 0]
    items = shown(show, 2)
    faint = [one for one in items if isinstance(one, Curve) and 0 < one.opacity < 0.5]
    assert len(faint) == 4  # V and I of two steps
    whole = [one for one in items if isinstance(one, Curve) and one.opacity > 0.9]
    jumps = []
    for one in (*faint, *whole):
        x, y = one.points.T
        jumps.append(float(x[int(np.argmax(np.abs(np.diff(y))))]))
    voltages = [
        jump
        for jump, one in zip(jumps, (*faint, *whole), strict=True)
        if one.colour == colour("plot.trace")
    ]
    assert max(voltages) - min(voltages) < 8.0


def test_against_v_stand_the_early_and_the_late_current_of_every_step_so_far(show):
    timeline, tape = show
    window = timeline.traces[2]
    early, late = [], []
    for sweep in sweeps(window):
        one = read(timeline, tape, window, sweep, timeline.duration_tick)
        found = marks(one)
        early.append(one.curves["I"][found.early])
        late.append(one.curves["I"][found.late])
    assert early[1] < early[0] < 0 < early[2]  # inward, more so, and beyond E_Na outward
    assert 0 < late[1] < late[2]
    for number, count in ((0, 1), (1, 2), (2, 3)):
        for role in ("plot.e_na", "plot.e_k"):
            dots = [
                one
                for one in shown(show, number, 4.2)
                if isinstance(one, Dot) and one.colour == colour(role)
            ]
            assert len([dot for dot in dots if dot.rim]) == count
    before = [one for one in shown(show, 1, 0.45) if isinstance(one, Dot) and one.rim and one.r > 1]
    assert len(before) == 2  # the one step before, early and late; this one has not come


def test_with_ttx_the_current_is_in_the_colour_of_the_channels_that_are_left(show):
    inks = {one.colour for one in shown(show, 3) if isinstance(one, Curve) and one.opacity > 0.9}
    assert inks == {colour("plot.trace"), colour("plot.e_k")}
    timeline, tape = show
    window = timeline.traces[3]
    sweep = read(timeline, tape, window, sweeps(window)[-1], timeline.duration_tick)
    assert sweep.curves["I"].min() > -0.01


def test_a_record_lies_over_the_stage_from_when_it_is_laid_and_where_the_run_would_be(show):
    timeline, tape = show
    (record,) = timeline.traces[3].laid
    window = timeline.traces[1]  # the same step without TTX
    sweep = read(timeline, tape, window, sweeps(window)[-1], timeline.duration_tick)
    ns = sweep.ns - window.from_ns
    across = np.linspace(record.from_ns, record.to_ns, len(record.values)) - timeline.traces[3].from_ns
    on = (ns > 0.3 * NS_PER_MS) & (ns < 1.7 * NS_PER_MS)
    na = np.interp(ns[on], across, record.values)
    assert np.abs(na - sweep.curves["I_Na"][on]).max() < 0.02 * np.abs(na).max()

    def dashes(after_s):
        ink = colour("plot.e_na")
        return [
            i for i in shown(show, 3, after_s) if isinstance(i, Line) and i.colour == ink and i.width == 4.0
        ]

    assert not dashes(0.3)
    assert 0 < len(dashes(1.2)) < len(dashes(3.2))


def test_conductances_are_the_readings_of_the_set(show):
    timeline, tape = show
    window = timeline.traces[4]
    sweep = read(timeline, tape, window, sweeps(window)[-1], timeline.duration_tick)
    row, series, reads = len(sweep.ns) // 2, tape.series, readings(TEXTBOOK)
    at = int(np.searchsorted(series.model_ns, sweep.ns[row]))
    assert sweep.curves["g_K"][row] == pytest.approx(reads.g_k(float(series.n[at])), rel=1e-5)


@pytest.mark.parametrize("shape", FRAMES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("number", [2, 3, 4])
def test_no_words_lie_on_others_in_any_shape(show, shape, number):
    items = shown(show, number, look=Look(frame=shape))
    texts = [one for one in items if isinstance(one, Text) and one.opacity > 0.5]
    texts = [one for one in texts if len(one.text) > 1]  # the cells of a running number touch
    for a, b in combinations(texts, 2):
        (l1, t1, r1, b1), (l2, t2, r2, b2) = box(a), box(b)
        assert r1 <= l2 + 1 or r2 <= l1 + 1 or b1 <= t2 + 2 or b2 <= t1 + 2, (a.text, b.text)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('s.trace(patch, 5, beneath="current")', 'place="stage"'),
        ('s.trace(patch, 5, place="stage", lanes=True, beneath="current")', "without lanes"),
        ('s.trace(patch, 5, place="stage", beneath="flow")', "current-voltage"),
        (
            's.trace(patch, 5, place="stage").lay(patch.bench.clamp(0).sodium_current)',
            "beneath='current'",
        ),
        (
            's.trace(patch, 5, place="stage", beneath="current").lay(patch.bench.clamp(0).sodium_fit())',
            "beneath='conductance'",
        ),
        ("s.trace(patch, 5).lay(patch.bench.clamp(0).sodium_current)", "only the stage"),
        ('s.trace(patch, 5, place="stage").lay(patch)', "patch.bench.clamp(0)"),
        ("patch.bench.clamp(300)", "within 200 mV"),
        ("patch.bench.clamp(0).potassium_fit(9)", "1 to 6"),
        (
            "b = patch.bench.clamp(60.5)\n"
            's.trace(patch, 5, place="stage", beneath="conductance").lay(b.sodium_fit())',
            "step elsewhere",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_line(tmp_path, body, told):
    with pytest.raises(UserError) as refused:
        compiled(tmp_path, body + '\ns.say("hello")')
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
