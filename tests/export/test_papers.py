"""What of a lecture can be read: every sentence once, at its time, in every paper."""

import re

import pytest

from apanim.export.papers import coverage, papers, recording_script
from apanim.script.beats import Beat
from apanim.script.programme import compile_programme


@pytest.fixture(scope="module")
def score():
    return compile_programme("propagation", "hibari", "en")


def test_transcript_and_recap_have_every_sentence_once(score):
    written = papers(score)
    for ending in (".transcript.txt", ".recap.md"):
        for cue in score.cues:
            assert written[ending].count(cue.text) == 1, (ending, cue.name)
        places = [written[ending].index(cue.text) for cue in score.cues]
        assert places == sorted(places)
    assert "**local current**: " in written[".recap.md"]


def test_chapters_begin_at_nought_and_rise(score):
    lines = papers(score)[".chapters.txt"].splitlines()
    assert len(lines) == len(score.chapters)
    times = [60 * int(m) + int(s) for m, s in (re.match(r"(\d+):(\d\d)", x).groups() for x in lines)]
    assert times[0] == 0
    assert times == sorted(set(times))
    vtt = papers(score)[".chapters.vtt"]
    assert vtt.startswith("WEBVTT\n")
    assert vtt.count("-->") == len(score.chapters)


def test_captions_come_as_srt_and_vtt(score):
    written = papers(score)
    assert written[".srt"].count("-->") == written[".vtt"].count("-->") == len(score.captions)


def test_the_recording_script_names_a_file_a_cue(score):
    text = recording_script(score)
    for cue in score.cues:
        seconds = (cue.end_tick - cue.start_tick) / 600
        assert f"| `{cue.name}.wav` | {seconds:.1f} | {cue.text} |" in text


def test_coverage_tells_where_and_what_is_not_told(score):
    beat = Beat("31", "The spike is made anew.", "channels", "V(x)", ("travel_next", "travel_gone"))
    row = coverage(score, [beat]).splitlines()[-1]
    assert "propagation: `travel_next`" in row
    assert "not told: `travel_gone`" in row
    assert "highest V" in row  # the cue's claim
