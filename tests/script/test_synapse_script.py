"""Receptors and clamps in a script: they do what the lecturer asks, and say plainly what cannot be."""

import numpy as np
import pytest
from helpers import HEAD, compiled

from apanim.errors import UserError
from apanim.script.compile import insist


@pytest.fixture
def dendrite(tmp_path, monkeypatch):
    """Scenes whose patch is a dendrite with receptors."""
    head = HEAD.replace(
        "TEXTBOOK, ions=200", "DENDRITE, na_channels=0, k_channels=0, ligand_channels=4, ions=200"
    )
    head = head.replace(
        "from apanim.script",
        "from apanim.physics.dendrite import SPINY_DENDRITE as DENDRITE\nfrom apanim.script",
    )
    monkeypatch.setattr("helpers.HEAD", head)
    return tmp_path


def test_a_release_lifts_the_membrane_and_its_quantities_are_the_models(dendrite):
    body = """
s.trace(patch, window_ms=10, range_mV=(-75, -45))
with s.slow(ms_per_s=1):
    s.wait(0.5)
epsp = s.release(patch)
na, k = epsp.na_through_receptors(epsp.crest), epsp.k_through_receptors(epsp.crest)
open_at, at_crest = patch.at(epsp.receptors_peak).receptors_open, patch.at(epsp.crest)
drive, crest = at_crest.na_drive, at_crest.V
s.measure(na=na, k=k, open_at=open_at, drive=drive)
s.measure(peak=crest)
s.say("peak", until=epsp.crest, claim=[
    na > k, k > 0, epsp.na_for_each_k(epsp.crest).between(6, 7),
    open_at.between(0.1, 0.3), crest.between(-60, -55), drive.between(115, 122),
    at_crest.k_drive.between(30, 35),
])
"""
    t = insist(compiled(dendrite, body))
    assert len(t.claims) == 8
    assert t.traces[0].range_mV == (-75, -45)
    assert t.plan.protocol.releases_ns == (500_000,)
    assert t.plan.setup.ligand_channels == 4


def test_what_went_through_is_told_the_same_before_and_after(dendrite):
    body = """
epsp = s.release(patch)
na = epsp.na_through_receptors(epsp.after(3))
told = na.measure()
with s.slow(ms_per_s=1):
    s.wait(5)
s.measure(peak=na)
s.say("peak", claim=na.near(told, 2))
"""
    assert insist(compiled(dendrite, body))


def test_a_trace_needs_some_room(dendrite):
    with pytest.raises(UserError, match=r"range_mV=\(-60, -70\)"):
        compiled(dendrite, "s.trace(patch, window_ms=10, range_mV=(-60, -70))")


def test_a_release_needs_receptors(tmp_path):
    with pytest.raises(UserError, match=r"small.py:\d+: .*no receptors.*ligand_channels=4"):
        compiled(tmp_path, "s.release(patch)\ns.wait(1)")


def test_channels_that_a_membrane_has_not_are_not_drawn(dendrite, monkeypatch):
    import helpers

    monkeypatch.setattr("helpers.HEAD", helpers.HEAD.replace("na_channels=0", "na_channels=3"))
    with pytest.raises(UserError, match=r"has no na_channels; give na_channels=0"):
        compiled(dendrite, "s.wait(1)")


def test_a_clamp_holds_and_the_gates_answer(tmp_path):
    body = """
with s.slow(ms_per_s=1):
    s.clamp(patch, -70)
    s.wait(0.5)
    held = s.clamp(patch, 0)
    opened, later = patch.at(held.na_peak), patch.at(held.after(2))
    s.measure(peak=later.V)
    s.say("peak", claim=[
        opened.na_open > 0.2, later.na_inactivated > 0.9, later.na_open < 0.05,
        later.k_open > opened.k_open,
    ])
    s.clamp(patch, -90, over_ms=1)
    s.wait(2)
    s.unclamp(patch)
    s.wait(4)
"""
    t = insist(compiled(tmp_path, body))
    from apanim.tape import open_tape

    s = open_tape(t.plan).series
    assert [h.v_mV for h in t.plan.protocol.holds] == [-70, 0, -90, None]
    ns, hold = s.model_ns, t.plan.protocol.holds
    assert np.all(s.v_mV[(ns > hold[1].start_ns) & (ns <= hold[2].start_ns)] == 0)
    ramp = s.v_mV[(ns > hold[2].start_ns) & (ns <= hold[2].start_ns + 1_000_000)]
    assert np.allclose(np.diff(ramp, 2), 0, atol=1e-3)
    assert s.v_mV[-1] > -89  # let go, it comes back


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("s.clamp(patch, 900)", "hold within 200 mV"),
        ("s.clamp(patch, 0, over_ms=-1)", "over_ms=-1"),
        ("s.unclamp(patch)", "no clamp holds"),
        ("s.clamp(patch, 0)\ns.stimulate(patch, 1.2 * THRESHOLD)", "unclamp"),
    ],
)
def test_what_cannot_be_done_with_a_clamp_is_said(tmp_path, body, says):
    with pytest.raises(UserError, match=says):
        compiled(tmp_path, f"{body}\ns.wait(1)")
