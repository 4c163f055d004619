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
def test_the_first_still_is_there_in_two_seconds(tmp_path, ratio):
    root = cache_root()
    assert root is not None
    seconds(root)  # bakes the tape if need be
    for kind in ("tapes", "loops"):
        (tmp_path / kind).symlink_to(root / kind)
    cold, warm = seconds(tmp_path), seconds(tmp_path)
    told = "CPU s of imports, opening, drawing: cold {:.2f}, {:.2f}, {:.2f}; warm {:.2f}, {:.2f}, {:.2f}"
    ratio(
        "a first still drawn with no sprite kept, over 2 s", cold[2] / 2, "< 1", told.format(*cold, *warm)
    )
    assert cold[2] < 2.0
