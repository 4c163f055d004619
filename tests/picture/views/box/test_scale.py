"""The box's scale says what is seen: a bar as long as so many nanometres are, and the ions' pace."""

from dataclasses import replace

import pytest
from made import shot, timeline

from apanim.picture.camera import PLAIN, WHOLE
from apanim.picture.drawlist import Bar, Panel, Text
from apanim.picture.plots.rooms import strip
from apanim.picture.shot import Look
from apanim.picture.type import box
from apanim.picture.views.box.geometry import to_px
from apanim.picture.views.box.scale import scale
from apanim.script.timeline import FineRun, TraceWindow

SLOW = (FineRun(0, 600, 0.0, 0.1),)


def drawn(tick=300, zoom=1.0, look=None, fine=SLOW, **more):
    seen = shot(timeline(fine=fine, **more), None, tick, look or Look())
    return scale(replace(seen, camera=replace(PLAIN, sight=WHOLE._replace(scale=zoom))))


def of(kind, items):
    return [item for item in items if isinstance(item, kind)]


@pytest.mark.parametrize(
    ("ns", "told"),
    [
        (0.0, "held"),
        (0.0009, "held"),
        (0.02, "1 s = 0.02 ns"),
        (0.1, "1 s = 0.1 ns"),
        (1.6, "1 s = 2 ns"),
        (31.0, "1 s = 30 ns"),
        (94.0, "1 s = 90 ns"),
        (96.0, "1 s = 0.1 µs"),
        (640.0, "1 s = 0.6 µs"),
        (20_000.0, "1 s = 20 µs"),
        (94_000.0, "1 s = 90 µs"),
        (120_000.0, "1 s = 0.1 ms"),
        (2_000_000.0, "1 s = 2 ms"),
    ],
)
def test_the_pace_is_told_in_one_figure_and_the_unit_that_one_reads_best(ns, told):
    assert of(Text, drawn(fine=(FineRun(0, 600, 0.0, ns),)))[0].text == told


@pytest.mark.parametrize("text_scale", [1.0, 1.15])
@pytest.mark.parametrize("zoom", [0.85, 1.0, 1.1])
def test_the_bar_is_as_long_as_its_number_of_nanometres_is_in_the_picture(zoom, text_scale):
    items = drawn(zoom=zoom, look=Look(text_scale=text_scale))
    _, number = of(Text, items)
    _, bar = of(Bar, items)  # the first parts the panel
    assert number.text == "4 nm"
    seen = WHOLE._replace(scale=zoom)
    (left, _), (right, _) = (seen.onto(*to_px(nm, 0.0)) for nm in (0.0, 4.0))
    assert bar.width == pytest.approx(right - left)


def test_all_stands_in_the_strips_room_clear_of_each_other():
    look = Look()
    items = drawn(look=look)
    (panel,), (time, number), (rule, bar) = of(Panel, items), of(Text, items), of(Bar, items)
    left, top, right, bottom = strip(look).box
    assert (panel.x, panel.y, panel.width, panel.height) == (left, top, right - left, bottom - top)
    assert rule.x + rule.width / 2 == (left + right) / 2  # it parts the panel in halves
    assert rule.y - top == bottom - (rule.y + rule.height) > 0
    assert (box(time)[0] + box(time)[2]) / 2 == pytest.approx((left + rule.x) / 2, abs=2)
    assert left < box(time)[0] < box(time)[2] < rule.x < bar.x
    assert bar.x + bar.width < box(number)[0] < box(number)[2] < right
    for text in (time, number):
        assert top < box(text)[1] < box(text)[3] < bottom
        assert (box(text)[1] + box(text)[3]) / 2 == pytest.approx((top + bottom) / 2, abs=6)
    assert top < bar.y < bar.y + bar.height < bottom
    assert abs(bar.y + bar.height / 2 - (box(number)[1] + box(number)[3]) / 2) < 4  # beside its number


def test_from_too_near_the_number_of_nanometres_stands_without_a_bar():
    assert len(of(Bar, drawn(zoom=1.1))) == 2
    assert len(of(Bar, drawn(zoom=1.6))) == 1


def test_it_makes_way_for_the_stage_of_v():
    stage = TraceWindow(6000, 12_000, 0, 4_000_000, place="stage")
    there = [drawn(tick, traces=(stage,)) for tick in (3000, 9000, 18_000)]
    assert [bool(items) for items in there] == [True, False, True]
    going = drawn(5940, traces=(stage,))
    assert all(0.0 < item.opacity < 1.0 for item in going)
