"""Plays a scene in a real window as a person would, and prints as JSON what was on screen when.

`laps`: for each of two laps of a stretch, and of one in a branch that is lived meanwhile, the moments
(s) at which a picture came on screen, and how many pictures were due in it, counted from the clock.
`scrubs_s`: how long each of fifty jumps over the stretch took to be seen.
"""

import json
import random
import sys
import time

import pygame

from apanim.lab.commands import Stimulate
from apanim.window import inputs, player
from apanim.window.app import App
from apanim.window.player import Player
from apanim.window.processes.link import Link
from apanim.window.processes.messages import Start

SCRUBS = 50
RESTS_S = 1.0  # before a lap, so that what is made ready ahead is


class Watched(App):
    """Remembers when which picture came on screen, and the instants that were due."""

    def __init__(self, *what):
        super().__init__(*what)
        self.shown, self.due = [], []

    def _turn(self, state):
        before = self._pacer.shown
        state = super()._turn(state)
        shown = self._pacer.shown
        if shown is not before:
            self.shown.append((time.perf_counter(), shown.ask.tick))
        if player.flows(state):
            self.due.append((state.tick, self._film.fps))
        return state

    def lap(self, state, until_s):
        """Play from where it stands; the state in the end."""
        self.shown, self.due = [], []
        state = inputs.toggle_play(self._film_of(state), state, time.perf_counter())
        state = self.turns(state, until_s)
        return inputs.toggle_play(self._film_of(state), state, time.perf_counter())

    def turns(self, state, for_s):
        """Let it do as it does for so long."""
        ends_s = time.perf_counter() + for_s
        while time.perf_counter() < ends_s:
            state = self._turn(state)
        return state

    def to(self, state, tick):
        """Seek, and turn until the picture is there; the state, and how long that took."""
        began_s = time.perf_counter()
        state = inputs.seek(tick)(self._film_of(state), state, began_s)
        pygame.event.post(pygame.Event(pygame.USEREVENT))  # a hand that seeks wakes the window
        while not (self._pacer.shown and self._pacer.shown.ask.tick == state.tick):
            state = self._turn(state)
        return state, time.perf_counter() - began_s

    def live(self, state):
        """Try something here: a branch, and in it a pulse; the state once that is seen."""
        state = self._tried("fork", self._film_of(state), state, time.perf_counter())
        state = self._tried(Stimulate(), self._film_of(state), state, time.perf_counter())
        return self.turns(state, RESTS_S)

    def pictures_due(self):
        """Of the lap: how far lecture time went, by the rate of pictures at each instant."""
        steps = zip(self.due, self.due[1:], strict=False)
        return sum((after - before) * fps / 600 for (before, _), (after, fps) in steps)


def main(spec, voice, width, height, from_s, lasts_s):
    """Two laps of `lasts_s` seconds of `spec`, a third of a branch that lives, then the jumps."""
    start, size = Start(spec, voice, "en"), (int(width), int(height))
    app = Watched("", lambda frames, wake: Link(start, frames, wake), size, None)
    app._notice = lambda text: print(text, file=sys.stderr)
    tick, end_tick = round(float(from_s) * 600), round((float(from_s) + float(lasts_s)) * 600)
    state, laps, scrubs_s = Player(), [], []
    while app._film.playable_to(tick) < end_tick or not app._film.whole:
        state = app._turn(state)
    for live in (False, False, True):
        state, _ = app.to(state, tick)
        state = app.live(state) if live else app.turns(state, RESTS_S)
        state = app.lap(state, float(lasts_s))
        laps.append({"shown_s": [at for at, _ in app.shown], "due": app.pictures_due(),
                     "live": live, "rates": sorted({fps for _, fps in app.due})})  # fmt: skip
    state = app._tried("back", app._film_of(state), state, time.perf_counter())
    places = random.Random(0)
    for _ in range(SCRUBS):
        state, took_s = app.to(state, places.randrange(tick, end_tick))
        scrubs_s.append(took_s)
        state = app.turns(state, 0.1)
    app.run(inputs.stop(app._film, state, 0.0), print)
    print(json.dumps({"laps": laps, "scrubs_s": scrubs_s}))


if __name__ == "__main__":
    main(*sys.argv[1:])
