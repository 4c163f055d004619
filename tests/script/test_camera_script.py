"""The camera in a script: moves as data, one at a time, and every mistake told with its line."""

import pytest
from helpers import compiled

from apanim.errors import UserError
from apanim.script.timeline import CameraMove, Framing
from apanim.units import TICKS_PER_S


def test_moves_are_spans_that_follow_each_other(tmp_path):
    show = compiled(
        tmp_path,
        """
        s.camera.arrive()
        s.wait(4)
        s.camera.punch_in(patch.pump, scale=2.5, seconds=1.5)
        s.wait(3)
        s.camera.back()
        s.wait(3)
        s.camera.leave((0.25, 0.5), scale=6.0, seconds=2.0)
        """.replace("\n        ", "\n"),
    )
    near = Framing("pump", scale=2.5)
    assert show.camera[1:] == (
        CameraMove(4 * TICKS_PER_S, round(5.5 * TICKS_PER_S), Framing(), near),
        CameraMove(7 * TICKS_PER_S, round(8.8 * TICKS_PER_S), near, Framing()),
        CameraMove(10 * TICKS_PER_S, 12 * TICKS_PER_S, Framing(), Framing(place=(0.25, 0.5), scale=6.0)),
    )
    assert show.camera[0].start_tick == 0
    assert show.camera[0].origin.scale == 1.25
    assert show.duration_tick == 12 * TICKS_PER_S, "leaving takes its time, the other moves take none"


def test_a_drift_lasts_until_the_next_move_or_the_end(tmp_path):
    show = compiled(
        tmp_path,
        "s.camera.drift()\ns.wait(3)\ns.camera.punch_in(patch.pump)\ns.wait(2)\ns.camera.drift()\ns.wait(5)",
    )
    drifts = [(s.start_tick, s.end_tick) for s in show.spans if s.kind == "drift"]
    assert drifts == [(0, 1800), (3000, 6000)]


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("s.camera.punch_in(patch.pump)\ns.wait(1)\ns.camera.back()", 13, "still on its way for 0.8 s"),
        ("s.camera.punch_in(patch.pump)\ns.camera.drift()", 12, "still on its way"),
        ("s.camera.back()", 11, "there already"),
        ("s.wait(1)\ns.camera.arrive()", 12, "before anything is said"),
        ("s.camera.arrive(scale=0.8)", 11, "scale 0.8: use more than 1"),
        ("s.camera.punch_in(patch.pump, scale=7)", 11, "at most 4"),
        ("s.camera.punch_in((0.5, 1.5))", 11, "(0..1, 0..1)"),
        ("s.camera.punch_in('pump')", 11, "'pump'"),
        ("s.camera.punch_in(patch.pump, seconds=0)", 11, "more than 0"),
        ("s.wait(1)\ns.camera.punch_in(patch.pump)\ns.wait(1)", 12, "ends 0.8 s after the scene"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(tmp_path, body, line, what):
    with pytest.raises(UserError) as error:
        compiled(tmp_path, body)
    assert f"small.py:{line}: " in str(error.value)
    assert what in str(error.value)
    assert "\n" not in str(error.value)
