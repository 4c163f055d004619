"""The laboratory in the window: a set-up opens as a branch, its question is answered, a run is saved."""

from dataclasses import replace
from multiprocessing import Pipe, get_context

import numpy as np
import pytest

from apanim.data import scenes_dir
from apanim.lab.commands import Pace, Stimulate
from apanim.lab.instants import Instant
from apanim.lab.run import SetupRun
from apanim.lab.setup_file import AtRest, load_setup
from apanim.narration.voices import Voices
from apanim.script.programme import open_plan
from apanim.script.readings import read_scene
from apanim.window import inputs
from apanim.window.film import Film
from apanim.window.player import Player
from apanim.window.processes.messages import (
    CLOSE,
    LECTURE,
    Ask,
    Do,
    Failed,
    Forget,
    Fork,
    Open,
    Opened,
    PictureReady,
    Reveal,
    Revealed,
    Save,
    Saved,
    Start,
)
from apanim.window.processes.renderer import render
from apanim.window.processes.slots import Frames
from apanim.window.trying import Branches

SIZE = (320, 180)
PATIENCE_S = 60
MINE = """apanim = "lab"
version = 1
title = "Mine"
until_s = 1.0
[start]
set = "membrane"
[[do]]
at_s = 0.1
what = "stimulate"
[experiment]
measure = "peak_mV"
of_s = [0.1, 1.0]
cuts = [-60.0]
[experiment.en]
title = "Mine"
look_for = "V"
question = "Does V rise?"
choices = ["no", "yes"]
because = "It comes to {value:mV}."
"""


class Talk:
    """A renderer in a process of its own, opened with a membrane at rest, and a window's talk with it."""

    def __init__(self):
        rest = scenes_dir() / "lab" / "membrane.py"
        open_plan(read_scene(rest, Voices("silent"), "en").timeline.plan)  # the lecture is there at once
        self.frames = Frames.made(SIZE)
        self.window, child = Pipe()
        self._preparer, other = Pipe()
        start = Start(str(rest), "silent", "en", opens="membrane")
        arguments = (start, self.frames.name, self.frames.slot_bytes, child, other)
        self._process = get_context("spawn").Process(target=render, args=arguments)
        self._process.start()
        self.opened = self.hear(Opened)
        self._serial, self._run = 0, 1

    def run(self):
        """The number of a run that there is not yet."""
        self._run += 1
        return self._run

    def hear(self, kind):
        """The next that is said, which is of a kind."""
        assert self.window.poll(PATIENCE_S)
        said = self.window.recv()
        assert isinstance(said, kind), said
        return said

    def see(self, run, tick):
        """A picture's pixels, and what comes with it."""
        self._serial += 1
        self.window.send(Ask(self._serial, 0, 0, run, tick, SIZE, True))
        said = self.hear(PictureReady | Failed)
        return self.frames.pixels(0, SIZE).copy(), said

    def end(self):
        self.window.send(CLOSE)
        self._process.join(PATIENCE_S)
        self.frames.close()


@pytest.fixture(scope="module")
def talk():
    one = Talk()
    yield one
    one.end()


def test_a_window_that_opens_with_a_set_up_shows_it_as_a_branch(talk):
    assert talk.opened == Opened(1, "A membrane", 0, 0)
    _, picture = talk.see(1, 30)
    assert picture.readout.branch
    assert picture.readout.end_tick == 30


def test_an_experiment_is_answered_once_it_has_been_seen(talk, tmp_path):
    (tmp_path / "mine.toml").write_text(MINE)
    number = talk.run()
    talk.window.send(Open(number, str(tmp_path / "mine.toml")))
    opened = talk.hear(Opened)
    assert (opened.run, opened.title, opened.end_tick) == (number, "Mine", 600)
    assert opened.card.question == "Does V rise?"
    talk.window.send(Reveal(number))
    talk.see(number, 300)
    assert not talk.window.poll(0.2)
    talk.see(number, 590)
    run = SetupRun(load_setup(tmp_path / "mine.toml"))
    run.reach(600)
    assert talk.hear(Revealed) == Revealed(number, run.answer().choice, run.answer().value)


def test_a_run_that_its_viewer_changed_answers_nothing(talk, tmp_path):
    (tmp_path / "mine.toml").write_text(MINE)
    number = talk.run()
    talk.window.send(Open(number, str(tmp_path / "mine.toml")))
    talk.hear(Opened)
    talk.window.send(Reveal(number))
    talk.window.send(Do(number, 0, Pace(2.0)))
    talk.see(number, 900)
    assert not talk.window.poll(0.3)
    talk.window.send(Forget(number))
    assert isinstance(talk.see(number, 900)[1], Failed)


def test_what_cannot_be_opened_is_said_in_a_line(talk):
    talk.window.send(Open(talk.run(), "treshold"))
    assert "did you mean 'threshold'" in talk.hear(Failed).text


def test_a_saved_run_opens_as_the_same_pictures(talk, tmp_path):
    talk.window.send(Do(1, 100, Stimulate(1.5, 0.5)))
    shown = talk.see(1, 600)[0]
    talk.window.send(Save(1, 600, str(tmp_path)))
    assert talk.hear(Saved).told == "membrane.toml, membrane.csv, membrane.png"
    again = talk.run()
    talk.window.send(Open(again, str(tmp_path / "membrane.toml")))
    assert talk.hear(Opened).end_tick == 600
    assert np.array_equal(talk.see(again, 600)[0], shown)
    talk.window.send(Save(again, 600, str(tmp_path)))
    assert talk.hear(Saved).told.startswith("membrane-2.toml")


def test_a_fork_of_a_scene_is_saved_as_its_instant(talk, tmp_path):
    number = talk.run()
    talk.window.send(Fork(number, LECTURE, 30))
    talk.window.send(Do(number, 60, Stimulate(1.5, 0.5)))
    talk.see(number, 300)
    talk.window.send(Save(number, 300, str(tmp_path)))
    setup = load_setup(tmp_path / talk.hear(Saved).told.split(",")[0])
    assert isinstance(setup.start, Instant)
    assert setup.start.tick == 30
    assert [tick for tick, _ in setup.commands] == [60]
    again = SetupRun(setup)
    again.reach(300)
    assert again.branch.end_tick == 300


def test_a_fork_at_rest_is_saved_as_a_set_at_rest(talk, tmp_path):
    number = talk.run()
    talk.window.send(Fork(number, LECTURE, 0))
    talk.see(number, 60)
    talk.window.send(Save(number, 60, str(tmp_path)))
    talk.hear(Saved)
    assert load_setup(tmp_path / "membrane.toml").start == AtRest("membrane")


# ---- the window's side

LECTURE_FILM = Film("A lecture", 60_000)
CARD = Opened(3, "Threshold", 0, 16_800, card=object())


def test_an_experiment_stands_at_its_beginning_and_back_leads_to_the_lecture():
    branches = Branches()
    state = replace(Player(), tick=12_000, playing=True)
    (asks,) = branches.open("threshold")
    state, told = branches.opened(replace(CARD, run=asks.run), LECTURE_FILM, state, 1.0)
    film = branches.film(state.run, LECTURE_FILM)
    assert (state.run, state.tick, state.playing, told) == (asks.run, 0, False, ())
    assert (film.title, film.duration_tick) == ("Threshold", 16_800)
    state, told = branches.back(film, state, 2.0)
    assert (state.run, state.tick) == (LECTURE, 12_000)
    assert told == (Forget(asks.run),)


def test_another_experiment_takes_the_place_of_the_one_before():
    branches = Branches()
    state = replace(Player(), tick=12_000)
    for _ in range(3):
        (asks,) = branches.open("threshold")
        film = branches.film(state.run, LECTURE_FILM)
        state, _ = branches.opened(replace(CARD, run=asks.run), film, state, 1.0)
    assert len(state.left) == 1
    state, _ = branches.back(branches.film(state.run, LECTURE_FILM), state, 2.0)
    assert (state.run, state.tick) == (LECTURE, 12_000)


def test_a_set_at_rest_plays_at_once_and_goes_on():
    branches = Branches()
    state, _ = branches.opened(Opened(1, "A membrane", 0, 0), LECTURE_FILM, Player(), 1.0)
    assert state.playing
    assert branches.film(1, LECTURE_FILM).duration_tick >= 6000
    assert branches.open("ttx")[0].run == 2


def test_a_plan_ends_where_it_says_until_its_viewer_acts():
    branches = Branches()
    state, _ = branches.opened(replace(CARD, run=1), LECTURE_FILM, Player(), 1.0)
    state = inputs.seek(16_000)(branches.film(1, LECTURE_FILM), state, 2.0)
    ask = Ask(1, 0, 0, 1, 16_000, SIZE, True)
    branches.learn(PictureReady(ask, 0.01))
    assert branches.film(1, LECTURE_FILM).duration_tick == 16_800
    branches.do(Stimulate(), state)
    branches.learn(PictureReady(ask, 0.01))
    assert branches.film(1, LECTURE_FILM).duration_tick > 16_800
