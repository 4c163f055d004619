"""Questions on chapters: three on each, answered by the model, the same in every language."""

import re
from collections import Counter
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import product

import pytest

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.export.questions import PER_CHAPTER, questions_in
from apanim.export.questions.made import GAP
from apanim.export.questions.words_file import _fits, read_worded
from apanim.script.find import find_catalogue
from apanim.script.lecture import lessons
from apanim.script.programme import compile_programme
from apanim.script.timeline import ClaimResult

SCENE = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("pulse", title="A pulse")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK)
    s.title("A pulse", tag="PULSE")
    response = s.stimulate(patch, STRENGTH * THRESHOLD)
    top = patch.at(response.after(1.2)).V
    s.measure(top=top)
    with s.slow(ms_per_s=1.0):
        s.say("so_far", claim=top < 100)
        s.wait(2.0)
"""
WORDS = """
[language]
code = "CODE"
name = "N"
[lexicon]
"−" = "minus"
"+" = "plus"
"mV" = "millivolts"
[cues.so_far]
text = "TEXT {top:mV}."
[screen]
"Which number belongs in the gap?" = "¿Qué número falta?"
"""
QUESTIONS = """
[so_far.fires]
claim = "V at * < 100"
cuts = [-50]
en = ["It reached {left:mV}. A spike?", "no", "yes"]
es = ["¿Un impulso?", "no", "sí"]
"""


def scene_in(folder, strength):
    folder.mkdir()
    (folder / "narration").mkdir()
    (folder / "pulse.py").write_text(SCENE.replace("STRENGTH", strength), encoding="utf-8")
    for code, text in (("en", "It gets to"), ("es", "Llega a")):
        words = WORDS.replace("CODE", code).replace("TEXT", text)
        (folder / "narration" / f"{code}.toml").write_text(words, encoding="utf-8")
    (folder / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    return compile_programme(str(folder / "pulse.py"), "silent", "en")


def test_the_model_decides_which_choice_is_right(tmp_path):
    rights = {}
    for name, strength in (("weak", "0.6"), ("strong", "2")):
        folder = tmp_path / name
        programme = scene_in(folder, strength)
        (claim,) = [one for one in programme.timelines[0].claims if one.values]
        worded, gap = questions_in(programme, find_catalogue(folder, "en"), folder)[:2]
        assert worded.name == "so_far.fires"
        assert set(worded.choices) == {"no", "yes"}
        assert f"{abs(round(claim.values[0]))}" in worded.ask
        rights[name] = worded.choices[worded.right]
        assert worded.because.replace(gap.choices[gap.right], GAP) in gap.ask
        assert len(set(gap.choices)) == len(gap.choices) > 2
    assert rights == {"weak": "no", "strong": "yes"}


def test_another_language_asks_the_same_on_the_same_clock(tmp_path):
    folder = tmp_path / "scenes"
    programme = scene_in(folder, "2")
    english, spanish = (
        questions_in(programme, find_catalogue(folder, code), folder) for code in ("en", "es")
    )
    assert [one.name for one in english] == [one.name for one in spanish]
    assert [one.right for one in english] == [one.right for one in spanish]
    assert spanish[0].ask == "¿Un impulso?"
    assert spanish[0].because.startswith("Llega a ")
    assert spanish[1].ask.startswith("¿Qué número falta? Llega a ____")


def test_a_star_in_the_words_of_a_claim_is_any_words_or_none():
    """As it is in the names of files."""
    patterns = ("a", "*", "a*", "*b", "a*b", "a*a", "*ab*", "a*b*a", "**", "a*ba", "")
    texts = ["".join(signs) for many in range(5) for signs in product("ab", repeat=many)]
    for pattern, text in product(patterns, texts):
        assert _fits(pattern, text) == fnmatchcase(text, pattern), (pattern, text)


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("cuts = [-50]", "cuts = [2, 1]", "rising"),
        ("cuts = [-50]", "cuts = [-50, 1]", "2 cuts part 3 choices"),
        ('claim = "V at * < 100"', 'claim = "h at *"', "it claims: V at "),
        ("cuts = [-50]", 'cuts = [-50]\nby = "sum"', "no by 'sum'"),
        ("cuts = [-50]", "cuts = [-50]\nwhich = 2", "no such claim"),
        ("{left:mV}", "{lift:mV}", "did you mean 'left'"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(tmp_path, written, instead, said):
    folder = tmp_path / "scenes"
    programme = scene_in(folder, "2")
    text = QUESTIONS.replace(written, instead)
    assert text != QUESTIONS
    (folder / "questions.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"^questions\.toml:\d+: ") as told:
        questions_in(programme, find_catalogue(folder, "en"), folder)
    assert said in str(told.value)


ORDERS = {"lecture": scenes_dir(), **{name: scenes_dir() / name for name in lessons()}}


@pytest.fixture(scope="module", params=ORDERS)
def order(request):
    return request.param


@pytest.fixture(scope="module")
def told(order):
    return compile_programme(order, "silent", "en")


@pytest.fixture(scope="module")
def asked(order, told):
    folder = ORDERS[order]
    return {code: questions_in(told, find_catalogue(folder, code), folder) for code in ("en", "es")}


def test_every_chapter_that_says_enough_is_asked_three(order, told, asked):
    for questions in asked.values():
        count = Counter(question.chapter for question in questions)
        for number, (chapter, end_tick) in enumerate(
            zip(
                told.chapters,
                [*(c.start_tick for c in told.chapters[1:]), told.duration_tick],
                strict=True,
            )
        ):
            says = any(chapter.start_tick <= cue.start_tick < end_tick for cue in told.cues)
            if order == "lecture":
                assert count[number] == (PER_CHAPTER if says else 0), chapter.title
            assert count[number] <= PER_CHAPTER, chapter.title  # a lesson's may claim too little for three


def test_each_is_asked_alike_in_both_languages_with_its_own_sentence(told, asked):
    sentences = {cue.start_tick: cue.text for cue in told.cues}
    for english, spanish in zip(asked["en"], asked["es"], strict=True):
        assert (english.name, english.right, english.told_tick) == (
            spanish.name,
            spanish.right,
            spanish.told_tick,
        )
        assert english.because == sentences[english.told_tick] != spanish.because
        assert len(set(english.choices)) == len(english.choices) == len(set(spanish.choices)) >= 2
        assert english.ask != spanish.ask
        assert not re.search(r"[{}]|\bNone\b", english.ask + spanish.ask)


def test_every_question_that_is_worded_is_asked(order, asked):
    worded = {f"{one.cue}.{one.name}" for one in read_worded(ORDERS[order])}
    assert len(worded) >= 9
    assert worded == worded & {question.name for question in asked["en"]}


def test_no_place_among_the_choices_is_right_too_often(asked):
    count = Counter(question.right for question in asked["en"])
    assert max(count.values()) < 0.6 * len(asked["en"])


def test_another_value_makes_another_choice_right():
    one = next(one for one in read_worded(scenes_dir()) if one.name == "sodium" and one.cue == "rest_ions")
    claim = ClaimResult("rest_ions", "[na]out > 5 times [na]in", "", True, "", (145.0, 75.0))
    places = [
        one.right([replace(claim, values=values)])[0]
        for values in ((145.0, 75.0), (15.0, 75.0), (10.0, 75.0))
    ]
    assert places == [2, 1, 0]
