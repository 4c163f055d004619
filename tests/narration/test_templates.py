import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim.errors import UserError
from apanim.narration.templates import UNITS, Template, written

WHERE = "en.toml:7: cue 'rest'"


def filled(source, **measures):
    return Template(source, WHERE).fill(measures).replace("\N{NO-BREAK SPACE}", "~")


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("mV", -70.2, "−70~mV"),
        ("mV", 37.4, "+37~mV"),
        ("mV", -0.3, "0~mV"),
        ("mV", 0.4, "0~mV"),
        ("abs_mV", -70.2, "70~mV"),
        ("ms", 1.26, "1.3~ms"),
        ("ms", -0.01, "0.0~ms"),
        ("ms", -1.26, "−1.3~ms"),
        ("percent", 0.283, "28~%"),
        ("ions", 8231.4, "8,231~ions"),
        ("ions", 1, "1~ion"),
        ("count", 12345.6, "12,346"),
        ("count", -1200, "−1,200"),
        ("int", 12345.6, "12346"),
        ("int", -3, "−3"),
    ],
)
def test_the_unit_decides_rounding_sign_and_space(unit, value, text):
    assert filled(f"{{x:{unit}}}", x=value) == text


@given(st.sampled_from(sorted(UNITS)), st.floats(-1e9, 1e9))
def test_no_number_can_be_broken_or_carries_an_ascii_sign(unit, value):
    text = written(unit, value)
    assert " " not in text
    assert "-" not in text
    assert not text.startswith(("−0\N{NO-BREAK SPACE}", "+0"))


def test_text_around_numbers_stays_and_doubled_braces_are_braces():
    assert filled("At {a:mV} {{so}} {b:int}.", a=-70, b=3) == "At −70~mV {so} 3."


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{rest:mv}", "no unit 'mv' in '{rest:mv}'; did you mean 'mV'?"),
        (
            "{rest:furlongs}",
            "the units are about, abs_mV, celsius, count, int, ions, mM, mV, m_s, mm, ms, nm, percent, um",
        ),
        ("{rest}", "write {measure:unit}"),
        ("{:mV}", "write {measure:unit}"),
        ("{a b:mV}", "write {measure:unit}"),
        ("{rest!r:mV}", "write {measure:unit}"),
        ("at {rest:mV", "write a number as {measure:unit}"),
        ("at rest}", "a brace as {{ or }}"),
    ],
)
def test_a_wrong_template_is_told_when_it_is_made(source, told):
    with pytest.raises(UserError) as error:
        Template(source, WHERE)
    assert str(error.value).startswith(WHERE + ": ")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("measures", "told"),
    [
        ({"rest": -70.0, "peak": 1.0}, "no measure 'ret'; did you mean 'rest'?"),
        ({"zzz": 1.0}, "no measure 'ret'; the measures are zzz"),
        ({}, "the measures are none"),
        ({"ret": float("nan")}, "the measure 'ret' is nan"),
        ({"ret": float("inf")}, "is inf"),
    ],
)
def test_a_measure_that_is_not_there_is_told(measures, told):
    with pytest.raises(UserError, match=r"^en.toml:7: cue 'rest': ") as error:
        Template("{ret:mV}", WHERE).fill(measures)
    assert told in str(error.value)
