"""A view of one folder and one line in the registry: everything that shows a scene shows it."""

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from as_text import as_text
from made import LAST_TICK, MadeTape, full_timeline, span

from apanim.canvas.raster import RasterCanvas
from apanim.canvas.vectors.svg import as_svg
from apanim.errors import UserError
from apanim.export.pixels import bgra
from apanim.picture import views
from apanim.picture.drawlist import Curve, Dim, Lens, Line, Text
from apanim.picture.frame import Look, frame, pictured
from apanim.picture.theme import theme, theme_names
from apanim.picture.type import box
from apanim.script.timeline import CameraMove, Framing

TAPE = MadeTape()
LABELS = (span("label", 9, 14, "hub", "the hub"), span("label", 9, 14, "needle", "the voltage"))
PEAK_TICK, REST_TICK = 20 * 600, 10 * 600


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """The one line elsewhere."""
    monkeypatch.setitem(views.VIEWS, "dial", "dial_view")


def scene(*spans, **more):
    made = full_timeline()
    kept = tuple(s for s in made.spans if s.kind in ("title", "line"))
    return replace(made, view="dial", spans=(*kept, *(spans or LABELS)), **more)


def needle(tick):
    return next(i for i in frame(scene(), TAPE, tick).items if isinstance(i, Line)).points[1]


def painted(tick, name="dark", size=(480, 270)):
    canvas = RasterCanvas(size, theme(name))
    canvas.paint(frame(scene(), TAPE, tick))
    return bgra(canvas.surface).copy()


def test_its_needle_follows_the_tape_in_pixels_of_every_theme():
    assert needle(PEAK_TICK)[0] > needle(REST_TICK)[0] + 200
    for name in theme_names():
        rest, peak = painted(REST_TICK, name), painted(PEAK_TICK, name)
        x, y = (round(v / 4) for v in needle(PEAK_TICK))
        near = np.s_[y - 3 : y + 4, x - 3 : x + 4, :3]
        assert np.abs(rest[near].astype(int) - peak[near]).max() > 60, name


def test_it_is_told_in_words_and_in_vectors():
    drawn = frame(scene(), TAPE, PEAK_TICK)
    lines = as_text(drawn).splitlines()
    assert any("name='dial/face'" in line for line in lines)
    root = ElementTree.fromstring(as_svg(drawn, theme()))
    assert sum(node.tag.endswith("circle") for node in root.iter()) >= 1
    assert any(isinstance(item, Curve) for item in drawn.items)  # the V(t) panel is everyone's


def test_labels_titles_and_captions_are_those_of_all_views():
    items = frame(scene(), TAPE, 11 * 600).items
    words = [i for i in items if isinstance(i, Text) and i.opacity > 0.9]
    told = {text.text for text in words}
    assert {"the hub", "the voltage", "millivolts"} <= told
    own = [box(t) for t in words if t.text in ("the hub", "the voltage")]
    assert all(a[3] <= b[1] or b[3] <= a[1] for a, b in pairwise(own))
    bare = frame(scene(), TAPE, 11 * 600, Look(captions=False, plots=False)).items
    assert len(bare) < len(items)


def test_the_camera_goes_to_its_parts_and_knows_no_others():
    there = CameraMove(600, 1200, Framing(), Framing("hub", None, 2.0))
    near = frame(scene(camera=(there,)), TAPE, 3000).items
    assert next(i for i in near if isinstance(i, Lens)).scale == 2.0
    lost = CameraMove(600, 1200, Framing(), Framing("na_channels", None, 2.0))
    with pytest.raises(UserError, match="hub, needle, rest"):
        frame(scene(camera=(lost,)), TAPE, 3000)
    with pytest.raises(UserError, match="na_channels"):
        frame(scene(span("label", 1, 30, "na_channels", "x")), TAPE, 3000)
    assert not any(isinstance(i, Dim) for i in near)


def test_a_view_that_is_not_registered_is_refused_with_all_that_fit():
    with pytest.raises(UserError, match="view='moon' is unknown; use 'membrane' or 'box' or 'dial'"):
        frame(replace(scene(), view="moon"), TAPE, LAST_TICK // 2)


def test_it_can_be_pointed_at():
    near = CameraMove(0, 1, Framing(), Framing("hub", scale=1.5))
    for camera in ((), (near,)):
        drawing, shown = pictured(scene(camera=camera), TAPE, REST_TICK)
        x, y, _ = shown.place("needle 0")
        tip = next(i for i in drawing.items if isinstance(i, Line)).points[1]
        lens = next((i for i in drawing.items if isinstance(i, Lens)), Lens())
        seen = [lens.scale * (at - middle) for at, middle in zip(tip, lens[:2], strict=True)]
        assert (x - 960, y - 540) == pytest.approx(seen, abs=1e-3)
        assert shown.hit(x + 5, y) == "needle 0"
