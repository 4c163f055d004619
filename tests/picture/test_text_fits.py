"""Every text is large enough, inside the safe area and clear of the others, all through a busy scene."""

from itertools import combinations

import pytest
from made import LAST_TICK, MadeTape, full_timeline

from apanim.picture import frame
from apanim.picture.drawlist import Text
from apanim.picture.stage import SAFE
from apanim.picture.type import SMALLEST, box

TICKS = range(150, LAST_TICK, 600)


def texts(tick):
    drawn = frame(full_timeline(), MadeTape(), tick).items
    return [item for item in drawn if isinstance(item, Text) and item.opacity > 0.02]


@pytest.mark.parametrize("tick", TICKS)
def test_texts_are_large_enough_and_inside_the_safe_area(tick):
    assert texts(tick)
    for text in texts(tick):
        assert text.size >= SMALLEST, text.text
        left, top, right, bottom = box(text)
        assert left >= SAFE[0] - 2, text.text  # a title's stem stands 2 px out, to look flush
        assert top >= SAFE[1], text.text
        assert right <= SAFE[2], text.text
        assert bottom <= SAFE[3], text.text


@pytest.mark.parametrize("tick", TICKS)
def test_no_text_lies_on_another(tick):
    for a, b in combinations(texts(tick), 2):
        one, two = box(a), box(b)
        across = min(one[2], two[2]) - max(one[0], two[0])
        down = min(one[3], two[3]) - max(one[1], two[1])
        assert across <= 1 or down <= 1, f"{a.text!r} lies on {b.text!r} at tick {tick}"
