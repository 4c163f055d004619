"""What segments are kept under."""

from dataclasses import replace

import numpy as np
import pytest

from apanim.export.segments.names import codec_name, list_name
from apanim.export.video.codecs import H264, VP9
from apanim.picture.drawlist import Bar, Beads, Curve, DrawList, Line
from apanim.picture.drawlist.items import Points
from apanim.picture.frames import LANDSCAPE


def beads(x=1.0, tilt=None):
    one = np.array([1], np.uint8)
    return Beads(one, np.array([x], np.float32), np.array([2], np.float32), one, one, tilt)


def drawing(*items):
    return [DrawList(tuple(items), LANDSCAPE)]


def line(points=((0.0, 1.0), (2.0, 3.0))):
    return Line(Points(points), "@text.ink", 2.0)


def test_equal_pictures_have_one_name_whoever_made_them():
    bar = Bar(0.0, 0.0, 1.0, 1.0, "#FFFFFF")
    known = line()
    hash(known.points)  # it remembers that
    assert list_name(drawing(beads(), bar, bar, known)) == list_name(
        drawing(beads(), bar, Bar(0.0, 0.0, 1.0, 1.0, "#FFFFFF"), line())
    )


@pytest.mark.parametrize(
    "other",
    [
        drawing(beads(1.0000001), line()),
        drawing(beads(tilt=np.zeros(1, np.int8)), line()),
        drawing(beads(), line(((0.0, 1.0), (2.0, 3.5)))),
        drawing(line(), beads()),
        drawing(beads()),
        drawing(beads(), line()) * 2,
    ],
)
def test_other_pictures_have_other_names(other):
    assert list_name(other) != list_name(drawing(beads(), line()))


def test_the_shape_of_an_array_counts():
    def curve(points):
        return drawing(Curve(points, "#FFFFFF", 0.0, 1.0, 2.0))

    flat = np.arange(4, dtype=np.float32)
    assert list_name(curve(flat.reshape(2, 2))) != list_name(curve(flat.reshape(1, 4)))


def test_a_codec_is_named_by_all_that_it_encodes_by():
    others = [
        VP9, replace(H264, options=(("preset", "veryfast"), ("crf", "21"))), replace(H264, threads=3),
        replace(H264, pix_fmt="yuv444p"),
    ]  # fmt: skip
    assert len({codec_name(codec) for codec in (H264, *others)}) == 5
