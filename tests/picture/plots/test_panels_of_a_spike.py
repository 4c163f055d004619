"""Every panel, drawn from a real tape: legible, clear of the others, and saying what the tape says."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from apanim.narration.catalogue import Catalogue
from apanim.narration.voices import voice_named
from apanim.picture.design_frame import SAFE
from apanim.picture.drawlist import Bar, Curve, Dim, Panel, Shades, Text
from apanim.picture.frame import frame
from apanim.picture.frames import FRAMES
from apanim.picture.plots.rooms import rooms
from apanim.picture.shot import Look
from apanim.picture.type import SMALLEST, box
from apanim.script.compile import compile_scene
from apanim.script.find import load
from apanim.tape import open_tape

SCENE = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("all", title="All panels")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK, ions=200, quantum=400)
    s.title("Panels", tag="all")
    for what in ("g", "gates", "steady", "currents"):
        s.trace(patch, window_ms=12, bands="phases" if what == "g" else "refractory", lines=["threshold"])
        s.plot(patch, what)
        if what == "g":
            s.loop(patch)
        else:
            s.counter(patch)
        s.stimulate(patch, 1.25 * THRESHOLD)
        with s.slow(ms_per_s=3):
            s.wait(4)
    s.bars(patch)
    s.stimulate(patch, 1.25 * THRESHOLD)
    with s.slow(ms_per_s=4):
        s.wait(3)
    recap = s.recap(patch, window_ms=12, lines=["threshold"])
    s.stimulate(patch, 1.25 * THRESHOLD)
    with s.slow(ms_per_s=4):
        s.wait(1)
        for at in ("rest", "threshold", "rising", "peak", "falling", "trough", "recovery"):
            recap.note(at)
        s.wait(2)
"""
TICKS = tuple(range(300, 13_000, 700))
WORDS = '[language]\ncode = "en-GB"\nname = "English"\n[cues.a]\ntext = "Nothing is said here."\n'


@pytest.fixture(scope="module")
def show(tmp_path_factory) -> tuple:
    folder: Path = tmp_path_factory.mktemp("panels")
    (folder / "all.py").write_text(SCENE, encoding="utf-8")
    (folder / "en.toml").write_text(WORDS, encoding="utf-8")
    catalogue = Catalogue.load(folder / "en.toml")
    timeline = compile_scene(load(folder / "all.py"), catalogue, voice_named("silent", "en-GB")).timeline
    return timeline, open_tape(timeline.plan)


def items(show, tick):
    return frame(*show, tick).items


def words(show, tick):
    return [i.text for i in items(show, tick) if isinstance(i, Text) and i.opacity > 0.5]


@pytest.mark.parametrize("tick", TICKS)
def test_texts_are_large_inside_and_apart(show, tick):
    texts = [i for i in items(show, tick) if isinstance(i, Text) and i.opacity > 0.5]
    for text in texts:
        left, top, right, bottom = box(text)
        assert text.size >= SMALLEST, text.text
        assert left >= SAFE[0] - 2, text.text
        assert top >= SAFE[1], text.text
        assert right <= SAFE[2], text.text
        assert bottom <= SAFE[3], text.text
    for a, b in combinations(texts, 2):
        one, two = box(a), box(b)
        across = min(one[2], two[2]) - max(one[0], two[0])
        down = min(one[3], two[3]) - max(one[1], two[1])
        assert across <= 2 or down <= 6, f"{a.text!r} lies on {b.text!r}"


def test_what_drives_what_stands_round_the_loop(show):
    """V at the top, the channels at its right and Na+ at its left, as the arrows run."""
    x = {i.text: i.x for i in items(show, 1800) if isinstance(i, Text)}
    assert x["Na^+ enters"] < x["V rises"] < x["channels open"]
    assert x["V rises"] - x["Na^+ enters"] == pytest.approx(x["channels open"] - x["V rises"])


def test_conductances_stand_on_the_axis_of_the_potential(show):
    curves = [i for i in items(show, 1800) if isinstance(i, Curve)]
    v, g_na, g_k = curves
    assert (v.bare, g_na.bare, g_k.bare) == (False, True, True)
    assert v.reveal_x == g_na.reveal_x == g_k.reveal_x
    assert v.points[0, 0] == pytest.approx(g_na.points[0, 0])
    assert g_na.points[np.argmin(g_na.points[:, 1]), 0] < g_k.points[np.argmin(g_k.points[:, 1]), 0]


def test_bands_show_as_far_as_now_and_refractory_ones_are_hatched(show):
    phases = next(i for i in items(show, 900) if isinstance(i, Shades))
    refractory = next(i for i in items(show, 2400 + 900) if isinstance(i, Shades))
    curve = next(i for i in items(show, 900) if isinstance(i, Curve))
    assert phases.reveal_x == curve.reveal_x
    assert all(hatch == 0 for *_, hatch in phases.areas)
    (*_, firm, dense), (*_, faint, sparse) = refractory.areas
    assert 0 < 2 * dense < sparse
    assert firm > 2 * faint > 0


def test_every_band_keeps_its_name_above_the_curve(show):
    timeline, _ = show
    for number, tick in ((0, 2300), (1, 4700)):
        drawn = items(show, tick)
        areas = next(i for i in drawn if isinstance(i, Shades)).areas
        inks = {i.colour: i for i in drawn if isinstance(i, Text) and i.opacity == 1}
        bands = [b for b in timeline.traces[number].bands if b.name != "rest"]
        assert len(bands) >= 2
        for band, (left, right, *_) in zip(bands, areas, strict=True):
            name = box(inks[f"@band.{band.name}_ink"])
            assert left <= (name[0] + name[2]) / 2 <= right, band.name
            assert name[3] <= min(p.points[:, 1].min() for p in drawn if isinstance(p, Curve)) + 8


def test_the_present_phase_is_named(show):
    timeline, _ = show
    band = next(b for b in timeline.traces[0].bands if b.name == "rising")
    row = int(np.searchsorted(timeline.plan.model_ns, (band.from_ns + band.to_ns) // 2))
    assert {"rising", "rise"} & set(words(show, row * 10 + 200))


def test_the_counter_and_the_bars_say_what_the_spike_moved(show):
    timeline, tape = show
    bars = next(p for p in timeline.plots if p.what == "bars")
    told = words(show, bars.end_tick - 300)
    assert {"145", "15", "5", "140", "Concentration"} <= set(told)
    assert not {"110", "8"} & set(told), "Cl- is not spoken of"
    counter = next(p for p in timeline.plots if p.what == "counter")
    told = words(show, counter.end_tick - 300)
    assert {"million entered", "38", "billion already there", "353"} <= set(told)
    share = next(w for w in told if w.startswith("1 in 1,"))
    assert 1_500 <= int(share.split()[-1].replace(",", "")) <= 1_999
    area, quantum = timeline.plan.setup.area_um2, timeline.plan.setup.quantum
    carried = tape.series.carried[:, 0]
    assert 12_000 < -(carried[240] - carried[0]) * quantum / area < 20_000


def test_a_recap_stands_alone_with_its_notes(show):
    drawn = items(show, 10_800 + 900 + 600)
    assert any(isinstance(i, Dim) for i in drawn)
    told = [i.text for i in drawn if isinstance(i, Text) and i.opacity > 0.5]
    assert "Na⁺ channels inactivate" in told
    assert not any("THE CELL" in text for text in told)


@pytest.mark.parametrize("scale", [1.0, 1.25])
@pytest.mark.parametrize("shape", FRAMES, ids=lambda shape: shape.name)
def test_places_keep_apart_and_inside(shape, scale):
    together = {"panel", "beside", "under"}
    places = rooms(frozenset(together), Look(frame=shape, text_scale=scale))
    for name, room in places.items():
        left, top, right, bottom = room.box
        assert left >= shape.safe[0], name
        assert top >= shape.safe[1], name
        assert right <= shape.safe[2], name
        assert bottom <= shape.safe[3], name
    for a, b in combinations((places[name].box for name in together), 2):
        assert min(a[2], b[2]) <= max(a[0], b[0]) or min(a[3], b[3]) <= max(a[1], b[1])


def test_a_pulse_stands_on_the_axis_of_time_with_its_strength(show):
    timeline, _ = show
    pulse = timeline.traces[0].stimuli[0]
    start = int(np.searchsorted(timeline.plan.model_ns, pulse.from_ns)) * 10

    def bars(tick):
        return [i for i in items(show, tick) if isinstance(i, Bar) and i.colour == "@plot.e_na"]

    assert not bars(start - 10)
    assert [bar.height for bar in bars(start + 300)] == [pytest.approx(12.5)]
    assert "×1.25 threshold" in words(show, start + 300)
    curve = next(i for i in items(show, start + 300) if isinstance(i, Curve))
    assert bars(start + 300)[0].y > curve.points[:, 1].max(), "below the curve"


def test_notes_keep_off_the_curve_where_they_can_and_nothing_shows_through(show):
    drawn = items(show, 12_900)
    wide = [i for i in drawn if isinstance(i, Panel) and i.width > 1500]
    assert len(wide) == 2, "one plate lets the scene through"
    curve = next(i for i in drawn if isinstance(i, Curve)).points
    notes = [i for i in drawn if isinstance(i, Text) and i.size == 30 and i.anchor == "middle"]
    assert len(notes) == 7
    x, y = curve.T

    def on_the_curve(note):
        left, top, right, bottom = box(note)
        return bool(((x > left) & (x < right) & (y > top) & (y < bottom)).any())

    assert sum(map(on_the_curve, notes)) <= 1, "seven are more than there is room for; a lecture has four"
    assert "1 ms lasts" not in " ".join(words(show, 12_900)), "no bead is seen"


def test_whatever_stands_on_a_panel_comes_with_it(show):
    timeline, tape = show
    coming = set()
    for plot in timeline.plots:
        drawn = frame(timeline, tape, plot.start_tick + 50).items
        for panel in (i for i in drawn if isinstance(i, Panel) and i.opacity < 0.9):
            across, down = (panel.x, panel.x + panel.width), (panel.y, panel.y + panel.height)
            texts = [i for i in drawn if isinstance(i, Text) and across[0] < i.x < across[1]]
            here = [i for i in texts if down[0] < i.y < down[1]]
            assert [i.text for i in here if i.opacity > panel.opacity + 1e-6] == [], plot.what
            coming |= {plot.what} if here else set()
    assert coming >= {"V", "g", "loop"}
