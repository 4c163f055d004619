"""Two scenes in a row: the one dissolves into the other's first picture, the same bytes by any road."""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pygame
import pytest
from helpers import write_scene

from apanim.canvas.raster import RasterCanvas
from apanim.canvas.rasterise import rasterise
from apanim.canvas.vectors.svg import as_svg
from apanim.export.clip import Painting
from apanim.narration.captions import CaptionPage
from apanim.picture.drawlist import Dissolve, DrawList, Text
from apanim.picture.frame import frame
from apanim.picture.shot import USUAL
from apanim.picture.theme import theme
from apanim.script.programme import compile_programme
from apanim.script.timeline import DISSOLVE_TICKS
from apanim.window.processes.runs import Lecture

SIZE = (640, 360)
BODY = 's.title("One", tag="T")\ns.say("hello")\ns.camera.leave(patch.pump, scale=2.0, seconds=1.0)'
SECOND = 's.camera.arrive()\ns.title("Two", tag="T")\ns.say("hello")\ns.wait(2.0)'
ORDER = '[lecture]\nname = "two"\ntitle = "Two scenes"\nparts = ["small", "other"]\n'


@cache
def programme():
    folder = Path(mkdtemp())
    other = write_scene(folder, SECOND).read_text().replace('"small"', '"other"')
    (folder / "other.py").write_text(other)
    write_scene(folder, BODY)
    (folder / "two.toml").write_text(ORDER)
    made = compile_programme(str(folder / "two.toml"), "silent", "en")
    made.bake()
    return made


def edge():
    return programme().starts[1]


def ticks():
    return range(edge() - DISSOLVE_TICKS - 40, edge() + 60, 20)


def digest(surface):
    return hashlib.sha256(bytes(surface.get_buffer().raw)).hexdigest()


def painted(order):
    paint = Painting(programme(), SIZE, None, USUAL)
    return {tick: digest(paint(tick).surface) for tick in order}


def pixels(draw_list):
    canvas = RasterCanvas(SIZE)
    canvas.paint(draw_list)
    return pygame.surfarray.array3d(canvas.surface).astype(int)


def listed(tick):
    return frame(*programme().at(tick), USUAL, programme().into(tick))


def test_forwards_backwards_and_alone_are_the_same_bytes():
    forwards = painted(ticks())
    assert painted(reversed(ticks())) == forwards
    alone = ticks()[20]
    assert painted([alone])[alone] == forwards[alone]


def test_the_window_sees_what_is_rendered():
    lecture, tick = Lecture(), edge() - 150
    lecture.read(0, programme().timelines[0])
    lecture.read(1, programme().timelines[1])
    lecture.baked(0, programme().timelines[0].plan.steps)
    assert lecture.has(edge() - DISSOLVE_TICKS - 10)
    assert not lecture.has(tick), "what it dissolves into is not there yet"
    lecture.baked(1, programme().timelines[1].plan.steps)
    assert lecture.has(tick)
    assert frame(*lecture.at(tick), USUAL, lecture.into(tick)) == listed(tick)


def test_it_begins_as_the_one_and_ends_as_the_other():
    first, after = listed(edge() - DISSOLVE_TICKS + 10), pixels(listed(edge()))
    alone = pixels(DrawList(first.items[:-1]))
    assert np.abs(pixels(first) - alone).mean() < 0.5
    assert np.abs(pixels(listed(edge() - 10)) - after).mean() < 0.5
    assert np.abs(alone - after).mean() > 5.0, "and they are two pictures"


def test_it_is_a_mixture_of_both_and_never_dark():
    """Each pixel lies between what it is of the one and of the other; compared with a mixture by numpy."""
    tick = edge() - DISSOLVE_TICKS // 2
    whole = listed(tick)
    *items, last = whole.items
    assert isinstance(last, Dissolve)
    one, other, both = pixels(DrawList(tuple(items))), pixels(listed(edge())), pixels(whole)
    assert np.abs(both - (one + (other - one) * last.opacity)).max() <= 2.0
    assert both.mean() > 0.9 * min(one.mean(), other.mean())


def test_no_two_captions_are_in_one_picture():
    """What a scene begins with has no words on it yet."""
    for tick in ticks():
        last = listed(tick).items[-1]
        if isinstance(last, Dissolve):
            words = [i for i in last.items if type(i).__name__ == "Text" and i.opacity > 0 and i.size > 30]
            assert words == []


def test_words_go_before_the_other_picture_is_half_there():
    """Of what was said; that goes on until the end is no matter."""
    timeline = programme().timelines[0]
    told = replace(timeline, captions=(CaptionPage(0, timeline.duration_tick, ("To the very end.",)),))
    for tick in ticks():
        own, into = tick, programme().into(tick)
        if into is not None:
            *items, last = frame(told, programme().tapes[0], own, USUAL, into).items
            words = [i for i in items if isinstance(i, Text) and i.text in ("To the very end.", "One")]
            assert last.opacity < 0.25 or not any(i.opacity > 0.0 for i in words)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_vectors_show_the_same(name):
    tick = edge() - DISSOLVE_TICKS // 2
    canvas = RasterCanvas((960, 540), theme(name))
    canvas.paint(listed(tick))
    drawn = pygame.surfarray.array3d(canvas.surface).swapaxes(0, 1).astype(int)
    root, rest = as_svg(listed(tick), theme(name)).split(">", 1)
    root = root.replace('width="1920" height="1080"', 'width="960" height="540"')
    seen = np.asarray(rasterise(f"{root}>{rest}", 960, 540).convert("RGB")).astype(int)
    assert np.abs(drawn - seen).mean() < 4.0
