"""Renders a small scene again and again in one process, and tells memory and handles, a line each.

    python tests/endurance/renders.py [--times 100] [--kept]

Each render lists, paints, encodes and joins every picture anew; with `--kept` only the first does, and the
others join. Ends with 1 if the second half of them has taken more memory or handles.
"""

import argparse
import gc
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

SCENE = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import THRESHOLD, Scene

scene = Scene("small", title="A small scene")


@scene.script
def script(s):
    patch = s.membrane(TEXTBOOK)
    s.trace(patch, window_ms=6)
    s.stimulate(patch, 1.3 * THRESHOLD)
    s.wait(2)
"""
GROWS_MB, GROWS_HANDLES = 8, 0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=100)
    asked.add_argument("--kept", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["APANIM_CACHE"] = str(Path(folder, "cache"))
        Path(folder, "small.py").write_text(SCENE, encoding="utf-8")
        held = [_render(Path(folder), number, given.kept) for number in range(given.times)]
    half = held[len(held) // 2 - 1]
    grown_MB, more = held[-1][0] - half[0], held[-1][1] - half[1]
    print(f"in the second half of {given.times}: {grown_MB:+.1f} MB, {more:+d} handles")
    sys.exit(1 if grown_MB > GROWS_MB or more > GROWS_HANDLES else 0)


def _render(folder: Path, number: int, kept: bool) -> tuple[float, int]:
    """What this process holds after a render: MB that are its alone, and open files."""
    from apanim.cli.command import app

    if not kept:
        for segment in folder.glob("cache/segments/*"):
            segment.unlink()
    words = ["render", str(folder / "small.py"), "-o", str(folder / "small.mp4"), "--size", "320x180",
             "--voice", "silent", "--workers", "1", "--quiet"]  # fmt: skip
    app(words, standalone_mode=False)
    gc.collect()
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    memory_MB = next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024
    handles = len(os.listdir("/proc/self/fd"))
    print(f"{number + 1}: {memory_MB:.1f} MB, {handles} handles", flush=True)
    return memory_MB, handles


if __name__ == "__main__":
    main()
