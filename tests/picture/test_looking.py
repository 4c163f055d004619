"""What is selected is ringed, its way shown, and kept in the picture: the same by any road."""

import hashlib
from dataclasses import replace

import axon_run
import numpy as np
import pytest
from as_text import as_text
from spike_tape import spike_tape
from test_targets import spike_timeline

from apanim.canvas.raster import RasterCanvas
from apanim.export.pixels import bgra
from apanim.lab.branch import Branch
from apanim.particles.ions import IonPhase
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Dot, Lens, Line
from apanim.picture.frame import Look, frame, pictured
from apanim.script.timeline import CameraMove, Framing

BARE = Look(captions=False, plots=False)


def crossing_ion():
    """An ion that goes through a channel in the middle of the picture, and when."""
    tape = spike_tape()
    events = tape.events[tape.events["kind"] == 0]
    for tick, _, site, ion in events.tolist():
        if abs(float(tape.plan.setup.layout.x_nm[site])) < 12 and 3_000 < tick < 20_000:
            return f"ion {ion}", int(tick)
    raise AssertionError


def added(timeline, tape, tick, look, bare=BARE):
    """What looking adds to a picture, which comes after all the rest."""
    with_it, without = (frame(timeline, tape, tick, one).items for one in (look, bare))
    assert len(with_it) >= len(without)
    return with_it[len(without) :]


def test_the_ring_lies_round_the_thing_at_every_camera():
    tape, (name, tick) = spike_tape(), crossing_ion()
    near = CameraMove(0, 1, Framing(), Framing(place=(0.5, 0.5), scale=1.5))
    for camera in ((), (near,)):
        timeline = replace(spike_timeline(), camera=camera)
        x, y, radius = pictured(timeline, tape, tick, BARE).targets.place(name)
        *_, ring = added(timeline, tape, tick, replace(BARE, selected=name))
        assert isinstance(ring, Line)
        assert (ring.x, ring.y) == pytest.approx((x, y), abs=0.01)
        assert min(np.hypot(*np.array(ring.points).T)) > radius
        assert ring.dash is None
        (ring,) = added(timeline, tape, tick, replace(BARE, ringed=(name, name)))
        assert ring.dash, "what an event names is told from what is selected"


def test_a_point_of_a_curve_is_ringed_where_the_curve_is():
    timeline, tape = spike_timeline(), spike_tape()
    shown = pictured(timeline, tape, 20_000).targets
    name = next(one for one in shown.names if one.startswith("point V@"))
    x, y, _ = shown.place(name)
    (ring,) = added(timeline, tape, 22_000, Look(ringed=(name,)), Look())
    assert (ring.x, ring.y) == pytest.approx((x, y), abs=1.0)
    assert added(timeline, tape, 10, Look(ringed=("point V@99.0",)), Look()) == ()


def test_nothing_is_ringed_that_is_not_in_sight():
    tape = spike_tape()
    far = np.flatnonzero(np.abs(tape.at(600).ions.pos[:, 0]) > 35)
    others = f"ion {far[0]}", "synapse left", "ion 99999"
    assert added(spike_timeline(), tape, 600, replace(BARE, ringed=others)) == ()


def test_the_trail_lies_where_the_ion_was():
    timeline, tape, (name, tick) = spike_timeline(), spike_tape(), crossing_ion()
    tick += 250  # it has gone through
    marks = [i for i in added(timeline, tape, tick, replace(BARE, selected=name)) if isinstance(i, Dot)]
    assert len(marks) > 20
    assert [m.opacity for m in marks] == sorted(m.opacity for m in marks)
    before = tick - tick % 50
    for k in (1, 3, 6):
        at = pictured(timeline, tape, before - 50 * k, BARE).targets.place(name)
        if at and k > 1:
            away = min(np.hypot(m.x - at[0], m.y - at[1]) for m in marks)
            assert away < 1.0, k
    later = [
        i for i in added(timeline, tape, tick + 20, replace(BARE, selected=name)) if isinstance(i, Dot)
    ]
    here = np.array(pictured(timeline, tape, tick, BARE).targets.place(name))
    assert all(np.hypot(m.x - here[0], m.y - here[1]) >= here[2] for m in marks), "none on the ion itself"
    away = [m for m in marks[1:] if np.hypot(m.x - here[0], m.y - here[1]) > 60]
    assert {(m.x, m.y) for m in later} >= {(m.x, m.y) for m in away}, "what was stays where it was"


def test_the_camera_keeps_what_it_follows_in_the_picture():
    """Through the whole tape, wherever the scene reaches."""
    timeline, tape, (name, _) = spike_timeline(), spike_tape(), crossing_ion()
    row, look, seen, sights = int(name.split()[1]), replace(BARE, selected=name, follow=True), 0, []
    for tick in range(0, tape.duration_tick, 60):
        items = frame(timeline, tape, tick, look).items
        lens = next(i for i in items if isinstance(i, Lens) and not i.glides)
        sights.append((lens.x, lens.y))
        x, y, z = tape.at(tick).ions.pos[row]
        if z < 6 and abs(x) < 29 and abs(y) < 15:
            at_x = lens.scale * (960 + 32 * x - lens.x) + WIDTH / 2
            at_y = lens.scale * (556 - 32 * y - lens.y) + HEIGHT / 2
            assert 0 < at_x < WIDTH, tick
            assert -60 < at_y < HEIGHT + 60, tick
            seen += 1
    assert seen > 50
    moved = np.hypot(*np.diff(sights, axis=0).T)
    assert moved.max() < 60.0, "in a tenth of a second"
    assert np.abs(np.diff(moved)).max() < 25.0, "and never with a jerk"


def test_the_following_camera_never_sees_beyond_the_backdrop():
    """Ions at the upper and lower edge: every layer fills the frame, and they are clear of its edges."""
    timeline, tape = spike_timeline(), spike_tape()
    ions = tape.at(9_000).ions
    heights = 556 - 32 * ions.pos[:, 1]
    near = (np.abs(ions.pos[:, 0]) < 25) & (ions.pos[:, 2] < 6)
    rows = [
        np.flatnonzero(near & (heights > a) & (heights < b))[0]
        for a, b in ((20, 110), (150, 250), (900, 1_000))
    ]
    for row in rows:
        look = replace(BARE, selected=f"ion {row}", follow=True)
        items = frame(timeline, tape, 9_000, look).items
        backdrop = next((i for i in items if isinstance(i, Lens)), Lens())
        half = HEIGHT / 2 / backdrop.scale
        assert backdrop.y - half > -0.5, row
        assert backdrop.y + half < HEIGHT + 0.5, row
        x, y, _ = pictured(timeline, tape, 9_000, look).targets.place(f"ion {row}")
        assert 0 < x < WIDTH
        assert 15 < y < HEIGHT - 15


def test_what_keeps_its_place_is_not_followed():
    timeline, tape = spike_timeline(), spike_tape()
    for name in ("protein 3", ""):
        look = replace(BARE, selected=name, follow=True)
        assert frame(timeline, tape, 900, look) == frame(timeline, tape, 900, replace(look, follow=False))
    cable = axon_run.tape()
    look = replace(BARE, selected="compartment 100", follow=True)
    assert frame(axon_run.timeline(cable), cable, 900, look).items[-1].under


def test_looking_gives_the_same_bytes_forwards_backwards_and_in_a_run_that_is_lived():
    timeline, tape, (name, tick) = spike_timeline(), spike_tape(), crossing_ion()
    ticks = [tick - 700, tick - 330, tick - 5, tick, tick + 130]
    for look in (
        replace(BARE, selected=name, ringed=("protein 4",)),
        replace(BARE, selected=name, follow=True),
    ):
        told = {at: as_text(frame(timeline, tape, at, look)) for at in ticks}
        assert {at: as_text(frame(timeline, tape, at, look)) for at in reversed(ticks)} == told
        assert len(set(told.values())) == len(ticks)
        branch = Branch(timeline, tape, tick - 1_000)
        for at in ticks:
            branch.reach(at)
            marks = added(branch.timeline, branch.tape, at, look) if not look.follow else ()
            alive = pictured(branch.timeline, branch.tape, at, look)
            assert alive.targets.place(name) == pictured(timeline, tape, at, look).targets.place(name)
            assert not marks or marks == added(timeline, tape, at, look)


def test_a_ring_is_painted():
    timeline, tape, (name, tick) = spike_timeline(), spike_tape(), crossing_ion()
    canvas, images = RasterCanvas((960, 540)), []
    for look in (BARE, replace(BARE, ringed=(name,)), BARE):
        canvas.paint(frame(timeline, tape, tick, look))
        images.append(bgra(canvas.surface)[:, :, :3].astype(int))
    x, y, radius = pictured(timeline, tape, tick, BARE).targets.place(name)
    changed = np.abs(images[1] - images[0]).sum(axis=2) > 90
    rows, columns = np.nonzero(changed)
    away = np.hypot(columns - x / 2, rows - y / 2)
    assert len(away) > 60
    assert away.max() < radius / 2 + 9
    assert hashlib.sha256(images[2].tobytes()).digest() == hashlib.sha256(images[0].tobytes()).digest()
    assert tape.at(tick).ions.phase[int(name.split()[1])] in (IonPhase.INWARD, IonPhase.OUTWARD)
