"""A scene in eight languages: every sign of every word that it shows has a glyph."""

from functools import cache
from pathlib import Path

import pytest
import uharfbuzz

from apanim.letters.direction import in_plain
from apanim.letters.faces import font_at
from apanim.narration.captions import write_srt
from apanim.picture.drawlist import Text
from apanim.picture.frame import frame
from apanim.picture.type import line
from apanim.script.programme import compile_programme

SCENE = Path(__file__).parent / "anyscript" / "anyscript.py"
LANGUAGES = ("ar", "el", "he", "hi", "ja", "pl", "vi", "zh")


@cache
def programme(language):
    found = compile_programme(str(SCENE), "silent", language)
    found.bake()
    return found


@cache
def texts(language):
    timeline, tape = programme(language).timelines[0], programme("pl").tapes[0]
    ticks = range(150, timeline.duration_tick, 600)
    return {
        item
        for tick in ticks
        for item in frame(timeline, tape if language == "pl" else programme(language).tapes[0], tick).items
        if isinstance(item, Text)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_glyph_is_missing(language):
    """`.notdef`, which fonts draw as a box, is number 0 of each."""
    assert texts(language)
    for text in texts(language):
        shaped = line(text.text, text.weight, 0.0, text.language)
        assert not shaped.lacking, text.text
        assert shaped.glyphs, text.text
        assert all(glyph.number for glyph in shaped.glyphs), text.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_is_what_was_written(language):
    shown = {text.text for text in texts(language)}
    timeline = programme(language).timelines[0]
    assert timeline.of_kind("title")[0].text in shown
    for page in timeline.captions:
        assert set(page.lines) & shown or page.end_tick - page.start_tick < 600
    srt = write_srt(timeline.captions)
    assert "_" not in srt
    assert "ENa" in srt


def test_arabic_letters_are_joined_as_harfbuzz_joins_them_alone():
    word = "الغشاء"
    shaped = line(word, 600, 0.0, "ar")
    font = font_at(shaped.glyphs[0].face, 600)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    assert [glyph.number for glyph in shaped.glyphs] == [info.codepoint for info in buffer.glyph_infos]


def test_a_charge_stays_at_its_ion_in_a_line_from_right_to_left():
    shaped = line("יוני Na⁺ נכנסים", 600, 0.0, "he")
    small = [glyph for glyph in shaped.glyphs if glyph.zoom < 1]
    latin = [glyph for glyph in shaped.glyphs if "Manrope" in glyph.face.file.name and glyph.zoom == 1]
    assert len(small) == 1
    letters = [glyph.x for glyph in latin if 0 < small[0].x - glyph.x < 2]
    assert len(letters) >= 2, "N and a stand left of their plus"
    assert in_plain("יוני Na⁺ נכנסים") == "יוני Na⁺\N{LEFT-TO-RIGHT MARK} נכנסים"


def test_chinese_and_japanese_draw_one_sign_each_in_their_way():
    one, other = (line("骨", 600, 0.0, tag).glyphs[0] for tag in ("zh", "ja"))
    assert (one.face, one.number) != (other.face, other.number)
