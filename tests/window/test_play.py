"""From a real tape to the player's film."""

import numpy as np
import pytest

from apanim.narration.voices.silent import SilentVoice
from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.tree import Section
from apanim.physics.stimulus import Pulse
from apanim.physics.textbook import TEXTBOOK
from apanim.script.compile import Compiled
from apanim.script.programme import Programme
from apanim.script.timeline import CueSpan, Span, Timeline
from apanim.tape import CablePlan, EventKind, open_cable_tape, open_tape
from apanim.window.events import event_marks
from apanim.window.filming import film_of
from apanim.world import Plan, Setup

WORD = {
    EventKind.CROSSING: "passes",
    EventKind.OPENING: "opens",
    EventKind.INACTIVATION: "inactivates",
    EventKind.PUMP_TURN: "turned once",
    EventKind.PHASE: "",
}


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
    marks = {number: tuple(event_marks(tape)) for number, tape in enumerate(programme.tapes)}
    steps = {number: tape.steps for number, tape in enumerate(programme.tapes)}
    return film_of(programme.title, programme.timelines, steps, marks)


def test_film_has_the_scenes_marks(spike):
    film = _film(spike)
    assert (film.title, film.duration_tick) == ("A spike", 2400)
    assert [(m.tick, m.text) for m in film.chapters] == [(0, "Rest"), (1200, "Spike")]
    assert [(m.tick, m.text) for m in film.cues] == [(60, "Na⁺ waits.")]


def test_every_tick_with_events_is_one_named_mark(spike):
    (tape,) = spike.tapes
    film = _film(spike)
    assert [mark.tick for mark in film.events] == sorted({int(tick) for tick in tape.events["tick"]})
    assert len(film.events) > 10
    for mark in film.events:
        here = tape.events[tape.events["tick"] == mark.tick]
        named = mark.text.split(" · ")
        if len(here) > 2:
            assert named.pop() == f"{len(here) - 2} more"
        assert len(named) == min(2, len(here))
        for text, kind in zip(named, here["kind"], strict=False):
            assert WORD[EventKind(kind)] in text
    assert any(mark.text.startswith("Na⁺ channel ") for mark in film.events)
    phases = [m.text for m in film.events if "begins" in m.text]
    assert any("ising phase" in text for text in phases)
    assert any("alling phase" in text for text in phases)


def test_a_cable_tells_where_its_spike_is():
    axon = Section("axon", 2_000.0, 2.0, 200, TEXTBOOK)
    pulse = Electrode("axon", 0.0, 100_000, 300_000, 2.0)
    steps = np.arange(121, dtype=np.int64) * 50_000
    tape = open_cable_tape(CablePlan("axon", (axon,), 100.0, (), (pulse,), steps))
    texts = [mark.text for mark in event_marks(tape)]
    assert texts[0] == "A spike passes the axon, 0.1 mm along"
    assert texts[-1].endswith("the axon, 1.9 mm along")


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
