"""Plays a scene in a loop at eight times its speed, and tells what each process holds, a line each time.

    python tests/endurance/playing.py [--hours 2] [SCENE]

Two hours of the lecture are played in fifteen minutes, on a screen and a device that nobody sees or hears.
Ends with 1 if any process has taken more memory or handles in the second half, or if it did not play.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

os.environ.update(PYGAME_HIDE_SUPPORT_PROMPT="1", SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")

SPEED, LOOP_S, LOOKS = 8.0, 8.0, 30
GROWS_MB, GROWS_HANDLES = 16, 0
Held = dict[str, tuple[float, int]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("scene", nargs="?", default="field")
    asked.add_argument("--hours", type=float, default=2.0)
    given = asked.parse_args()
    from apanim.units import TICKS_PER_S
    from apanim.window.app import App
    from apanim.window.play import play
    from apanim.window.processes.messages import Start

    held: list[Held] = []
    jumps: list[int] = []
    runs = App.run

    def run(app, state, notice):
        wait_s = 3600 * given.hours / SPEED / LOOKS
        threading.Thread(target=_look, args=(held, wait_s), daemon=True).start()
        loop = (0, round(LOOP_S * TICKS_PER_S))
        looped = replace(state, playing=True, speed=SPEED, anchor_s=time.perf_counter(), loop=loop)
        left = runs(app, looped, notice)
        jumps.append(left.jumps)
        return left

    with tempfile.TemporaryDirectory() as folder:
        os.environ["APANIM_CONFIG"] = folder
        App.run = run
        play(Start(given.scene, "silent", "en"), given.scene, (960, 540))
    print(f"played {jumps[0]} times from {LOOP_S:.0f} s back to 0")
    stood = jumps[0] < 0.5 * 3600 * given.hours / LOOP_S
    sys.exit(1 if _grown(held) or stood else 0)


def _look(held: list[Held], wait_s: float) -> None:
    """Note what they hold, again and again, and have the window closed in the end."""
    import pygame

    time.sleep(wait_s)
    for number in range(LOOKS):
        held.append(_processes())
        told = "; ".join(
            f"{name} {memory_MB:.1f} MB, {files} handles" for name, (memory_MB, files) in held[-1].items()
        )
        print(f"{number + 1}/{LOOKS}: {told}", flush=True)
        time.sleep(wait_s)
    pygame.event.post(pygame.event.Event(pygame.QUIT))


def _processes() -> Held:
    """MB that are its alone, and open files, of the window and of those that it has begun."""
    found, names = {}, iter(("renderer", "preparer"))  # as they were begun
    for number in sorted(int(place.name) for place in Path("/proc").glob("[0-9]*")):
        place = Path("/proc", str(number))
        try:
            parent = int((place / "stat").read_text().rsplit(")", 1)[1].split()[1])
            words = (place / "cmdline").read_text()
            if number == os.getpid():
                name = "window"
            elif parent == os.getpid() and "spawn_main" in words:
                name = next(names)
            else:
                continue
            lines = (place / "status").read_text().splitlines()
            memory_MB = next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024
            found[name] = memory_MB, len(os.listdir(place / "fd"))
        except (OSError, IndexError, StopIteration):
            continue
    return found


def _grown(held: list[Held]) -> bool:
    half, last = held[len(held) // 2 - 1], held[-1]
    grown = False
    for name, (memory_MB, files) in last.items():
        more_MB, more = memory_MB - half[name][0], files - half[name][1]
        print(f"{name}: in the second half {more_MB:+.1f} MB, {more:+d} handles")
        grown = grown or more_MB > GROWS_MB or more > GROWS_HANDLES
    return grown


if __name__ == "__main__":
    main()
