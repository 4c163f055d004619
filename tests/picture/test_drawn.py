"""An author's own marks lie on the glass of every view, at the parts and places that they name."""

import dataclasses

import pytest
from helpers import HEAD, compiled

from apanim.canvas.vectors.svg import as_svg
from apanim.picture.drawlist import Dot, Line, Text
from apanim.picture.frame import frame
from apanim.picture.theme import theme
from apanim.script.programme import open_plan as opened
from apanim.script.timeline import Drawing

PATCH = "patch = s.membrane(TEXTBOOK, ions=200)"
DRAW = """
s.draw(lambda t, glass: [
    glass.dot((0.25, 0.5), radius=7, colour="#12AB34"),
    glass.line((0, 0), glass.beside({part}, right=40), colour="na", width=3),
    glass.text({part}, f"at {{t:.1f}}", size=31),
])
s.wait(2)
"""
VIEWS = {PATCH: "patch.pump", "a = s.axon()": "a.entering", "n = s.neuron()": "n.soma"}


def marks(timeline, tape, tick):
    without = dataclasses.replace(timeline, drawings=())
    items = frame(timeline, tape, tick).items
    plain = frame(without, tape, tick).items
    assert items[: len(plain)] == plain, "they lie over all else"
    return items[len(plain) :]


@pytest.mark.parametrize(("actor", "part"), VIEWS.items())
def test_marks_lie_on_every_view(tmp_path, monkeypatch, actor, part):
    monkeypatch.setattr("helpers.HEAD", HEAD.replace(PATCH, actor))
    timeline = compiled(tmp_path, DRAW.format(part=part))
    tape = opened(timeline.plan)
    dot, line, text = marks(timeline, tape, 610)
    assert dot == Dot(480, 540, 7, "#12AB34")
    assert isinstance(line, Line)
    assert isinstance(text, Text)
    assert (text.text, text.size) == ("at 1.0", 31)
    (x, y), end = (text.x, text.y), line.points[1]
    assert end == pytest.approx((x + 40, y))
    assert 0 < x < 1920
    assert 0 < y < 1080
    assert text != marks(timeline, tape, 620 + 60)[2]
    assert "at 1.0" in as_svg(frame(timeline, tape, 610), theme())


def test_a_mark_at_a_part_goes_with_the_camera(tmp_path):
    body = DRAW.format(part="patch.pump").replace("s.wait(2)", "s.camera.punch_in(patch.pump)\ns.wait(4)")
    timeline = compiled(tmp_path, body)
    tape = opened(timeline.plan)
    early, late = (marks(timeline, tape, tick)[2] for tick in (0, 2000))
    assert (early.x, early.y) != (late.x, late.y)
    assert marks(timeline, tape, 0)[0] == marks(timeline, tape, 2000)[0], "a place of the frame stays"


def test_marks_come_and_go_at_their_ticks(tmp_path):
    timeline = compiled(tmp_path, "s.wait(1)\ns.draw(lambda t, g: g.dot((0, 0)), seconds=1)\ns.wait(2)")
    assert isinstance(timeline.drawings[0], Drawing)
    tape = opened(timeline.plan)
    assert [len(marks(timeline, tape, tick)) for tick in (599, 600, 1199, 1200)] == [0, 1, 1, 0]
