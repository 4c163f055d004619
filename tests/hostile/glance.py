"""A look at a window by nobody: it leaves when a picture of the beginning and one of the end were shown."""

import os
import time
from dataclasses import replace

from platformdirs import user_state_dir

_PATIENCE_S = 60.0
_SHORT_S = 5.0  # a film that is longer takes long to be made ready up to its end


def leave_soon() -> None:
    """From now on a window that opens in this process is seen by nobody, and leaves by itself: when it has
    shown its beginning, and the end of a short one, or told on screen what is amiss. One that does neither
    fails."""
    os.environ |= {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    os.environ["XDG_STATE_HOME"] = user_state_dir()  # so that its processes find their loops compiled
    from apanim.units import TICKS_PER_S
    from apanim.window import app, inputs
    from apanim.window.processes.messages import Failed

    class Glance(app.App):
        _began_s, _amiss, _asked_tick = time.monotonic(), False, None

        def _hear(self, message, state):
            self._amiss = self._amiss or isinstance(message, Failed)
            return super()._hear(message, state)

        def _turn(self, state):
            state, now_s, shown = super()._turn(state), self._now_s(), self._pacer.shown
            if time.monotonic() > self._began_s + _PATIENCE_S:
                raise RuntimeError("no picture, and no word of why")
            if self._asked_tick is None and shown is not None and self._film.whole:
                film = self._film_of(state)
                if film.duration_tick <= _SHORT_S * TICKS_PER_S:
                    state = inputs.to_end(film, state, now_s)
                self._asked_tick = state.tick
            seen = shown is not None and shown.ask.tick == self._asked_tick
            return replace(state, done=state.done or seen or self._amiss or bool(state.mistake))

    from apanim.window import play

    play.App = Glance
