"""Mark-up, breaks, numbers and missing signs, compared with what Unicode and CLDR print."""

import pytest

from apanim.errors import UserError
from apanim.letters.breaks import columns, joined, pieces, run_on
from apanim.letters.direction import visual
from apanim.letters.faces import drawable
from apanim.letters.language import FIGURES, figures_of, is_backward, is_tag, iso_639_2
from apanim.letters.markup import bare, literal, plain, runs
from apanim.narration.captions import CaptionPage, paginate, write_srt, write_vtt


@pytest.mark.parametrize(
    ("text", "levels", "told"),
    [
        ("E_Na, then", [("E", 0), ("Na", -1), (", then", 0)], "ENa, then"),
        ("g_{Na} = 3", [("g", 0), ("Na", -1), (" = 3", 0)], "gNa = 3"),
        ("Ca^2+ in", [("Ca", 0), ("2+", 1), (" in", 0)], "Ca²⁺ in"),
        ("Ca²⁺ in", [("Ca", 0), ("2+", 1), (" in", 0)], "Ca²⁺ in"),
        ("m^3h", [("m", 0), ("3", 1), ("h", 0)], "m³h"),
        ("m_∞", [("m", 0), ("∞", -1)], "m∞"),
        ("V_1", [("V", 0), ("1", -1)], "V₁"),
        ("E_Na靠近", [("E", 0), ("Na", -1), ("靠近", 0)], "ENa靠近"),
        (r"a\_b\^c", [("a_b^c", 0)], "a_b^c"),
        ("plain", [("plain", 0)], "plain"),
    ],
)
def test_one_mark_up(text, levels, told):
    assert [tuple(run) for run in runs(text)] == levels
    assert bare(text) == "".join(piece for piece, _ in levels)
    assert plain(text) == told


def test_a_files_name_is_shown_as_it_is():
    name = "my_run^2.toml"
    assert [tuple(run) for run in runs(literal(name))] == [(name, 0)]


@pytest.mark.parametrize("write", [write_srt, write_vtt])
def test_subtitles_know_the_mark_up(write):
    assert "towards EK, far from ENa." in write([CaptionPage(0, 600, ("towards E_K, far from E_{Na}.",))])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("细胞膜兴奋：电压上升到+38\N{NO-BREAK SPACE}mV。",
         "细胞|膜|兴奋：|电压|上升|到|+38\N{NO-BREAK SPACE}mV。"),
        ("ナトリウムイオンが流れ込む。", "ナトリウムイオンが|流れ込む。"),
        ("โซเดียมไหลเข้า", "โซเดียม|ไหล|เข้า"),
        ("voltage-gated channels", "voltage-gated| channels"),
        ("세포막의 전위가", "세포막의| 전위가"),
    ],
)  # fmt: skip
def test_a_line_may_end_where_unicode_lets_it(text, parts):
    found = pieces(text)
    assert "|".join(joined((" ", one))[1:] if i else one for i, one in enumerate(found)) == parts
    assert joined(found) == text
    assert run_on([joined(found[:1]), joined(found[1:])]) == text


def test_no_line_of_japanese_is_wider_than_a_line_of_english():
    text = (
        "刺激が十分に強いと電位依存性ナトリウムチャネルが一斉に開き、ナトリウムイオンが細胞内に流れ込んで"
        "膜電位は+40\N{NO-BREAK SPACE}mVまで上昇する。"
    )
    pages = paginate(text, 0, 9000, 9600)
    assert "".join(page.text for page in pages) == text
    assert all(columns(one) <= 42 for page in pages for one in page.lines)
    assert not any(one[0] in "、。っゃゅょー" for page in pages for one in page.lines)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en-GB", "−1,234.5"), ("es", "−1234,5"), ("es-MX", "−1,234.5"), ("de", "−1.234,5"),
        ("de-CH", "−1’234.5"),
        ("pl", "−1234,5"), ("fr", "−1\N{NO-BREAK SPACE}234,5"), ("ar-EG", "\u061c−١٬٢٣٤٫٥"),
        ("he", "\u200e−1,234.5"), ("bn", "−১,২৩৪.৫"), ("zh-Hant", "−1,234.5"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_cldr_has_them(language, written):
    assert figures_of(language).written("−1,234.5") == written


def test_a_number_is_told_from_words():
    assert all(FIGURES.fullmatch(one) for one in ("3.1", "+40 mV", "28 %", "×1.25", "1,234"))
    assert not any(FIGURES.fullmatch(one) for one in ("Kv1.2", "3.1 things", "12:30", "one 3.1"))


@pytest.mark.parametrize(
    ("tag", "three"), [("en-GB", "eng"), ("zh-Hant", "zho"), ("sw", "swa"), ("fil", "fil")]
)
def test_any_language_has_its_three_letters(tag, three):
    assert is_tag(tag)
    assert iso_639_2(tag) == three


def test_which_way_a_language_runs():
    backward = {tag for tag in ("ar", "he", "fa", "ur", "en", "hi", "az") if is_backward(tag)}
    assert backward == {"ar", "he", "fa", "ur"}
    assert not is_tag("no language")


def test_direction_is_the_languages_in_a_line_that_begins_with_an_ion():
    text = "Na נכנס"
    assert [text[first:last] for first, last, _ in visual(text, (), "he")] == [" נכנס", "Na"]
    assert [text[first:last] for first, last, _ in visual(text)] == ["Na ", "נכנס"]


def test_a_sign_that_no_font_has_is_named_with_its_language():
    with pytest.raises(UserError, match=r"in 'en' no font here has '\u0378' \(U\+0378\); write otherwise"):
        drawable("\u0378")
    assert drawable("C ⇌ O, ḡ_{Na} ∝ m³h") == "C ⇌ O, ḡ_{Na} ∝ m³h"


@pytest.mark.parametrize("tag", ["es-x", "en-u", "es-é", "es-1", "es-u-nu", "es-a-b-c", "e", "n", "es_MX"])
def test_what_unicode_takes_for_no_language_is_none(tag):
    assert not is_tag(tag)


@pytest.mark.parametrize("tag", ["es", "pt-BR", "zh-Hant", "es-419", "ca-valencia", "ar-u-nu-arab"])
def test_what_it_takes_for_one_has_figures(tag):
    assert is_tag(tag)
    assert figures_of(tag).written("1.3") in {"1,3", "1.3", "١٫٣"}
