"""A bookmark at a word: seen and said by nobody, and what it stands for is done as the word is spoken."""

import numpy as np
import pytest
from helpers import WORDS, compiled, write_scene

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue, fill
from apanim.narration.voices import Voices
from apanim.script.readings import read_scene
from apanim.units import TICKS_PER_S

RUSH = WORDS + (
    '[cues.rush]\ntext = "At the threshold sodium <rush>rushes in, and <end>the peak comes at once."\n'
)
PLAIN = RUSH.replace("<rush>", "").replace("<end>", "")


def test_bookmarks_change_no_word_and_no_time(tmp_path):
    marked, plain = (compiled(tmp_path, 's.say("rush")', words) for words in (RUSH, PLAIN))
    assert marked.cues == plain.cues
    assert marked.captions == plain.captions
    assert marked.duration_tick == plain.duration_tick


def test_a_script_acts_as_a_word_is_spoken(tmp_path):
    body = """
began = s.clock.tick
done = s.say("rush", at={
    "rush": lambda: s.stimulate(patch, 1.3 * THRESHOLD),
    "end": lambda: s.label(patch.pump, "now", 1),
})
s.measure(peak=patch.at(done["rush"].peak).V)
s.say("peak", until=done["rush"].trough)
"""
    shown = compiled(tmp_path, body, RUSH)
    cue, ms_per_s = shown.cues[0], 0.4
    text = cue.text
    label = next(s for s in shown.spans if s.kind == "label")
    for start_s, word in (
        (shown.plan.protocol.pulses[0].start_ns / 1e6 / ms_per_s, "rushes"),
        (label.start_tick / TICKS_PER_S, "the peak"),
    ):
        share = text.index(word) / len(text)
        assert start_s == pytest.approx(share * cue.end_tick / TICKS_PER_S, abs=0.05)
    assert shown.measures["peak"] == pytest.approx(39.8, abs=0.1)


def test_a_sentence_with_bookmarks_still_ends_on_its_moment(tmp_path):
    body = """
spike = s.stimulate(patch, 1.3 * THRESHOLD)
s.say("rush", until=spike.peak, hold=True, at={"rush": lambda: None})
s.say("hello", claim=patch.at(patch.from_now.after(0)).t.near(patch.at(spike.peak).t.measure(), 1e-3))
"""
    marked = compiled(tmp_path, body, RUSH)
    assert all(claim.holds for claim in marked.claims)
    plain = compiled(tmp_path, body.replace(', at={"rush": lambda: None}', ""), RUSH)
    assert np.abs(marked.plan.model_ns - plain.plan.model_ns).max() <= 2, "at an even pace"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            's.say("rush", at={"rsh": print})',
            "no bookmark <rsh> in 'At the threshold .*; it has <rush>, <end>",
        ),
        ('s.say("hello", at={"rush": print})', "it has none"),
        (
            's.say("rush", at={"rush": lambda: s.wait(1)})',
            "at <rush>: do at a word only what takes no time",
        ),
        ('s.say("rush", at={"rush": lambda: 1 / 0})', "ZeroDivisionError"),
    ],
)
def test_what_cannot_be_done_at_a_word_is_told(tmp_path, body, says):
    with pytest.raises(UserError, match=rf"small\.py:11: .*{says}"):
        compiled(tmp_path, body, RUSH)


def test_what_is_read_aloud_carries_the_bookmarks(tmp_path):
    (tmp_path / "narration").mkdir()
    file = tmp_path / "narration" / "en.toml"
    say = 'say = "At threshold, <rush>in it rushes, <end>and peaks."\n'
    file.write_text(RUSH + say, encoding="utf-8")
    line = fill(Catalogue.load(file).cue("rush"), {})
    assert [name for name, _ in line.bookmarks] == ["rush", "end"]
    shares = dict(line.bookmarks)
    assert shares["rush"] == pytest.approx(len("At threshold, ") / len(line.spoken))
    assert shares["rush"] < shares["end"] < 1
    file.write_text(RUSH + say.replace("<end>", ""), encoding="utf-8")
    with pytest.raises(UserError, match="'say' lacks the bookmark <end> of 'text'"):
        Catalogue.load(file)


def test_what_was_kept_of_a_scene_does_not_outlive_a_moved_bookmark(tmp_path):
    body = 's.say("rush", at={"rush": lambda: s.stimulate(patch, 1.3 * THRESHOLD)})'
    starts = []
    for words in (RUSH, RUSH, RUSH.replace("<rush>", "").replace("At the", "At <rush>the")):
        path = write_scene(tmp_path, body, words)
        timeline = read_scene(path, Voices("silent"), "en").timeline
        starts.append(timeline.plan.protocol.pulses[0].start_ns)
    assert starts[0] == starts[1] > 2 * starts[2]


def test_what_an_author_drew_is_kept_with_the_scene(tmp_path):
    path = write_scene(tmp_path, "s.draw(lambda t, g: g.dot(patch.pump, 5 + t))\ns.wait(1)")
    first, second = (read_scene(path, Voices("silent"), "en").timeline for _ in range(2))
    assert first.drawings == second.drawings
    assert len(second.drawings[0].steps) == 60
