"""Where a view makes room for the stage of V(t) rows of bright lipids pass by: three flashes at most."""

import pytest
from helpers import open_show

from apanim.canvas.raster import RasterCanvas
from apanim.export.flash import LIMIT, measure_flashes, measured_size
from apanim.picture import onstage
from apanim.picture.frame import frame
from apanim.picture.shot import USUAL
from apanim.script.programme import every_scene
from apanim.units import TICKS_PER_S

BEFORE_S, AFTER_S, FPS = 0.3, 1.2, 30


@pytest.mark.parametrize("name", every_scene())
def test_a_view_that_makes_room_does_not_flash(name):
    show = open_show(name)
    canvas = RasterCanvas(measured_size((1920, 1080)))

    def paint(tick):
        canvas.paint(frame(show.timeline, show.tape, tick, USUAL))
        return canvas

    for turn in sorted({tick for run in onstage.runs(show.timeline) for tick in run}):
        if 0 < turn < show.timeline.duration_tick:
            first, last = turn - round(BEFORE_S * TICKS_PER_S), turn + round(AFTER_S * TICKS_PER_S)
            counts = measure_flashes(
                paint, first, min(last, show.timeline.duration_tick), FPS, lambda *_: None
            )
            most = max(counts.general.max(), counts.red.max())
            assert most <= LIMIT, f"{most} flashes about {turn / TICKS_PER_S:.1f} s"
