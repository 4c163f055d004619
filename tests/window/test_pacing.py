"""Which pictures are asked for and shown, without a window and without a clock."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from apanim.window.pacing import Pacer, PictureRequest
from apanim.window.processes.messages import PictureReady

AIM = PictureRequest(0, (640, 360), True)
SLOTS = 6


def _painted(pacer, asks, work_s=0.005):
    for ask in asks:
        pacer.take(PictureReady(ask, work_s))


def test_what_flows_is_asked_for_ahead_once_and_shown_in_its_time():
    pacer, shown = Pacer(SLOTS), []
    for now in range(0, 600, 10):
        asks = pacer.flowing(AIM, range(now, 600, 10), jump=1)
        _painted(pacer, asks)
        picture = pacer.due(now, flows=True)
        shown.append(picture.ask.tick)
    assert shown == list(range(0, 600, 10))


def test_no_picture_is_shown_before_its_time_and_late_ones_are_passed_over():
    pacer = Pacer(SLOTS)
    asks = pacer.flowing(AIM, range(0, 600, 10), jump=1)
    assert [ask.tick for ask in asks] == [0, 10, 20, 30, 40, 50]
    _painted(pacer, asks)
    assert pacer.due(25, flows=True).ask.tick == 20
    assert pacer.due(25, flows=True) is None
    assert pacer.due(30, flows=True).ask.tick == 30


def test_a_renderer_that_falls_behind_is_asked_anew_for_what_is_to_come():
    pacer = Pacer(SLOTS)
    first = pacer.flowing(AIM, range(0, 600, 10), jump=1)
    assert pacer.flowing(AIM, range(10, 600, 10), jump=1) == []
    again = pacer.flowing(AIM, range(300, 600, 10), jump=1)
    assert again[0].tick > 300
    assert again[0].generation > first[0].generation
    _painted(pacer, first[1:])  # too late: nobody waits for them
    assert pacer.due(300, flows=True) is None
    _painted(pacer, first[:1])  # it was being painted: better late than never
    assert pacer.due(300, flows=True).ask.tick == 0


def test_a_renderer_that_is_always_late_is_still_seen():
    """Each picture takes as long as five are due in; of all that are asked for one at a time is painted."""
    pacer, queue, shown = Pacer(SLOTS), [], []
    for now in range(0, 3000, 10):
        asks = pacer.flowing(AIM, range(now, now + 300, 10), jump=1)
        if asks and queue and asks[0].generation > queue[0].generation:
            queue = queue[:1]  # the one that is being painted
        queue += asks
        if now % 50 == 40:
            _painted(pacer, [queue.pop(0)], work_s=0.08)
        if picture := pacer.due(now, flows=True):
            shown.append((now, picture.ask.tick))
    assert len(shown) > 40
    assert all(0 <= now - tick <= 100 for now, tick in shown[3:])
    assert sorted(shown) == shown


def test_standing_asks_for_one_picture_at_a_time_then_for_what_comes_next():
    pacer = Pacer(SLOTS)
    (ask,) = pacer.standing(AIM, 100, [110, 120])
    assert pacer.standing(AIM, 200, [210, 220]) == []
    _painted(pacer, [ask])
    assert pacer.due(200, flows=False).ask.tick == 100  # on the way
    (ask,) = pacer.standing(AIM, 200, [210, 220])
    _painted(pacer, [ask])
    assert pacer.due(200, flows=False).ask.tick == 200
    assert [ask.tick for ask in pacer.standing(AIM, 200, [210, 220])] == [210, 220]
    assert pacer.standing(AIM, 200, [210, 220]) == []


def test_a_picture_that_stands_has_all_that_can_be_pointed_at():
    pacer = Pacer(SLOTS)
    _painted(pacer, pacer.flowing(AIM, [0, 10], jump=1))
    assert not pacer.due(0, flows=True).ask.pointed
    (again, *_) = pacer.standing(AIM, 0)
    assert (again.tick, again.pointed) == (0, True)


def test_another_look_makes_all_void():
    pacer = Pacer(SLOTS)
    old = pacer.flowing(AIM, [0, 10, 20], jump=1)
    new = pacer.flowing(replace(AIM, captions=False), [0, 10, 20], jump=1)
    assert [ask.tick for ask in new] == [0, 10, 20]
    _painted(pacer, old)
    assert pacer.due(20, flows=True) is None
    _painted(pacer, new)
    assert not pacer.due(20, flows=True).ask.captions


def test_a_passage_that_repeats_is_asked_for_once_a_lap_over_its_seam():
    pacer, shown, asked = Pacer(SLOTS), [], []
    for turn in range(60):
        flow = [10 * ((turn + k) % 20) for k in range(SLOTS + 2)]
        asks = pacer.flowing(AIM, flow, jump=turn // 20)
        _painted(pacer, asks)
        asked += [ask.tick for ask in asks]
        shown.append(pacer.due(flow[0], flows=True).ask.tick)
    assert shown == [10 * (turn % 20) for turn in range(60)]
    assert asked[:60] == shown
    assert len({ask.generation for ask in asks}) <= 1


def test_at_a_faster_rate_those_between_are_asked_for_too():
    pacer, shown = Pacer(16), []
    for now in range(0, 400, 10):
        grid = 20 if now < 200 else 10
        if now % grid == 0:
            _painted(pacer, pacer.flowing(AIM, range(now, now + 10 * grid, grid), jump=1))
            shown.append(pacer.due(now, flows=True).ask.tick)
    assert shown == [*range(0, 200, 20), *range(200, 400, 10)]


def test_a_passage_of_two_pictures_repeats_too():
    pacer = Pacer(SLOTS)
    for turn in range(9):
        flow = [10 * ((turn + k) % 2) for k in range(SLOTS)]
        _painted(pacer, pacer.flowing(AIM, flow, jump=turn // 2))
        assert pacer.due(flow[0], flows=True).ask.tick == flow[0]


@given(
    st.lists(st.tuples(st.sampled_from("fsjx"), st.integers(0, 40), st.integers(0, 3))),
)
def test_no_two_pictures_share_a_slot_whatever_happens(steps):
    """The slot on screen is never given out, and of those under way or ready each has its own."""
    pacer, waiting, jump = Pacer(SLOTS), [], 0
    for what, at, come in steps:
        tick = 10 * at
        jump += what == "j"
        aim = replace(AIM, captions=what != "x")
        asks = (
            pacer.standing(aim, tick, [tick + 10, tick + 20])
            if what == "s"
            else pacer.flowing(aim, range(tick, tick + 200, 10), jump)
        )
        generation = max([ask.generation for ask in (*waiting, *asks)], default=0)
        waiting = [ask for ask in (*waiting, *asks) if ask.generation == generation]
        shown = [pacer.shown.ask.slot] if pacer.shown else []
        held = [ask.slot for ask in waiting] + [p.ask.slot for p in pacer._ready.values()] + shown
        assert len(held) == len(set(held)) <= SLOTS
        _painted(pacer, waiting[:come])
        waiting = waiting[come:]
        pacer.due(tick, what != "s")
