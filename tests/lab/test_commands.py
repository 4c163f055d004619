"""Commands refuse what is out of their ranges, in one line; what they do is what they say."""

from dataclasses import fields
from math import inf, nan

import pytest
from live_runs import at_rest, run

from apanim.errors import UserError
from apanim.lab.branch import Branch
from apanim.lab.commands import (
    COMMANDS,
    BlockStretch,
    Clamp,
    Concentration,
    Drug,
    Inject,
    Pace,
    Pump,
    Ramp,
    Release,
    Stimulate,
    Temperature,
)
from apanim.lab.ranges import RANGES, checked
from apanim.physics.perturb import with_concentrations
from apanim.physics.potentials import nernst_mV
from apanim.physics.textbook import TEXTBOOK


def refused(make, *words):
    with pytest.raises(UserError) as error:
        make()
    text = str(error.value)
    assert "\n" not in text
    assert all(word in text for word in words), text
    return text


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("value", [nan, inf, -inf, "much", None, True, 1e9, -1e9])
def test_what_is_out_of_its_range_or_no_number_is_refused(name, value):
    refused(lambda: checked(name, value), name)


@pytest.mark.parametrize("name", RANGES)
def test_a_range_holds_its_ends_and_its_default(name):
    span = RANGES[name]
    for value in (span.low, span.high, span.default):
        assert checked(name, value) == value
    assert span.step > 0
    assert span.words
    assert span.told.endswith(".")


def test_every_number_of_every_command_is_checked():
    given = {"place": "", "synapse": "", "section": "axon", "name": "k_out_mM"}
    for kind in COMMANDS:
        for wrong in [f.name for f in fields(kind) if f.name not in given]:
            values = {f.name: given.get(f.name, RANGES["na_left"].high / 2) for f in fields(kind) if f.init}
            refused(lambda kind=kind, values=values, wrong=wrong: kind(**{**values, wrong: nan}), "nan")


def test_an_unknown_concentration_a_wrong_word_and_a_block_of_nothing_are_refused():
    refused(lambda: Concentration("ca_out_mM", 2.0), "ca_out_mM", "k_out_mM")
    refused(lambda: Stimulate(place=3), "place")
    refused(lambda: BlockStretch(900.0, 400.0), "900", "400")


@pytest.mark.parametrize(
    ("view", "command", "words"),
    [
        ("membrane", Release(), ("synapse",)),
        ("membrane", Inject("axon", 5.0), ("Inject", "membrane")),
        ("membrane", BlockStretch(), ("BlockStretch",)),
        ("membrane", Clamp(None), ("clamp",)),
        ("neuron", Release("nowhere"), ("nowhere", "left")),
        ("neuron", Clamp(-40.0), ("Clamp",)),
        ("neuron", Ramp(), ("Ramp",)),
        ("neuron", Inject("tail", 5.0), ("tail", "soma")),
        ("neuron", Inject("soma", 500.0), ("500", "15")),
        ("axon", Stimulate(place="here"), ("here", "axon@1300")),
        ("axon", Stimulate(place="axon@nan"), ("axon@nan",)),
        ("axon", Release("left"), ("left",)),
    ],
)
def test_what_cannot_be_done_to_a_thing_is_refused_and_changes_nothing(view, command, words):
    branch = Branch(*at_rest(view), 0)
    tape = branch.tape
    refused(lambda: branch.do(10, command), *words)
    assert branch.commands == ()
    assert branch.tape is tape


def test_no_pulse_gets_through_to_a_clamped_membrane():
    branch = Branch(*at_rest("membrane"), 0)
    branch.do(10, Clamp(-30.0))
    refused(lambda: branch.do(20, Stimulate()), "clamp")
    branch.do(30, Clamp(None))
    branch.do(30, Stimulate())
    branch.reach(100)
    assert branch.tape.series.v_mV[3] == pytest.approx(-30.0)
    assert [type(command) for _, command in branch.commands] == [Clamp, Clamp, Stimulate]


def test_a_clamp_set_and_let_go_at_one_instant_is_nothing():
    branch = Branch(*at_rest("membrane"), 0)
    branch.do(10, Clamp(-30.0))
    branch.do(10, Clamp(None))
    assert branch.commands == ()
    branch.do(10, Clamp(-30.0))
    branch.do(20, Clamp(None))
    branch.do(20, Clamp(-50.0))
    branch.do(20, Clamp(None))
    assert branch.commands == ((10, Clamp(-30.0)), (20, Clamp(None)))


def test_a_pulse_is_still_given_to_a_membrane_that_fires_no_more():
    branch = Branch(*at_rest("membrane"), 0)
    branch.do(10, Drug(0.0))
    branch.do(20, Stimulate(1.5, 0.2))
    branch.reach(3000)
    assert -60 < branch.tape.series.v_mV.max() < -30, "the pulse lifts V, and nothing follows"


def test_settings_are_those_in_force():
    branch = Branch(*at_rest("membrane"), 0)
    made = branch.settings(0)
    assert made["k_out_mM"] == 5.0
    assert made["celsius"] == 37.0
    assert made["na_left"] == 1.0
    assert "v_mV" not in made
    deeds = ((100, Drug(0.3, 0.9)), (200, Concentration("k_out_mM", 9.0)), (300, Clamp(-20.0)),
             (400, Temperature(20.0)), (500, Clamp(None)), (600, Pace(2.0)), (600, Pump(0.5)))  # fmt: skip
    for tick, command in deeds:
        branch.do(tick, command)
    assert branch.settings(50) == made
    assert branch.settings(150)["na_left"] == 0.3
    assert branch.settings(350)["v_mV"] == -20.0
    last = branch.settings(600)
    assert "v_mV" not in last
    told = (last["k_out_mM"], last["celsius"], last["ms_per_s"], last["pump_left"])
    assert told == (9.0, 20.0, 2.0, 0.5)
    assert set(last) <= set(RANGES)


def test_the_membrane_is_what_was_made_of_it():
    timeline, tape = run("spike")
    branch = Branch(timeline, tape, 1000)
    branch.do(1500, Concentration("k_out_mM", 10.0))
    branch.reach(3000)
    assert branch.timeline.membrane_at(1490) == tape.plan.setup.membrane
    changed = branch.timeline.membrane_at(2000)
    assert changed.e_k_mV == pytest.approx(nernst_mV(+1, 10.0, 140.0, 37.0))
    assert changed == with_concentrations(TEXTBOOK, k_out_mM=10.0)
    gated, rows = branch.tape.gated(), branch.tape.series
    now = gated["I_K_uA_cm2"][250] / gated["g_K_mS_cm2"][250]
    assert now == pytest.approx(rows.v_mV[250] - changed.e_k_mV)


def test_a_ramp_rises_evenly_and_stops():
    branch = Branch(*at_rest("membrane"), 0)
    branch.do(0, Pace(20.0))
    branch.do(0, Drug(0.0, 0.0))
    branch.do(1200, Ramp(3.0, 40.0))
    branch.reach(3000)
    ramp = branch.tape.plan.acts[-1]
    half = ramp.start_ns + ramp.duration_ns // 2
    assert ramp.charge(ramp.start_ns, ramp.end_ns) == pytest.approx(3.0 * 40e6 / 2)
    assert ramp.charge(half, ramp.end_ns + 1) == pytest.approx(3 * ramp.charge(ramp.start_ns, half))
    v = branch.tape.series.v_mV
    assert v[120 + 115] > v[120 + 60] > v[120] + 1
    assert v[290] < v[235] - 2
