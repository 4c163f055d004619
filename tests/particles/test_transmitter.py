"""Transmitter molecules: as many at each receptor as it binds, none lost, no jumps, in their places."""

import numpy as np
import pytest

from apanim import lies
from apanim.particles import transmitter
from apanim.particles.ions import IonPhase
from apanim.particles.layout import HEIGHT_NM, PX_PER_NM, make_layout
from apanim.particles.motion import DT_S
from apanim.particles.proteins import Kind
from apanim.picture.rigs import rig

LAYOUT = make_layout(0, 0, 2, 4)
HOMES = transmitter.homes(LAYOUT)
ABOVE_NM = 18.0  # above every frame's upper edge


def run(molecules, bound, present, steps, seed=1):
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        noise = rng.standard_normal(molecules.pos.shape).astype(np.float32)
        molecules = transmitter.step(molecules, np.array(bound), present, LAYOUT, HOMES, noise)
    return molecules


def in_vesicles(pos_nm):
    """(t,) true for molecules in a vesicle."""
    away = np.linalg.norm(pos_nm[:, None, :2] - transmitter.VESICLES_NM, axis=2)
    return away.min(axis=1) < transmitter.VESICLE_NM


def test_before_a_release_all_wait_in_the_vesicles():
    start = transmitter.init(LAYOUT, HOMES)
    assert in_vesicles(start.pos).all()
    assert in_vesicles(run(start, [0, 0, 0, 0], False, 300).pos).mean() > 0.9  # they jostle
    assert len(start.pos) == 4 * lies.CLEFT_CROWD.value
    counts = np.bincount(np.arange(len(start.pos)) % len(transmitter.VESICLES_NM))
    assert np.ptp(counts) <= 1


def test_molecules_come_and_dock_where_the_receptors_bind_them():
    there = run(transmitter.init(LAYOUT, HOMES), [0, 1, 2, 2], True, 180)
    assert transmitter.docked(there).tolist() == [0, 1, 2, 2]
    seats = transmitter.seat_places(LAYOUT)
    sat = there.held >= 0
    assert np.array_equal(there.pos[there.held[sat]], seats[sat])
    assert len(set(there.held[sat].tolist())) == 5
    assert (there.pos[there.phase == IonPhase.FREE, 1] < ABOVE_NM).all()


def test_the_seats_are_the_rigs():
    left, right = rig("ligand_channel").anchors["bind-left"], rig("ligand_channel").anchors["bind-right"]
    drawn = transmitter.SITE_NM * PX_PER_NM * [1, -1]
    assert drawn.tolist() == [list(left), list(right)]


def test_what_is_not_bound_goes_and_is_cleared_away():
    there = run(transmitter.init(LAYOUT, HOMES), [2, 2, 2, 2], True, 180)
    gone = run(there, [0, 2, 1, 0], False, 2000)
    assert transmitter.docked(gone).tolist() == [0, 2, 1, 0]
    free = gone.phase == IonPhase.FREE
    assert free.sum() == len(gone.pos) - 3
    assert in_vesicles(gone.pos[free]).mean() > 0.9
    assert gone.pos[:, 1].max() < HEIGHT_NM


@pytest.mark.parametrize("bound", [[0, 1, 2, 2], [2, 2, 2, 2]])
def test_nobody_jumps(bound):
    now = transmitter.init(LAYOUT, HOMES)
    rng = np.random.default_rng(3)
    for number in range(400):
        noise = rng.standard_normal(now.pos.shape).astype(np.float32)
        want = bound if number < 250 else [0, 0, 1, 0]
        later = transmitter.step(now, np.array(want), number < 250, LAYOUT, HOMES, noise)
        moved = np.sqrt(((later.pos - now.pos) ** 2).sum(axis=1)).max()
        assert moved < 1.6 * lies.CLEFT_SPEED.value * DT_S + 0.1
        now = later


def test_nobody_goes_through_the_wall_of_the_ending():
    now, rng = transmitter.init(LAYOUT, HOMES), np.random.default_rng(4)
    came_out = 0
    for number in range(1500):
        present = number < 300
        noise = rng.standard_normal(now.pos.shape).astype(np.float32)
        want = [0, 1, 2, 2] if number < 400 else [0, 0, 0, 0]
        later = transmitter.step(now, np.array(want), present, LAYOUT, HOMES, noise)
        was, at = transmitter.in_ending(now.pos), transmitter.in_ending(later.pos)
        out, back = later.pos[was & ~at], later.pos[~was & at]
        came_out += len(out)
        aside = np.abs(out[:, 0, None] - transmitter.VESICLES_NM[:, 0]).min(axis=1, initial=np.inf)
        assert (aside < 17 / PX_PER_NM).all()  # half of a vesicle's opening
        assert len(out) == 0 or later.fused[0] >= transmitter.OPEN_FROM
        assert (back[:, 1] > ABOVE_NM).all()  # from above the picture, down the ending
        now = later
    assert came_out == len(now.pos)


def test_every_receptor_has_a_crowd_of_its_own():
    axes = LAYOUT.x_nm[LAYOUT.sites(Kind.LIGAND_CHANNEL)]
    near = np.abs(HOMES.hover[:, 0][:, None] - axes).min(axis=1)
    assert near.max() <= transmitter.SPREAD_NM + 1e-3
    assert np.unique(HOMES.hover, axis=0).shape == HOMES.hover.shape
