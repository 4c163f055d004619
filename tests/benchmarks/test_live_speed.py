"""How fast a branch lives: world steps in a second of one core, against the 60 shown in a second."""

import time

import pytest
from live_runs import at_rest

from apanim.lab.branch import Branch
from apanim.lab.commands import BlockStretch, Drug, Inject, Pace, Release, Stimulate
from apanim.picture.frame import frame
from apanim.units import STEPS_PER_S

AT_LEAST = 3.0  # times real time, so that a picture can be painted beside
LASTS_S = 12  # of lecture time
DEEDS = {
    "membrane": (Stimulate(1.5), Drug(0.8, 0.9), Stimulate(1.5, again_ms=2.0)),
    "neuron": (Release("left"), Release("upper"), Release("right"), Inject("soma", 7.0, 2.0, 1.0)),
    "axon": (Stimulate(1.5), BlockStretch(1300.0, 1500.0, 0.0), Inject("axon", 2300.0, 0.8, 0.3)),
}


def lived(view, pace):
    """A branch under its deeds, one a second, and the CPU seconds that its life and its listing took."""
    branch = Branch(*at_rest(view), 0)
    branch.do(0, Pace(pace))
    for k, command in enumerate(DEEDS[view]):
        branch.do(120 + 10 * k, command)
    steps = LASTS_S * STEPS_PER_S
    spent, listed = 0.0, 0.0
    for step in range(branch.end_tick // 10 + 1, branch.end_tick // 10 + steps + 1):
        begin = time.process_time()
        branch.reach(10 * step)
        spent += time.process_time() - begin
        if step % 2 == 0:
            begin = time.process_time()
            frame(branch.timeline, branch.tape, 10 * step)
            listed += time.process_time() - begin
    return steps / spent, 1e3 * listed / (steps // 2)


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("view", "pace"), [("membrane", 0.4), ("neuron", 0.5), ("axon", 0.25), ("membrane", 5.0)]
)
def test_a_branch_lives_three_times_as_fast_as_it_is_shown(view, pace, ratio):
    steps_a_s, list_ms = lived(view, pace)
    told = f"{steps_a_s:.0f} world steps a CPU second; listing a picture {list_ms:.1f} ms"
    ratio(
        f"a {view} that is tried, at {pace:g} ms/s, over real time",
        steps_a_s / STEPS_PER_S,
        f"≥ {AT_LEAST:g}",
        told,
    )
    assert steps_a_s >= AT_LEAST * STEPS_PER_S
