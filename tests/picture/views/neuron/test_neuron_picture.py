"""The neuron's picture says what the cable does, and nothing else."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pygame
import pytest
from neuron_run import LAST_TICK, tape, tick_when, timeline

from apanim.canvas.raster import RasterCanvas
from apanim.errors import UserError
from apanim.physics.cable.dendrites import arbor
from apanim.picture.camera import WHOLE
from apanim.picture.design_frame import SAFE
from apanim.picture.drawlist import Bar, Curve, Glow, LitShape, Panel, SoftLight, Text
from apanim.picture.frame import Look, frame
from apanim.picture.plots.rooms import rooms
from apanim.picture.shot import USUAL
from apanim.picture.type import SMALLEST, box
from apanim.picture.views.neuron import UPPER
from apanim.picture.views.neuron.colour_scale import level
from apanim.picture.views.neuron.geometry import PX_PER_UM, courses, spot
from apanim.picture.views.neuron.light import COLUMNS, ROWS, glow
from apanim.picture.views.neuron.samples import PARTS, samples, voltages
from apanim.picture.views.neuron.synapses import endings, lights
from apanim.picture.views.neuron.travel_arrow import crest
from apanim.script.plots import Ghost
from apanim.script.programme import compile_programme
from apanim.script.timeline import Span, Timeline

BOX = rooms(frozenset(), USUAL)["panel"].box


def near(x, y):
    """The sample nearest to a point of the picture."""
    dots = samples()
    return int(np.argmin(np.hypot(dots.x - x, dots.y - y)))


def body(run, tick):
    return next(i for i in frame(timeline(run), run, tick).items if isinstance(i, LitShape))


def test_every_section_of_the_cable_is_drawn_and_dendrites_at_one_scale():
    run = tape()
    assert set(courses()) == {s.name for s in run.plan.sections}
    lengths = {s.name: s.length_um for s in run.plan.sections}
    for neurite in arbor():
        for name, first, _ in neurite.pieces():
            way = np.hypot(*np.diff(courses()[name].points[:, :2], axis=0).T).sum()
            inside = 30.0 if first == 0 else 0.0  # a course begins inside what it leaves
            assert way == pytest.approx(PX_PER_UM * lengths[name], abs=inside + 2.0), name


def test_above_the_stage_the_cell_is_clear_of_title_chapters_and_stage():
    """A title of the lecture's longest kind, over all twelve chapters."""
    run = tape()
    staged = tuple(replace(window, place="stage", start_tick=0) for window in timeline(run).traces)
    spans = (Span("title", 0, LAST_TICK, text="Signals add up", tag="Signals"),)
    shown = replace(timeline(run), spans=spans, traces=staged, chapter_count=12)
    drawn = frame(shown, run, 3000, Look(captions=False))
    dots = samples()
    x, y = UPPER.seen(WHOLE).onto(dots.x, dots.y)
    r = UPPER.scale * dots.reach
    words = [box(item) for item in drawn.items if isinstance(item, Text) and len(item.text) > 1]  # no sign
    bars = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in drawn.items if isinstance(b, Bar)]
    panel = next(item for item in drawn.items if isinstance(item, Panel) and item.width > 1500)
    assert bars
    assert (y + r).max() < panel.y
    for left, top, right, bottom in [*words, *bars]:
        if top < panel.y:
            apart = np.hypot(np.clip(x, left, right) - x, np.clip(y, top, bottom) - y) - r
            assert apart.min() > 8.0, (left, top, right, bottom)


def test_a_samples_voltage_is_that_of_its_place_in_the_cable():
    run = tape()
    v = run.at(tick_when(run, "initial segment", 0.9)).v_mV
    seen = voltages(run.plan, v)
    for section, share in (("soma", 0.5), ("axon", 0.3), ("terminal 5", 0.6), ("dendrite 4 b", 0.5)):
        here = seen[near(*spot(section, share))]
        assert here == pytest.approx(v[run.plan.tree.at(section, share)], abs=3.0), section


def test_colours_meet_where_branches_do():
    run = tape(("left",))
    seen = voltages(run.plan, run.at(1200).v_mV)
    assert np.ptp(seen) > 8
    stem, branch = spot("dendrite 1 b", 1.0), spot("dendrite 1 branch 2 a", 0.02)
    assert seen[near(*stem)] == pytest.approx(seen[near(*branch)], abs=1.0)


def test_at_rest_all_is_the_colour_of_rest_and_nothing_shines():
    run = tape()
    items = frame(timeline(run), run, 0).items
    assert np.unique(body(run, 0).levels).tolist() == [int(level(np.array(-70.0)))]
    assert not any(i.strength.any() for i in items if isinstance(i, SoftLight))
    assert crest(run, 0) is None


def test_light_lies_round_what_is_depolarised_and_nowhere_else():
    v = np.full(len(samples().x), -70.0)
    v[samples().part == PARTS.index("terminals")] = 30.0
    field = glow(v).strength
    rows, columns = np.nonzero(field > 20)
    assert len(rows) > 20
    assert columns.min() > 0.7 * COLUMNS
    assert rows.max() < 0.8 * ROWS


def test_one_input_fades_with_distance_and_the_spike_is_everywhere_the_same_in_the_axon():
    run = tape(("left",))
    tick = 3000
    v = voltages(run.plan, run.at(tick).v_mV)
    along = [spot("dendrite 1 branch 2 b", 0.8), spot("dendrite 1 b", 0.5), spot("axon", 0.3)]
    assert np.all(np.diff([v[near(*at)] for at in along]) < -0.5)
    fired = tape()
    crests = [float(fired.series.v_mV[:, fired.plan.tree.at("axon", s)].max()) for s in (0.3, 0.5, 0.7)]
    assert np.ptp(crests) < 1.5


def test_the_arrow_follows_the_crest_and_points_ahead():
    run = tape()
    places = [crest(run, tick_when(run, "axon", share)) for share in (0.3, 0.5, 0.7)]
    assert all(place is not None for place in places)
    xs = [place[0] for place in places]
    assert np.all(np.diff(xs) > 60)
    assert all(way == 1 and strength > 0.9 for _, way, strength in places)
    words = [i for i in frame(timeline(run), run, tick_when(run, "axon", 0.5)).items if isinstance(i, Text)]
    assert any(t.text == "action potential" and abs(t.x - xs[1]) < 1 for t in words)


def test_synapses_shine_while_they_conduct_and_inhibition_in_another_colour():
    run = tape(("left", "inhibitory"))
    assert lights(run, 0) == []
    shining = [i for i in lights(run, 900) if isinstance(i, Glow)]
    assert len(shining) == 2
    assert {g.stops[0][1] for g in shining} == {"@neuron.excites_light.0", "@neuron.inhibits_light.0"}
    assert [e.excites for e in endings().values()] == [True, True, True, True, False]


def test_focus_dims_the_other_parts_only():
    run = tape()
    bright = body(run, 3500).bright
    zone = np.isin(samples().part, [PARTS.index("hillock"), PARTS.index("initial_segment")])
    assert set(bright[zone]) == {255}
    at = np.stack([samples().x, samples().y], axis=1)
    away = np.sqrt(((at[:, None] - at[zone][None]) ** 2).sum(axis=2)).min(axis=1)
    assert set(bright[away > 61]) == {128}
    beside = (away > 20) & (away < 40)
    assert bright[beside].min() > 140, "it ends softly"
    assert bright[beside].max() < 245
    assert set(body(run, 2000).bright) == {255}


def test_the_panel_has_a_curve_a_place_with_its_name_and_the_key_makes_room():
    run = tape()
    items = frame(timeline(run), run, 5400).items
    curves = [i for i in items if isinstance(i, Curve)]
    assert len(curves) == 2
    highest = [c.points[:, 1].min() for c in curves]  # y is downwards
    assert highest[1] < highest[0]  # the trigger zone's spike is the higher
    texts = [i for i in items if isinstance(i, Text) and i.opacity > 0.5]
    named = {t.text: t for t in texts}
    assert "Membrane potential" not in {t.text for t in texts if t.y < BOX[3]}, "the key says it"
    for name in ("dendrite", "trigger zone"):
        left, top, right, bottom = box(named[name])
        assert BOX[0] < left
        assert right < BOX[2]
        assert BOX[1] < top
        assert bottom < BOX[3]
    assert named["−70 mV"].y > BOX[3]
    assert {t.text: t for t in (i for i in frame(timeline(run), run, 900).items if isinstance(i, Text))}[
        "−70 mV"
    ].y < BOX[3]


def test_texts_are_large_safe_and_clear_of_each_other():
    run = tape()
    for tick in range(0, LAST_TICK, 150):
        drawn = frame(timeline(run), run, tick).items
        texts = [i for i in drawn if isinstance(i, Text) and i.opacity > 0.02 and len(i.text) > 1]
        for text in texts:
            left, top, right, bottom = box(text)
            assert text.size >= SMALLEST
            assert left >= SAFE[0] - 2, text.text
            assert top >= SAFE[1], text.text
            assert right <= SAFE[2], text.text
            assert bottom <= SAFE[3], text.text
        for a, b in combinations(texts, 2):
            one, two = box(a), box(b)
            across, down = (
                min(one[2], two[2]) - max(one[0], two[0]),
                min(one[3], two[3]) - max(one[1], two[1]),
            )
            assert across <= 1 or down <= 1, f"{a.text!r} lies on {b.text!r} at tick {tick}"


def test_the_picture_is_pure_on_the_way_back_and_on_another_canvas():
    run = tape()
    script = timeline(run)
    ticks = [600, 3605, 4800]
    one, other = RasterCanvas((640, 360)), RasterCanvas((640, 360))

    def pixels(canvas, tick):
        canvas.paint(frame(script, run, tick))
        return bytes(canvas.buffer())

    forward = [pixels(one, t) for t in ticks]
    assert forward == [pixels(other, t) for t in reversed(ticks)][::-1]
    assert len(set(forward)) == len(forward)


def test_the_canvas_paints_a_depolarised_place_warm_and_leaves_the_rest():
    run = tape()
    canvas = RasterCanvas((960, 540))

    def pixel(tick, x, y):
        canvas.paint(frame(replace(timeline(run), spans=()), run, tick))
        b, g, r, _ = bytes(canvas.buffer())[4 * (960 * round(y / 2) + round(x / 2)) :][:4]
        return r, g, b

    x, y = spot("axon", 0.5)
    calm, fired = pixel(0, x, y), pixel(tick_when(run, "axon", 0.5) + 40, x, y)
    assert calm[2] > calm[0] + 30
    assert fired[0] > fired[2] + 30
    assert pixel(0, 1100, 300) == pixel(tick_when(run, "axon", 0.5), 1100, 300)


@pytest.mark.parametrize("kind", ["label", "highlight"])
def test_a_part_that_the_neuron_has_not_is_refused(kind):
    run = tape()
    script = Timeline("x", "x", LAST_TICK, run.plan, "neuron", spans=(Span(kind, 0, 600, "pump", "pump"),))
    with pytest.raises(UserError, match=r"the (neuron|picture) has .*soma"):
        frame(script, run, 30)


def test_names_and_numbers_stand_from_the_first_moment():
    run = tape()
    script = timeline(run)
    items = frame(script, run, 2000 + 300).items
    rows = {t.text: t.y for t in items if isinstance(t, Text) and t.opacity > 0.9}
    assert {"dendrite", "trigger zone"} <= set(rows)
    numbers = [
        i for i in items if isinstance(i, Text) and i.size == 32 and i.text.isdigit() and i.y < BOX[3]
    ]
    assert {i.y for i in numbers} == {rows["dendrite"], rows["trigger zone"]}


def test_the_scale_of_colours_is_stretched_for_small_signals_and_says_so():
    run = tape(("left",))
    whole = timeline(run)
    close = replace(whole, traces=(replace(whole.traces[0], range_mV=(-74.0, -44.0)),))
    plain, stretched = (
        next(i for i in frame(script, run, 3000).items if isinstance(i, LitShape)).levels
        for script in (whole, close)
    )
    assert np.ptp(stretched) > 1.5 * np.ptp(plain)
    for script, end in ((whole, "+40 mV"), (close, "−10 mV")):
        assert end in {i.text for i in frame(script, run, 3000).items if isinstance(i, Text)}
    assert np.corrcoef(stretched.astype(float), plain.astype(float))[0, 1] > 0.99


def test_a_ghost_stands_behind_each_curve():
    run = tape(("left",))
    whole = timeline(run)
    window = replace(whole.traces[0], ghosts=(Ghost(0, 6_000_000, 3_000_000),))
    items = frame(replace(whole, traces=(window,)), run, 4000).items
    curves = [i for i in items if isinstance(i, Curve)]
    assert [round(c.opacity, 2) for c in curves] == [0.35, 0.35, 1.0, 1.0]
    assert curves[0].points[:, 0].min() > curves[2].points[:, 0].min() + 50


def test_with_large_text_no_panel_lies_on_another():
    run = tape()
    for tick in (3000, 5400):
        drawn = frame(timeline(run), run, tick, Look(text_scale=1.25)).items
        panels = [i for i in drawn if isinstance(i, Panel) and i.opacity > 0]
        assert len(panels) == 3
        for a, b in combinations(panels, 2):
            assert a.y + a.height < b.y or b.y + b.height < a.y


def test_where_a_spike_stands_the_name_of_its_start_lies_beside_the_neuron():
    """In the lecture; the room under the axon is kept for the arrow of a spike that runs."""
    show = compile_programme("signals", "silent", "en")
    told, run = show.timelines[0], show.tapes[0]
    label = next(one for one in told.of_kind("label") if one.text == "axon hillock and initial segment")
    tick = (label.start_tick + label.end_tick) // 2
    (words,) = (i for i in frame(told, run, tick).items if isinstance(i, Text) and i.text == label.text)
    bare = frame(replace(told, spans=tuple(one for one in told.spans if one.kind != "label")), run, tick)
    canvas = RasterCanvas((1920, 1080))
    canvas.paint(bare)
    left, top, right, bottom = (round(side) for side in box(words))
    behind = pygame.surfarray.pixels3d(canvas.surface)[left:right, top:bottom].max(axis=2)
    assert behind.size
    assert behind.max() < 90  # the dimmed water, and nothing of the cell
