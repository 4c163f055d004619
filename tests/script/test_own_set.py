"""A membrane set of an author's own is measured by its file."""

import pytest
from command import apanim

from apanim.errors import UserError
from apanim.script.own import load_set

OWN = """
from dataclasses import replace
from apanim.physics.perturb import with_concentrations
from apanim.physics.textbook import TEXTBOOK
HIGH = with_concentrations(TEXTBOOK, k_out_mM=8.0)
"""


def test_a_set_is_found_by_its_file_and_measured_at_its_own_rest(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(OWN, encoding="utf-8")
    assert load_set(f"{file}").k_out_mM == load_set(f"{file}:HIGH").k_out_mM == 8.0
    done = apanim(tmp_path, "measure", "mine.py:HIGH")
    assert done.returncode == 0, done.stderr
    assert "-66.02 mV" in done.stdout


def test_one_that_is_not_there_is_told_with_those_that_are(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(OWN + "LOW = replace(HIGH, name='low', k_out_mM=3.0)\n", encoding="utf-8")
    for spec in (f"{file}", f"{file}:LEFT"):
        with pytest.raises(UserError, match="which membrane set\\? it has TEXTBOOK, HIGH, LOW; give"):
            load_set(spec)
    with pytest.raises(UserError, match="no such file"):
        load_set("nowhere.py:HIGH")
