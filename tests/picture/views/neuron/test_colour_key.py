"""The key of the neuron's colours stands clear of panel and caption in every shape of picture."""

import pytest

from apanim.picture.frames import LANDSCAPE, PORTRAIT, SQUARE
from apanim.picture.overlay import caption
from apanim.picture.plots.rooms import rooms
from apanim.picture.shot import Look
from apanim.picture.views.neuron.colour_key import boxes


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("text_scale", [1.0, 1.25])
@pytest.mark.parametrize("frame", [LANDSCAPE, SQUARE, PORTRAIT])
def test_it_is_inside_the_frame_clear_of_the_panel_and_the_caption(frame, text_scale):
    look = Look(frame=frame, text_scale=text_scale)
    top, low = boxes(look)
    left, upper, right, lower = frame.safe
    for box in (top, low):
        assert left <= box[0] < box[2] <= right
        assert upper <= box[1] < box[3] <= lower
        assert apart(box, caption.box(look, wide=True))
        assert 80 < box[3] - box[1] < 200 * frame.text * text_scale
    panel = rooms(frozenset({"panel"}), look)["panel"].box
    assert apart(low, panel)
    if frame is LANDSCAPE:
        assert top[2] == low[2] == panel[2]  # in one line with the panel, which it makes way for
        assert top[1] < panel[3] < low[1]
    else:
        assert panel[1] - low[3] < 60 or frame is SQUARE  # close above the panel
