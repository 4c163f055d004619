"""The canvas of pixels: pure, exact to a quarter of a pixel, and at home in any even size."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made import MadeTape, full_timeline

from apanim.canvas.raster import RasterCanvas
from apanim.errors import UserError
from apanim.picture.drawlist import (
    BEAD_RIGS,
    Bar,
    Beads,
    Curve,
    DrawList,
    Glow,
    Scenery,
    Sprite,
    Text,
    Trails,
    Veil,
)
from apanim.picture.frame import frame

TICKS = (1800, 5000, 9300, 9900, 12100, 15000)
SMALL = (480, 270)

IN_ANOTHER_PROCESS = """
import hashlib
from made import MadeTape, full_timeline
from apanim.canvas.raster import RasterCanvas
from apanim.picture.frame import frame
canvas = RasterCanvas((480, 270))
for tick in (12100, 1800, 15000):
    canvas.paint(frame(full_timeline(), MadeTape(), tick))
    print(tick, hashlib.sha256(canvas.buffer()).hexdigest())
"""


def digest(canvas):
    return hashlib.sha256(canvas.buffer()).hexdigest()


def pixels(canvas):
    width, height = canvas.surface.get_size()
    return np.frombuffer(canvas.buffer(), np.uint8).reshape(height, width, 4)[..., 2::-1].copy()


def painted(*items, size=(480, 270), ground="#000000"):
    canvas = RasterCanvas(size)
    canvas.paint(DrawList((Veil(ground, 1.0), *items)))
    return pixels(canvas).astype(float)


def bead(x, y, depth=0, rig="ion_na", opacity=8):
    return Beads(
        np.array([BEAD_RIGS.index(rig)], np.uint8), np.array([x], np.float32), np.array([y], np.float32),
        np.array([depth], np.uint8), np.array([opacity], np.uint8),
    )  # fmt: skip


def centre(image):
    light = image.sum(axis=2)
    rows, columns = np.indices(light.shape)
    return (columns * light).sum() / light.sum(), (rows * light).sum() / light.sum()


def test_the_same_draw_list_gives_the_same_bytes_by_any_road():
    show, tape = full_timeline(), MadeTape()
    forwards, backwards = RasterCanvas(SMALL), RasterCanvas(SMALL)
    there, back = {}, {}
    for tick in TICKS:
        forwards.paint(frame(show, tape, tick))
        there[tick] = digest(forwards)
    for tick in reversed(TICKS):
        backwards.paint(frame(show, tape, tick))
        back[tick] = digest(backwards)
    assert there == back
    assert len(set(there.values())) == len(TICKS)
    for tick in TICKS:
        forwards.paint(frame(show, tape, tick))
        assert digest(forwards) == there[tick], "a warm canvas paints what a cold one did"


def test_another_process_with_an_empty_cache_paints_the_same_bytes(tmp_path):
    path = os.pathsep.join([str(Path(__file__).parents[1] / "picture"), *sys.path])
    run = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS], capture_output=True, text=True, check=True,
        env={**os.environ, "APANIM_CACHE": str(tmp_path), "PYTHONPATH": path},
    )  # fmt: skip
    theirs = dict(line.split() for line in run.stdout.splitlines() if len(line.split()) == 2)
    canvas = RasterCanvas(SMALL)
    for tick in (1800, 12100, 15000):
        canvas.paint(frame(full_timeline(), MadeTape(), tick))
        assert theirs[str(tick)] == digest(canvas)
    assert list((tmp_path / "pictures").iterdir())


def test_a_spoilt_cache_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    good = painted(Scenery("membrane/vignette"), ground="#808080", size=(1920, 1080))
    files = list((tmp_path / "pictures").iterdir())
    assert files
    for spoil in (b"", b"not a picture", files[0].read_bytes()[:60]):
        files[0].write_bytes(spoil)
        assert np.array_equal(
            painted(Scenery("membrane/vignette"), ground="#808080", size=(1920, 1080)), good
        )
    assert files[0].stat().st_size > 100


@pytest.mark.parametrize("size", [(1920, 1080), (854, 480), (1280, 720), (640, 360)])
def test_a_bead_is_where_it_should_be_at_every_size(size):
    scale = min(size[0] / 1920, size[1] / 1080)
    x, y = centre(painted(bead(960, 540), size=size))
    assert x == pytest.approx(size[0] / 2 - 0.5, abs=0.35)
    assert y == pytest.approx(size[1] / 2 - 0.5, abs=0.35)
    lit = painted(bead(960, 540), size=size).sum(axis=2) > 60
    assert lit.any(axis=0).sum() == pytest.approx(23 * scale, abs=2)


def test_slow_beads_glide_by_quarters_of_a_pixel():
    places = [centre(painted(bead(400 + k / 8, 300), size=(1920, 1080)))[0] for k in range(17)]
    steps = np.diff(places[::2])
    assert np.allclose(steps, 0.25, atol=0.08)


def test_opacity_and_light():
    full, half = painted(bead(960, 540)), painted(bead(960, 540, opacity=4))
    assert half.max() == pytest.approx(full.max() / 2, abs=4)
    glow = Glow(960, 540, 200, 200, ((0.0, "#FFFFFF", 1.0), (1.0, "#FFFFFF", 0.0)), 0.5)
    once, twice = painted(glow, ground="#101010"), painted(glow, glow, ground="#101010")
    assert np.all(twice >= once)
    assert once[135, 240].min() == pytest.approx(16 + 127, abs=6)
    veiled = painted(Bar(0, 0, 1920, 1080, "#FFFFFF"), Veil("#000000", 0.45))
    assert veiled[135, 240].max() == pytest.approx(140, abs=2)


def test_a_turned_part_turns_about_its_pivot():
    upright = painted(Sprite("na_channel", 960, 540, part="gate-left"))
    turned = painted(Sprite("na_channel", 960, 540, part="gate-left", angle=90))
    (x0, y0), (x1, y1) = centre(upright), centre(turned)
    middle = (239.5, 134.5)
    assert x0 - middle[0] == pytest.approx(y1 - middle[1], abs=0.6)
    assert y0 - middle[1] == pytest.approx(-(x1 - middle[0]), abs=0.6)
    assert upright.sum() == pytest.approx(turned.sum(), rel=0.06)


def test_a_curve_shows_only_as_far_as_it_is_revealed():
    points = np.array([[400, 500], [800, 300], [1200, 500]], dtype=np.float32)
    whole = painted(Curve(points, "#FFD166", 300, 600, 1300))
    part = painted(Curve(points, "#FFD166", 300, 600, 800))
    assert np.array_equal(whole[:, :200], part[:, :200])
    assert part[:, 201:].sum() == 0
    assert whole[:, 201:].sum() > 0


def test_trails_stream_behind():
    one = np.ones(1)
    trail = Trails(
        (0 * one).astype(np.uint8), (960 * one).astype(np.float32), (540 * one).astype(np.float32),
        (0 * one).astype(np.int16), (88 * one).astype(np.int16), (8 * one).astype(np.uint8),
    )  # fmt: skip
    assert centre(painted(trail))[0] < 236
    down = replace(trail, angle=np.array([90], np.int16))
    assert centre(painted(down))[1] < 131


def test_raised_signs_stand_above_the_line():
    plain, raised = (painted(Text(900, 540, t, 56, 600, "#FFFFFF")) for t in ("Na", "Na^+"))
    extra = (raised - plain).clip(0)
    assert centre(extra)[1] < centre(plain)[1] - 2
    assert np.array_equal(raised, painted(Text(900, 540, "Na⁺", 56, 600, "#FFFFFF")))


def test_a_picture_of_another_shape_is_letterboxed():
    wide = painted(Scenery("membrane/backdrop"), size=(640, 270), ground="#FFFFFF")
    assert wide[:, :79].sum() == 0
    assert wide[:, -79:].sum() == 0
    assert wide[20, 320].sum() > 0
    canvas = RasterCanvas((640, 270))
    canvas.paint(frame(full_timeline(), MadeTape(), 9900))
    assert pixels(canvas)[:, :79].sum() == 0, "nothing spills over the edge"


@pytest.mark.parametrize("size", [(1921, 1080), (640, 361), (100, 60), (20000, 10000)])
def test_sizes_that_no_video_has_are_refused_in_one_line(size):
    with pytest.raises(UserError) as error:
        RasterCanvas(size)
    assert f"{size[0]}x{size[1]}" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_diamond_leans_by_what_its_bead_says_and_stays_in_its_place():
    upright = bead(960, 540, rig="ion_k")
    for degrees in (-10, 10):
        leaning = replace(upright, tilt=np.array([degrees], np.int8))
        drawn, plain = (painted(one, size=(1920, 1080)) for one in (leaning, upright))
        assert centre(drawn) == pytest.approx(centre(plain), abs=0.4)
        light = drawn[525:556, 945:976].sum(axis=2)
        lean = np.argmax(light[2:8].sum(axis=0)) - np.argmax(light[-8:-2].sum(axis=0))
        assert np.sign(lean) == np.sign(degrees)
    assert np.array_equal(painted(replace(upright, tilt=np.zeros(1, np.int8))), painted(upright))
