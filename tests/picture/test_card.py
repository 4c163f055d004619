"""Title cards and the logo of a house: where they stand in every shape, and what is seen through them."""

from itertools import pairwise

import numpy as np
import pygame
import pytest

from apanim.canvas.raster import RasterCanvas
from apanim.errors import UserError
from apanim.picture.drawlist import Scenery, Text
from apanim.picture.frame import Look, frame
from apanim.picture.frames import FRAMES
from apanim.picture.theme import own_theme
from apanim.picture.type import width
from apanim.script.programme import compile_programme

ORDER = """
[lecture]
name = "mine"
title = "Mine"
parts = ["welcome", "mine"]

[cards.welcome]
title = "How a nerve cell fires, and why it cannot fire twice at once"
tag = "Institute of Physiology"
lines = ["Physiology I, second lecture", "Dr Ada Example"]
seconds = 3
"""
SCENE = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("mine", title="Mine")


@scene.script
def script(s):
    s.membrane(TEXTBOOK, ions=200)
    s.title("At rest", tag="MINE")
    s.legend(seconds=6)
    s.wait(1)
    s.card("An interlude", "of two seconds", seconds=2)
    s.wait(1)
"""
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 8">
<path d="M0 0H30V8H0Z" fill="#FF00FF"/></svg>"""
SIZES = {"16:9": (854, 480), "1:1": (640, 640), "9:16": (540, 960)}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    (folder / "mine.toml").write_text(ORDER)
    (folder / "mine.py").write_text(SCENE)
    (folder / "logo.svg").write_text(LOGO)
    (folder / "theme.toml").write_text('logo = "logo.svg"\n[card]\nground = "#06281C"\n')
    return folder


@pytest.fixture(scope="module")
def lecture(house):
    return compile_programme(str(house / "mine.toml"), "silent", "en")


@pytest.fixture(scope="module")
def colours(house):
    return own_theme("dark", house / "theme.toml")


def listed(lecture, tick, shape, logo=True):
    timeline, tape, own = lecture.at(tick)
    look = Look(frame=shape, logo=logo)
    return frame(timeline, tape, own, look)


@pytest.mark.parametrize("shape", FRAMES, ids=lambda shape: shape.name)
def test_a_card_is_there_from_the_first_picture_and_all_its_words_are_in_sight(lecture, shape):
    items = listed(lecture, 0, shape).items
    words = [item for item in items if isinstance(item, Text) and item.opacity > 0.01]
    said = " ".join(item.text for item in words)
    assert said == (
        "INSTITUTE OF PHYSIOLOGY How a nerve cell fires, and why it cannot fire twice at once "
        "Physiology I, second lecture Dr Ada Example"
    )
    left, top, right, bottom = shape.safe
    for item in words:
        assert item.opacity == 1.0
        assert left - 4 <= item.x
        assert item.x + width(item.text, item.size, item.weight, item.tracking) <= right
        assert top < item.y - item.size
        assert item.y < bottom
    rows = sorted(item.y for item in words)
    assert min(b - a for a, b in pairwise(rows)) > 30


def magenta(picture: pygame.Surface) -> np.ndarray:
    """(k, 2) where the logo's own colour is, as shares of the picture."""
    pixels = pygame.surfarray.array3d(picture).astype(int)
    found = np.argwhere((pixels[..., 0] > 230) & (pixels[..., 1] < 40) & (pixels[..., 2] > 230))
    return found / np.array(picture.get_size())


@pytest.mark.parametrize("shape", FRAMES, ids=lambda shape: shape.name)
def test_the_logo_stands_on_a_card_or_in_the_margin_where_no_words_are(lecture, colours, shape):
    canvas = RasterCanvas(SIZES[shape.name], colours)
    canvas.paint(listed(lecture, 300, shape))
    on_card = magenta(canvas.surface)
    assert on_card[:, 1].max() < 0.3
    assert on_card[:, 0].max() < 0.75
    assert len(on_card) > 0.01 * np.prod(canvas.surface.get_size())
    after = lecture.starts[1] + 300
    canvas.paint(listed(lecture, after, shape))
    margin = magenta(canvas.surface)
    assert len(margin) > 100
    (_, top, _, bottom), safe = shape.box, shape.safe
    assert margin[:, 1].min() > (safe[3] - top) / (bottom - top)
    canvas.paint(listed(lecture, after, shape, logo=False))
    assert not len(magenta(canvas.surface))


def test_the_bar_under_the_titles_has_no_piece_for_a_card(lecture):
    card, scene = lecture.timelines
    assert (card.leads_on, scene.leads_on) == (True, False)
    (title,) = scene.of_kind("title")
    assert (title.index, scene.chapter_count) == (0, 1)


def test_a_card_amid_a_scene_comes_and_goes_over_its_words(lecture):
    start = lecture.starts[1]
    card = lecture.timelines[1].of_kind("card")[0]
    assert (card.end_tick - card.start_tick) == 1200

    def said(tick):
        items = listed(lecture, start + tick, FRAMES[0]).items
        return {item.text for item in items if isinstance(item, Text) and item.opacity > 0.05}

    assert "At rest" in said(card.start_tick - 60)
    assert {"An interlude", "of two seconds"} <= said(card.start_tick + 600)
    assert "At rest" not in said(card.start_tick + 600)
    assert "An interlude" not in said(card.end_tick)
    assert "At rest" in said(card.end_tick + 60)


def test_the_ground_is_the_houses_and_is_left_out_with_the_scenes(lecture, colours):
    canvas = RasterCanvas((320, 180), colours)
    canvas.paint(listed(lecture, 300, FRAMES[0]))
    near = canvas.surface.get_at((300, 170))[:3]
    assert all(abs(a - b) < 24 for a, b in zip(near, (6, 40, 28), strict=True))
    timeline, tape, own = lecture.at(300)
    bare = frame(timeline, tape, own, Look(ground=False, logo=True)).items
    assert [item.name for item in bare if isinstance(item, Scenery)][-1].startswith("house/card")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('title = "How', 'titel = "How'), r"mine.toml:\d+: unknown key 'titel'; did you mean 'title'"),
        (("seconds = 3", "seconds = 0.2"), "'seconds' is a number from 1.5 to 60"),
        (('"welcome", ', ""), "card 'welcome' is no part; list it among the parts"),
        (('Example"]', 'Example", "1", "2", "3"]'), "up to 4 lines"),
    ],
)
def test_a_card_that_will_not_do_is_one_line(tmp_path, change, told):
    (tmp_path / "mine.toml").write_text(ORDER.replace(*change))
    (tmp_path / "mine.py").write_text(SCENE)
    with pytest.raises(UserError, match=told) as error:
        compile_programme(str(tmp_path / "mine.toml"), "silent", "en")
    assert "\n" not in str(error.value)
