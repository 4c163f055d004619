"""The number of pictures a second: what holds, and steadily."""

import pytest

from apanim.window.pacing import Pacer, PictureRequest
from apanim.window.processes.messages import PictureReady
from apanim.window.rates import RATES, Rate

SMALL, LARGE = 1280 * 720, 1920 * 1080


def _played(rate, seconds, work_s, late=lambda n: False):
    """The rates while so many seconds are played; `late` tells of each picture whether one before it is
    passed over."""
    seen, played_s, number = [rate.now], 0.0, 0
    while played_s < seconds:
        passed = int(late(number))
        rate.painted(work_s)
        rate.shown(passed)
        played_s += (1 + passed) / rate.now
        number += 1
        if rate.now != seen[-1]:
            seen.append(rate.now)
    return seen


@pytest.mark.parametrize(
    ("pixels", "work_s", "holds"),
    [(SMALL, 0.005, 60), (SMALL, 0.020, 30), (LARGE, 0.010, 30), (LARGE, 0.004, 60), (LARGE, 0.040, 20),
     (SMALL, 0.5, RATES[-1])],
)  # fmt: skip
def test_the_rate_is_what_the_work_leaves_room_for(pixels, work_s, holds):
    rate = Rate(pixels)
    _played(rate, 60, work_s)
    assert _played(rate, 60, work_s) == [holds]


def test_a_hitch_now_and_then_changes_nothing():
    assert _played(Rate(SMALL), 60, 0.005, late=lambda n: n % 40 == 0) == [60]


def test_a_rate_that_does_not_hold_is_tried_more_and_more_seldom():
    """Pictures are painted fast, but something else keeps them from the screen whenever there are 60."""
    rate = Rate(SMALL)
    seen = _played(rate, 120, 0.004, late=lambda n: rate.now == 60 and n % 3 == 0)
    assert 4 <= seen.count(60) <= 6
    assert _played(rate, 60, 0.004, late=lambda n: rate.now == 60 and n % 3 == 0).count(60) <= 1


def test_pictures_that_are_passed_over_are_seen_by_the_pacer():
    pacer, aim, now = Pacer(6), PictureRequest(0, (640, 360), True), 0
    while now < 6000 and pacer.rate == 60:
        for ask in pacer.flowing(aim, range(now, now + 60, 10), jump=1):
            pacer.take(PictureReady(ask, 0.004))
        pacer.due(now, flows=True)
        now += 20 if now % 100 == 0 else 10
    assert pacer.rate == 30
