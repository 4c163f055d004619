"""An honest pace, model time that stands, and what of it a script may not mix."""

import numpy as np
import pytest
from helpers import compiled

from apanim.errors import UserError
from apanim.particles.ledger import PATHWAYS
from apanim.tape import open_tape
from apanim.units import STEPS_PER_S

SPIKE = "spike = s.stimulate(patch, 1.4 * THRESHOLD)\n"


def steps_ns(timeline) -> np.ndarray:
    return np.diff(timeline.plan.model_ns)


def runs(steps: np.ndarray) -> list[tuple[int, int]]:
    """(count, ns a step) of the stretches of even steps, one ns of rounding aside."""
    out: list[list[int]] = []
    for step in steps.tolist():
        if out and abs(out[-1][1] - step) <= 1:
            out[-1][0] += 1
        else:
            out.append([1, step])
    return [(count, step) for count, step in out]


def test_the_pace_to_a_moment_is_one_and_then_time_stands_to_the_end_of_the_block(tmp_path):
    body = SPIKE + 'with s.slow(0.12, to=spike.peak):\n    s.say("hello")\n    s.wait(12)'
    t = compiled(tmp_path, body)
    (moving, pace), *rest, (stood, still) = runs(steps_ns(t))
    assert pace == 2000
    assert still == 0
    assert moving * 2000 <= t.plan.model_ns[-1] <= (moving + 1) * 2000
    assert sum(count for count, _ in rest) <= 1  # the step in which the moment comes
    assert moving + stood + len(rest) == len(steps_ns(t))
    peak_ns = int(t.plan.model_ns[-1])
    v = open_tape(t.plan).series.v_mV
    fine = compiled(tmp_path, SPIKE + "s.until(spike.peak)").plan.model_ns[-1]
    assert peak_ns == fine
    assert v[-1] == v.max()


def test_at_the_end_of_the_block_time_runs_on_to_the_moment_at_that_pace(tmp_path):
    t = compiled(tmp_path, SPIKE + "with s.slow(0.12, to=spike.peak):\n    s.wait(0.5)\ns.wait(0.5)")
    (moving, pace), *_ = runs(steps_ns(t))
    assert pace == 2000
    assert moving > 0.5 * STEPS_PER_S


def test_nothing_flows_while_model_time_is_held_and_ions_go_on(tmp_path):
    body = SPIKE + "with s.slow(0.06, to=spike.rising(0.4)):\n    s.wait(16)\nwith s.hold():\n    s.wait(2)"
    tape = open_tape(compiled(tmp_path, body).plan)
    first = tape.steps - 2 * STEPS_PER_S
    s = tape.series
    assert len(set(s.model_ns[first:].tolist())) == len(set(s.v_mV[first:].tolist())) == 1
    assert (s.carried[first:] == s.carried[first]).all()
    # What was owed as time came to stand may still go in: no more than one of each pathway.
    late = np.abs(s.crossed[-1] - s.crossed[first])
    assert late.max() <= 1
    assert len(late) == len(PATHWAYS)
    half = tape.steps - STEPS_PER_S
    assert (s.crossed[half:] == s.crossed[half]).all()
    before, after = tape.step(half).ions, tape.step(tape.steps).ions
    moved = np.abs(after.pos - before.pos).max(axis=1)
    assert np.median(moved[before.free()]) > 0.3  # nm: they jitter
    assert (tape.step(half).na_state == tape.step(tape.steps).na_state).all()


def test_who_waits_at_an_open_pore_waits_on_while_time_stands(tmp_path):
    body = SPIKE + "with s.slow(0.06, to=spike.rising(0.5)):\n    s.wait(16)\nwith s.hold():\n    s.wait(3)"
    tape = open_tape(compiled(tmp_path, body).plan)
    then, last = tape.step(tape.steps - 3 * STEPS_PER_S), tape.step(tape.steps)
    waiting = then.queues.waiting
    held = [set(row[row >= 0].tolist()) for row in waiting]
    assert sum(map(len, held)) > 5
    stayed = [set(row[row >= 0].tolist()) for row in last.queues.waiting]
    assert sum(len(a & b) for a, b in zip(held, stayed, strict=True)) >= 0.8 * sum(map(len, held))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("with s.slow(0.1, to=spike.peak):\n    s.say('hello', until=spike.peak)", "keeps its own pace"),
        ("with s.slow(0.1, to=spike.peak):\n    s.until(spike.peak)", "keeps its own pace"),
        (
            "with s.slow(0.1, to=spike.peak):\n    with s.slow(0.2):\n        s.wait(1)",
            "keeps its own pace",
        ),
        ("with s.hold():\n    s.say('hello', until=spike.peak)", "inside s.hold() model time stands"),
        ("with s.hold():\n    s.until(spike.peak)", "inside s.hold() model time stands"),
        ("with s.slow(0.001, to=spike.peak):\n    s.wait(1)", "at 0.001 ms a second; use a faster one"),
        ("s.hold()\ns.wait(1)", "s.hold() slows nothing; write with s.hold(): above"),
        ("with s.slow(0.1, to=3):\n    s.wait(1)", "slow(to=3): give a moment"),
    ],
)
def test_what_would_bend_a_set_pace_is_refused(tmp_path, body, said):
    with pytest.raises(UserError, match=said.replace("(", r"\(").replace(")", r"\)")):
        compiled(tmp_path, SPIKE + body)
