"""Baking the lecture's tape against the lecture's own length, in CPU seconds of one run."""

import time

import pytest

from apanim.script.programme import compile_programme
from apanim.units import seconds
from apanim.world import Session


@pytest.mark.benchmark
def test_the_lecture_bakes_in_less_than_a_tenth_of_its_length(ratio):
    timeline = compile_programme("spike", "silent", "en").timelines[0]
    plan = timeline.plan
    begun = time.process_time()
    Session.replay(plan)
    took_s, lasts_s = time.process_time() - begun, seconds(timeline.duration_tick)
    told = f"{took_s:.2f} CPU s for {lasts_s:.0f} s with {plan.setup.ions} ions"
    ratio("baking a scene, over its length", took_s / lasts_s, "< 0.1", told)
    assert took_s / lasts_s < 0.1
