"""Every claim bites: a membrane that is changed makes false what was said of it, and `check` says which."""

import pytest
from command import apanim

from apanim.narration.voices import Voices
from apanim.physics.altered import Altered, altered
from apanim.script.altered import claims_under
from apanim.script.find import find_catalogue, load, scene_file
from apanim.script.programme import compile_programme

# A change of every membrane (or synapse), and the sentences by scene that must be false then.
MUST_FAIL = {
    # A K+ conductance that is open at 0 mV pulls V down with no leak open.
    "g_k_mS_cm2=+1": {"resting": {"rest_gradient"}},
    # K+ channels half as many: the spike at the trigger zone is another.
    "g_k_mS_cm2=x0.5": {"signals": {"signals_inhibit", "signals_two"}},
    # Gates that never plug: no fall, no undershoot, no spike that runs on.
    "inactivation=0": {
        "channels": {"channels_plug", "channels_states"},
        "action": {"action_plug", "action_out", "action_under", "action_recover"},
        "count": {"count_one", "count_entered", "count_scale", "count_back", "count_many"},
        "propagation": {"travel_back", "travel_middle"},
        "recap": {"recap_down", "recap_end"},
        "refractory": {
            "refractory_again", "refractory_absolute", "refractory_all",
            "refractory_relative", "refractory_rate",
        },
    },
    "g_k_leak_mS_cm2=0": {
        "resting": {"rest_open", "rest_charge", "rest_balance", "rest_na"},
        "pump": {"pump_share"}, "recap": {"recap_rest"}, "whole": {"action_weak", "action_whole"},
        "action": {"action_threshold", "action_in", "action_loop"}, "wave": {"field_share"},
    },
    "g_na_leak_mS_cm2=0": {
        "opening": {"opening_cell", "opening_flip"}, "resting": {"rest_na"}, "recap": {"recap_rest"},
        "signals": {"signals_parts", "signals_zone"}, "action": {"action_recover", "action_wins"},
    },
    # So much Na+ leak that the inside is positive.
    "g_na_leak_mS_cm2=x30": {"resting": {"rest_minus"}},
    "temperature_C=+10": {
        "propagation": {"travel_enters", "travel_local", "travel_next", "travel_speed"},
        "action": {"action_threshold", "action_under"},
    },
    "pump_uA_cm2=0": {"pump": {"pump_cycle", "pump_share"}},
    # E_Na at +37 mV; and Na+ as crowded inside as outside.
    "na_out_mM=x0.4": {"signals": {"signals_three", "signals_runs"}},
    "na_in_mM=x9": {"resting": {"rest_ions"}, "recap": {"recap_up"}, "action": {"action_peak"}},
    "synapses=x0.3": {
        "synapse": {"synapse_binds", "synapse_depolarises", "synapse_epsp"},
        "signals": {"signals_fades", "signals_three"},
    },
    # E_K at -70 mV, where rest was; and at 0, with no more K+ inside than outside.
    "k_in_mM=x0.49": {"resting": {"rest_na"}, "whole": {"action_whole"}, "signals": {"signals_fades"}},
    "k_out_mM=x28": {
        "resting": {"rest_ink", "rest_ions", "rest_open", "rest_charge"}, "synapse": {"synapse_both"},
        "field": {"field_shut"}, "channels": {"channels_k", "channels_open"},
    },
    "speed_n=x0.4": {"propagation": {"travel_back", "travel_middle"}},
    "speed_h=x3": {
        "action": {"action_threshold", "action_wins"}, "channels": {"channels_open"},
    },
    # m opens at voltages 8 mV higher.
    "shift_m_mV=+8": {"signals": {"signals_three"}},
}  # fmt: skip


def claims(name: str, change: Altered):
    file = scene_file(name)
    catalogue = find_catalogue(file.parent, "en")
    return claims_under(change, load(file), catalogue, Voices("silent").of(catalogue.language))


@pytest.mark.parametrize("change", MUST_FAIL)
def test_a_changed_membrane_makes_false_what_was_said_of_it(change):
    for name, cues in MUST_FAIL[change].items():
        false = {claim.cue for claim in claims(name, altered([change])) if not claim.holds}
        assert cues <= false, f"{name}, still true: {cues - false}"


def test_every_sentence_with_a_claim_can_be_false():
    named = {cue for scenes in MUST_FAIL.values() for cues in scenes.values() for cue in cues}
    lecture = compile_programme("lecture", "silent", "en")
    claimed = {claim.cue for line in lecture.timelines for claim in line.claims if ".py:" in claim.where}
    assert claimed - named == set()


def test_a_sentence_that_became_false_is_told_with_its_line(tmp_path):
    done = apanim(tmp_path, "check", "pump", "--with", "pump_uA_cm2=x10")
    assert done.returncode == 2, done.stderr
    false = [line for line in done.stdout.splitlines() if line.startswith("FALSE")]
    assert any(" pump_share: " in line and "pump.py:" in line for line in false), done.stdout
    assert apanim(tmp_path, "check", "pump").returncode == 0
