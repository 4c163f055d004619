"""Baths keep their concentrations: a bead that has crossed is seen, leaves, and comes back out of sight."""

from itertools import pairwise

import numpy as np
from numpy.random import Generator, Philox

from apanim import lies
from apanim.particles import baths, motion
from apanim.particles.fill import fill, homes_nm
from apanim.particles.ions import Species
from apanim.particles.layout import make_layout
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.camera.depth import levels, look

LAYOUT = make_layout(5, 3, 1, row="spike")


def after_crossing(guests, seconds, seed=1):
    """The ions at every drift from when those in `guests` have just crossed on."""
    ions = fill(LAYOUT, TEXTBOOK, 700, Generator(Philox(seed)))
    marked = ions.guest.copy()
    marked[guests] = baths.crossed(marked[guests], Generator(Philox(seed + 1)))
    pos = ions.pos.copy()
    pos[guests, 2] = 0.0
    now, rng = ions._replace(guest=marked, pos=pos), Generator(Philox(seed + 2))
    out = [now]
    for _ in range(round(seconds / motion.DRIFT_DT_S)):
        noise = rng.standard_normal((700, 3), dtype=np.float32)
        now = baths.keep(motion.drift(motion.glide(now), -70.0, LAYOUT, homes_nm(LAYOUT), noise), noise)
        out.append(now)
    return out


GUESTS = np.arange(20, 60)
RUN = after_crossing(GUESTS, 8.0)


def test_a_guest_is_seen_for_a_second_and_then_exchanged():
    sides = np.array([np.sign(ions.pos[GUESTS, 1]) for ions in RUN])
    changed = sides != sides[0]
    assert changed[-1].all()  # each has come back to the bath that it had left
    first = changed.argmax(axis=0) * motion.DRIFT_DT_S
    assert first.min() > lies.GUESTS_LINGER.value
    assert first.max() < 6.0
    sharp = np.array([ions.pos[GUESTS, 2] < 8.0 for ions in RUN]).sum(axis=0) * motion.DRIFT_DT_S
    assert (sharp > lies.GUESTS_LINGER.value).all()
    assert (RUN[-1].guest == baths.HOME).all()


def test_nobody_changes_sides_in_sight():
    for before, after in pairwise(RUN):
        moved = np.sign(before.pos[:, 1]) != np.sign(after.pos[:, 1])
        deep = levels(before.pos[moved, 2]).tolist() + levels(after.pos[moved, 2]).tolist()
        assert all(look(level).opacity < 0.03 for level in deep)
        assert np.abs(after.pos[:, [0, 2]] - before.pos[:, [0, 2]]).max() < 1.5  # and nobody jumps besides


def test_those_at_home_stay_and_no_species_gains():
    others = np.setdiff1d(np.arange(700), GUESTS)
    assert np.array_equal(np.sign(RUN[0].pos[others, 1]), np.sign(RUN[-1].pos[others, 1]))
    assert np.array_equal(RUN[0].species, RUN[-1].species)
    assert (RUN[0].species[GUESTS] == Species.NA).all()


def test_who_crosses_back_is_at_home_again():
    rng = Generator(Philox(3))
    there = baths.crossed(np.zeros(500, np.uint8), rng)
    seconds = there * motion.DRIFT_DT_S
    assert seconds.min() >= lies.GUESTS_LINGER.value - motion.DRIFT_DT_S
    assert seconds.max() <= lies.GUESTS_LINGER.high
    assert (baths.crossed(there, rng) == baths.HOME).all()
