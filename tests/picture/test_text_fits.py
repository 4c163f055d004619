"""Every text is large enough, inside the safe area and clear of the others, all through a busy scene."""

from dataclasses import replace
from itertools import combinations

import axon_run
import pytest
from made import LAST_TICK, MadeTape, full_timeline

from apanim.errors import UserError
from apanim.picture.design_frame import SAFE
from apanim.picture.drawlist import Panel, Text
from apanim.picture.frame import Look, frame
from apanim.picture.overlay.caption import wrapped
from apanim.picture.plots.rooms import rooms
from apanim.picture.text_size import TEXT_SIZES, grown, text_scale
from apanim.picture.type import SMALLEST, box, width
from apanim.script.plots import Plot

TICKS = range(150, LAST_TICK, 600)
SCALES = (*TEXT_SIZES.values(), 1.35)


def texts(tick, scale):
    drawn = frame(full_timeline(), MadeTape(), tick, Look(text_scale=scale)).items
    return [item for item in drawn if isinstance(item, Text) and item.opacity > 0.02]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("tick", TICKS)
def test_texts_are_large_enough_and_inside_the_safe_area(tick, scale):
    assert texts(tick, scale)
    for text in texts(tick, scale):
        assert text.size >= SMALLEST, text.text
        left, top, right, bottom = box(text)
        assert left >= SAFE[0] - 2, text.text  # a title's stem stands 2 px out, to look flush
        assert top >= SAFE[1], text.text
        assert right <= SAFE[2], text.text
        assert bottom <= SAFE[3], text.text


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("tick", TICKS)
def test_no_text_lies_on_another(tick, scale):
    for a, b in combinations(texts(tick, scale), 2):
        one, two = box(a), box(b)
        across = min(one[2], two[2]) - max(one[0], two[0])
        down = min(one[3], two[3]) - max(one[1], two[1])
        assert across <= 1 or down <= 1, f"{a.text!r} lies on {b.text!r} at tick {tick}"


@pytest.mark.parametrize("tick", [1800, 2700, 3000])
def test_large_text_fits_on_the_axon_too(tick):
    run = axon_run.tape()
    drawn = frame(axon_run.timeline(run), run, tick, Look(text_scale=1.25)).items
    found = [item for item in drawn if isinstance(item, Text) and item.opacity > 0.02]
    for a, b in combinations(found, 2):
        one, two = box(a), box(b)
        across = min(one[2], two[2]) - max(one[0], two[0])
        assert across <= 1 or min(one[3], two[3]) - max(one[1], two[1]) <= 1, f"{a.text!r} on {b.text!r}"
    panels = [item for item in drawn if isinstance(item, Panel)]
    for a, b in combinations(panels, 2):
        assert a.y + a.height < b.y or b.y + b.height < a.y


def test_words_grow_and_a_long_caption_takes_a_line_more():
    plain, large = ({t.text: t.size for t in texts(6150, scale)} for scale in (1.0, 1.25))
    for words in ("activation gate", "INSIDE THE CELL", "ACTION POTENTIAL"):
        assert large[words] == 1.25 * plain[words]
    long = "the channel that opens first is the one that lets sodium in " * 2
    lines = wrapped(long, 1054, 45.0)
    assert len(lines) == 3
    assert " ".join(lines) == long.strip()
    lengths = [width(line, 45.0, 600) for line in lines]
    assert max(lengths) <= 1054
    assert max(lengths) - min(lengths) < 260, "about even"


def test_a_block_grows_about_its_corner():
    block = [Panel(100, 100, 200, 80, "cool"), Text(120, 150, "words", 28, 600, "#FFFFFF")]
    panel, text = grown(block, 1.5, (300, 100))
    assert (panel.x, panel.y, panel.width, panel.height) == (0, 100, 300, 120)
    assert (text.x, text.y, text.size) == (30, 175, 42)
    assert grown(block, 1.0, (0, 0)) == block


def test_a_size_there_is_not_is_refused():
    with pytest.raises(UserError, match="choose one of normal, large"):
        text_scale("huge")


def test_a_caption_under_a_wide_panel_stays_below_it():
    plot = Plot("V", "wide", 0, LAST_TICK, 0, 8_000_000)
    show = replace(full_timeline(), plots=(plot,))
    look = Look(text_scale=1.25, plots=False)
    drawn = frame(show, MadeTape(), 6150, look).items
    captions = [item for item in drawn if isinstance(item, Panel) and item.x == SAFE[0]]
    assert captions
    assert all(panel.y > rooms(frozenset(), look)["wide"].box[3] for panel in captions)
