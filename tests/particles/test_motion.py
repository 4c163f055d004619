import numpy as np
import pytest
from numpy.random import Generator, Philox

from apanim import lies
from apanim.particles.fill import fill, homes_nm, shares
from apanim.particles.ions import Species
from apanim.particles.layout import FLOOR_OUT_NM, HEIGHT_NM, make_layout
from apanim.particles.motion import (
    DRIFT_DT_S,
    DT_S,
    THERMAL_nm_s,
    drift,
    face_pull,
    ornstein_uhlenbeck,
    reflect,
    room,
)
from apanim.physics.textbook import TEXTBOOK

LAYOUT = make_layout(8, 6, 1)


def walkers(count, seed):
    rng = Generator(Philox(seed))
    return (rng.standard_normal((count, 3)) * THERMAL_nm_s).astype(np.float32), rng


def normal(rng, count):
    return rng.standard_normal((count, 3), dtype=np.float32)


def test_free_paths_are_brownian_beyond_their_memory():
    vel, rng = walkers(4000, 1)
    pos = np.zeros_like(vel, dtype=np.float64)
    slowness = np.ones(4000, np.float32)
    seconds = 30.0
    for _ in range(round(seconds / DRIFT_DT_S)):
        vel = ornstein_uhlenbeck(vel, slowness, normal(rng, 4000))
        pos += vel * DRIFT_DT_S
    # In the plane <r^2> = 4 D (t - memory) once t >> memory, with D = speed_per_axis^2 * memory.
    memory = lies.ION_MEMORY.value
    diffusion = lies.ION_SPEED.value**2 / 2 * memory
    measured = np.mean(pos[:, 0] ** 2 + pos[:, 1] ** 2)
    expected = 4 * diffusion * (seconds - memory)
    assert measured == pytest.approx(expected, rel=4 / np.sqrt(4000) + 0.01)


def test_paths_are_smooth_from_frame_to_frame():
    vel, rng = walkers(2000, 2)
    later = ornstein_uhlenbeck(vel, np.ones(2000, np.float32), normal(rng, 2000))
    turn = np.mean(np.sum((later - vel) ** 2, axis=1)) / np.mean(np.sum(vel**2, axis=1))
    assert turn < 0.06  # a fresh random velocity each time would give 2


def test_the_thermal_speed_stays():
    vel, rng = walkers(3000, 3)
    for _ in range(200):
        vel = ornstein_uhlenbeck(vel, np.ones(3000, np.float32), normal(rng, 3000))
    speeds = np.sqrt(np.mean(vel**2, axis=0))
    assert speeds == pytest.approx(THERMAL_nm_s, rel=0.05)
    assert np.hypot(*THERMAL_nm_s[:2]) == pytest.approx(lies.ION_SPEED.value)


def test_walls_and_membrane_keep_ions_and_their_side():
    ions = fill(LAYOUT, TEXTBOOK, 900, Generator(Philox(4)))
    side = np.sign(ions.pos[:, 1])
    rng = Generator(Philox(5))
    for _ in range(300):
        ions = drift(ions, -70.0, LAYOUT, homes_nm(LAYOUT), normal(rng, 900))
    assert np.array_equal(np.sign(ions.pos[:, 1]), side)
    assert np.abs(ions.pos[:, 0]).max() <= LAYOUT.half_width_nm
    assert np.abs(ions.pos[:, 1]).max() <= HEIGHT_NM
    assert ions.pos[:, 2].min() >= 0
    assert ions.pos[:, 2].max() <= lies.DEPTH.value
    assert np.abs(ions.pos[side > 0, 1]).min() > FLOOR_OUT_NM - 0.1


def test_density_is_uniform_at_equilibrium_without_charge():
    # Points in the far half, where beads do not push each other, away from the membrane's relief.
    rng = Generator(Philox(6))
    n = 6000
    pos = np.empty((n, 3), np.float32)
    pos[:, 0] = rng.uniform(-LAYOUT.half_width_nm, 0, n)  # all in the left half at first
    pos[:, 1] = rng.uniform(8, HEIGHT_NM, n)
    pos[:, 2] = rng.uniform(0, lies.DEPTH.value, n)
    vel = rng.normal(0, 40.0, (n, 3)).astype(np.float32)  # fast, so that the box is crossed many times
    for _ in range(4000):
        vel = np.float32(0.999) * vel + np.float32(np.sqrt(1 - 0.999**2) * 40) * rng.standard_normal(
            vel.shape, dtype=np.float32
        )
        pos += vel * np.float32(DT_S)
        reflect(pos, vel, LAYOUT)
    counts, _ = np.histogram(pos[:, 0], 8, (-LAYOUT.half_width_nm, LAYOUT.half_width_nm))
    assert np.abs(counts - n / 8).max() < 5 * np.sqrt(n / 8)


def test_near_beads_make_room_and_far_ones_need_not():
    near = np.array([[0, 8, 1], [0.5, 8, 1], [10, 8, 1]], np.float32)
    push = room(near)
    assert push[0, 0] < 0 < push[1, 0]
    assert not push[2].any()
    assert np.allclose(push[0], -push[1])
    far = near + np.float32([0, 0, 12])
    assert not room(far).any()


def test_the_faces_draw_the_opposite_charge():
    pos = np.array([[0, 5, 0], [0, 5, 0], [0, -5, 0], [0, -5, 0]], np.float32)
    species = np.array([Species.NA, Species.CL, Species.K, Species.A], np.uint8)
    at_rest = face_pull(pos, species, -70.0)[:, 1]
    # Outside: cations seek the membrane, anions leave it. Inside: the other way about.
    assert at_rest[0] < 0 < at_rest[1]
    assert at_rest[2] < 0 < at_rest[3]
    assert np.allclose(face_pull(pos, species, +70.0)[:, 1], -at_rest)


def test_beads_are_as_unequal_as_the_concentrations():
    counts = shares(TEXTBOOK, 900)
    assert sum(counts.values()) == 900 - 12
    ratio = counts[Species.NA, False] / counts[Species.NA, True]
    assert ratio == pytest.approx(145 / 15, rel=0.05)
    assert counts[Species.K, True] / counts[Species.K, False] == pytest.approx(140 / 5, rel=0.1)
