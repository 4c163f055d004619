"""The synapse in the picture: receptors and transmitter as the world says, and a legend that names them."""

import math
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from made import full_timeline, span
from synapse_run import LAST_TICK, RELEASE_TICK, tape, timeline

from apanim.particles.layout import make_layout
from apanim.picture.design_frame import WIDTH
from apanim.picture.drawlist import BEAD_RIGS, Beads, Panel, Scenery, Sprite, Text, Trails
from apanim.picture.frame import frame
from apanim.picture.rigs import rig
from apanim.picture.type import box
from apanim.picture.views.membrane import legend
from apanim.picture.views.membrane.fixtures import BOUTON_BOX
from apanim.picture.views.membrane.geometry import place, tilt_deg
from apanim.picture.views.membrane.proteins import posed
from apanim.script.timeline import Span


def at(tick, *spans):
    return frame(timeline(*spans), tape(), tick).items


def molecules(items):
    return [i for i in items if isinstance(i, Sprite) and i.rig == "transmitter"]


def receptors(tick):
    """The receptors that stand wholly in the frame."""
    row = posed(tape().at(tick), tape().plan.setup.layout, tick)
    return [p for p in row if p.rig == "ligand_channel" and 100 < p.x < WIDTH - 100]


@cache
def open_tick():
    """A tick at which one of them is wide open."""
    return next(t for t in range(0, LAST_TICK, 50) if any(p.glow > 0.99 for p in receptors(t)))


def test_before_its_release_the_transmitter_waits_in_the_other_cell():
    waiting = molecules(at(RELEASE_TICK - 10))
    left, top, right, bottom = BOUTON_BOX
    assert waiting
    assert all(left < m.x < right and top < m.y < bottom for m in waiting)
    assert Scenery("membrane/bouton") in at(RELEASE_TICK - 10)
    assert molecules(at(RELEASE_TICK + 1500))


def test_an_open_receptor_stands_as_the_rig_says_with_both_molecules_at_its_sites():
    tick = open_tick()
    channels = receptors(tick)
    wide = next(p for p in channels if p.glow > 0.99)
    assert wide.docked == 1
    parts = {s.part: s for s in wide.sprites}
    assert parts["gate-left"].angle == pytest.approx(tilt_deg(wide.x) + 62)
    assert parts["pore-glow"].opacity == pytest.approx(0.8, abs=0.01)
    drawn = molecules(at(tick))
    for name, turn in (("bind-left", 90), ("bind-right", -90)):
        goal = place(wide.x, *rig("ligand_channel").anchors[name])
        there = min(drawn, key=lambda s: math.dist((s.x, s.y), goal))
        assert math.dist((there.x, there.y), goal) < 3
        assert there.angle == pytest.approx(turn + tilt_deg(wide.x), abs=3)
        assert there.opacity == 1
    shut = next(p for p in channels if p.glow == 0)
    assert {s.part: s for s in shut.sprites}["gate-left"].angle == pytest.approx(tilt_deg(shut.x))


def test_sodium_and_potassium_stream_both_ways_through_the_pore():
    kinds = set()
    for tick in range(RELEASE_TICK, LAST_TICK, 40):
        ions = tape().at(tick).ions
        kinds |= {(int(s), int(p)) for s, p in zip(ions.species, ions.phase, strict=True) if p in (2, 4)}
    assert (0, 4) in kinds  # Na+ inward
    assert (1, 2) in kinds  # K+ outward
    trails = [i for i in at(open_tick() + 600) if isinstance(i, Trails)]
    assert sum(len(t.rig) for t in trails) > 0


def test_far_molecules_are_soft_beads_behind_the_membrane():
    items = at(RELEASE_TICK + 1500)
    mine = BEAD_RIGS.index("transmitter")
    found = [i for i in items if isinstance(i, Beads) and (i.rig == mine).any()]
    assert len(found) == 1
    assert (np.diff(found[0].depth.astype(int)) <= 0).all()  # the farthest first


def test_the_legend_lists_what_the_scene_has():
    def words(show, tick):
        return {i.text for i in legend.legend(show, tick) if isinstance(i, Text)}

    here = words(timeline(Span("legend", 0, 3000)), 1500)
    assert {"ligand-gated", "transmitter", "leak channel", "Na^+/K^+ pump"} < here
    assert not {"Na^+ channel", "K^+ channel"} & here
    usual = words(full_timeline(), 2000)
    assert {"Na^+ channel", "K^+ channel"} < usual
    assert not {"ligand-gated", "transmitter"} & usual


def test_a_legend_of_everything_has_room_for_it():
    everything = make_layout(8, 6, 1, 4)
    assert legend.rows(everything) > legend.rows(make_layout(8, 6, 1)) == 4
    show = timeline(Span("legend", 0, 3000))
    panel = next(i for i in legend.legend(show, 1500) if isinstance(i, Panel))
    last = max(i.y for i in legend.legend(show, 1500) if isinstance(i, Text))
    assert last < panel.y + panel.height - 12


def test_icons_of_the_legend_that_stand_for_one_word_are_apart_and_clear_of_it():
    items = legend.legend(timeline(Span("legend", 0, 3000)), 1500)
    found = 0
    for name in (i for i in items if isinstance(i, Text) and i.text == "leak channel"):
        icons = [i for i in items if isinstance(i, Sprite) and abs(i.y - name.y) < 20 and i.x < name.x]
        spans = [(i.x + i.scale * left, i.x + i.scale * (left + width)) for i in icons
                 for left, _, width, _ in [rig(i.rig).view_box]]  # fmt: skip
        spans = sorted(span for span in spans if span[1] > name.x - 70)
        assert len(spans) > 1
        assert all(one[1] <= other[0] + 2 for one, other in pairwise(spans))
        assert spans[-1][1] < box(name)[0]
        found += 1
    assert found == 1


@pytest.mark.parametrize(
    "name",
    ["ligand_channels", "ligand_channel.gate", "ligand_stream", "ligand_k_stream", "transmitter"],
)
def test_every_part_of_a_synapse_can_be_labelled_and_highlighted(name):
    spans = (span("label", 4, 8, name, "this"), span("highlight", 4, 8, name))
    items = at(3600, *spans)
    assert any(isinstance(i, Text) and i.text == "this" for i in items)
    if name == "transmitter":
        once = molecules(at(3600, spans[0]))
        assert len(molecules(items)) == 2 * len(once)  # once more, above the veil


def test_the_same_tick_is_the_same_picture():
    tick = open_tick()
    first = frame(timeline(), tape(), tick)
    frame(timeline(), tape(), 10)
    assert frame(timeline(), tape(), tick) == first
