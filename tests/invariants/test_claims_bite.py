"""A membrane that is changed makes the sentence false that spoke of it, and `apanim check` says which."""

import pytest
from test_bad_input import apanim

from apanim.data import scenes_dir

CHANGES = {
    # Without Na+ in the fluid outside, it is no longer crowded there.
    "rest_crowded": ("resting", "with_concentrations(TEXTBOOK, na_out_mM=10.0)"),
    # A pump ten times as strong adds far more than a few millivolts.
    "pump_share": ("pump", "replace(TEXTBOOK, pump_uA_cm2=10 * TEXTBOOK.pump_uA_cm2)"),
    # Inactivation gates that do not shut leave the Na+ channels open past the peak.
    "action_plug": ("action", 'leave(TEXTBOOK, "pronase", 0.2)'),
}


@pytest.mark.parametrize("cue", CHANGES)
def test_the_sentence_that_became_false_is_told(tmp_path, cue):
    name, membrane = CHANGES[cue]
    source = (scenes_dir() / f"{name}.py").read_text(encoding="utf-8")
    head = (
        "from dataclasses import replace\n\n"
        "from apanim.physics.perturb import leave, with_concentrations\n"
        "from apanim.physics.textbook import TEXTBOOK as _TEXTBOOK\n"
    )
    used = "from apanim.physics.textbook import TEXTBOOK\n"
    assert used in source
    changed = source.replace(used, head + f"TEXTBOOK = {membrane.replace('TEXTBOOK', '_TEXTBOOK')}\n")
    (tmp_path / f"{name}.py").write_text(changed, encoding="utf-8")
    done = apanim(tmp_path, "check", f"{name}.py")
    assert done.returncode == 2, done.stderr
    false = [line for line in done.stdout.splitlines() if line.startswith("FALSE")]
    assert any(f" {cue}: " in line for line in false), done.stdout
