"""From a real tape to the player's film."""

import numpy as np
import pytest

from apanim.narration.voices.silent import SilentVoice
from apanim.physics.stimulus import Pulse
from apanim.physics.textbook import TEXTBOOK
from apanim.script.compile import Compiled
from apanim.script.programme import Programme
from apanim.script.timeline import CueSpan, Span, Timeline
from apanim.tape import open_tape
from apanim.window.processes.event_marks import event_marks
from apanim.window.processes.filming import film_of
from apanim.world import Plan, Setup


@pytest.fixture(scope="module")
def spike():
    """A strong pulse and its spike in four lecture seconds, with the timeline of a scene round it."""
    times = np.arange(241, dtype=np.int64) * 10_000
    plan = Plan(Setup(TEXTBOOK, quantum=80), times, (Pulse(100_000, 200_000, 150.0),))
    spans = (
        Span("title", 0, 1200, text="Rest"),
        Span("legend", 0, 600),
        Span("title", 1200, 2400, text="Spike"),
    )
    cues = (CueSpan("one", 60, 900, "Na⁺ waits."),)
    timeline = Timeline("spike", "A spike", 2400, plan, "membrane", cues=cues, spans=spans)
    return Programme("spike", "A spike", (Compiled(timeline, (), SilentVoice()),), {0: open_tape(plan)})


def _film(programme):
    scenes = enumerate(zip(programme.timelines, programme.tapes, strict=True))
    marks = {number: tuple(event_marks(*scene)) for number, scene in scenes}
    steps = {number: tape.steps for number, tape in enumerate(programme.tapes)}
    return film_of(programme.title, programme.timelines, steps, marks)


def test_film_has_the_scenes_marks(spike):
    film = _film(spike)
    assert (film.title, film.duration_tick) == ("A spike", 2400)
    assert [(m.tick, m.text) for m in film.chapters] == [(0, "Rest"), (1200, "Spike")]
    assert [(m.tick, m.text) for m in film.cues] == [(60, "Na⁺ waits.")]


def test_every_tick_at_which_something_is_seen_is_one_mark(spike):
    (tape,), film = spike.tapes, _film(spike)
    ticks = [mark.tick for mark in film.events]
    assert ticks == sorted(set(ticks))
    assert set(ticks) <= {int(tick) for tick in tape.events["tick"]}
    assert len(ticks) > 10
    for mark in film.events:
        told = mark.text.split(" · ")
        assert mark.names
        assert len(told) <= 3
        assert len(set(told)) == len(told), "what is said once is enough"
        assert all(text[0].isupper() or text.endswith("more") for text in told)
    assert any("Na⁺ channel from the left opens" in mark.text for mark in film.events)


def test_scenes_in_a_row_run_on_one_clock(spike):
    (tape,), (scene,) = spike.tapes, spike.scenes
    row = Programme("two", "Two", (scene, scene), {0: tape, 1: tape})
    film = _film(row)
    assert film.duration_tick == 4800
    assert [(m.tick, m.text) for m in film.chapters][2:] == [(2400, "Rest"), (3600, "Spike")]
    assert [m.tick for m in film.cues] == [60, 2460]
    ticks = [m.tick for m in film.events]
    assert ticks == sorted(set(ticks))
    assert [row.at(tick)[2] for tick in (0, 2399, 2400, 4799, 4800)] == [0, 2399, 0, 2399, 2400]


def test_a_film_grows_with_what_is_baked(spike):
    timeline = spike.timelines[0]
    film = film_of("Two", [timeline, timeline], {0: 60}, {}, whole=False)
    assert (film.ready, film.playable_to(0), film.playable_to(700)) == (((0, 600),), 600, 700)
    film = film_of("Two", [timeline, timeline], {0: 240, 1: 60}, {})
    assert film.ready == ((0, 3000),)
    film = film_of("Two", [timeline, timeline], {1: 60}, {})
    assert (film.ready, film.playable_to(0), film.playable_to(2400)) == (((2400, 3000),), 0, 3000)
