"""The first still of a scene, tape and compiled loops at hand, but no sprite in the cache: CPU seconds."""

import os
import subprocess
import sys

import pytest

from apanim.cache import cache_root

SCRIPT = """
import time
from apanim.canvas.raster import RasterCanvas
from apanim.picture.frame import frame
from apanim.script.programme import compile_programme
imported = time.process_time()
show = compile_programme("spike", "silent", "en")
timeline, tape = show.timelines[0], show.tapes[0]
opened = time.process_time()
canvas = RasterCanvas((1920, 1080))
canvas.paint(frame(timeline, tape, timeline.duration_tick // 2))
print(imported, opened - imported, time.process_time() - opened)
"""


def seconds(cache):
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True,
        env={**os.environ, "APANIM_CACHE": str(cache)},
    )  # fmt: skip
    return [float(word) for word in run.stdout.split()[-3:]]


@pytest.mark.benchmark
def test_the_first_still_is_there_in_two_seconds(tmp_path):
    root = cache_root()
    assert root is not None
    seconds(root)  # bakes the tape if need be
    for kind in ("tapes", "loops"):
        (tmp_path / kind).symlink_to(root / kind)
    cold, warm = seconds(tmp_path), seconds(tmp_path)
    print("\nfirst still, CPU seconds: imports, opening the scene, drawing, all")
    for name, parts in (("no sprite kept", cold), ("sprites kept", warm)):
        print(f"  {name}: {' '.join(f'{part:.2f}' for part in (*parts, sum(parts)))}")
    print(f"  drawing from cold is {cold[2] / warm[2]:.1f} times drawing from what is kept")
    assert cold[2] < 2.0
