"""What the eye finds: measured on the pictures of a small scene."""

import pytest
from helpers import write_scene

from apanim.errors import UserError
from apanim.export.attention.report_table import attention, short_of
from apanim.export.attention.sampled import look_at, paces
from apanim.script.programme import compile_programme
from apanim.units import NS_PER_MS

BODY = """
s.trace(patch, window_ms=6)
with s.slow(ms_per_s=0.001):
    s.say("hello")
    s.say("still", of="V")
spike = s.stimulate(patch, 1.3 * THRESHOLD)
s.say("traced", until=spike.peak, of="V")
s.say("lit", until=spike.trough, highlight=patch.na_channels)
s.say("labelled", label=[(patch.pump, "pump")], of=[patch.pump, "picture"])
s.bars(patch)
s.say("panel", of="bars")
"""
CUE = '\n[cues.{}]\ntext = "At rest the membrane sits still and waits."\n'
WORDS = '[language]\ncode = "en-GB"\nname = "English"\n\n[lexicon]\n' + "".join(
    CUE.format(name) for name in ("hello", "still", "traced", "lit", "labelled", "panel")
)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    path = write_scene(tmp_path_factory.mktemp("scene"), BODY, WORDS)
    return look_at(compile_programme(str(path), "silent", "en"))


def test_every_sentence_is_measured_by_what_it_speaks_of(film):
    found = {one.cue.name: one for one in film.attended()}
    assert short_of(found["hello"]) == ["names nothing"]
    assert short_of(found["still"]) == ["V(t) is small", "stands still"]
    assert found["traced"].changes >= 3
    assert found["traced"].share == pytest.approx(560 * 336 / (1920 * 1080))  # the panel in its corner
    assert found["lit"].in_sight == {"na_channels": 1.0}
    assert found["lit"].lit == 1.0
    assert short_of(found["lit"]) == []
    assert found["labelled"].share == 1.0
    assert set(found["panel"].in_sight) == {"bars"}


def test_the_table_has_a_line_for_each(film):
    table = attention(film)
    assert table.count("| small: `") == 6
    assert "One framing has at most 100% of the film, of 1 framings" in table


def test_paces_are_told_apart_and_a_stand_parts_none(tmp_path):
    body = """
with s.slow(ms_per_s=1.0):
    s.wait(1)
with s.hold():
    s.wait(1)
with s.slow(ms_per_s=1.0):
    s.wait(1)
with s.slow(ms_per_s=0.25):
    s.wait(1)
"""
    timeline = compile_programme(str(write_scene(tmp_path, body)), "silent", "en").timelines[0]
    assert paces(timeline, 0, 3 * NS_PER_MS) == pytest.approx([1.0, 0.25], rel=1e-3)
    assert paces(timeline, 0, NS_PER_MS) == pytest.approx([1.0], rel=1e-3)


def test_what_cannot_be_spoken_of_is_told(tmp_path):
    path = write_scene(tmp_path, 's.say("hello", of="weather")')
    with pytest.raises(UserError, match=r"small.py:11: .*of=.*picture.*V"):
        compile_programme(str(path), "silent", "en")
