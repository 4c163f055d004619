"""What a sentence speaks of can be seen while it is spoken: a pore that is open is open in sight."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from helpers import open_show

from apanim.particles.layout import PX_PER_NM
from apanim.particles.proteins import Kind
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT
from apanim.picture.design_frame import MID_X
from apanim.picture.drawlist import Text
from apanim.picture.frame import frame
from apanim.tape import open_tape
from apanim.units import TICKS_PER_STEP

SEEDS = (1, 20)  # the scenes' own, and another
RIGHTMOST_PX = 1500  # as far as labels go
# scene, cue, which channels and their state, for how much of the sentence at least one is in that state
SEEN = [
    ("action", "action_in", "na open", 0.9),
    ("action", "action_peak", "na open", 0.9),
    ("action", "action_plug", "na plugged", 0.6),
    ("action", "action_out", "k open", 0.9),
    ("action", "action_under", "k open", 0.9),
    ("channels", "channels_open", "na open", 0.3),
    ("channels", "channels_k", "k open", 0.4),
    ("refractory", "refractory_again", "na inactivated", 0.9),
]


@cache
def show(name):
    return open_show(name)


@cache
def tape(name, seed):
    plan = show(name).timeline.plan
    return open_tape(replace(plan, setup=replace(plan.setup, seed=seed)))


def worlds(name, cue, seed=1):
    """The worlds of a cue, ten a second."""
    told = next(c for c in show(name).timeline.cues if c.name == cue)
    return [tape(name, seed).at(tick) for tick in range(told.start_tick, told.end_tick, 6 * TICKS_PER_STEP)]


def in_sight(name, kind):
    layout = show(name).timeline.patch_setup.layout
    x = MID_X + PX_PER_NM * layout.x_nm[layout.sites(kind)]
    return (x > 60) & (x < RIGHTMOST_PX)


def seen_in(name, cue, which, seed):
    """(worlds, channels in sight): true where a channel is in the state that is spoken of."""
    kind, states = {
        "na open": (Kind.NA_CHANNEL, [NA_CONDUCTING]),
        "na plugged": (Kind.NA_CHANNEL, [NA_CONDUCTING + NA_SHUT]),
        "na inactivated": (Kind.NA_CHANNEL, range(NA_SHUT, 2 * NA_SHUT)),
        "k open": (Kind.K_CHANNEL, [K_CONDUCTING]),
    }[which]
    row = [w.k_state if kind == Kind.K_CHANNEL else w.na_state for w in worlds(name, cue, seed)]
    return np.isin(row, list(states))[:, in_sight(name, kind)]


@pytest.mark.parametrize(("name", "cue", "which", "share"), SEEN)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_channel_in_sight_does_what_is_said(name, cue, which, share, seed):
    assert seen_in(name, cue, which, seed).any(axis=1).mean() >= share


@pytest.mark.parametrize("seed", SEEDS)
def test_a_channel_in_all_three_states_is_in_sight_when_they_are_named(seed):
    held = np.array([w.na_state for w in worlds("channels", "channels_states", seed)])
    x = MID_X + PX_PER_NM * show("channels").timeline.patch_setup.layout.x_nm
    seen = x[show("channels").timeline.patch_setup.layout.sites(Kind.NA_CHANNEL)] > 60
    held = held[:, seen]
    assert (held[0] == held[-1]).all()  # nothing changes while they are pointed at
    assert (held[0] == NA_CONDUCTING).any()
    assert (held[0] == NA_CONDUCTING + NA_SHUT).any()
    assert (held[0] < NA_CONDUCTING).any()


def test_the_counter_has_counted_what_is_then_said():
    timeline, tape = show("count").timeline, show("count").tape
    said = re.search(r"(\d+) million", next(c.text for c in timeline.cues if c.name == "count_entered"))
    after = next(c for c in timeline.cues if c.name == "count_entered")
    words = [i.text for i in frame(timeline, tape, after.end_tick).items if isinstance(i, Text)]
    assert said is not None
    # The digits stand one by one, then how many were there, and then the words.
    assert re.search(rf"\D{said[1]}\d+million entered", "".join(words))
