"""Opens the player and leaves at its first picture: prints the CPU seconds of all its processes by then.

Of the preparer also those by when all was ready that this picture needs; what it does after that is for
later ones.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from apanim.window.app import App
from apanim.window.player import Player
from apanim.window.processes.link import Link
from apanim.window.processes.messages import Start


class Glance(App):
    """Leaves at the first picture."""

    _needed_s = None

    def _hear(self, message, state):
        state = super()._hear(message, state)
        if self._film.ready and self._needed_s is None:
            self._needed_s = self._taken_s().get("apanim preparer", 0.0)
        return state

    def _taken_s(self):
        return {p.name: _cpu_s(p.pid) for p in self._link._processes}

    def _turn(self, state):
        state = super()._turn(state)
        if self._pacer.shown is not None:
            taken_s = {"window": _cpu_s(os.getpid())} | self._taken_s()
            print(json.dumps(taken_s | {"needed of the preparer": self._needed_s or 0.0}))
            return replace(state, done=True)
        return state


def _cpu_s(pid):
    """CPU seconds that a process has taken by now, as Linux tells."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(spec, voice, width, height):
    """Open the player on `spec`."""
    size = int(width), int(height)
    app = Glance("", lambda frames, wake: Link(Start(spec, voice, "en"), frames, wake), size, None)
    app.run(Player(), lambda text: print(text, file=sys.stderr))


if __name__ == "__main__":
    main(*sys.argv[1:])
