"""Opens the player and leaves at its first picture: prints the CPU seconds of all its processes by then."""

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

    def _turn(self, state):
        state = super()._turn(state)
        if self._pacer.shown is not None:
            names = {"window": os.getpid()} | {p.name: p.pid for p in self._link._processes}
            print(json.dumps({name: _cpu_s(pid) for name, pid in names.items()}))
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
