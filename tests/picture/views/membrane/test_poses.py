"""Proteins stand as the world says: gates, balls, glow, pump and breath."""

import numpy as np
import pytest
from made import made_world, plan

from apanim.particles.proteins import Kind
from apanim.physics.pump import leg
from apanim.picture.rigs import between, rig
from apanim.picture.views.membrane.geometry import place, tilt_deg
from apanim.picture.views.membrane.proteins import BREATH_DEG, breath_deg, in_sight, posed


def one(world, name, tick=0):
    return next(p for p in posed(world, plan().setup.layout, tick) if p.rig == name)


def part(protein, name):
    return next(s for s in protein.sprites if s.part == name)


def test_a_shut_and_an_open_sodium_gate_stand_as_the_rig_says():
    shut, opened = one(made_world(), "na_channel"), one(made_world(na_open=1), "na_channel")
    tilt = tilt_deg(shut.x)
    assert part(shut, "gate-left").angle == pytest.approx(tilt)
    assert part(opened, "gate-left").angle == pytest.approx(tilt + 66)
    assert part(opened, "gate-right").angle == pytest.approx(tilt - 66)
    assert shut.glow == 0
    assert opened.glow == 1


def test_a_gate_swings_steadily_and_starts_and_stops_gently():
    turns = [
        part(one(made_world(na_open=share), "na_channel"), "gate-left").angle
        for share in np.linspace(0, 1, 41)
    ]
    steps = np.diff(turns)
    assert np.all(steps > 0)
    assert steps[0] < 0.1 * steps.max()
    assert steps[-1] < 0.1 * steps.max()


def test_the_ball_swings_round_into_the_mouth_and_a_little_beyond():
    path = [one(made_world(na_open=1, na_ball=share), "na_channel") for share in np.linspace(0, 1, 101)]
    x = path[0].x
    assert path[0].ball == pytest.approx(place(x, 68, 146))
    assert path[-1].ball == pytest.approx(place(x, 0, 98))
    across = np.array([p.ball[0] for p in path])
    overshoot = (across[-1] - across.min()) / (across[0] - across[-1])
    assert 0.03 < overshoot < 0.25
    below = np.array([p.ball[1] for p in path])
    assert below.max() > path[0].ball[1], "it goes round the lip, not through the wall"


def test_a_plugged_pore_does_not_glow():
    assert one(made_world(na_open=1, na_ball=1), "na_channel").glow == 0
    assert one(made_world(k_open=1), "k_channel").glow == 1


def test_the_pump_shows_its_sockets_and_its_fuel_and_leaves_its_ions_to_the_world():
    for turn in np.linspace(0, 1, 60, endpoint=False):
        pump = one(made_world(turns=turn), "pump")
        names = {s.part for s in pump.sprites}
        assert not names & {"cargo-na", "cargo-k"}
        now = leg(turn)
        if now.progress == 0:
            assert ("atp" in names) == (now.origin == 0)
            assert ("sockets-na" in names) == (now.origin in (0, 1))
            assert ("phosphate" in names) == (now.origin in (1, 2))


def test_the_pump_moves_without_a_jump_through_its_whole_turn():
    turns = np.linspace(0, 2, 1201)
    places = [
        [
            (s.x, s.y, s.angle)
            for s in one(made_world(turns=t), "pump").sprites
            if s.part.startswith(("gate", "body"))
        ]
        for t in turns
    ]
    assert np.abs(np.diff(np.array(places), axis=0)).max() < 3.5  # px, degrees


def test_bodies_breathe_a_little_each_in_its_own_time():
    breaths = np.array([[breath_deg(row, tick) for tick in range(0, 60000, 100)] for row in range(12)])
    assert np.abs(breaths).max() <= BREATH_DEG
    assert np.abs(breaths).max(axis=1).min() > 0.9 * BREATH_DEG
    assert np.abs(np.corrcoef(breaths)[np.triu_indices(12, 1)]).max() < 0.98


def test_the_row_in_sight_is_the_layouts():
    layout = plan().setup.layout
    assert [name for name, _ in in_sight(layout)] == [p.rig for p in posed(made_world(), layout, 0)]
    assert any(name == "leak_cl" for name, _ in in_sight(layout))
    assert len(layout.sites(Kind.NA_CHANNEL)) == plan().setup.na_channels


def test_poses_mix_number_by_number_paths_too():
    channel = rig("na_channel")
    shut, opened = channel.pose("closed", "chain"), channel.pose("open", "chain")
    assert between(shut, opened, 0.0).shape == shut.shape
    half = between(shut, opened, 0.5)
    assert half.shape.startswith("M47,101 ")
    assert between(channel.pose("closed", "ball"), channel.pose("open", "ball"), 0.5).dx == 63
