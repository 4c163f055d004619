"""A protein of one description and one sprite: what poses, labels, lights, lists and names the others does
so for it, and no code of the picture knows of it."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from made import MadeTape, made_world, plan, span, timeline

from apanim.errors import UserError
from apanim.particles import proteins
from apanim.particles.ions import Species
from apanim.particles.layout import Layout
from apanim.particles.proteins import Kind, LegendEntry, Passage, Protein, ProteinPart
from apanim.picture import rigs
from apanim.picture.drawlist import Dim, Line, Sprite, Text
from apanim.picture.frame import frame
from apanim.picture.things.find import thing
from apanim.picture.things.names import called
from apanim.picture.views.membrane import focus, label_targets
from apanim.picture.views.membrane.proteins import in_sight, posed

TRIAL_KIND = len(Kind)
TRIAL = Protein(
    TRIAL_KIND, "ca_channel", "Ca²⁺ channel", (Passage("na_gated", Species.NA),), "gated",
    LegendEntry("Ca^{2+} channel", 0.185, "closed", 9),
    (
        ProteinPart("ca_channels", (0, -116)),
        ProteinPart("ca_stream", (30, -150), "beside or above", busy="shines"),
    ),
    mouth_out_px=98, mouth_in_px=112, opening="k_open",
)  # fmt: skip


@pytest.fixture(autouse=True)
def described(monkeypatch):
    """Its description among the others, and its sprite among the assets."""
    everyone = (*proteins.PROTEINS, TRIAL)
    for name, module in list(sys.modules.items()):
        if name.startswith("apanim.") and hasattr(module, "PROTEINS"):
            monkeypatch.setattr(module, "PROTEINS", everyone)
    known, drawing = rigs.all_rigs(), rigs.drawing
    monkeypatch.setattr(rigs, "all_rigs", lambda: {**known, "ca_channel": known["k_channel"]})
    monkeypatch.setattr(rigs, "drawing", lambda name: drawing(name.replace("ca_", "k_")))
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget():
    label_targets.targets.cache_clear()
    focus._parts.cache_clear()
    rigs.rig.cache_clear()


def scene(*spans):
    made = replace(plan(), setup=replace(plan().setup))
    row = made.setup.layout
    kind = row.kind.copy()
    kind[np.flatnonzero(kind == Kind.CL_LEAK)[0]] = TRIAL_KIND
    made.setup.__dict__["layout"] = Layout(kind, row.x_nm, row.half_width_nm)
    return replace(timeline(*spans), plan=made)


def own(items):
    return [i for i in items if isinstance(i, Sprite) and i.rig == "ca_channel"]


def test_it_is_posed_from_its_column_of_the_world():
    layout = scene().plan.setup.layout
    assert "ca_channel" in [name for name, _ in in_sight(layout)]
    shut, wide = (
        next(p for p in posed(made_world(k_open=k), layout, 0) if p.rig == "ca_channel") for k in (0.0, 1.0)
    )
    assert (shut.glow, wide.glow) == (0.0, 1.0)
    assert wide.lets_sodium_in
    assert {s.part for s in wide.sprites} - {s.part for s in shut.sprites} == {"pore-glow"}


def test_it_is_labelled_led_and_listed():
    script = scene(
        span("label", 2, 8, "ca_channels", "a Ca²⁺ channel"), span("highlight", 3, 8, "ca_channels"),
        span("legend", 3, 8),
    )  # fmt: skip
    bare, told = (frame(script, MadeTape(), tick).items for tick in (60, 3600))
    assert len(own(told)) > 2 * len(own(bare))  # drawn again above what is dimmed, and in the legend
    assert any(isinstance(i, Dim) for i in told)
    words = {i.text for i in told if isinstance(i, Text)}
    assert {"a Ca²⁺ channel", "Ca^{2+} channel"} <= words
    (leader,) = (i for i in told if isinstance(i, Line) and i.under)
    x = next(x for name, x in in_sight(script.plan.setup.layout) if name == "ca_channel")
    assert abs(leader.points[0][0] - x) < 20
    with pytest.raises(UserError, match=r"ca_channels.*k_channels"):
        frame(scene(span("highlight", 1, 8, "zn_channels")), MadeTape(), 3600)


def test_it_is_told_by_its_name():
    site = int(np.flatnonzero(scene().plan.setup.layout.kind == TRIAL_KIND)[0])
    assert called(scene(), f"protein {site}") == "the Ca²⁺ channel"
    assert thing(scene(), MadeTape(), f"protein {site}") is not None
