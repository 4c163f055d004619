import pytest

from apanim.narration.linebreaks import FORBIDDEN, break_cost, lines_of, words_of


@pytest.mark.parametrize(
    "pair",
    [
        "28 %",
        "−70 mV",
        "8,000 ions",
        "Na⁺ channels",
        "K⁺ leak",
        "Ca²⁺ current,",
        "the membrane",
        "(a pump",
        "of K⁺",
        "About half",
        "its gate",
        "all channels",
    ],
)
def test_what_belongs_together_is_never_parted(pair):
    assert break_cost(pair.split(" "), 1) == FORBIDDEN


@pytest.mark.parametrize(
    "pair", ["in, then", "it. The", "two K⁺", "Na⁺ rushes", "28, and", "inside the", "was so"]
)
def test_the_rest_may_be_parted(pair):
    assert break_cost(pair.split(" "), 1) < FORBIDDEN


def test_ends_of_sentences_come_before_commas_before_conjunctions_before_the_rest():
    costs = [
        break_cost(pair.split(), 1)
        for pair in ("it. The", "it, the", "it and", "it falls", "voltage-gated ones")
    ]
    assert costs == sorted(set(costs))


def test_a_no_break_space_and_a_hyphen_make_one_word():
    assert words_of("at  −70\N{NO-BREAK SPACE}mV\nvoltage-gated ") == [
        "at",
        "−70\N{NO-BREAK SPACE}mV",
        "voltage-gated",
    ]


def test_forty_two_characters_are_one_line_and_eighty_five_are_none():
    forty_two = "x" * 20 + " " + "y" * 21
    assert lines_of(forty_two.split(), 0, 2) == (forty_two,)
    assert lines_of([*forty_two.split(), *forty_two.split()], 0, 4) == (forty_two, forty_two)
    assert lines_of([*forty_two.split(), *forty_two.split(), "z"], 0, 5) == ()
