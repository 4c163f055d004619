"""The vectors show what the pixels show, in every theme, and need nothing beside themselves."""

import io
import re
import xml.etree.ElementTree as ElementTree
from functools import cache

import axon_run
import numpy as np
import pytest
from made import MadeTape, full_timeline
from PIL import Image
from resvg import render, usvg
from scipy.ndimage import gaussian_filter

from apanim.canvas.raster import RasterCanvas
from apanim.canvas.vectors.svg import as_svg
from apanim.picture import theme, type
from apanim.picture.drawlist import (
    COLUMNS,
    Bar,
    ColumnCurve,
    Dot,
    DrawList,
    Lens,
    Text,
    Tint,
    Veil,
)
from apanim.picture.frame import frame

SIZE = (480, 270)


@cache
def drawn(view, tick):
    if view == "membrane":
        return frame(full_timeline(), MadeTape(), tick)
    run = axon_run.tape()
    return frame(axon_run.timeline(run), run, tick)


def seen(markup, fonts=False):
    """(rows, columns, 3) as a viewer without any font shows it."""
    root, rest = markup.split(">", 1)
    root = re.sub(r' width="\d+" height="\d+"', f' width="{SIZE[0]}" height="{SIZE[1]}"', root)
    tree = usvg.Tree.from_str(f"{root}>{rest}", usvg.Options.default())
    assert tree.int_size() == SIZE
    png = render(tree, (1.0, 0.0, 0.0, 0.0, 1.0, 0.0))
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(float)


def painted(draw_list, look):
    canvas = RasterCanvas(SIZE, look)
    canvas.paint(draw_list)
    return np.frombuffer(canvas.buffer(), np.uint8).reshape(SIZE[1], SIZE[0], 4)[..., 2::-1].astype(float)


def likeness(one, other):
    """The correlation of two pictures' details: what is left of each without its broad light."""
    fine = [p.mean(axis=2) - gaussian_filter(p.mean(axis=2), 8) for p in (one, other)]
    return np.corrcoef(fine[0].ravel(), fine[1].ravel())[0, 1]


@pytest.mark.parametrize(
    ("view", "tick", "name"),
    [
        ("membrane", 2400, "dark"), ("membrane", 9900, "dark"), ("membrane", 14400, "light"),
        ("axon", 2600, "dark"), ("axon", 2600, "light"), ("axon", 1800, "contrast"),
    ],
)  # fmt: skip
def test_it_shows_what_the_pixels_show(view, tick, name):
    look = theme.theme(name)
    vectors, pixels = seen(as_svg(drawn(view, tick), look)), painted(drawn(view, tick), look)
    assert np.abs(vectors - pixels).mean() < 3.0
    assert likeness(vectors, pixels) > 0.97


def test_the_judge_sees_another_moment():
    look = theme.theme("dark")
    one, other = (painted(drawn("axon", tick), look) for tick in (1800, 2600))
    assert likeness(one, other) < 0.9


@pytest.mark.parametrize(("view", "tick"), [("membrane", 9900), ("axon", 2600)])
def test_the_document_is_whole_small_and_the_same_every_time(view, tick):
    look = theme.theme("light")
    markup = as_svg(drawn(view, tick), look)
    assert markup == as_svg(drawn(view, tick), look)
    assert len(markup.encode()) < 3_000_000
    root = ElementTree.fromstring(markup)
    kinds = {element.tag.rsplit("}")[-1] for element in root.iter()}
    assert {"symbol", "use", "linearGradient", "radialGradient"} <= kinds
    assert not kinds & {"text", "image", "style", "script"}
    names = re.findall(r'\bid="([^"]+)"', markup)
    links = re.findall(r'(?:url\(#|href="#)([^")]+)', markup)
    assert len(names) == len(set(names))
    assert set(links) <= set(names)
    assert "@" not in re.sub(r'aria-label="[^"]*"', "", markup)


def test_a_curve_by_columns_is_as_wide_and_as_filled_in_pixels_as_in_vectors():
    y = (560 + 200 * np.sin(np.linspace(0, 6, COLUMNS))).astype(np.float32)
    white = Tint(("#FFFFFF",), np.ones((1, COLUMNS), np.float32))
    curve, look = ColumnCurve(y, white, 100, 1800, 200, 900), theme.theme()
    scene = DrawList((Veil("#000000", 1.0), curve))
    vectors, pixels = seen(as_svg(scene, look)), painted(scene, look)
    assert np.abs(vectors - pixels).mean() < 0.5
    assert pixels.sum() == pytest.approx(vectors.sum(), rel=0.03)
    assert (pixels > 200).sum() == pytest.approx((vectors > 200).sum(), rel=0.1)


def test_words_are_said_for_those_who_cannot_see_them():
    words = {text.text for text in drawn("axon", 2600).items if isinstance(text, Text) and text.opacity > 0}
    root = ElementTree.fromstring(as_svg(drawn("axon", 2600), theme.theme("dark")))
    assert {element.get("aria-label") for element in root.iter()} - {None} == words


@pytest.mark.parametrize("text", ["Na^+ / K^+ pump", "At rest: −70 mV", "E_{Na} = +61", "AVAToñé"])
def test_letters_stand_where_the_pixels_have_them(text):
    look = theme.theme("dark")
    line = DrawList((Veil("#000000", 1.0), Text(300, 560, text, 96, 600, "#FFFFFF")))
    vectors, pixels = seen(as_svg(line, look)).mean(axis=2), painted(line, look).mean(axis=2)
    assert vectors.sum() == pytest.approx(pixels.sum(), rel=0.02)
    for axis in (0, 1):
        lit = [np.flatnonzero(p.max(axis=axis) > 100) for p in (vectors, pixels)]
        assert abs(int(lit[0][0]) - int(lit[1][0])) <= 1
        assert abs(int(lit[0][-1]) - int(lit[1][-1])) <= 1


def test_kerning_is_the_fonts_own():
    def wide(text):
        return type.line(text, 600).width

    assert wide("AV") < wide("A") + wide("V")
    assert wide("nn") == pytest.approx(2 * wide("n"))
    assert wide("Membrane") * 28 == pytest.approx(type.width("Membrane", 28, 600), rel=0.02)


def test_a_lens_brings_nearer_what_follows_it():
    scene = DrawList((
        Veil("#000000", 1.0), Lens(600, 400, 2.0, (2.0,)), Dot(600, 400, 60, "#FFC23C"), Lens(),
        Bar(96, 900, 400, 40, "#FFFFFF"),
    ))  # fmt: skip
    look = theme.theme("dark")
    vectors, pixels = seen(as_svg(scene, look)), painted(scene, look)
    assert np.abs(vectors - pixels).mean() < 0.3
    assert vectors[135, 240].max() > 200
    assert (vectors[..., 0] > 128).sum() == pytest.approx(np.pi * 30**2 + 100 * 10, rel=0.05)
