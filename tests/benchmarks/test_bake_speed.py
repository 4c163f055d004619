"""Baking the lecture's tape against the lecture's own length, in CPU seconds of one run."""

import time

import pytest

from apanim import world
from apanim.script.programme import compile_programme
from apanim.units import seconds


@pytest.mark.benchmark
def test_the_lecture_bakes_in_less_than_a_tenth_of_its_length():
    timeline = compile_programme("spike", "silent", "en").timelines[0]
    plan = timeline.plan
    now = world.init(plan)
    start = time.process_time()
    for _ in range(plan.steps):
        now = world.step(now, plan)
    ratio = (time.process_time() - start) / seconds(timeline.duration_tick)
    print(f"\nbaking {plan.ions} ions: {ratio:.3f} CPU seconds a lecture second")
    assert ratio < 0.1
