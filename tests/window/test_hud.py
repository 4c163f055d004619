"""The signs over the picture, as data."""

from itertools import pairwise

import pytest

from apanim.picture.drawlist import Bar as Plate
from apanim.picture.drawlist import Panel, Text
from apanim.picture.stage import HEIGHT, SAFE, WIDTH
from apanim.picture.theme import colour
from apanim.picture.type import box as text_box
from apanim.window import bar
from apanim.window.hud import clock, hud
from apanim.window.keys import CONTROLLED, KEYS, SHIFTED
from apanim.window.player import Note, Player

ZOOMS = (1.0, 1.25, bar.zoom_for(640 / 1920), bar.zoom_for(320 / 1920))


def _texts(signs):
    return [item for item in signs.items if isinstance(item, Text)]


def _middle(box):
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def test_at_full_size_the_bar_stays_out_of_the_lectures_text():
    box = bar.layout(1.0).box
    assert box[1] >= SAFE[3]
    assert box[3] <= HEIGHT


@pytest.mark.parametrize("zoom", ZOOMS)
def test_parts_lie_side_by_side_inside_the_bar(zoom):
    it = bar.layout(zoom)
    parts = [it.play, it.time, it.timeline, *it.buttons.values()]
    assert list(it.buttons) == [name for name in bar.BUTTONS if name in it.buttons]
    for before, after in pairwise(parts):
        assert before[0] <= before[2] <= after[0] + 1e-9
    assert it.box[0] <= parts[0][0]
    assert parts[-1][2] <= it.box[2]
    assert it.timeline[2] - it.timeline[0] > 0.2 * WIDTH


@pytest.mark.parametrize("scale", [320 / 1920, 640 / 1920, 1280 / 1920, 1.0, 2.0])
def test_the_bar_is_always_tall_enough_for_a_hand(scale):
    it = bar.layout(bar.zoom_for(scale))
    assert (it.box[3] - it.box[1]) * scale >= 34 - 1e-9


def test_down_to_half_of_full_hd_nothing_gives_way():
    assert list(bar.layout(bar.zoom_for(0.5)).buttons) == list(bar.BUTTONS)


def test_what_lies_under_the_hand():
    it = bar.layout(1.0)
    assert bar.hit(it, *_middle(it.play)) == "play"
    assert bar.hit(it, *_middle(it.timeline)) == "timeline"
    assert bar.hit(it, *_middle(it.buttons["sound"])) == "sound"
    assert bar.hit(it, *_middle(it.time)) == "bar"
    assert bar.hit(it, 900, 500) == ""


def test_the_timeline_reads_as_it_is_drawn(film):
    it = bar.layout(1.0)
    for tick in (0, 1, 3000, film.last_tick):
        assert bar.tick_at(it, film, bar.x_at(it, film, tick)) == pytest.approx(tick)


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("tick", [0, 2010, 5980])
def test_no_text_of_the_bar_touches_another_or_leaves_it(film, zoom, tick):
    it = bar.layout(zoom)
    boxes = sorted(
        text_box(text) for text in _texts(hud(film, Player(tick=tick, speed=0.25), 0.0, zoom, None))
    )
    for before, after in pairwise(boxes):
        assert before[2] <= after[0] + 1e-6
    left, _, right, _ = it.timeline
    assert all(it.box[0] < box[0] and box[2] < it.box[2] for box in boxes)
    assert all(box[2] < left or box[0] > right for box in boxes)


def test_the_past_is_amber_up_to_the_head(film):
    signs = hud(film, Player(tick=3000), 0.0, 1.0, None)
    amber = [i for i in signs.items if isinstance(i, Plate) and i.colour == colour("plot.trace")]
    assert len(amber) == 2  # the whole of the first chapter, half of the second
    head = bar.x_at(bar.layout(1.0), film, 3000)
    assert abs(amber[-1].x + amber[-1].width - head) <= 1


def test_hover_tells_time_chapter_and_sentence(film):
    it = bar.layout(1.0)
    at = bar.x_at(it, film, 2950), _middle(it.timeline)[1]
    texts = [text.text for text in _texts(hud(film, Player(), 0.0, 1.0, at))]
    assert "0:04.9   Rising" in texts
    assert "Sentence 2900: Na^+ enters." in texts


def test_hover_card_stays_in_the_picture(film):
    it = bar.layout(1.0)
    for x in (it.timeline[0], it.timeline[2] - 1):
        cards = [i for i in hud(film, Player(), 0.0, 1.0, (x, 1050)).items if isinstance(i, Panel)][1:]
        assert cards
        assert SAFE[0] <= cards[0].x
        assert cards[0].x + cards[0].width <= SAFE[2]


def test_while_playing_untouched_nothing_is_shown(film):
    assert hud(film, Player(playing=True), 3.0, 1.0, None).items == ()
    noted = hud(film, Player(playing=True, note=Note("{}", "Na⁺ enters"), note_until_s=9.0), 3.0, 1.0, None)
    assert [text.text for text in _texts(noted)] == ["Na^+ enters"]


@pytest.mark.parametrize("zoom", ZOOMS)
def test_help_shows_every_key_in_the_picture_and_apart(film, zoom):
    texts = _texts(hud(film, Player(help=True), 0.0, zoom, None))
    printed = [text.text for text in texts]
    for key in (*KEYS, *SHIFTED, *CONTROLLED):
        assert key.words in printed
    boxes = [text_box(text) for text in texts]
    for i, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[1] >= 0
        assert a[2] <= WIDTH
        assert a[3] <= HEIGHT
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def test_clock():
    assert [clock(t) for t in (0, 59, 600, 36_000, 39_660)] == [
        "0:00.0",
        "0:00.0",
        "0:01.0",
        "1:00.0",
        "1:06.1",
    ]
