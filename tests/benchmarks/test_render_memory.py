"""How the greatest memory of a render grows from its first minute to its last."""

import subprocess
import sys

import pytest

SCRIPT = """
import resource
from apanim.canvas.raster import RasterCanvas
from apanim.export.pixels import Yuv420
from apanim.picture.frame import frame
from apanim.script.show import open_show
from apanim.units import TICKS_PER_S
show, canvas, convert = open_show("spike", "silent"), RasterCanvas((1920, 1080)), Yuv420()
for tick in range(0, show.timeline.duration_tick, TICKS_PER_S // 30):
    canvas.paint(frame(show.timeline, show.tape, tick))
    convert.frame(canvas.surface)
    if tick == 60 * TICKS_PER_S:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.benchmark
def test_a_long_render_needs_no_more_memory_than_its_first_minute():
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    minute_kB, end_kB = (int(word) for word in run.stdout.split()[-2:])
    print(
        f"\nmemory after a minute {minute_kB >> 10} MB, at the end {end_kB >> 10} MB: "
        f"{end_kB / minute_kB:.2f} times"
    )
    assert end_kB <= 1.10 * minute_kB
