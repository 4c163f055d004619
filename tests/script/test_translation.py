"""A programme's sentences in another language on its clock: numbers, captions, speech and chapters."""

import numpy as np
import pytest
from helpers import write_scene

from apanim.errors import UserError
from apanim.narration.captions import GAP_TICK
from apanim.narration.catalogue import Catalogue
from apanim.narration.speech import Speech
from apanim.script.find import find_catalogue, languages_of
from apanim.script.programme import compile_programme
from apanim.script.translation import captions_in, chapters_in, sound_in, told_in
from apanim.units import TICKS_PER_S

BODY = """
s.title("Rest", tag="ONE")
s.measure(peak=patch.at(s.stimulate(patch, 1.3 * THRESHOLD).peak).V)
s.say("peak")
s.title("After", tag="TWO")
s.measure(peak=patch.at(s.stimulate(patch, 0.5 * THRESHOLD).after(1)).V)
s.say("peak")
s.say("hello")
"""
SPANISH = """
[language]
code = "es"
name = "Español"

[lexicon]
"mV" = "milivoltios"
"−" = "menos"
"+" = "más"

[screen]
"Rest" = "Reposo"

[cues.hello]
text = "HELLO"

[cues.peak]
text = "Sube en este caso hasta {peak:mV}."
"""
HELLO = "En reposo la membrana no se mueve y espera lo que venga."


class Humming:
    """Speaks every line as a tone of `seconds`."""

    name, pace = "humming", ""

    def __init__(self, seconds):
        self._seconds, self.key = seconds, f"humming {seconds}"

    def key_of(self, cue_name):
        return self.key

    def unsayable(self, spoken):
        return ""

    def speak(self, cue_name, line):
        at_s = np.arange(round(self._seconds * 48_000)) / 48_000
        return Speech((0.3 * np.sin(2 * np.pi * 200 * at_s)).astype(np.float32), 48_000, cue_name)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A scene told in English, and the folder of its words."""
    folder = tmp_path_factory.mktemp("told")
    return compile_programme(str(write_scene(folder, BODY)), "silent", "en"), folder / "narration"


def spanish(told, hello=HELLO, words=SPANISH):
    file = told[1] / "es.toml"
    file.write_text(words.replace("HELLO", hello), encoding="utf-8")
    return Catalogue.load(file)


def test_numbers_are_those_of_each_sentence_not_of_the_last(told):
    own = [cue.text for cue in told[0].cues]
    there = [one.line.display for one in told_in(told[0], spanish(told))]
    numbers = [text.partition("to ")[2] for text in own[:2]]
    assert numbers[0] != numbers[1]
    assert there == [f"Sube en este caso hasta {number}" for number in numbers] + [HELLO]


def test_captions_keep_to_the_clock_and_to_their_words(told):
    programme, pages = told[0], captions_in(told[0], spanish(told))
    assert captions_in(programme, find_catalogue(told[1].parent, "en")) == programme.captions
    for cue, after in zip(programme.cues, [*(c.start_tick for c in programme.cues[1:]), None], strict=True):
        mine = [p for p in pages if cue.start_tick <= p.start_tick < (after or programme.duration_tick)]
        assert mine[0].start_tick == cue.start_tick
        assert mine[-1].end_tick <= (after or programme.duration_tick) - GAP_TICK
    assert " ".join(line for page in pages[2:] for line in page.lines) == HELLO


def test_a_longer_sentence_is_read_faster_but_not_beyond_reading(told):
    room_s = (told[0].duration_tick - told[0].cues[2].start_tick - GAP_TICK) / TICKS_PER_S
    longer = " ".join(["palabra"] * round(18 * room_s / 8))  # some 18 characters a second
    fast = captions_in(told[0], spanish(told, f"{longer}."))[2:]
    shown = sum(len(" ".join(page.lines)) for page in fast)
    assert 15 < shown / ((fast[-1].end_tick - fast[0].start_tick) / TICKS_PER_S) <= 20
    with pytest.raises(UserError, match=r"cue 'hello': .* characters need"):
        captions_in(told[0], spanish(told, f"{longer} {longer}."))


def test_a_line_that_lasts_too_long_is_spoken_faster_at_its_own_pitch(told):
    programme, catalogue = told[0], spanish(told)
    rooms_s = [
        (one.room_end_tick - GAP_TICK - one.cue.start_tick) / 600 for one in told_in(programme, catalogue)
    ]
    track = sound_in(programme, catalogue, Humming(1.3 * min(rooms_s)))
    assert len(track) == 80 * programme.duration_tick
    for one, room_s in zip(told_in(programme, catalogue), rooms_s, strict=True):
        first = 80 * one.cue.start_tick
        said = track[first : first + round(48_000 * min(room_s, 1.3 * min(rooms_s)))]
        middle = said[4800:-4800]
        crossings = np.count_nonzero(np.diff(np.signbit(middle))) / 2
        assert abs(crossings / (len(middle) / 48_000) - 200) < 4
    quiet = [np.abs(track[80 * (one.room_end_tick - GAP_TICK) : 80 * one.room_end_tick]).max()
             for one in told_in(programme, catalogue)]  # fmt: skip
    assert max(quiet) < 1e-3
    with pytest.raises(UserError, match=r"cue '\w+': in Español it takes .* s and has"):
        sound_in(programme, catalogue, Humming(2.0 * max(rooms_s)))


def test_chapters_have_the_languages_titles_where_it_has_them(told):
    titles = [chapter.title for chapter in chapters_in(told[0], spanish(told))]
    assert titles == ["Reposo", "After"]


def test_a_sentence_that_the_language_lacks_is_named(told):
    words = SPANISH.partition("[cues.peak]")[0]
    with pytest.raises(UserError, match="no cue 'peak'"):
        told_in(told[0], spanish(told, words=words))


def test_languages_are_those_beside_the_scene_and_our_own(told):
    (told[1] / "fr.toml").write_text("", encoding="utf-8")
    assert {"en", "es", "fr"} <= set(languages_of(told[1].parent))
