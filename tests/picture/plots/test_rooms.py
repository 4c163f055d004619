"""The rooms of panels: where they stand when a picture has captions, and when it has none."""

import pytest

from apanim.picture.frames import PORTRAIT, SQUARE
from apanim.picture.plots.rooms import floor, rooms, strip
from apanim.picture.shot import Look


@pytest.mark.parametrize("frame", [SQUARE, PORTRAIT])
def test_a_picture_that_leaves_no_room_for_captions_spreads_into_it(frame):
    usual, spread = Look(frame=frame), Look(captions=False, caption_room=False, frame=frame)
    bottom = frame.safe[3]
    assert strip(usual).box[3] < bottom - 100
    assert bottom - 30 < strip(spread).box[3] <= bottom
    assert floor(frozenset({"panel"}), spread) > floor(frozenset({"panel"}), usual) + 100


def test_in_16_to_9_captions_stand_beside_what_else_there_is():
    look = Look(captions=False, caption_room=False)
    assert strip(look) == strip(Look())
    assert rooms(frozenset({"stage"}), look) == rooms(frozenset({"stage"}), Look())
