"""Ions: where they are drawn, how depth looks, what trails, and what stays clear of text."""

import numpy as np
from made import made_world

from apanim.particles.ions import IonPhase, Species
from apanim.picture.camera import WHOLE
from apanim.picture.camera.depth import LEVELS, SHARP_LEVEL, levels, look
from apanim.picture.drawlist import BEAD_RIGS, OPACITY_LEVELS, Text
from apanim.picture.overlay.exclusion import Quiet, clear_of, quiet_of
from apanim.picture.type import box
from apanim.picture.views.membrane.geometry import from_nm, membrane_y, place
from apanim.picture.views.membrane.ions import bead_layers


def test_depth_dims_shrinks_and_blurs_without_steps():
    looks = [look(level) for level in range(LEVELS)]
    assert np.all(np.diff([seen.scale for seen in looks]) < 0)
    assert np.all(np.diff([seen.opacity for seen in looks]) < 0)
    assert np.all(np.diff([seen.blur for seen in looks]) >= 0)
    assert np.abs(np.diff([seen.scale for seen in looks])).max() * 22 < 0.5, "under half a pixel a level"
    assert np.abs(np.diff([seen.opacity for seen in looks])).max() < 0.09
    assert looks[0].opacity > 0.97
    assert looks[-1].opacity < 0.04


def test_levels_cover_the_depth():
    assert levels(np.array([0.0, 24.0])).tolist() == [0, LEVELS - 1]


def test_places_far_from_the_membrane_are_upright_and_those_in_a_pore_follow_its_tilt():
    x, y = from_nm(np.array([3.0]), np.array([14.0]))
    assert x[0] == 960 + 96
    x, y = from_nm(np.array([-20.875]), np.array([2.0]))
    assert np.allclose((x[0], y[0]), place(292, 0, -64), atol=0.6)
    assert from_nm(np.array([0.0]), np.array([0.0]))[1][0] == membrane_y(960.0)


def test_every_ion_in_sight_is_drawn_once():
    ions = made_world().ions
    layers = bead_layers(ions, [])
    x, y = from_nm(ions.pos[:, 0], ions.pos[:, 1])
    in_sight = (np.abs(x - 960) < 1000) & (np.abs(y - 540) < 580)
    assert len(layers.far.x) + len(layers.near.x) + len(layers.flowing.x) == in_sight.sum()
    assert layers.far.depth.min() >= SHARP_LEVEL
    assert layers.near.depth.max() < SHARP_LEVEL
    assert len(layers.flowing.x) == (ions.phase != IonPhase.FREE).sum()


def test_the_labelled_few_carry_their_names():
    names = {BEAD_RIGS[i] for i in bead_layers(made_world().ions, []).near.rig}
    assert {"ion_na_label", "ion_k_label", "ion_cl_label"} <= names


def test_names_are_readable_however_deep_their_ions_are():
    ions = made_world().ions
    ions = ions._replace(pos=ions.pos * np.float32((1, 1, 0)) + np.float32((0, 0, 24)))
    layers = bead_layers(ions, [])
    beads = [layers.far, layers.near, layers.flowing]
    named = np.concatenate([one.depth[[BEAD_RIGS[i].endswith("_label") for i in one.rig]] for one in beads])
    assert len(named) == 5
    assert look(int(named.max())).opacity > 0.9
    assert max(one.depth.max(initial=0) for one in beads) == LEVELS - 1  # the others are all but gone


def test_only_fast_ions_trail_the_way_they_move():
    ions = made_world().ions
    trails = bead_layers(ions, []).trails
    flows = (ions.phase == IonPhase.INWARD) | (
        (ions.phase == IonPhase.APPROACHING) & (ions.pos[:, 1] > 0.0)
    )
    assert len(trails.x) == flows.sum() == 7, (
        "in the pore, and coming down to it: who is fast elsewhere has none"
    )
    assert np.all(trails.angle == 90), "down, into the cell"
    assert np.all((trails.length >= 24) & (trails.length <= 88))
    still = ions._replace(vel=np.zeros_like(ions.vel))
    assert len(bead_layers(still, []).trails.x) == 0


def test_free_beads_fade_near_text():
    ions = made_world().ions
    quiet = [Quiet(-100.0, 0.0, 2020.0, 300.0)]
    faded = bead_layers(ions, quiet)
    assert (faded.near.y > 300).all()
    assert len(faded.near.x) < len(bead_layers(ions, []).near.x)
    edge = faded.near.opacity[(faded.near.y < 325)]
    assert len(edge)
    assert (edge < OPACITY_LEVELS).all()


def test_a_bead_is_hidden_as_much_as_the_box_that_hides_it_most_says():
    rng = np.random.default_rng(3)
    x, y = (rng.uniform(0.0, side, 500).astype(np.float32) for side in (1920, 1080))
    left, top = rng.uniform(0.0, 1500.0, 12), rng.uniform(0.0, 900.0, 12)
    kinds = [(6.0, 1.0), (30.0, 1.0), (30.0, 0.4)]
    quiet = [
        Quiet(a, b, a + 200.0, b + 60.0, *kinds[i % 3])
        for i, (a, b) in enumerate(zip(left, top, strict=True))
    ]

    def hidden(box):
        away_x = np.maximum(np.maximum(box.left - x, x - box.right), 0.0)
        away_y = np.maximum(np.maximum(box.top - y, y - box.bottom), 0.0)
        return box.strength * (1.0 - np.clip((np.hypot(away_x, away_y) - box.margin) / 26.0, 0.0, 1.0))

    expected = 1.0 - np.max([hidden(box) for box in quiet], axis=0)
    assert 0.2 < np.mean(expected < 1.0) < 0.9
    assert np.allclose(clear_of(quiet, WHOLE, x, y), expected, atol=1e-4)


def test_beads_keep_away_from_words_and_give_way_as_those_come():
    ions = made_world().ions
    words = Text(960, 200, "words on the scene", 28, 700, "#FFFFFF", "middle", outline="#000000")
    left, top, right, bottom = box(words)

    def beside(opacity):
        beads = bead_layers(ions, quiet_of([words._replace(opacity=opacity)])).near
        near = (beads.x > left) & (beads.x < right) & (beads.y > top - 30) & (beads.y < bottom + 30)
        return beads.opacity[near].astype(int).sum()

    seen = [beside(opacity) for opacity in np.linspace(0.0, 1.0, 11)]
    assert seen[-1] == 0
    assert seen[0] > 0
    assert np.all(np.diff(seen) <= 0)
    assert -np.diff(seen).min() < 0.4 * seen[0], "none pops"


def test_potassium_rocks_a_little_as_it_drifts_and_the_others_stand_upright():
    ions = made_world().ions
    drawn = bead_layers(ions, []).near, bead_layers(ions, []).far
    for beads in drawn:
        assert beads.tilt is not None
        assert np.abs(beads.tilt).max(initial=0) <= 10
        assert not beads.tilt[beads.rig != Species.K].any()
    near = drawn[0]
    assert near.tilt is not None
    assert len(np.unique(near.tilt[near.rig == Species.K])) > 5
    moved = ions._replace(pos=ions.pos + np.float32(0.02))  # about a frame's drift
    after = bead_layers(moved, []).near
    assert after.tilt is not None
    assert np.abs(after.tilt.astype(int) - near.tilt).max() <= 2
