"""Baking the lecture's tape against the lecture's own length, in CPU seconds of one run."""

import time

import pytest

from apanim.script.programme import compile_programme
from apanim.units import seconds
from apanim.world import Session


@pytest.mark.benchmark
def test_the_lecture_bakes_in_less_than_a_tenth_of_its_length():
    timeline = compile_programme("spike", "silent", "en").timelines[0]
    plan = timeline.plan
    start = time.process_time()
    Session.replay(plan)
    ratio = (time.process_time() - start) / seconds(timeline.duration_tick)
    print(f"\nbaking {plan.setup.ions} ions: {ratio:.3f} CPU seconds a lecture second")
    assert ratio < 0.1
