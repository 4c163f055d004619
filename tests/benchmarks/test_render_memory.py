"""How the greatest memory of a render of the whole lecture grows from its first minute to its last."""

import subprocess
import sys
from pathlib import Path

import pytest

FPS = 10  # fewer frames than a render has; in them, all that it bakes at the usual rate
STATUS = Path("/proc/self/status")
SCRIPT = """
import re, sys
from apanim.canvas.raster import RasterCanvas
from apanim.export.pixels import Yuv420
from apanim.picture.frame import frame
from apanim.script.programme import compile_programme
from apanim.units import TICKS_PER_S
def greatest_kB():  # of this process alone: getrusage would give its parent's, if that was larger
    return re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]
lecture = compile_programme("lecture", "silent", "en")
canvas, convert = RasterCanvas((1920, 1080)), Yuv420((1920, 1080))
for tick in range(0, lecture.duration_tick, TICKS_PER_S // int(sys.argv[1])):
    timeline, tape, at = lecture.at(tick)
    convert(canvas.paint(frame(timeline, tape, at)))
    if tick == 60 * TICKS_PER_S:
        print(greatest_kB())
print(greatest_kB())
"""


@pytest.mark.benchmark
@pytest.mark.skipif(not STATUS.exists(), reason="reads a process's memory from /proc")
def test_a_long_render_needs_no_more_memory_than_its_first_minute(ratio):
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, f"{FPS}"], capture_output=True, text=True, check=True
    )
    minute_kB, end_kB = (int(word) for word in run.stdout.split()[-2:])
    told = f"{minute_kB >> 10} MB after a minute of the lecture, {end_kB >> 10} MB at its end"
    ratio("a render's greatest memory, over that after a minute", end_kB / minute_kB, "≤ 1.1", told)
    assert end_kB <= 1.10 * minute_kB
