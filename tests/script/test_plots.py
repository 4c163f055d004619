"""What a script may plot: bands and quantities of the model's own spike, panels that make room."""

import numpy as np
import pytest
from helpers import compiled

from apanim.errors import UserError
from apanim.physics.textbook import TEXTBOOK
from apanim.script.verbs.acts import THRESHOLD, Acts
from apanim.script.verbs.cast import Cast
from apanim.units import NS_PER_MS

SPIKE = """
s.wait(1)
trace = s.trace(patch, window_ms=12, before_ms=0.5, bands="{bands}")
s.plot(patch, "g")
s.stimulate(patch, 1.25 * THRESHOLD)
with s.slow(ms_per_s=5):
    s.wait(3)
"""


def stimulated(strength):
    """(patch, its response) to a pulse from rest."""
    cast = Cast()
    patch = cast.membrane(TEXTBOOK)
    return patch, Acts(cast).stimulate(patch, strength)


@pytest.fixture(scope="module")
def spike():
    return stimulated(1.25 * THRESHOLD)[1]


def test_phases_follow_each_other_where_v_turns(tmp_path):
    t = compiled(tmp_path, SPIKE.format(bands="phases"))
    bands = t.traces[0].bands
    assert [b.name for b in bands] == ["rest", "rising", "falling", "undershoot", "rest"]
    rising, falling, undershoot = bands[1:4]
    assert rising.to_ns == falling.from_ns
    assert falling.to_ns == undershoot.from_ns
    assert 0.5 < (rising.to_ns - rising.from_ns) / NS_PER_MS < 1.6


def test_refractory_bands_end_where_second_pulses_fire_again(tmp_path, spike):
    t = compiled(tmp_path, SPIKE.format(bands="refractory"))
    absolute, relative = t.traces[0].bands
    start_ns = t.plan.protocol.pulses[0].start_ns
    assert (absolute.to_ns - start_ns) / NS_PER_MS == pytest.approx(spike.absolute_refractory.measure())
    assert (relative.to_ns - start_ns) / NS_PER_MS == pytest.approx(spike.relative_refractory.measure())


def test_the_second_threshold_falls_back_to_that_of_rest(spike):
    end_ms = spike.absolute_refractory.measure()
    later = [spike.second_threshold(end_ms + ms).measure() for ms in (0.3, 2.0, 8.0)]
    assert later[0] > 2.0 > later[1] > later[2] > 1.0
    with pytest.raises(LookupError, match="no pulse fires again"):
        spike.second_threshold(end_ms - 0.5).measure()


def test_ions_are_counted_for_the_cell_that_is_named(spike):
    from apanim.physics.cell import AXON_1_UM, SOMA_20_UM

    for_one = spike.na_entered().measure()
    assert spike.na_entered(SOMA_20_UM).measure() == pytest.approx(for_one * np.pi * 20**2)
    assert for_one > spike.ions_needed().measure()
    assert stimulated(0.5 * THRESHOLD)[0].ions_inside("na", SOMA_20_UM).over(
        1e6, "million"
    ).measure() == pytest.approx(37_838, rel=1e-3)
    thin, thick = (spike.na_gain(cell).measure() for cell in (AXON_1_UM, SOMA_20_UM))
    assert thin / thick == pytest.approx(20 * 4 / 6, rel=1e-6), "surface to volume"
    assert 20 < thick < 100


def test_without_a_spike_its_quantities_say_so():
    _, weak = stimulated(0.5 * THRESHOLD)
    with pytest.raises(LookupError, match="does not fire"):
        weak.na_entered().measure()
    with pytest.raises(LookupError, match="does not fire"):
        weak.absolute_refractory.measure()


def test_a_panel_makes_room_and_goes_on_with_the_window(tmp_path):
    body = """
s.trace(patch, window_ms=5)
s.plot(patch, "g")
s.wait(1)
s.trace(patch, window_ms=8)
s.wait(1)
s.bars(patch, place="tall", ions=["na", "k", "cl"])
s.wait(1)
"""
    t = compiled(tmp_path, body)
    assert [(p.what, p.start_tick, p.end_tick) for p in t.plots] == [
        ("g", 0, 600), ("g", 600, 1200), ("bars", 1200, 1800),
    ]  # fmt: skip
    assert (t.plots[1].from_ns, t.plots[1].to_ns) == (t.traces[1].from_ns, t.traces[1].to_ns)
    assert t.traces[1].end_tick == 1200


def test_notes_stand_where_the_spike_turns(tmp_path):
    body = """
recap = s.recap(patch, window_ms=12)
s.stimulate(patch, 1.25 * THRESHOLD)
with s.slow(ms_per_s=5):
    s.wait(1)
    recap.note("peak")
    recap.note("trough", "lowest")
    s.wait(2)
"""
    peak, trough = compiled(tmp_path, body).plots[0].notes
    assert (peak.start_tick, trough.text) == (600, "lowest")
    assert 0 < peak.at_ns < trough.at_ns


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('s.plot(patch, "g")', "small.py:11: plot 'g' needs window_ms"),
        ('s.bars(patch, ions=["na", "k", "cl"])', "small.py:11: bars of 3 ions: give place='tall'"),
        ('s.bars(patch, ions=["ca"])', "small.py:11: bars of 'ca' is not one of na, k, cl"),
        ('s.plot(patch, "Ca")', "small.py:11: plot 'Ca' is not one of g, gates"),
        ('s.loop(patch, place="attic")', "small.py:11: place 'attic' is not one of"),
        ('s.trace(patch, window_ms=5, bands="all")', "small.py:11: bands 'all' is not one of"),
        ('s.recap(patch).note("noon")', "small.py:11: note at 'noon': choose one of"),
    ],
)
def test_what_cannot_be_plotted_is_told_with_its_line(tmp_path, body, message):
    with pytest.raises(UserError, match=message):
        compiled(tmp_path, body)


def test_pulses_stand_in_their_window_with_their_strength(tmp_path):
    body = """
s.trace(patch, window_ms=20)
s.stimulate(patch, 0.7 * THRESHOLD)
with s.slow(ms_per_s=5):
    s.wait(2)
s.trace(patch, window_ms=8)
s.stimulate(patch, 2 * THRESHOLD)
with s.slow(ms_per_s=5):
    s.wait(2)
"""
    t = compiled(tmp_path, body)
    first, second = (window.stimuli for window in t.traces)
    assert [p.strength for p in first] == [pytest.approx(0.7)]
    assert [p.strength for p in second] == [pytest.approx(2.0)]
    assert second[0].from_ns == t.plan.protocol.pulses[1].start_ns
    assert second[0].to_ns - second[0].from_ns == t.plan.protocol.pulses[1].duration_ns


def test_a_ghost_is_the_trace_before_with_stimulus_on_stimulus(tmp_path):
    body = """
s.trace(patch, window_ms=20, before_ms=0)
s.wait(1)
s.stimulate(patch, 0.7 * THRESHOLD)
with s.slow(ms_per_s=5):
    s.wait(2)
s.trace(patch, window_ms=8, ghost=True)
s.stimulate(patch, 2 * THRESHOLD)
with s.slow(ms_per_s=5):
    s.wait(2)
"""
    t = compiled(tmp_path, body)
    (ghost,) = t.traces[1].ghosts
    assert t.traces[0].ghosts == ()
    first, second = t.plan.protocol.pulses
    assert first.start_ns + ghost.later_ns == second.start_ns
    assert (ghost.from_ns, ghost.to_ns) == (0, second.start_ns), "what had been seen by then"
    with pytest.raises(UserError, match="first V"):
        compiled(tmp_path, "s.trace(patch, window_ms=2, ghost=True)\ns.wait(1)")


def test_without_a_stimulus_the_windows_meet(tmp_path):
    body = "s.trace(patch, window_ms=9)\ns.wait(2)\ns.trace(patch, window_ms=9, ghost=True)\ns.wait(2)"
    t = compiled(tmp_path, body)
    assert t.traces[1].ghosts[0].later_ns == t.traces[1].from_ns - t.traces[0].from_ns
