"""Prints, for scenes of the lecture, a hash of the timeline, of the tape and of stills from first to last.

    python tests/endurance/painted.py [--stills 4] [--size 960x540] [SCENE ...]

Run by `same_pictures.py` under other interpreters, in other orders and with other caches.
"""

import argparse
import hashlib
import os

import numpy as np

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

from apanim.canvas.raster import RasterCanvas
from apanim.pack import pack
from apanim.picture.frame import frame
from apanim.script.programme import compile_programme

SCENES = ("field", "wave", "crowd_box", "myelin_race")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("scenes", nargs="*")
    asked.add_argument("--stills", type=int, default=4)
    asked.add_argument("--size", default="960x540")
    given = asked.parse_args()
    width, height = map(int, given.size.split("x"))
    canvas = RasterCanvas((width, height))
    for name in given.scenes or SCENES:
        show = compile_programme(name, "silent", "en")
        (timeline,), (tape,) = show.timelines, show.tapes
        print(f"{name} timeline {_hash(pack(timeline))}")
        print(f"{name} tape {tape.digest()[:16]}")
        for tick in np.linspace(0, timeline.duration_tick - 1, given.stills).astype(int).tolist():
            canvas.paint(frame(timeline, tape, tick))
            print(
                f"{name} still {tick} {_hash(np.ascontiguousarray(canvas.pixels()).tobytes())}", flush=True
            )


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


if __name__ == "__main__":
    main()
