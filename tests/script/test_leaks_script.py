"""The resting voltage from nothing: a script shuts every leak, and opens them one after the other."""

import math

import numpy as np
import pytest
from helpers import HEAD, compiled

from apanim.errors import UserError
from apanim.physics.resting import RESTING
from apanim.tape.bake import open_tape

OF_IT = "na_channels=0, k_channels=0, pumps=1, ions=200, quantum=12, begins_mV=0.0, area_um2=0.06"
SHUT = '("K leak", "Na leak", "Cl leak", "ouabain")'


@pytest.fixture
def leaky(tmp_path, monkeypatch):
    """Scenes whose patch is a membrane that only leaks, as the arguments say."""

    def folder(arguments=f'row="rest", {OF_IT}'):
        head = HEAD.replace("TEXTBOOK, ions=200", f"RESTING, {arguments}")
        own = "from apanim.physics.resting import RESTING\nfrom apanim.script"
        monkeypatch.setattr("helpers.HEAD", head.replace("from apanim.script", own))
        return tmp_path

    return folder


def test_v_stays_at_0_without_a_leak_sinks_to_e_k_and_settles_at_rest_with_all(leaky):
    body = f"""
for what in {SHUT}:
    s.change(patch, what, 0.0)
with s.slow(ms_per_s=4.0):
    s.wait(0.5)
    s.change(patch, "K leak", 1.0)
    s.wait(1.0)
    for what in {SHUT}:
        s.change(patch, what, 1.0)
    s.wait(10.0)
"""
    tape = open_tape(compiled(leaky(), body).plan)
    v, t_ms = tape.series.v_mV, tape.series.model_ns / 1e6
    assert np.all(v[t_ms <= 2.0] == 0.0)
    # One conductance on one capacitance: V = E_K (1 - exp(-t g / C)), with E_K by Nernst's equation.
    t, e_k = t_ms[31:90] - 2.0, 26.727 * math.log(5 / 140)
    expected = e_k * (1.0 - np.exp(-t * RESTING.g_k_leak_mS_cm2 / RESTING.c_uF_cm2))
    assert v[31:90] == pytest.approx(expected, abs=0.05)
    assert v[-1] == pytest.approx(-70.0, abs=0.05)
    assert (tape.step(29).leak_open == 0).all()
    assert (tape.step(len(v) - 1).leak_open == 1).all()
    assert tape.step(60).leak_open.tolist() == [0, 1, 0]


def test_what_a_change_cannot_be_is_told(leaky):
    with pytest.raises(UserError, match="'K leek' is unknown"):
        compiled(leaky(), 's.change(patch, "K leek", 0.0)')


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("area_um2=-1.0", "area_um2=-1"),
        ("area_um2=0.1, begins_mV=900.0", "begins_mV=900"),
        ("", "area_um2"),
    ],
)
def test_a_membrane_that_cannot_be_drawn_is_refused(leaky, arguments, told):
    with pytest.raises(UserError, match=told):
        compiled(leaky(f"na_channels=0, k_channels=0, {arguments}"), "s.wait(0.1)")
