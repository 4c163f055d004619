"""What is told of a thing is what the tape has, counted in other ways than the telling counts."""

from dataclasses import replace
from itertools import pairwise

import axon_run
import neuron_run
import numpy as np
import pytest
import synapse_run
from made import MadeTape, full_timeline
from spike_tape import spike_tape
from test_targets import spike_timeline

from apanim import lies
from apanim.lab.branch import Branch
from apanim.particles.ions import IonPhase, Species
from apanim.particles.proteins import Kind
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.things.find import thing

TICKS = range(55, 23_000, 1_330)


def facts(timeline, tape, name, tick):
    return dict(thing(timeline, tape, name).facts(tick).rows)


def value(text):
    return float(text.split()[0].replace("−", "-"))


def test_an_ion_is_told_by_the_sides_that_it_was_on():
    """Its crossings are counted by where it is from step to step."""
    timeline, tape = spike_timeline(), spike_tape()
    ions = [tape.step(k).ions for k in range(tape.steps + 1)]
    y, owner = (np.array(column) for column in ([one.pos[:, 1] for one in ions], [i.owner for i in ions]))
    in_pore = (owner[1:] >= 0) | (owner[:-1] >= 0)  # others are exchanged in the depth
    flips = ((np.diff(np.sign(y), axis=0) != 0) & in_pore).sum(axis=0)
    free = tape.step(tape.steps).ions.phase == IonPhase.FREE
    crossed = np.flatnonzero(free & (flips > 0))[:20]
    assert len(crossed) == 20
    for row in crossed.tolist():
        told = facts(timeline, tape, f"ion {row}", tape.duration_tick)
        assert told["where"] == ("outside" if y[-1, row] > 0 else "inside")
        assert int(told["crossings so far"]) == flips[row], row
        assert len(thing(timeline, tape, f"ion {row}").moments()) == flips[row]
    still = int(np.flatnonzero(free & (flips == 0))[0])
    assert "last crossing" not in facts(timeline, tape, f"ion {still}", tape.duration_tick)


def test_a_channels_state_is_how_it_is_drawn_and_its_current_is_ohms():
    timeline, tape = spike_timeline(), spike_tape()
    sites = tape.plan.setup.layout.sites(Kind.NA_CHANNEL)
    known = set()
    for tick in TICKS:
        world = tape.at(tick)
        for order, site in enumerate(sites.tolist()):
            told = facts(timeline, tape, f"protein {site}", tick)
            gate, ball = float(world.na_open[order]), float(world.na_ball[order])
            known.add(told["state"])
            still = not (0.1 < gate < 0.9 or 0.1 < ball < 0.9)
            stands = "inactivated" if ball >= 0.9 else "open" if gate >= 0.9 else "closed"
            assert not still or told["state"] == stands, (tick, site)
            if told["state"] == "open":
                ohms = lies.CHANNEL_CONDUCTANCE.value * (world.patch.v_mV - TEXTBOOK.e_na_mV) / 1000
                assert value(told["current"]) == pytest.approx(ohms, abs=0.006)
            else:
                assert value(told["current"]) == 0.0
    assert known == {"closed", "open", "inactivated"}


def test_a_channels_strip_begins_where_the_tape_does_and_ends_as_it_stands():
    timeline, tape = spike_timeline(), spike_tape()
    for site in tape.plan.setup.layout.sites(Kind.NA_CHANNEL).tolist():
        one = thing(timeline, tape, f"protein {site}")
        strip = one.facts(tape.duration_tick).strip
        ticks, states = zip(*strip, strict=True)
        assert ticks[0] == 0
        assert list(ticks) == sorted(set(ticks))
        assert all(a != b for a, b in pairwise(states))
        for tick, state in strip[1:]:
            assert dict(one.facts(tick).rows)["state"] == state
            assert dict(one.facts(tick - 1).rows)["state"] != state
            assert tick in one.moments()


def test_a_pump_spends_one_atp_for_three_sodium_ions():
    timeline, tape = spike_timeline(), spike_tape()
    (site,) = tape.plan.setup.layout.sites(Kind.PUMP).tolist()
    told = facts(timeline, tape, f"protein {site}", tape.duration_tick)
    atp, na, k = (int(told[name]) for name in ("ATP spent", "Na⁺ moved out", "K⁺ moved in"))
    assert atp >= 3
    assert abs(na - 3 * atp) <= 3
    assert abs(k - 2 * atp) <= 2
    turns = tape.step(tape.steps).pump_turns[0] - tape.step(0).pump_turns[0]
    assert abs(atp - turns) <= 1


def test_a_receptor_and_the_other_cell_tell_what_reached_them():
    timeline, tape = synapse_run.timeline(), synapse_run.tape()
    sites = tape.plan.setup.layout.sites(Kind.LIGAND_CHANNEL).tolist()
    end = tape.duration_tick
    bound = [int(facts(timeline, tape, f"protein {site}", end // 2)["molecules bound"]) for site in sites]
    held = tape.at(end // 2).transmitter
    seated = (held.held >= 0) & (held.phase[held.held] == IonPhase.BOUND)
    assert bound == seated.sum(axis=1).tolist()
    assert facts(timeline, tape, "bouton 0", end)["releases so far"] == "1"
    assert facts(timeline, tape, "bouton 0", 0)["releases so far"] == "0"
    assert thing(spike_timeline(), spike_tape(), "bouton 0") is None


def test_a_place_on_a_cable_tells_its_rows_of_the_tape():
    tape = axon_run.tape()
    timeline, row = axon_run.timeline(tape), 160
    tick = axon_run.tick_when(tape, 160 / 325 * axon_run.LENGTH_UM) + 300
    told = facts(timeline, tape, f"compartment {row}", tick)
    state = tape.at(tick)
    assert value(told["voltage"]) == pytest.approx(state.v_mV[row], abs=0.051)
    assert [value(told[g]) for g in "mhn"] == pytest.approx(
        [getattr(state, g)[row] for g in "mhn"], abs=0.0051
    )
    g_na = 60.0 * state.m[row] ** 3 * state.h[row]
    assert value(told["Na⁺ conductance"]) == pytest.approx(g_na, abs=0.0051)
    assert told["spikes so far"] == "1"
    assert facts(timeline, tape, f"compartment {row}", 100)["spikes so far"] == "0"
    assert thing(timeline, tape, "compartment 999999") is None


def test_an_axons_channel_and_its_ions_follow_the_gates_of_their_place():
    tape = axon_run.tape()
    timeline = axon_run.timeline(tape)
    states = {
        thing(timeline, tape, f"channel {n}").facts(tape.duration_tick).strip for n in range(0, 18, 2)
    }
    assert all([state for _, state in strip[:3]] == ["closed", "open", "inactivated"] for strip in states)
    opens = [strip[1][0] for strip in states]
    assert max(opens) - min(opens) > 500, "one after the other"
    assert "in the pore" in facts(timeline, tape, "bead 0 0", tape.duration_tick)


def test_a_synapse_tells_when_it_released():
    tape = neuron_run.tape()
    timeline = neuron_run.timeline(tape)
    assert facts(timeline, tape, "synapse left", 0)["releases so far"] == "0"
    told = facts(timeline, tape, "synapse left", 600)
    assert told["releases so far"] == "1"
    assert value(told["conductance"]) == pytest.approx(1e3 * tape.conductance_uS["left"][60], abs=0.0051)
    assert facts(timeline, tape, "synapse lower", 600)["conductance"] == "0.00 nS"
    assert facts(timeline, tape, "synapse inhibitory", 600)["effect"] == "inhibits"


def test_a_point_of_a_curve_has_its_value():
    timeline, tape = spike_timeline(), spike_tape()
    ns, v = tape.series.model_ns, tape.series.v_mV
    top = int(np.argmax(v))
    told = thing(timeline, tape, f"point V@{ns[top] / 1e6:.3f}")
    (at, high), (now, first) = told.facts(0).rows
    assert (at, now) == (f"at {ns[top] / 1e6:.2f} ms", "now")
    assert value(high) == pytest.approx(v.max(), abs=0.2)
    assert value(first) == pytest.approx(v[0], abs=0.051)
    assert abs(told.moments()[0] - 10 * top) <= 10


def test_nothing_is_told_of_what_a_scene_has_not():
    timeline, tape = spike_timeline(), spike_tape()
    for name in (
        "",
        "ion 99999",
        "protein 99",
        "synapse left",
        "compartment 3",
        "bead 4 2",
        "point W@1",
        "ion x",
    ):
        assert thing(timeline, tape, name) is None, name
    cable = axon_run.tape()
    for name in ("ion 3", "point V@1.0", "point g_Na@1.0", "channel 99", "channel x", "bead 1"):
        assert thing(axon_run.timeline(cable), cable, name) is None, name


def test_words_are_the_languages():
    timeline = replace(full_timeline(), screen={"Na⁺ channel": "canal de Na⁺", "state": "estado"})
    site = int(timeline.patch_setup.layout.sites(Kind.NA_CHANNEL)[0])

    class Told(MadeTape):
        plan, events = timeline.plan, spike_tape().events[:0]

        def step(self, number):
            return self.at(10 * number)

    told = thing(timeline, Told(), f"protein {site}").facts(600)
    assert told.title == "Canal de Na⁺"
    assert told.rows[0][0] == "estado"


def test_a_run_that_is_lived_tells_what_the_tape_tells():
    """Step by step, of a branch that nobody touches."""
    timeline, tape = spike_timeline(), spike_tape()
    branch = Branch(timeline, tape, 3_000)
    layout = tape.plan.setup.layout
    ions = np.flatnonzero(tape.step(0).ions.species == Species.NA)[:3]
    names = [f"ion {row}" for row in ions] + [
        f"protein {layout.sites(kind)[0]}" for kind in (Kind.NA_CHANNEL, Kind.K_CHANNEL, Kind.PUMP)
    ]
    for tick in (3_100, 4_700, 6_300):
        branch.reach(tick)
        for name in names:
            alive, recorded = thing(branch.timeline, branch.tape, name), thing(timeline, tape, name)
            assert alive.facts(tick) == recorded.facts(tick), name
            assert alive.moments() == [moment for moment in recorded.moments() if moment <= tick], name
