"""A cell full of beads: as many as the model has of what one spike lets in, and one more that comes in."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pytest
from helpers import compiled

from apanim.errors import UserError
from apanim.physics.cell import SOMA_20_UM
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.drawlist import Dot, Line, Sprite, Sprites, Text
from apanim.picture.frame import frame
from apanim.script.programme import open_plan
from apanim.units import ions_in

BODY = """
spike = s.stimulate(patch, 1.25 * THRESHOLD)
with s.slow(ms_per_s=4):
    s.wait(1.0)
s.beads(patch, spike{more})
s.wait(6)
s.say("hello")
"""


@cache
def show():
    timeline = compiled(Path(mkdtemp()), BODY.format(more=""))
    return timeline, open_plan(timeline.plan)


def items(after_s):
    timeline, tape = show()
    return frame(timeline, tape, timeline.plots[0].start_tick + round(600 * after_s)).items


def beads(after_s):
    found = [i for i in items(after_s) if isinstance(i, Sprites)]
    return found[0] if found else None


def test_there_are_as_many_as_the_charge_of_one_spike_goes_into_the_cell():
    """Compared with the current that the tape has integrated through the drawn membrane."""
    timeline, tape = show()
    setup = timeline.patch_setup
    account = -np.min(tape.series.carried[:, 0])  # na_gated, inward negative, in quanta
    entered = account * setup.quantum * SOMA_20_UM.surface_um2 / setup.area_um2
    inside = ions_in(TEXTBOOK.na_in_mM, SOMA_20_UM.volume_um3)
    assert timeline.plots[0].beads == pytest.approx(inside / entered, rel=0.06)
    assert 1000 < timeline.plots[0].beads < 3000


def test_the_cell_holds_that_many_beads_none_on_another_and_none_outside():
    found, count = beads(5.0), show()[0].plots[0].beads
    assert len(found.x) == count
    radius = max(i.r for i in items(5.0) if isinstance(i, Dot))
    assert np.hypot(found.x, found.y).max() < radius
    near = np.hypot(found.x[:, None] - found.x, found.y[:, None] - found.y) + 1e9 * np.eye(count)
    assert near.min() > 2 * 12 * found.like.scale * 0.8


def test_it_fills_and_then_one_comes_in_and_is_ringed():
    counts = [len(found.x) if (found := beads(s)) else 0 for s in (0.3, 0.8, 1.1, 2.0)]
    assert counts == sorted(set(counts))
    assert not ringed(2.0)
    way = [ringed(s) for s in (2.4, 2.9, 3.4, 5.0)]
    middle = beads(5.0).like.x, beads(5.0).like.y
    away = [np.hypot(x - middle[0], y - middle[1]) for x, y in way]
    assert away == sorted(away, reverse=True), "it comes nearer"
    inner = np.hypot(beads(5.0).x, beads(5.0).y).max()
    assert away[0] > inner > away[-1], "from outside to inside"


def ringed(after_s):
    """Where the ring with a bead in it is."""
    rings = [i for i in items(after_s) if isinstance(i, Line) and len(i.points) == 37]
    ions = [i for i in items(after_s) if isinstance(i, Sprite) and i.rig == "ion_na"]
    return next(((r.x, r.y) for r in rings for ion in ions if (ion.x, ion.y) == (r.x, r.y)), None)


def test_the_number_is_told_as_it_is_drawn():
    count = show()[0].plots[0].beads
    words = [i.text for i in items(5.0) if isinstance(i, Text)]
    assert f"{count:,}" in words
    assert f"1 in {count:,}" in words


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (", place='under'", "needs 'wide' or 'tall'"), (", 20", "give a Geometry"),
        (", Geometry('a barrel', 10.0, 1e9)", "take another cell or spike"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(tmp_path, more, says):
    body = "from apanim.physics.cell import Geometry\n" + BODY.strip().format(more=more)
    with pytest.raises(UserError, match=says):
        compiled(tmp_path, body)
