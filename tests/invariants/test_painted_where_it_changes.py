"""In every scene, a picture painted only where it changes has the bytes of one that is painted all over."""

from functools import cache

import numpy as np
import pygame
import pytest
from helpers import open_show

from apanim.canvas.raster import Picture, RasterCanvas
from apanim.export.pixels import Yuv420
from apanim.picture.drawlist import DrawList, Veil
from apanim.picture.frame import frame
from apanim.script.programme import every_scene
from apanim.units import frame_tick

SIZE = (854, 480)
INSTANTS = 5
OTHER = DrawList((Veil("#31A7F3", 1.0),))  # like nothing in a lecture


@cache
def canvases():
    return RasterCanvas(SIZE), RasterCanvas(SIZE), Yuv420(SIZE), Yuv420(SIZE)


@pytest.mark.parametrize("name", every_scene())
def test_the_bytes_are_those_of_a_whole_picture(name):
    show = open_show(name)
    kept, anew, converted, whole = canvases()
    duration = show.timeline.duration_tick
    for start in range(0, duration, duration // INSTANTS + 1):
        for k in range(3):
            items = frame(show.timeline, show.tape, min(start + frame_tick(k, 30), duration - 1))
            picture = kept.paint(items)
            anew.paint(OTHER)
            anew.paint(items)
            assert np.array_equal(*(pygame.surfarray.array2d(one.surface) for one in (kept, anew)))
            seen = converted(picture).to_ndarray()
            assert np.array_equal(seen, whole(Picture(anew.surface)).to_ndarray())
