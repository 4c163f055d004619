"""Several axons in a script: one clock, places of each, myelin that is taken, and what cannot be meant."""

import numpy as np
import pytest
from helpers import WORDS

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.narration.voices import voice_named
from apanim.physics.cable.myelin import Demyelination
from apanim.script.compile import compile_scene
from apanim.script.find import load
from apanim.tape import open_cable_tape

HEAD = """
from apanim.script import Fibre, Scene

scene = Scene("small", title="A small scene")


@scene.script
def script(s):
"""
RACE = """
axons = s.axons(length_um=1600, bare=Fibre(turns=0), myelinated=Fibre())
bare, wrapped = axons.lanes
"""


def compiled(folder, body):
    (folder / "narration").mkdir(exist_ok=True)
    (folder / "narration" / "en.toml").write_text(WORDS, encoding="utf-8")
    path = folder / "small.py"
    path.write_text(HEAD + "".join(f"    {line}\n" for line in body.strip().splitlines()), encoding="utf-8")
    catalogue = Catalogue.load(folder / "narration" / "en.toml")
    return compile_scene(load(path), catalogue, voice_named("silent")).timeline


def test_all_axons_are_stimulated_at_once_and_each_runs_at_its_own_speed(tmp_path):
    t = compiled(
        tmp_path,
        RACE + "run = s.stimulate(axons)\ns.until(run.passes(wrapped.at(0.75)), within_s=2.0)\n"
        's.say("hello", claim=[run.speed(bare.at(0.2), bare.at(0.5)) < 0.5,'
        " run.speed(wrapped.node(2), wrapped.node(6)) > 1.7])",
    )
    assert t.view == "race"
    assert [claim.holds for claim in t.claims] == [True, True]
    tape, tree = open_cable_tape(t.plan), t.plan.tree
    v = tape.at(1200).v_mV
    place = tree.at("myelinated node 6", 0.5)
    assert v[place] == pytest.approx(0.0, abs=8.0)  # there the script waited for it
    assert np.abs(v[tree.compartments("bare")][40:] + 70.0).max() < 5.0  # and the other is far behind


def test_myelin_is_taken_where_and_when_the_script_says(tmp_path):
    t = compiled(
        tmp_path,
        RACE
        + 's.wait(1)\ns.change(axons, "myelin", 2, within=(wrapped.at(0.25), wrapped.at(0.5)))\ns.wait(1)',
    )
    (strip,) = t.plan.acts
    assert strip == Demyelination(strip.start_ns, ("myelinated internode 2", "myelinated internode 3"), 2.0)
    assert strip.start_ns == pytest.approx(400_000, abs=20_000)
    before, after = (t.plan.tree_at(ns) for ns in (0, strip.start_ns))
    assert (after.c_nF > before.c_nF).sum() == 12


def test_one_myelinated_axon_takes_shares_as_places(tmp_path):
    t = compiled(
        tmp_path,
        "axon = s.axon(myelinated=True, length_um=1600)\nspike = s.stimulate(axon, 0.5)\n"
        "s.until(spike.passes(0.9), within_s=1)",
    )
    assert t.view == "race"
    assert [section.name for section in t.plan.sections[:2]] == ["axon node 0", "axon internode 0"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("s.axons()", "0 axons"),
        ("s.axons(a=Fibre(), b=Fibre(), c=Fibre(), d=Fibre())", "1 to 3"),
        ("s.axons(bare=5)", "bare=5"),
        ("s.axons(length_um=0, bare=Fibre())", "length_um=0"),
        (RACE + "s.stimulate(axons, 0.5)", "of which axon"),
        (RACE + "wrapped.node(99)", "nodes 0 to"),
        (RACE + "bare.node(0)", "it is bare"),
        (RACE + "wrapped.at(3)", "beyond the end"),
        (RACE + 's.change(axons, "myelin", -1)', "turns of myelin"),
        (RACE + 's.change(axons, "myelin", 1, within=(bare.at(0), bare.at(1)))', "no myelin lies there"),
        (
            RACE + 's.change(axons, "myelin", 1, within=(bare.at(0), wrapped.at(1)))',
            "two places of one axon",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_on_the_authors_line(tmp_path, body, told):
    with pytest.raises(UserError, match=told) as error:
        compiled(tmp_path, body)
    assert str(error.value).startswith("small.py:")
