"""Every scene in the frames that are no 16 to 9: painted to their edges, without a bar."""

import numpy as np
import pytest
from helpers import open_show

from apanim.canvas.raster import RasterCanvas
from apanim.picture.frame import frame
from apanim.picture.frames import PORTRAIT, SQUARE
from apanim.picture.shot import Look
from apanim.script.programme import every_scene

SIZES = {SQUARE: (320, 320), PORTRAIT: (180, 320)}
INSTANTS = 2


@pytest.fixture(scope="module")
def canvases():
    return {shape: RasterCanvas(size) for shape, size in SIZES.items()}


@pytest.mark.parametrize("name", every_scene())
def test_a_picture_reaches_its_edges(name, canvases):
    timeline, tape = open_show(name).timeline, open_show(name).tape
    for shape, canvas in canvases.items():
        for k in range(INSTANTS):
            tick = timeline.duration_tick * (2 * k + 1) // (2 * INSTANTS)
            canvas.paint(frame(timeline, tape, tick, Look(frame=shape)))
            width, height = SIZES[shape]
            pixels = np.frombuffer(canvas.buffer(), np.uint8).reshape(height, width, 4)[..., :3].copy()
            for side in (pixels[:, 0], pixels[:, -1], pixels[0], pixels[-1]):
                where = f"at {tick / 600:.1f} s in {shape.name}"
                assert np.any(side, axis=-1).mean() > 0.9, f"an empty edge {where}"
