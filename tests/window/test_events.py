"""The events of a branch are told as they come, and come to what is told of the whole."""

import pytest
from spike_tape import spike_tape

from apanim.lab.branch import Branch
from apanim.lab.commands import Clamp, Stimulate
from apanim.lab.run import SetupRun
from apanim.lab.setup_file import AtRest, LabSetup
from apanim.picture.shot import USUAL
from apanim.script.timeline import Timeline, TraceWindow
from apanim.window.processes.branches import Lived
from apanim.window.processes.event_marks import Teller, event_marks


@pytest.fixture
def branch():
    plan = spike_tape().plan
    end = plan.steps * 10
    traces = (TraceWindow(0, end, 0, int(plan.model_ns[-1])),)
    return Branch(Timeline("spike", "Spike", end, plan, "membrane", traces=traces), spike_tape(), 600)


def told_by(teller, branch):
    """Everything that there is to tell by now, by tick."""
    out = {}
    while (more := teller.next(branch.timeline, branch.tape)) is not None:
        tick, mark = more
        out[tick] = mark
    return out


def test_what_is_told_bit_by_bit_is_what_is_told_at_once(branch):
    teller, told = Teller(), {}
    for tick in range(700, 12_000, 700):
        branch.reach(tick)
        told |= told_by(teller, branch)
    whole = {m.tick: m for m in event_marks(branch.timeline, branch.tape)}
    assert {t: m.text for t, m in told.items() if m} == {t: m.text for t, m in whole.items()}
    assert any("rising" in mark.text for mark in told.values() if mark), "though it comes late"
    assert teller.next(branch.timeline, branch.tape) is None


def test_what_is_undone_is_told_anew(branch):
    teller = Teller()
    branch.reach(6_000)
    before = told_by(teller, branch)
    branch.do(3_000, Stimulate(2.0, 0.2))
    teller.cut(3_000)
    branch.reach(6_000)
    after = told_by(teller, branch)
    kept = {tick: mark for tick, mark in before.items() if tick <= 3_000} | after
    whole = {m.tick: m for m in event_marks(branch.timeline, branch.tape)}
    assert {t: m.text for t, m in kept.items() if m} == {t: m.text for t, m in whole.items()}
    assert max(after) > 3_000
    assert before != after


def test_what_is_not_known_any_more_is_taken_back(branch):
    teller = Teller()
    branch.reach(12_000)
    told = told_by(teller, branch)
    rose = next(tick for tick, mark in told.items() if mark and "rising" in mark.text)
    branch.do(rose + 60, Clamp(-70.0))
    teller.cut(rose + 60)
    branch.reach(4_000)
    after = told_by(teller, branch)
    assert rose in after
    assert after[rose] is None or "rising" not in after[rose].text


def test_a_run_tells_its_events_until_they_are_undone(branch):
    setup = LabSetup("a spike", AtRest("membrane"), (), 0)
    run = Lived(SetupRun(setup, branch=branch), first_tick=50_000)
    run.at(53_000)
    while (known := run.events(USUAL)) != run.events(USUAL):
        pass
    whole = list(event_marks(branch.timeline, branch.tape))
    assert [(mark.tick - 50_000, mark.text, mark.names) for mark in known] == [
        (mark.tick, mark.text, mark.names) for mark in whole
    ]
    run.do(51_000, Clamp(-70.0))
    assert all(mark.tick <= 51_000 for mark in run.events(USUAL))
