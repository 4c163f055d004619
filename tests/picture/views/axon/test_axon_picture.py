"""The axon's picture says what the cable does, and nothing else."""

from itertools import combinations

import numpy as np
import pytest
from axon_run import LAST_TICK, tape, tick_when, timeline

from apanim.canvas.raster import RasterCanvas
from apanim.errors import UserError
from apanim.physics.cable.neuron import AXON
from apanim.picture.design_frame import SAFE
from apanim.picture.drawlist import ColumnCurve, Sprite, Text
from apanim.picture.frame import frame
from apanim.picture.type import SMALLEST, box
from apanim.picture.views.axon.channels import PASSABLE, opened
from apanim.picture.views.axon.geometry import COLUMN_X, FIRST_X, LAST_X, x_of_um
from apanim.picture.views.axon.ion_streams import blocks, crossings
from apanim.picture.views.axon.local_circuits import axial_nA, currents
from apanim.picture.views.axon.readiness import (
    ACTIVE,
    READY,
    REFRACTORY,
    readiness,
    zones,
)
from apanim.picture.views.axon.state import at_columns, courses
from apanim.script.timeline import Span, Timeline
from apanim.tape.readings import readings

MIDDLE_UM = 1300.0
READS = readings(AXON)


def kinds(run, tick):
    return [z.kind for z in zones(readiness(run.plan, at_columns(run.plan, run.at(tick))))]


def test_a_running_spike_is_active_with_refractory_membrane_behind_and_ready_ahead():
    run = tape()
    assert kinds(run, 0) == [READY]
    assert kinds(run, tick_when(run, MIDDLE_UM)) == [REFRACTORY, ACTIVE, READY]


def test_a_spike_from_the_middle_has_ready_membrane_on_both_sides():
    run = tape(0.5)
    assert kinds(run, tick_when(run, 1700.0)) == [READY, ACTIVE, REFRACTORY, ACTIVE, READY]


def test_the_threshold_rises_as_h_falls_and_as_n_rises():
    rest = READS.rest_threshold_mV
    assert -70 < rest < -50
    raised = READS.threshold_mV(np.array([0.83, 0.4, 0.2, 0.02]), np.array([0.16, 0.16, 0.16, 0.16]))
    assert raised[0] == pytest.approx(rest, abs=0.5)
    assert np.all(np.diff(raised) > 0)
    assert (
        READS.threshold_mV(np.array([0.5]), np.array([0.6]))[0]
        > READS.threshold_mV(np.array([0.5]), np.array([0.2]))[0]
    )


def test_the_front_drives_current_forward_and_some_back():
    run = tape()
    now = run.at(tick_when(run, MIDDLE_UM))
    found = [c for c in currents(run.plan, now.v_mV) if FIRST_X < c.source < LAST_X]
    forward = max(found, key=lambda c: c.peak_nA)
    back = min(found, key=lambda c: c.peak_nA)
    x = float(x_of_um(run.plan, MIDDLE_UM))
    assert forward.source - 20 < x < forward.sink
    assert back.peak_nA < 0
    assert back.sink < back.source < x
    assert forward.strength > 3 * back.strength
    assert forward.peak_nA == pytest.approx(axial_nA(run.plan, now.v_mV).max())
    assert currents(run.plan, run.at(0).v_mV) == []


def test_beads_cross_as_the_current_asks_and_only_through_open_pores():
    run = tape()
    for flows in zip(*(crossings(run, block) for block in range(blocks(run))), strict=True):
        channel, ticks = flows[0].channel, np.concatenate([flow.ticks for flow in flows])
        v, m, h, n = courses(run)[channel]
        assert all(flow.inward == (1 if channel.rig == "na_channel" else -1) for flow in flows)
        assert 4 <= len(ticks) <= 40
        assert np.all(opened(channel, m, h, n)[np.ceil(ticks / 10).astype(int)] >= PASSABLE - 0.2)
        passed = 10 * int(np.argmax(v > -40))
        assert ticks[0] > passed - 60


def test_chips_and_curve_follow_the_voltage():
    run = tape()
    tick = tick_when(run, MIDDLE_UM)
    items = frame(timeline(run), run, tick).items
    v = at_columns(run.plan, run.at(tick)).v_mV
    plus_inside = [
        i.x for i in items if isinstance(i, Sprite) and i.rig == "charge_plus" and 300 < i.y < 440
    ]
    assert plus_inside
    assert all(np.interp(x, COLUMN_X, v) > -5 for x in plus_inside)
    curve = next(i for i in items if isinstance(i, ColumnCurve))
    inside = (COLUMN_X > FIRST_X) & (COLUMN_X < LAST_X)
    assert np.argmin(curve.y[inside]) == np.argmax(v[inside])


def test_the_picture_is_pure_on_the_way_back_and_on_another_canvas():
    run = tape()
    script = timeline(run)
    ticks = [900, 2405, 3100, 5003]
    one, other = RasterCanvas((640, 360)), RasterCanvas((640, 360))
    forward = [_pixels(one, script, run, t) for t in ticks]
    back = [_pixels(other, script, run, t) for t in reversed(ticks)]
    assert forward == back[::-1]
    assert len(set(forward)) == len(forward)


def _pixels(canvas, script, run, tick):
    canvas.paint(frame(script, run, tick))
    return bytes(canvas.buffer())


@pytest.mark.parametrize("place", [0.0, 0.5])
def test_texts_are_large_safe_and_clear_of_each_other(place):
    run = tape(place)
    for tick in range(0, LAST_TICK, 150):
        texts = [
            i for i in frame(timeline(run), run, tick).items if isinstance(i, Text) and i.opacity > 0.02
        ]
        for text in texts:
            left, top, right, bottom = box(text)
            assert text.size >= SMALLEST
            assert left >= SAFE[0] - 2
            assert top >= SAFE[1]
            assert right <= SAFE[2]
            assert bottom <= SAFE[3]
        for a, b in combinations(texts, 2):
            one, two = box(a), box(b)
            apart = (
                min(one[2], two[2]) - max(one[0], two[0]) <= 1
                or min(one[3], two[3]) - max(one[1], two[1]) <= 1
            )
            assert apart, f"{a.text!r} lies on {b.text!r} at tick {tick}"


def test_a_label_at_a_part_that_is_not_drawn_is_refused():
    run = tape()
    script = Timeline("x", "x", LAST_TICK, run.plan, "axon", spans=(Span("label", 0, 600, "pump", "pump"),))
    with pytest.raises(UserError, match="the axon has local_current"):
        frame(script, run, 30)
