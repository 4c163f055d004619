"""Every claim bites: a membrane that is changed makes false what was said of it, and `check` says which."""

import tomllib
from pathlib import Path

import pytest
from command import apanim

from apanim.narration.voices import Voices
from apanim.physics.altered import Altered, altered
from apanim.script.altered import claims_under
from apanim.script.find import find_catalogue, load, scene_file
from apanim.script.lecture import lessons
from apanim.script.programme import compile_programme

# A change of every membrane (or synapse), and the sentences by scene that must be false then.
# By order, by change of every membrane (or synapse), by scene: the sentences that must be false then.
BITES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "bites").glob("*.toml"))
}


def claims(name: str, change: Altered):
    file = scene_file(name)
    catalogue = find_catalogue(file.parent, "en")
    return claims_under(change, load(file), catalogue, Voices("silent").of(catalogue.language))


@pytest.mark.parametrize(
    ("order", "change"), [(order, change) for order in BITES for change in BITES[order]]
)
def test_a_changed_membrane_makes_false_what_was_said_of_it(order, change):
    for name, cues in BITES[order][change].items():
        false = {claim.cue for claim in claims(name, altered([change])) if not claim.holds}
        assert set(cues) <= false, f"{name}, still true: {set(cues) - false}"


@pytest.mark.parametrize("order", ["lecture", *lessons()])
def test_every_sentence_with_a_claim_can_be_false(order):
    named = {cue for scenes in BITES[order].values() for cues in scenes.values() for cue in cues}
    told = compile_programme(order, "silent", "en")
    claimed = {claim.cue for line in told.timelines for claim in line.claims if ".py:" in claim.where}
    assert claimed - named == set()


def test_a_sentence_that_became_false_is_told_with_its_line(tmp_path):
    done = apanim(tmp_path, "check", "pump", "--membrane", "pump_uA_cm2=x10")
    assert done.returncode == 2, done.stderr
    false = [line for line in done.stdout.splitlines() if line.startswith("FALSE")]
    assert any(" pump_share: " in line and "pump.py:" in line for line in false), done.stdout
    assert apanim(tmp_path, "check", "pump").returncode == 0
