"""The picture of a race says what its axons do: fronts, myelin, channels, V, and what is written."""

from functools import cache

import numpy as np
import pytest

from apanim.canvas.raster import RasterCanvas
from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.myelin import Demyelination, Fibre, fibre
from apanim.physics.cable.neuron import AXIAL_OHM_CM
from apanim.physics.perturb import Change
from apanim.picture.drawlist import Bar, ColumnCurve, Glow, Sprite, Text
from apanim.picture.frame import frame, pictured
from apanim.picture.frames import PORTRAIT
from apanim.picture.shot import Look
from apanim.picture.views.race.geometry import COLUMN_X, compartments_x, lanes
from apanim.picture.views.race.sheath import layers_of
from apanim.picture.views.race.state import front
from apanim.script.timeline import Span, Timeline
from apanim.tape import CablePlan, open_cable_tape

STEPS, END_NS = 400, 4_000_000
STRIP_NS, WARM_NS = 2_400_000, 3_000_000
CUT = ("myelinated internode 3", "myelinated internode 4")


@cache
def race():
    """4 ms in 6.7 s: both begun at 0.1 ms, two internodes stripped at 2.4 ms, all warmed at 3 ms."""
    sections = (*fibre("bare", Fibre(turns=0), 2000.0), *fibre("myelinated", Fibre(), 2000.0))
    acts = (
        Electrode("bare", 0.0, 100_000, 200_000, 0.3),
        Electrode("myelinated node 0", 0.5, 100_000, 200_000, 0.3),
        Demyelination(STRIP_NS, CUT, 1.0), Change(WARM_NS, "temperature_C", 39.0),
    )  # fmt: skip
    ns = np.linspace(0, END_NS, STEPS + 1).astype(np.int64)
    tape = open_cable_tape(CablePlan("axons", sections, AXIAL_OHM_CM, (), acts, ns, (0.0, 1600.0)))
    spans = (
        Span("title", 0, STEPS * 10, text="A race", tag="Myelin"),
        Span("label", 1000, 2000, "myelinated node 4@0.5", "node"),
        Span("label", 1000, 2000, "front bare", "front"),
    )
    return Timeline("race", "A race", STEPS * 10, tape.plan, "race", spans=spans), tape


def at_ms(ms):
    return round(ms / 4.0 * STEPS * 10)


def items(tick, kind, look=None):
    timeline, tape = race()
    drawing = frame(timeline, tape, tick, look or Look())
    return [item for item in drawing.items if isinstance(item, kind)]


def words(tick):
    return [item.text for item in items(tick, Text)]


def test_a_front_is_where_v_now_rises_through_zero():
    _, tape = race()
    for lane in lanes(tape.plan):
        for ms in (0.8, 1.2):
            now = front(tape, lane, at_ms(ms))
            um = tape.plan.tree.along_um[lane.rows]
            behind, ahead = um < now.um - 15.0, (um > now.um + 15.0) & (um < 1600.0)
            came = tape.series.v_mV[: at_ms(ms) // 10 + 1, lane.rows].max(axis=0) > 0.0
            assert came[behind].all()
            assert not came[ahead].any()
            assert now.since_ms == pytest.approx(ms - 0.1, abs=0.01)


def test_before_a_stimulus_there_is_no_front_and_at_the_end_its_time_stands():
    _, tape = race()
    bare, wrapped = lanes(tape.plan)
    assert front(tape, wrapped, 0) is None
    early, late = (front(tape, wrapped, at_ms(ms)) for ms in (1.5, 3.5))
    assert early.um == late.um == 1600.0
    assert early.arrived_ms == late.arrived_ms
    row = tape.plan.tree.at("myelinated node 8", 0.5)
    passes = np.argmax(tape.series.v_mV[:, row] > 0.0) * 0.01 - 0.1
    assert early.arrived_ms == pytest.approx(passes, abs=0.02)
    assert front(tape, bare, at_ms(1.5)).arrived_ms is None
    assert f"1.60 mm in {early.arrived_ms:.2f} ms" in words(at_ms(1.5))


def test_myelin_is_drawn_round_internodes_only_and_as_much_as_is_left():
    _, tape = race()
    wrapped = lanes(tape.plan)[1]

    def high(tick, internode):
        x = 300.0 + 200.0 * internode  # the middle: 1600 um are 1600 px here
        bars = [b for b in items(tick, Bar) if b.y > wrapped.y and b.x < x < b.x + b.width and b.y < 680]
        return max((bar.height for bar in bars), default=0.0)

    whole = high(at_ms(2.0), 3)
    assert whole == high(at_ms(2.0), 1) == high(at_ms(3.9), 1) > wrapped.size.sheath * 0.9
    assert 0.0 < high(at_ms(3.9), 3) < 0.3 * whole
    bare = lanes(tape.plan)[0]
    assert not [b for b in items(at_ms(2.0), Bar) if abs(b.y + b.height / 2 - bare.y) < bare.size.reach]
    assert layers_of(20.0) == 8
    assert layers_of(1.0) == 1
    assert layers_of(0.0) == 0


def test_channels_stand_at_nodes_and_all_along_a_bare_wall_and_shine_where_open():
    _, tape = race()
    bare, wrapped = lanes(tape.plan)
    tick = at_ms(0.5)
    pores = [s for s in items(tick, Sprite) if s.rig == "na_channel"]
    nodes = compartments_x(tape.plan)[[tape.plan.tree.at(f"myelinated node {i}", 0.5) for i in range(9)]]
    at_nodes = [s for s in pores if abs(s.y - wrapped.y) < wrapped.size.radius and s.x < 1850]
    assert at_nodes
    assert all(np.abs(nodes - s.x).min() < 2.0 for s in at_nodes)
    lit = [g.x for g in items(tick, Glow) if abs(g.y - wrapped.y) < wrapped.size.radius]
    here = front(tape, wrapped, tick).um
    assert lit
    assert max(lit) < 200.0 + here + 250.0
    assert len([s for s in pores if abs(s.y - bare.y) < bare.size.radius]) > 2 * len(at_nodes) / 2


def test_the_curves_are_v_along_each_axon():
    _, tape = race()
    curves = items(at_ms(1.0), ColumnCurve)
    v = tape.at(at_ms(1.0)).v_mV
    for lane, curve in zip(lanes(tape.plan), curves, strict=True):
        x, mine = compartments_x(tape.plan)[lane.rows], v[lane.rows]
        top = COLUMN_X[int(np.argmin(np.where((COLUMN_X > 200) & (COLUMN_X < 1800), curve.y, 1e9)))]
        assert np.interp(top, x, mine) == pytest.approx(mine[(x > 200) & (x < 1800)].max(), abs=2.0)


def test_the_clock_and_the_warmth_are_written():
    assert "37 °C" in words(at_ms(2.9))
    assert "39 °C" in words(at_ms(3.1))
    digits = "".join(text for text in words(at_ms(1.1)) if text in set("0123456789."))
    assert digits.endswith("1.00")


def test_every_compartment_in_sight_can_be_pointed_at_on_axon_and_curve():
    timeline, tape = race()
    found = pictured(timeline, tape, at_ms(1.0)).targets
    tree = tape.plan.tree
    for section, y in (("bare", lanes(tape.plan)[0].y), ("myelinated node 4", lanes(tape.plan)[1].y)):
        row = tree.at(section, 0.5)
        name = f"compartment {row}"
        assert found.names.count(name) == 2
        assert found.hit(float(compartments_x(tape.plan)[row]), y) == name


def test_a_tall_frame_holds_all_of_it_in_pixels():
    timeline, tape = race()
    drawing = frame(timeline, tape, at_ms(1.0), Look(frame=PORTRAIT))
    surface = RasterCanvas((270, 480)).paint(drawing).surface
    assert surface.get_size() == (270, 480)
