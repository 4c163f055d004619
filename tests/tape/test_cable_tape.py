"""The cable's tape: pure, kept on disk bit for bit, and the run that the physics gives."""

import numpy as np
import pytest

from apanim.physics.cable import init
from apanim.physics.cable.course import GRID_NS, CableCourse
from apanim.physics.cable.inputs import Electrode, inputs
from apanim.physics.cable.neuron import unmyelinated
from apanim.physics.stimulus import Release
from apanim.tape import CablePlan, EventKind, open_cable_tape

NEURON = unmyelinated(300.0)
RELEASE = Release(500_000, "upper")


def plan(acts=(RELEASE,), end_ns=3_000_000, steps=90):
    model_ns = np.linspace(0, end_ns, steps + 1).astype(np.int64)
    return CablePlan(
        "neuron",
        NEURON.tree.sections,
        NEURON.tree.axial_ohm_cm,
        tuple(NEURON.synapses.items()),
        acts,
        model_ns,
    )


def test_a_tape_read_from_disk_is_the_tape_that_was_solved(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    solved, kept = open_cable_tape(plan()), open_cable_tape(plan())
    assert len(list((tmp_path / "tapes").iterdir())) == 1
    assert np.array_equal(solved.series.v_mV, kept.series.v_mV)
    assert np.array_equal(solved.events, kept.events)
    open_cable_tape(plan(acts=()))
    assert len(list((tmp_path / "tapes").iterdir())) == 2


def test_a_damaged_tape_is_solved_again(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    solved = open_cable_tape(plan())
    next((tmp_path / "tapes").iterdir()).write_bytes(b"half")
    assert np.array_equal(open_cable_tape(plan()).series.v_mV, solved.series.v_mV)


@pytest.mark.parametrize("place", [0.0, 0.5, 0.9999])
def test_a_single_flipped_bit_is_noticed(tmp_path, monkeypatch, place):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    solved = open_cable_tape(plan())
    path = next((tmp_path / "tapes").iterdir())
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= 4
    path.write_bytes(content)
    again = open_cable_tape(plan())
    for column in ("v_mV", "m", "h", "n"):
        assert np.array_equal(getattr(again.series, column), getattr(solved.series, column))
    assert path.read_bytes() != content


def test_at_is_pure_and_lies_between_its_steps():
    tape = open_cable_tape(plan())
    middle = tape.at(455).v_mV
    tape.at(10)
    assert np.array_equal(tape.at(455).v_mV, middle)
    assert middle == pytest.approx((tape.at(450).v_mV + tape.at(460).v_mV) / 2)
    assert np.array_equal(tape.at(10**6).v_mV, tape.at(tape.duration_tick).v_mV)


def test_an_act_later_leaves_what_came_before_as_it_was():
    before = CableCourse(NEURON.tree, NEURON.synapses)
    until = before.grid(0, 2_000_000).copy()
    changed = before.fork()
    changed.act(Release(1_000_000, "upper"))
    k = 1_000_000 // GRID_NS
    after = changed.grid(0, 2_000_000)
    assert np.array_equal(until[: k + 1], after[: k + 1])
    assert after[-1, 0].max() > until[-1, 0].max() + 1.0
    whole = CableCourse(NEURON.tree, NEURON.synapses, changed.acts)
    assert np.array_equal(whole.grid(0, 2_000_000), after)


def test_an_electrode_brings_its_charge_whatever_the_grid():
    act = Electrode("axon", 0.5, 12_345, 31_000, 0.4)
    during = inputs(NEURON.tree, {}, (act,), GRID_NS, 10)
    charge = sum(np.sum(during(k).current_nA) * GRID_NS for k in range(10))
    assert charge == pytest.approx(0.4 * 31_000)


def test_releases_and_arrivals_are_events():
    together = tuple(Release(500_000, name) for name in ("left", "right", "upper"))
    tape = open_cable_tape(plan(together, 8_000_000, 240))
    events = tape.events
    assert set(events["kind"]) == {EventKind.RELEASE, EventKind.ARRIVAL}
    assert np.count_nonzero(events["kind"] == EventKind.RELEASE) == 3
    assert np.all(np.diff(events["tick"]) >= 0)
    assert max(tape.conductance_uS["upper"]) > 1e-3
    assert np.allclose(tape.at(0).v_mV, init(NEURON.tree).v_mV, atol=1e-3)
