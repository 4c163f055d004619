"""An author's own marks: asked for at every world step, kept as data, mistakes told with their line."""

import pytest
from helpers import HEAD, compiled

from apanim.errors import UserError
from apanim.script.timeline import Mark, Spot

DRAW = """
def ring(t_s, glass):
    return [
        glass.dot(glass.beside(patch.pump, right=10 * t_s, down=-5), radius=6, colour="na"),
        glass.text((0.5, 0.25), f"{glass.model_ms:.1f} ms", size=30),
    ]

s.wait(1)
rings = s.draw(ring)
s.wait(2)
rings.end()
s.draw(lambda t_s, glass: glass.line((0, 0), patch.ions, colour="#FF0000"), seconds=0.5)
s.wait(1)
"""


def test_marks_are_kept_for_every_world_step(tmp_path):
    first, second = compiled(tmp_path, DRAW).drawings
    assert (first.start_tick, first.end_tick) == (600, 1800)
    assert (second.start_tick, second.end_tick) == (1800, 2100)
    assert (len(first.steps), len(second.steps)) == (120, 30)
    dot, text = first.steps[60]
    assert dot == Mark("dot", (Spot(part="pump", right=10.0, down=-5.0),), "na", 6.0, 1.0)
    assert text.text == "0.8 ms", "two seconds at 0.4 ms a second"
    assert text.at == (Spot(place=(0.5, 0.25)),)
    assert second.steps[0][0].at == (Spot(), Spot(part="ions"))


def test_words_that_are_drawn_are_told_in_the_language(tmp_path):
    from helpers import WORDS

    body = 's.draw(lambda t, glass: glass.text((0.5, 0.5), "here"))\ns.wait(1)'
    shown = compiled(tmp_path, body, WORDS + '[screen]\n"here" = "hier"\n')
    assert shown.drawings[0].steps[0][0].text == "hier"


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("def f(t, glass):\n    return 1 / t\ns.draw(f)", 12, "ZeroDivisionError"),
        ("s.draw(lambda t, glass: 5)", 11, "'int' object is not iterable"),
        ("s.draw(lambda t, glass: [5])", 11, "returns marks, such as glass.dot(...), not 5"),
        ("s.draw(5)", 11, "give a function"),
        ('s.draw(lambda t, glass: glass.dot((0, 0), colour="green"))', 11, "colour 'green'"),
        ("s.draw(lambda t, glass: glass.dot((0, 0), radius=0))", 11, "more than 0"),
        ("s.draw(lambda t, glass: glass.dot((0, 9)))", 11, "not at (0, 9)"),
        ("s.draw(lambda t, glass: glass.line((0, 0)))", 11, "two places"),
        (
            "from apanim.script.actors.parts import Part\ns.draw(lambda t, g: g.dot(Part('x')))",
            12,
            "'x' is not in",
        ),
        ("s.draw(lambda t, glass: [glass.dot((0, 0))] * 501)", 11, "at most 500"),
        ("from itertools import repeat\ns.draw(lambda t, g: repeat(g.dot((0, 0))))", 12, "at most 500"),
        ("s.draw(lambda t, glass: exit(3))", 11, "SystemExit"),
        ("s.draw(lambda t, glass: glass.text((0, 0), 'x', size=401))", 11, "at most 400"),
        ("s.draw(lambda t, glass: glass.text((0, 0), 'x' * 201))", 11, "201 signs on one line; use"),
        ("s.draw(lambda t, glass: [glass.text((0, 0), 'x' * 200, size=300)])", 11, "four times over"),
        ('s.draw(lambda t, glass: glass.text((0, 0), "\\ud800"))', 11, "cannot be shown"),
        ("s.draw(lambda t, glass: (), seconds=-1)", 11, "draw of -1 s"),
    ],
)
def test_a_mistake_in_a_drawing_is_told_with_its_line(tmp_path, body, line, says):
    with pytest.raises(UserError) as error:
        compiled(tmp_path, f"{body}\ns.wait(1)")
    assert str(error.value).startswith(f"small.py:{line}: ")
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("actor", "part"), [("s.axon()", "entering"), ("s.neuron()", "soma"), ("s.neuron()", "dendrites")]
)
def test_every_view_can_be_drawn_on(tmp_path, monkeypatch, actor, part):
    monkeypatch.setattr(
        "helpers.HEAD", HEAD.replace("patch = s.membrane(TEXTBOOK, ions=200)", f"a = {actor}")
    )
    shown = compiled(tmp_path, f"s.draw(lambda t, glass: glass.dot(a.{part}))\ns.wait(1)")
    assert shown.drawings[0].steps[0][0].at[0].part == part
