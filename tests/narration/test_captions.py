"""The reading rules of captions hold for any text and any time that leaves room for them."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim.errors import UserError
from apanim.narration.captions import CaptionPage, paginate, write_srt, write_vtt

NB = "\N{NO-BREAK SPACE}"
PHRASES = (
    f"Na⁺ channels|open|at −70{NB}mV|the membrane|rests,|and|K⁺ leaves.|voltage-gated channels|a pump|"
    "carries|three|of the inside|rises;|because|about 28 %|falls.|through the leak|in time:|"
    "positive feedback."
).split("|")
texts = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=25).map(" ".join)
BAD_END = re.compile(r"(?i)(^|[ \N{NO-BREAK SPACE}])(a|an|the|of|at|in|through|about|to|\d+|−70)$")


def check_rules(pages, text, start, latest):
    shown = [line for page in pages for line in page.lines]
    assert " ".join(shown) == text
    for page in pages:
        duration = page.end_tick - page.start_tick
        assert 1 <= len(page.lines) <= 2
        assert all(len(line) <= 42 for line in page.lines)
        assert len(page.lines) == 1 or len(" ".join(page.lines)) > 42
        assert len(" ".join(page.lines)) * 600 <= 15 * duration
        assert 500 <= duration <= 4200
    assert pages[0].start_tick == start
    assert pages[-1].end_tick <= latest
    assert all(after.start_tick - before.end_tick >= 40 for before, after in pairwise(pages))
    for line, following in pairwise(shown):
        assert not BAD_END.search(line), line
        assert not (line.endswith("⁺") and following.startswith(("channel", "leak"))), (line, following)


@given(texts, st.integers(0, 10**6), st.floats(8.0, 14.0), st.integers(0, 600))
def test_any_text_at_a_lecturers_pace_keeps_every_rule(text, start, rate, hang):
    end = start + max(600, round(len(text) * 600 / rate)) + 40 * (len(text) // 20)
    check_rules(paginate(text, start, end, end + hang), text, start, end + hang)


@given(texts, st.integers(1, 40_000), st.integers(0, 2000))
def test_any_time_keeps_every_rule_or_is_refused_by_name(text, spoken, hang):
    if spoken + hang >= max(600, len(text) * 40 + 40 * 60):
        check_rules(paginate(text, 0, spoken, spoken + hang, cue="odd"), text, 0, spoken + hang)
    elif spoken + hang < len(text) * 40:
        with pytest.raises(UserError, match=r"^cue 'odd': .* characters need .* s to be read but have "):
            paginate(text, 0, spoken, spoken + hang, cue="odd")


def test_pages_keep_pace_with_the_voice_and_only_the_last_one_hangs():
    text = (
        "The first page of this text is one sentence of some length. The second is just as long as that is."
    )
    tight = paginate(text, 600, 600 + 4400)
    loose = paginate(text, 600, 600 + 4400, 600 + 6000)
    assert tight[:-1] == loose[:-1]
    assert tight[-1].start_tick == loose[-1].start_tick
    assert tight[-1].end_tick == 5000 < loose[-1].end_tick
    share = (tight[1].start_tick - 600) / 4400
    assert share == pytest.approx(text.index("The second") / len(text), abs=0.02)


def test_pages_part_at_sentences_and_lines_are_balanced():
    text = f"At rest, the inside of the membrane sits at −70{NB}mV against the outside. It is polarised."
    first, second = paginate(text, 0, 4600)
    assert first.lines == ("At rest, the inside of the membrane sits", f"at −70{NB}mV against the outside.")
    assert second.lines == ("It is polarised.",)


def test_a_short_sentence_is_no_page_if_it_would_only_flash():
    text = "Slower potassium channels open rather late during each single spike seen here. It is true."
    at_leisure, hurried = paginate(text, 0, 4490), paginate(text, 0, 3778)
    assert at_leisure[1].lines == ("It is true.",)
    check_rules(hurried, text, 0, 3778)
    assert len(hurried) == 2


def test_slow_speech_lets_a_page_go_after_seven_seconds():
    (page,) = paginate("Wait.", 0, 9000)
    assert (page.start_tick, page.end_tick) == (0, 4200)


@pytest.mark.parametrize(
    "lines",
    [
        ("Nearly all voltage-gated channels", "are shut, as they were before."),
        ("A stronger one passes threshold", f"near −55{NB}mV: inward Na⁺ current wins."),
        ("The inside is now positive,", "because sodium has rushed in."),
    ],
)
def test_lines_part_where_the_sense_does(lines):
    (page,) = paginate(" ".join(lines), 0, 3600)
    assert page.lines == lines


@pytest.mark.parametrize(
    ("text", "allowed", "told"),
    [
        (
            "These thirty characters, or so.",
            600,
            "its 31 characters need 2.1 s to be read but have 1.0 s; shorten it",
        ),
        ("x" * 43, 6000, "may not be broken, yet is over 42 characters long; reword it"),
        ("  ", 600, "there are no words to show; write some"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_cues_name(text, allowed, told):
    with pytest.raises(UserError, match=r"^cue 'c': ") as error:
        paginate(text, 0, allowed, cue="c")
    assert told in str(error.value)


PAGES = (
    CaptionPage(0, 601, ("Na⁺ rushes", "in & out")),
    CaptionPage(600 * 3725 + 1, 600 * 3727, (f"−70{NB}mV",)),
)


def test_srt_counts_its_blocks_and_writes_a_comma():
    assert write_srt(PAGES) == (
        "1\n00:00:00,000 --> 00:00:01,002\nNa⁺ rushes\nin & out\n\n"
        f"2\n01:02:05,002 --> 01:02:07,000\n−70{NB}mV\n"
    )


def test_vtt_has_its_header_a_point_and_escapes():
    assert write_vtt(PAGES) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.002\nNa⁺ rushes\nin &amp; out\n\n"
        f"01:02:05.002 --> 01:02:07.000\n−70{NB}mV\n"
    )
    assert write_srt(()) == ""
    assert write_vtt(()) == "WEBVTT\n"
