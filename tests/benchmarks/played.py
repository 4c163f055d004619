"""Plays a scene in a real window for a while, and prints as JSON when which picture was shown."""

import json
import sys
import time

from apanim.window import inputs
from apanim.window.app import App
from apanim.window.link import Link
from apanim.window.messages import Start
from apanim.window.player import Player


class Watched(App):
    """Remembers in `shown` the time (s) and tick of each picture, in `due` the tick of each instant."""

    def _show(self, state, now_s):
        before = self._pacer.shown
        super()._show(state, now_s)
        now_s = time.perf_counter()
        if self._pacer.shown is not before:
            self.shown.append((now_s, self._pacer.shown.ask.tick))
        if self._flows(state):
            self.due.append((now_s, state.tick, self._film.fps))


def main(spec, voice, width, height, from_s, lasts_s):
    """Play `lasts_s` seconds of `spec` once all is baked and it has been seen once before."""
    size = int(width), int(height)
    app = Watched("", lambda frames, wake: Link(Start(spec, voice, "en"), frames, wake), size, None)
    app.shown, app.due = [], []
    laps = []
    begins_s, ends_s, lap = None, None, 0
    turn = app._turn

    def watched(state):
        nonlocal begins_s, ends_s, lap
        now_s = time.perf_counter()
        tick = round(float(from_s) * 600)
        if ends_s is None and app._film.playable_to(tick) - tick >= float(lasts_s) * 600:
            state = inputs.seek(tick)(app._film, state, now_s)
            begins_s = now_s + 1.0
            ends_s = begins_s + float(lasts_s)
        if begins_s and now_s >= begins_s and not state.playing:
            app.shown.clear()
            app.due.clear()
            state = inputs.toggle_play(app._film, state, now_s)
        if ends_s and now_s >= ends_s:
            laps.append({"shown": list(app.shown), "due": list(app.due)})
            lap += 1
            state = inputs.stop(app._film, state, now_s) if lap == 2 else inputs.seek(tick)(
                app._film, inputs.toggle_play(app._film, state, now_s), now_s
            )  # fmt: skip
            begins_s, ends_s = now_s + 1.0, now_s + 1.0 + float(lasts_s)
        return turn(state)

    app._turn = watched
    app.run(Player(), lambda text: print(text, file=sys.stderr))
    print(json.dumps(laps))


if __name__ == "__main__":
    main(*sys.argv[1:])
