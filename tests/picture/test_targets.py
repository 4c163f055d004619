"""What is pointed at is what is seen there: at any instant, through any camera, to the pixel."""

from dataclasses import replace
from functools import cache

import axon_run
import neuron_run
import numpy as np
import pytest
import synapse_run
from made import LAST_TICK, MadeTape, full_timeline
from spike_tape import spike_tape

from apanim.canvas.raster import RasterCanvas
from apanim.export.pixels import bgra
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Beads, DrawList, Lens, Panel, Sprite, Trails
from apanim.picture.frame import Look, frame, pictured
from apanim.picture.things.targets import Targets
from apanim.picture.views.membrane.geometry import foot, from_nm, x_from_nm
from apanim.script.timeline import CameraMove, Framing, Timeline, TraceWindow

GOLDEN = 0.618033988749895, 0.754877666246693, 0.569840290998053, 0.430159709001946
INSTANTS = 200
LOOK = Look(captions=False)


def spread(k, axis):
    """0..1, evenly spread over k along each axis."""
    return (0.5 + k * GOLDEN[axis]) % 1.0


def spike_timeline():
    plan = spike_tape().plan
    return Timeline(
        "spike", "Spike", plan.steps * 10, plan, "membrane",
        traces=(TraceWindow(0, plan.steps * 10, 0, int(plan.model_ns[-1])),),
    )  # fmt: skip


@cache
def runs():
    return {
        "spike": (spike_timeline(), spike_tape()),
        "synapse": (synapse_run.timeline(), synapse_run.tape()),
        "axon": (axon_run.timeline(axon_run.tape()), axon_run.tape()),
        "neuron": (replace(neuron_run.timeline(neuron_run.tape()), spans=()), neuron_run.tape()),
    }


def instant(name, k):
    """The k-th of many instants of a run, each seen by a camera of its own: far, near, or on the move."""
    timeline, tape = runs()[name]
    tick = round(spread(k, 0) * timeline.duration_tick)
    goal = Framing(place=(spread(k, 1), spread(k, 2)), scale=1.0 + 1.5 * spread(k, 3))
    begun = tick - 600 if k % 3 else tick - 1  # every third picture is of a move's beginning
    return replace(timeline, camera=(CameraMove(begun, begun + 300, Framing(), goal),)), tape, tick


def free(shown: Targets, items, x, y):
    """Whether a place is inside the frame, and under no panel."""
    inside = 0 <= x < WIDTH and 0 <= y < HEIGHT
    panels = [i for i in items if isinstance(i, Panel) and i.opacity > 0.5]
    return inside and not any(p.x <= x <= p.x + p.width and p.y <= y <= p.y + p.height for p in panels)


@pytest.mark.parametrize("name", ["spike", "synapse"])
def test_the_middle_of_every_protein_and_labelled_ion_selects_it(name):
    """200 instants and cameras: what is drawn, not what the targets say, tells where the middles are."""
    found = 0
    for k in range(INSTANTS):
        timeline, tape, tick = instant(name, k)
        drawing, shown = pictured(timeline, tape, tick, LOOK)
        for thing, (x, y) in middles(drawing.items, timeline, tape, tick).items():
            if not free(shown, drawing.items, x, y):
                continue
            found += 1
            assert shown.hit(x, y) == thing, (name, k, tick, thing, (x, y))
    assert found > 5 * INSTANTS


def middles(items, timeline, tape, tick):
    """Where each protein's far wall and each labelled bead is drawn, in the frame."""
    lens, out = Lens(), {}
    layout, world = timeline.patch_setup.layout, tape.at(tick)
    labelled = np.flatnonzero(world.ions.labelled)
    at = np.stack(from_nm(world.ions.pos[labelled, 0], world.ions.pos[labelled, 1]), axis=1)
    for item in items:
        if isinstance(item, Lens):
            lens = item
        x, y = getattr(item, "x", None), getattr(item, "y", None)
        if isinstance(item, Sprite) and (item.part == "body-back" or item.rig.startswith("leak")):
            row = int(np.argmin(np.abs(960 + 32 * layout.x_nm - item.x)))
            stands = x_from_nm(float(layout.x_nm[row]))
            if abs(stands - item.x) < 40:
                out[f"protein {row}"] = onto(lens, stands, foot(stands).y)
        elif isinstance(item, Beads):
            for i in np.flatnonzero((item.rig >= 4) & (item.rig <= 6) & (item.opacity >= 4)):
                away = np.hypot(*(at - (x[i], y[i])).T)
                if away.min() < 1.0:
                    out[f"ion {labelled[away.argmin()]}"] = onto(lens, float(x[i]), float(y[i]))
    return out


def onto(lens, x, y):
    return lens.scale * (x - lens.x) + WIDTH / 2, lens.scale * (y - lens.y) + HEIGHT / 2


@pytest.mark.parametrize("name", ["spike", "synapse", "axon", "neuron"])
def test_the_middle_of_every_thing_in_sight_selects_it(name):
    for k in range(INSTANTS):
        timeline, tape, tick = instant(name, k)
        shown = pictured(timeline, tape, tick, LOOK).targets
        firsts = {thing: at for thing in dict.fromkeys(shown.names) if (at := shown.place(thing))}
        places = np.array([at[:2] for at in firsts.values()])
        for thing, (x, y, _) in firsts.items():
            close = np.hypot(*(places - (x, y)).T) < 1.0
            if close.sum() == 1:
                assert shown.hit(x, y) == thing, (k, thing)


def test_a_thing_changes_pixels_where_its_target_is():
    """Painted with and without it: the middle of what changes selects it."""
    canvas, tested = RasterCanvas((960, 540)), 0
    for k in range(0, INSTANTS, 20):
        timeline, tape, tick = instant("spike", k)
        near = CameraMove(0, 1, Framing(), Framing(place=(spread(k, 1), spread(k, 2)), scale=2.0))
        timeline = replace(timeline, camera=(near,) if k % 40 else ())
        drawing, shown = pictured(timeline, tape, tick, LOOK)
        whole = painted(canvas, drawing)
        things = [name for name in dict.fromkeys(shown.names) if name.startswith(("ion", "protein"))]
        for thing in things[::9]:
            without = painted(canvas, lacking(timeline, tape, tick, thing))
            strength = np.abs(whole - without).sum(axis=2)
            if strength.max() < 60 or not shown.place(thing) or not alone(shown, thing):
                continue
            rows, columns = np.nonzero(strength > 0.25 * strength.max())
            x, y = 2 * np.median(columns) + 1, 2 * np.median(rows) + 1
            tested += 1
            reaches = np.hypot(shown.x - x, shown.y - y) <= shown.radius
            assert thing in [shown.names[i] for i in np.flatnonzero(reaches)], (k, thing, (x, y))
    assert tested > 20


def painted(canvas, drawing):
    """Without the streaks behind moving ions, which reach far."""
    canvas.paint(DrawList(tuple(i for i in drawing.items if not isinstance(i, Trails))))
    return bgra(canvas.surface)[:, :, :3].astype(int)


def alone(shown, thing):
    """Whether all of it is in the frame and clear of panels, so that its middle is that of its pixels."""
    x, y, r = shown.place(thing)
    r *= 3 if thing.startswith("protein") else 1
    boxes = shown.covers
    return r < x < WIDTH - r and r < y < HEIGHT - r and not any(
        a - r < x < c + r and b - r < y < d + r for a, b, c, d in boxes
    )  # fmt: skip


def lacking(timeline, tape, tick, thing):
    """The picture without a thing."""
    kind, row = thing.split()
    if kind == "ion":
        return frame(timeline, Lacking(tape, int(row)), tick, LOOK)
    x = 960 + 32 * float(timeline.patch_setup.layout.x_nm[int(row)])
    items = frame(timeline, tape, tick, LOOK).items
    mine = [i for i in items if isinstance(i, Sprite) and i.rig in RIGS and abs(i.x - x) < 90]
    return DrawList(tuple(i for i in items if i not in mine))


RIGS = ("na_channel", "k_channel", "leak_na", "leak_k", "leak_cl", "pump", "ligand_channel")


class Lacking:
    """A tape whose worlds have one ion far away."""

    def __init__(self, tape, row):
        self._tape, self._row = tape, row
        self.series, self.steps, self.plan = tape.series, tape.steps, tape.plan

    def at(self, tick):
        world = self._tape.at(tick)
        pos = world.ions.pos.copy()
        pos[self._row, 0] = 1e4
        return world._replace(ions=world.ions._replace(pos=pos))


def test_panels_hide_what_lies_under_them_and_their_curves_can_be_pointed_at():
    timeline, tape = full_timeline(), MadeTape()
    shown = pictured(timeline, tape, 11_000).targets
    curve = [i for i, name in enumerate(shown.names) if name.startswith("point V@")]
    assert len(curve) > 20
    assert max(curve) < shown.on_glass
    ms = [float(shown.names[i].partition("@")[2]) for i in curve]
    assert ms == sorted(ms)
    assert max(ms) == pytest.approx(8.0 * 11_000 / LAST_TICK, abs=0.1), "as far as it is drawn"
    for left, top, right, bottom in shown.covers:
        for i in range(shown.on_glass, len(shown.names)):
            assert not (left <= shown.x[i] <= right and top <= shown.y[i] <= bottom), shown.names[i]
        assert not shown.hit(left + 2, bottom - 2).startswith(("ion", "protein"))


def test_nothing_is_where_there_is_nothing():
    timeline, tape = runs()["axon"]
    assert pictured(timeline, tape, 600, LOOK).targets.hit(30.0, 60.0) == ""
    assert Targets((), *(np.zeros(0, np.float32),) * 3, np.zeros(0, bool)).hit(1.0, 1.0) == ""
