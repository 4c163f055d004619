"""What painting a whole scene from cold costs against encoding it: CPU of one run."""

from dataclasses import replace

import pytest
from whole_run import FPS, measured, parts, whole_scene

from apanim.script.programme import compile_programme
from apanim.units import TICKS_PER_STEP, frame_tick
from apanim.world import Session

CROWD, CROWDED_FRAMES = 5000, 240  # their world takes longer to make than to paint


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("name", "scene", "at_most"),
    [("close-up", "spike", 1 / 4), ("neuron", "signals", 1 / 3), ("axon", "propagation", 1 / 3)],
)
def test_a_scene_is_painted_in_a_part_of_the_time_that_it_takes_to_encode(name, scene, at_most, ratio):
    cost = whole_scene(scene)
    told = f"{parts(cost)}; the whole at {cost.speed:.2f} of its frames"
    ratio(f"painting the {name}, over encoding it", cost.share, f"≤ {at_most:.2f}", told)
    assert cost.share <= at_most


class Few:
    """The first worlds of a scene."""

    def __init__(self, series, worlds):
        self.series, self.worlds, self.steps = series, worlds, len(series.v_mV) - 1

    def at(self, tick):
        return self.worlds[min(tick // TICKS_PER_STEP, len(self.worlds) - 1)]


@pytest.mark.benchmark
def test_five_thousand_ions_are_painted_in_half_of_the_time_that_they_take_to_encode(ratio):
    show = compile_programme("spike", "silent", "en")
    plan = show.timelines[0].plan
    plan = replace(plan, setup=replace(plan.setup, ions=CROWD))
    session, last = Session(plan.setup, plan.acts), CROWDED_FRAMES * frame_tick(1, FPS) // TICKS_PER_STEP
    worlds = [session.world, *(session.step(ns) for ns in plan.model_ns[1 : last + 1].tolist())]
    few = Few(show.tapes[0].series, worlds)
    cost = measured(replace(show.timelines[0], plan=plan), few, CROWDED_FRAMES)
    ratio(f"painting {CROWD} ions, over encoding them", cost.share, "≤ 0.5", parts(cost))
    assert cost.share <= 1 / 2
