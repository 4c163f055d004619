"""Every claim bites: a membrane that is changed makes false what was said of it, and `check` says which."""

import pytest
from command import apanim

from apanim.narration.voices import Voices
from apanim.physics.altered import Altered, altered
from apanim.script.altered import claims_under
from apanim.script.find import find_catalogue, load, scene_file

# A change of every membrane (or synapse), and the sentences by scene that must be false then.
MUST_FAIL = {
    # K+ channels half as many: the membrane behind a spike is not pulled down as far.
    "g_k_mS_cm2=x0.5": {"refractory": {"refractory_why"}, "propagation": {"travel_back"}},
    # Gates that never plug: no fall, no undershoot, nothing refractory, no way that is one-way.
    "inactivation=0": {
        "channels": {"channels_plug"},
        "action": {"action_share", "action_plug", "action_out", "action_under", "action_recover"},
        "count": {"count_entered", "count_inside", "count_many"},
        "propagation": {"travel_back"},
        "recap": {"recap_spike"},
    },
    "g_k_leak_mS_cm2=0": {
        "resting": {"rest_meter", "rest_minus", "rest_leak_k", "rest_leak_na"}, "action": {"action_weak"},
    },
    "g_na_leak_mS_cm2=0": {"resting": {"rest_leak_k"}, "recap": {"recap_rest"}},
    "temperature_C=+10": {"signals": {"signals_three"}},
    "pump_uA_cm2=0": {"pump": {"pump_in", "pump_share"}},
    # E_Na at +37 mV.
    "na_out_mM=x0.4": {"signals": {"signals_three", "signals_runs"}},
    "synapses=x0.3": {"signals": {"signals_depolarise", "signals_three"}, "opening": {"opening_flip"}},
    # E_K at -70 mV, where rest was.
    "k_in_mM=x0.49": {"resting": {"rest_balance", "rest_minus"}, "pump": {"pump_share"}},
    "speed_n=x0.4": {"signals": {"signals_two"}},
    "speed_h=x3": {"action": {"action_threshold", "action_wins", "action_fast", "action_peak"}},
    # m opens at voltages 8 mV higher.
    "shift_m_mV=+8": {"signals": {"signals_three"}, "refractory": {"refractory_rate"}},
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


def test_a_sentence_that_became_false_is_told_with_its_line(tmp_path):
    done = apanim(tmp_path, "check", "pump", "--with", "pump_uA_cm2=x10")
    assert done.returncode == 2, done.stderr
    false = [line for line in done.stdout.splitlines() if line.startswith("FALSE")]
    assert any(" pump_share: " in line and "pump.py:" in line for line in false), done.stdout
    assert apanim(tmp_path, "check", "pump").returncode == 0
