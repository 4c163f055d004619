"""The field: every channel of the population in sight, its light the model's state, its numbers true."""

import math
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.particles.proteins import Kind
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT
from apanim.physics.measure import pulse_threshold_uA_cm2
from apanim.physics.stimulus import Pulse
from apanim.physics.textbook import TEXTBOOK
from apanim.picture import scenery
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Glow, Panel, Scenery, Sprite, Text
from apanim.picture.frame import frame, pictured
from apanim.picture.things.find import thing
from apanim.picture.views.field.geometry import DEPTH, places, sites
from apanim.script.timeline import CaptionPage, Span, Timeline, TraceWindow
from apanim.tape import EventKind, open_tape
from apanim.world import Plan, Setup

NA, K = 110, 40
STEPS, STEP_NS = 480, 6000
LAST = STEPS * 10


@cache
def tape():
    weakest = pulse_threshold_uA_cm2(TEXTBOOK, 0.2)
    setup = Setup(TEXTBOOK, na_channels=NA, k_channels=K, pumps=1, ions=2500, quantum=200)
    model_ns = STEP_NS * np.arange(STEPS + 1, dtype=np.int64)
    return open_tape(Plan(setup, model_ns, (Pulse(100_000, 200_000, 1.5 * weakest),)))


def timeline(*spans: Span) -> Timeline:
    return Timeline(
        "field", "Field", LAST, tape().plan, "field",
        spans=(Span("title", 0, LAST, text="A field"), *spans),
        captions=(CaptionPage(0, LAST, ("Two lines of words", "about many channels.")),),
        traces=(TraceWindow(0, LAST, 0, 6_000_000),),
    )  # fmt: skip


def peak_tick():
    return 10 * int(np.argmax(tape().series.na_open))


def test_every_channel_of_the_population_is_in_sight_once_and_under_no_panel():
    placed = sites(tape().plan.setup.layout)
    assert sum(one.kind == Kind.NA_CHANNEL for one in placed) == NA
    assert sum(one.kind == Kind.K_CHANNEL for one in placed) == K
    assert len({one.row for one in placed}) == NA + K
    panels = [i for i in frame(timeline(), tape(), LAST // 2).items if isinstance(i, Panel)]
    assert len(panels) >= 4  # V(t), shares, strip, caption
    for x, y in (point for one in placed for point in (one.foot, one.mouth)):
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT
        assert not any(p.x < x < p.x + p.width and p.y < y < p.y + p.height for p in panels)


@pytest.mark.parametrize(("na", "k"), [(60, 0), (0, 60), (110, 50), (160, 40)])
def test_no_channel_stands_in_another(na, k):
    spots = [(u, w * DEPTH) for _, u, w, _ in places(na, k)]
    assert len(spots) == na + k
    nearest = min(math.dist(a, b) for i, a in enumerate(spots) for b in spots[:i])
    assert nearest > 125


def test_lights_and_balls_are_what_the_model_has():
    """A state that has lasted shows: as many pores shine and balls are seen as there are."""
    for tick in (0, peak_tick(), LAST - 10):
        step, items = tick // 10, frame(timeline(), tape(), tick).items
        late = [tape().step(max(step - back, 0)) for back in range(16)]
        surely = sum(np.all([w.na_state == NA_CONDUCTING for w in late], axis=0))
        surely += sum(np.all([w.k_state == K_CONDUCTING for w in late], axis=0))
        ever = sum(np.any([w.na_state == NA_CONDUCTING for w in late], axis=0))
        ever += sum(np.any([w.k_state == K_CONDUCTING for w in late], axis=0))
        shafts = [i for i in items if isinstance(i, Glow) and i.ry > 4 * i.rx and i.stops[0][2] == 0.9]
        streams = sum(isinstance(i, Sprite) and i.rig in ("ion_na", "ion_k") for i in items) - 1  # strip's
        assert surely <= len(shafts) - streams <= ever
        plugged = sum(np.any([w.na_state >= NA_SHUT for w in late], axis=0))
        balls = sum(isinstance(i, Sprite) and i.part == "ball" for i in items)
        assert 0.9 * sum(late[0].na_state >= NA_SHUT) <= balls <= plugged


def test_the_panel_has_the_models_share_and_the_count_of_those_drawn():
    for tick in range(0, LAST, LAST // 7):
        words = [i.text for i in frame(timeline(), tape(), tick).items if isinstance(i, Text)]
        patch, series = tape().at(tick).patch, tape().series
        model = (patch.m**3 * patch.h, 1 - patch.h, patch.n**4)
        shares = [int(w[:-2]) for w in words if re.fullmatch(r"\d+ %", w)]
        assert shares == [round(100 * float(one)) for one in model]
        drawn = [tuple(map(int, w.split(" of "))) for w in words if re.fullmatch(r"\d+ of \d+", w)]
        now = (series.na_open[tick // 10], series.na_inactivated[tick // 10], series.k_open[tick // 10])
        assert drawn == list(zip(map(int, now), (NA, NA, K), strict=True))


def test_the_drawn_share_is_the_models_to_within_a_few_channels():
    s = tape().series
    assert np.abs(s.na_open - NA * s.m**3 * s.h).max() <= 4
    assert np.abs(s.k_open - K * s.n**4).max() <= 4
    assert s.na_open.max() > 25  # and there was something to see


def test_an_ion_is_seen_only_where_one_has_just_crossed():
    rows = {one.row: one for one in sites(tape().plan.setup.layout)}
    events = tape().events
    crossings = events[events["kind"] == EventKind.CROSSING]
    for tick in range(600, LAST, 400):
        items = frame(timeline(), tape(), tick).items
        ions = [i for i in items if isinstance(i, Sprite) and i.rig in ("ion_na", "ion_k")]
        beads = [ion for ion in ions if ion.scale != 1.1]  # which is the strip's
        recent = crossings[(crossings["tick"] <= tick) & (crossings["tick"] > tick - 480)]
        open_at = [rows[int(s)].mouth for s in recent["site"] if int(s) in rows]
        for bead in beads:
            assert any(abs(bead.x - x) < 60 and -215 < bead.y - y < 10 for x, y in open_at)


def test_each_channel_can_be_pointed_at_and_looked_into():
    shown = pictured(timeline(), tape(), peak_tick()).targets
    layout = tape().plan.setup.layout
    for one in sites(layout):
        name = f"protein {one.row}"
        assert shown.hit(*one.mouth) == name
        found = thing(timeline(), tape(), name)
        assert found is not None
        assert found.facts(peak_tick()).rows[0][0] == "state"
    assert thing(timeline(), tape(), f"protein {layout.sites(Kind.PUMP)[0]}") is None


def test_a_label_points_at_a_channel_that_does_what_it_says():
    tick = peak_tick()
    told = timeline(Span("label", tick - 300, tick + 300, "na_channel.open", "open"))
    dots = [i for i in pictured(told, tape(), tick).drawing.items if type(i).__name__ == "Dot" and i.r == 6]
    name = pictured(told, tape(), tick).targets.hit(dots[0].x, dots[0].y)
    order = {f"protein {s.row}": s.order for s in sites(tape().plan.setup.layout)}[name]
    assert tape().at(tick).na_state[order] == NA_CONDUCTING


@pytest.mark.parametrize("kind", ["label", "highlight"])
def test_a_part_that_the_field_has_not_is_refused(kind):
    with pytest.raises(UserError, match="pump"):
        frame(timeline(Span(kind, 0, LAST, "pump", "pump")), tape(), 900)


def test_a_few_channels_are_no_field():
    few = replace(tape().plan, setup=replace(tape().plan.setup, na_channels=8, k_channels=6))
    with pytest.raises(
        UserError, match=r"view='field' does not draw what is on stage; use 'membrane' or 'box'$"
    ):
        frame(replace(timeline(), plan=few), tape(), 0)


def test_its_light_grows_with_the_voltage_and_never_jumps():
    from apanim.picture.views.field.frame import warmth

    levels = [warmth(v) for v in np.arange(-90, 60, 1.0)]
    assert levels == sorted(levels)
    assert levels[0] == 0.0
    assert levels[-1] > 0.8
    assert max(b - a for a, b in pairwise(levels)) < 0.05


def test_the_ground_is_whole_and_every_shade_that_it_defines_is_on_it():
    layers = [i for i in frame(timeline(), tape(), 0).items if isinstance(i, Scenery)]
    markups = [scenery.layer(one).markup for one in layers]
    assert markups
    for markup in markups:
        ElementTree.fromstring(f"<svg>{markup}</svg>")
        assert "None" not in markup
        shades = set(re.findall(r'<(?:linear|radial)Gradient id="([^"]+)"', markup))
        assert shades <= set(re.findall(r"url\(#([^)]+)\)", markup))
