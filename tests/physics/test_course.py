"""The courses of a patch and of a cable: the same four verbs, and one run of one stimulus."""

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.cable.course import GRID_NS, CableCourse
from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.neuron import unmyelinated
from apanim.physics.course import Course
from apanim.physics.perturb import Change
from apanim.physics.stimulus import Hold, Pulse, Release
from apanim.physics.textbook import TEXTBOOK

PULSE = Pulse(100_000, 200_000, 150.0)
NEURON = unmyelinated(300.0)


def equal(a, b):
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def test_a_fork_goes_on_as_its_course_does_until_it_is_acted_upon():
    course = Course(TEXTBOOK, acts=(PULSE,))
    course.run(100, 5_000)
    fork, other = course.fork(150_000), course.fork(150_000)
    assert fork.now_ns == 150_000
    fork.run(70, 5_000)
    assert equal((x[30:] for x in course.read()), fork.read())
    other.act(Hold(150_000, -70.0))
    other.run(70, 5_000)
    assert np.ptp(other.read().v_mV[1:]) == 0
    assert equal((x[30:] for x in course.read()), fork.read())


def test_a_fork_with_its_past_is_the_same_course():
    course = Course(TEXTBOOK, acts=(PULSE,))
    course.run(100, 5_000)
    fork = course.fork(212_000, past=True)
    assert fork.now_ns == 210_000
    assert equal((x[:43] for x in course.read()), fork.read())
    fork.run(58, 5_000)
    assert equal(course.read(), fork.read())


def test_a_pulse_in_a_course_is_the_pulse_of_the_measurements():
    course = Course(TEXTBOOK, acts=(Pulse(0, 200_000, 150.0),))
    course.run(1600, 5_000)
    trace = measure.run(TEXTBOOK, Course(TEXTBOOK).state, 8.0, 150.0, (0.0, 0.2), 0.005)
    assert np.abs(course.read().v_mV - trace.v_mV).max() < 1e-9


def test_a_change_of_the_membrane_begins_when_it_is_told():
    course = Course(TEXTBOOK, acts=(Change(50_000, "TTX", 0.0), PULSE))
    plain = Course(TEXTBOOK, acts=(PULSE,))
    course.run(400, 5_000), plain.run(400, 5_000)
    assert equal((x[:11] for x in course.read()), (x[:11] for x in plain.read()))
    assert plain.read().v_mV.max() > 20
    assert course.read().v_mV.max() < 0


def test_a_cable_acted_upon_live_is_the_cable_of_that_plan():
    act = Electrode("axon", 0.0, 400_000, 300_000, 1.0)
    live = CableCourse(NEURON.tree, NEURON.synapses, (Release(100_000, "upper"),))
    for ns in range(50_000, 400_001, 50_000):
        live.step(ns)
    live.read()  # its future as it would have been
    live.act(act)
    for ns in range(450_000, 2_000_001, 50_000):
        live.step(ns)
    planned = CableCourse(NEURON.tree, NEURON.synapses, (Release(100_000, "upper"), act))
    assert np.array_equal(live.read(), planned.read(np.arange(0, 2_000_001, 50_000)))


def test_a_cables_fork_is_exact_between_the_points_of_its_grid_too():
    course = CableCourse(NEURON.tree, NEURON.synapses, (Release(100_000, "upper"),))
    times = np.arange(7_001, 1_500_000, 13_003)
    rows = course.read(times)
    one, other = course.fork(int(times[40])), course.fork(int(times[40]))
    other.act(Electrode("axon", 0.5, other.next_ns, 300_000, 2.0))
    for ns in times[41:].tolist():
        one.step(ns), other.step(ns)
    assert np.array_equal(one.read(), rows[40:])
    assert np.array_equal(other.read()[0], rows[40])
    assert not np.array_equal(other.read()[-1], rows[-1])
    assert np.array_equal(course.read(times), rows)


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (Electrode("axon", 0.5, 0, 1000, 0.4), "Electrode at 0 ms: that is past"),
        (Electrode("axon", 0.5, GRID_NS, 1000, float("nan")), "Electrode: current_nA is nan"),
        (Release(GRID_NS, "nowhere"), "no synapse 'nowhere'"),
    ],
)
def test_what_cannot_be_done_to_a_cable_is_refused(act, says):
    course = CableCourse(NEURON.tree, NEURON.synapses)
    course.step(5)
    with pytest.raises(UserError) as refused:
        course.act(act)
    assert str(refused.value).startswith(says)
    assert course.acts == ()
