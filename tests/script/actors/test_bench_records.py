"""What an author is given of the bench: from where a step is held, how its fits are called, and the box."""

import numpy as np
import pytest
from helpers import WORDS, compiled

from apanim.physics.course import Course
from apanim.physics.measure import measure_spike
from apanim.physics.slab import SLAB
from apanim.physics.stimulus import Pulse
from apanim.physics.textbook import TEXTBOOK
from apanim.script.actors.bench import Bench
from apanim.script.actors.box import Box
from apanim.script.actors.clamp_bench import Inference

BODY = """
spike = s.stimulate(patch, 1.15 * THRESHOLD)
s.measure(peak=patch.at(spike.peak).V, falls=spike.lasts("falling"), under=spike.lasts("undershoot"))
s.say("peak")
s.wait(1)
"""


def test_a_step_is_held_at_rest_or_where_it_is_said():
    assert Bench(TEXTBOOK).clamp(0).hold_mV == TEXTBOOK.v_rest_mV == -70.0
    assert Bench(TEXTBOOK).clamp(0, hold_mV=-100).hold_mV == -100.0


def test_a_fit_is_called_by_its_gates_and_has_the_colour_of_the_right_number():
    step = Bench(TEXTBOOK).clamp(0)
    assert [step.potassium_fit(gates).name for gates in (1, 4)] == ["n", "n^4"]
    assert [step.sodium_fit(gates).name for gates in (1, 3)] == ["mh", "m^3h"]
    wrong, right = (step.potassium_fit(gates).tint for gates in (1, 4))
    assert (wrong, right) == ("plot.h", step.potassium_current.tint)


def test_the_box_is_the_slab_that_is_drawn():
    assert Box(TEXTBOOK).geometry == SLAB.geometry


def test_a_spikes_phases_last_as_long_as_on_the_bench(tmp_path):
    """The falling phase and the undershoot that a scene measures, against the bench's spike."""
    words = WORDS.replace("{peak:mV}", "{peak:mV}, falls in {falls:ms} and is under in {under:ms}")
    found, bench = compiled(tmp_path, BODY, words).measures, measure_spike(TEXTBOOK)
    assert found["falls"] == pytest.approx(bench.rest_crossing_ms - bench.peak_ms, rel=0.05)
    assert found["under"] == pytest.approx(bench.back_ms - bench.rest_crossing_ms, rel=0.05)


def test_a_spike_predicted_from_the_clamp_is_the_one_that_the_equations_run():
    spike = Inference(TEXTBOOK).spike(60.0, 0.3, 6.0)
    course = Course(TEXTBOOK, 0.0, (Pulse(0, 300_000, 60.0),))
    course.run(6000, 1000)
    v_mV = course.read().v_mV
    assert len(spike.values) > 600  # or its peak would lie between two of them
    for ms in (0.0, 0.3, 1.0, 1.5, 2.0, 3.0, 6.0):
        assert spike.at(ms).measure() == pytest.approx(v_mV[round(1000 * ms)], abs=0.5)
    assert spike.most.measure() == pytest.approx(np.abs(v_mV).max(), abs=0.05)
