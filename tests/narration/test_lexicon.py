import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim.narration.lexicon import Lexicon, cardinal, in_words, unsayable

WORDS = {
    "Na⁺": "sodium",
    "Ca²⁺": "calcium",
    "mV": "millivolts",
    "1 mV": "one millivolt",
    "−": "minus",
    "+": "plus",
    "%": "per cent",
    "hillock": "hill-ock",
}


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (20, "twenty"),
        (79, "seventy-nine"),
        (100, "one hundred"),
        (137, "one hundred and thirty-seven"),
        (1000, "one thousand"),
        (1001, "one thousand and one"),
        (8200, "eight thousand two hundred"),
        (6_242_000, "six million two hundred and forty-two thousand"),
    ],
)
def test_cardinals_as_the_british_say_them(n, words):
    assert cardinal(n) == words


def test_a_negative_cardinal_is_refused():
    with pytest.raises(ValueError, match="negative"):
        cardinal(-1)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_two_numbers_never_sound_alike(a, b):
    assert (cardinal(a) == cardinal(b)) == (a == b)


def test_decimals_are_read_digit_by_digit():
    assert in_words("1,250.05") == "one thousand two hundred and fifty point zero five"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("−70\N{NO-BREAK SPACE}mV", "Minus seventy millivolts"),
        ("Na⁺ in. Na⁺ at +37 mV", "Sodium in. Sodium at plus thirty-seven millivolts"),
        ("−1 mV, not 31 mV", "Minus one millivolt, not thirty-one millivolts"),
        ("Hillock, hillocks", "Hill-ock, hillocks"),
        ("Ca²⁺: 28 %.", "Calcium: twenty-eight per cent."),
        ("8,000 dots", "Eight thousand dots"),
    ],
)
def test_what_is_written_is_said(written, said):
    assert Lexicon("en-GB", WORDS).spoken(written) == said


def test_other_languages_leave_digits_to_the_voice():
    assert Lexicon("es", {"mV": "milivoltios", "−": "menos"}).spoken("−70 mV") == "Menos 70 milivoltios"


def test_a_sign_that_no_voice_reads_is_found():
    assert unsayable("sodium, at minus seventy millivolts: (yes).") == ""
    assert unsayable("Cl⁻ leaves") == "⁻"
