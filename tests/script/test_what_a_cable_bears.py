"""A current that no cable bears is refused on the author's line, before anything is solved."""

import pytest
from helpers import HEAD, WORDS, compiled

from apanim.errors import UserError

ODD = ["float('nan')", "float('inf')", "-float('inf')", "1e9"]
NO_NUMBERS = {"'x'": "'x'", "None": "None", "2.0 * THRESHOLD": "Strength(times=2.0)"}
LINE = 11  # of the first line of a body


def told(folder, monkeypatch, actor, body):
    membrane = "patch = s.membrane(TEXTBOOK, ions=200)"
    monkeypatch.setattr("helpers.HEAD", HEAD.replace(membrane, actor))
    with pytest.raises(UserError) as error:
        compiled(folder, f'{body}\ns.say("hello")', WORDS)
    return str(error.value)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["current_nA", "duration_ms"])
def test_an_odd_current_is_told_with_the_authors_line(tmp_path, monkeypatch, odd, name):
    for actor, where in (("a = s.axon()", "a, 0.5"), ("n = s.neuron()", "n, n.soma")):
        line = told(tmp_path, monkeypatch, actor, f"s.stimulate({where}, {name}={odd})")
        assert line.startswith(f"small.py:{LINE}: a current of ")
        assert "use up to 100 nA" in line


@pytest.mark.parametrize("odd", NO_NUMBERS)
@pytest.mark.parametrize("name", ["current_nA", "duration_ms"])
def test_what_is_no_number_is_no_current(tmp_path, monkeypatch, odd, name):
    for actor, where in (("a = s.axon()", "a, 0.5"), ("n = s.neuron()", "n, n.soma")):
        line = told(tmp_path, monkeypatch, actor, f"s.stimulate({where}, {name}={odd})")
        assert line == f"small.py:{LINE}: stimulate({name}={NO_NUMBERS[odd]}): give a number"


@pytest.mark.parametrize("place", ["n.nucleus", "0.5", "'soma'"])
def test_a_place_that_is_none_is_told(tmp_path, monkeypatch, place):
    line = told(tmp_path, monkeypatch, "n = s.neuron()", f"s.stimulate(n, {place})")
    assert line.startswith((f"small.py:{LINE}: no place ", f"small.py:{LINE}: stimulate(place="))
    assert "such as neuron.soma" in line


def test_a_pulse_that_blows_the_patch_up_is_told_in_plain_words(tmp_path, monkeypatch):
    body = "s.stimulate(patch, -1e5)\ns.wait(1)"
    line = told(tmp_path, monkeypatch, "patch = s.membrane(TEXTBOOK, ions=200)", body)
    assert line.startswith(f"small.py:{LINE + 1}: the membrane does not bear")
    assert "Error" not in line
