"""What of a curve is pointed at, against the numbers that stand at its axes."""

from dataclasses import replace

import numpy as np
import pytest
from made import LAST_TICK, MadeTape, timeline, voltage_mV

from apanim.picture.drawlist import Curve, Text
from apanim.picture.frame import frame
from apanim.picture.frames import LANDSCAPE
from apanim.picture.plots.traced import curve_and_ms, curves_drawn, place, point, points
from apanim.script.timeline import TraceWindow

# Of the made scene's 8 ms in 40 s those from 2 ms on, and now 6 ms are over.
SHOW, NOW = timeline(traces=(TraceWindow(0, LAST_TICK, 2_000_000, 8_000_000),)), LAST_TICK * 6 // 8


@pytest.fixture(scope="module")
def items():
    return frame(SHOW, MadeTape(), NOW).items


def test_a_point_is_named_by_curve_and_time_and_read_again():
    assert point("V:57", 12.3) == "point V:57@12.300"
    assert curve_and_ms("point V:57@12.300") == ("V:57", 12.3)
    assert curve_and_ms(point("V", 0.0004)) == ("V", 0.0)


def test_points_stand_on_the_curve_at_the_time_and_voltage_that_they_name(items):
    shown = points(items, LANDSCAPE)
    times = [curve_and_ms(name)[1] for name in shown.names]
    assert {curve_and_ms(name)[0] for name in shown.names} == {"V"}
    assert 2.0 <= min(times) < 2.1
    assert 5.75 < max(times) <= 6.01  # as far as it is drawn
    (curve,) = (i for i in items if isinstance(i, Curve))
    left, right = curve.points[[0, -1], 0]
    for ms, x, y in zip(times, shown.x, shown.y, strict=True):
        assert x == pytest.approx(left + (right - left) * (ms - 2.0) / 6.0, abs=0.1)
        assert y == pytest.approx(np.interp(x, *curve.points.T), abs=1.0)


def test_wherever_one_points_at_the_curve_it_is_hit_and_nowhere_else(items):
    shown = points(items, LANDSCAPE)
    (curve,) = (i for i in items if isinstance(i, Curve))
    drawn = curve.points[curve.points[:, 0] <= curve.reveal_x]
    left, right = curve.points[[0, -1], 0]
    for x, y in drawn.tolist():
        ms = 2.0 + 6.0 * (x - left) / (right - left)
        assert curve_and_ms(shown.hit(x, y))[1] == pytest.approx(ms, abs=0.15)
        # A place a little off it is taken for it, one far off is none.
        assert shown.hit(x, y - 6.0)
    x, y = drawn[0]
    assert shown.hit(x, y + 9.0)
    assert not shown.hit(x, y - 30.0)
    assert not shown.hit(curve.points[-1, 0], curve.points[-1, 1])  # not yet


def test_a_time_has_its_place_until_now_and_from_where_the_panel_begins(items):
    (curve,) = (i for i in items if isinstance(i, Curve))
    left, right = curve.points[[0, -1], 0]
    for ms in (2.0, 3.3, 5.0, 5.99):
        x, y = place(items, point("V", ms))
        assert x == pytest.approx(left + (right - left) * (ms - 2.0) / 6.0, abs=0.1)
        height = _heights(items)
        slope = (height[-70.0] - height[0.0]) / -70.0
        assert y == pytest.approx(height[0.0] + slope * voltage_mV(round(ms / 8.0 * LAST_TICK)), abs=1.5)
    assert place(items, point("V", 1.9)) is None
    assert place(items, point("V", 6.1)) is None
    assert place(items, point("V:3", 3.0)) is None


def _heights(items):
    """How high voltages are, by their numbers at the axis."""
    return {
        float(i.text.replace("−", "-")): i.y - 10
        for i in items
        if isinstance(i, Text) and i.anchor == "end" and i.text in ("0", "−70")
    }


def test_only_plain_curves_that_have_a_name_are_pointed_at(items):
    (curve,) = curves_drawn(items)
    assert curves_drawn([replace(curve, opacity=0.45), replace(curve, name="")]) == []
    assert len(curves_drawn([replace(curve, opacity=0.55)])) == 1
    moved = replace(curve, shift_y=50.0)
    assert place([moved], point("V", 3.0)) == pytest.approx(
        np.add(place([curve], point("V", 3.0)), (0, 50))
    )
    assert points([moved], LANDSCAPE).y == pytest.approx(points([curve], LANDSCAPE).y + 50)
