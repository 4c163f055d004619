"""A scene in another language: its title and its numbers are that language's too."""

from functools import cache

import pytest

from apanim.narration.voices import usual_voice
from apanim.script.programme import compile_programme, every_scene


@cache
def programme(name, language):
    return compile_programme(name, usual_voice(language), language)


@pytest.mark.parametrize("name", ["lecture", *every_scene()])
def test_the_title_is_told_in_the_language(name):
    english, spanish = (programme(name, code).title for code in ("en", "es"))
    assert spanish != english
    assert spanish == programme(name, "es").timelines[0].word(english)


def test_thousands_are_set_apart_as_the_language_does_it():
    english, spanish = (programme("count", code).timelines[0] for code in ("en", "es"))
    assert english.number("1,234") == "1,234"
    assert spanish.number("1,234") == "1\N{NO-BREAK SPACE}234"
