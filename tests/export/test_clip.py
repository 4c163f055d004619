"""Lists made in advance are those that are asked for, whatever is asked for."""

from hypothesis import given
from hypothesis import strategies as st

from apanim.export.clip import Ahead


def listed(last=600):
    made = []
    return Ahead(lambda tick: made.append(tick) or f"list {tick}", last), made


@given(st.lists(st.integers(0, 700), max_size=40))
def test_every_tick_has_its_own_list(ticks):
    ahead, _ = listed()
    assert [ahead.at(tick) for tick in ticks] == [f"list {tick}" for tick in ticks]


def test_frames_in_a_row_are_each_listed_once_and_none_beyond_the_last():
    ahead, made = listed(last=600)
    ticks = range(0, 601, 20)
    assert [ahead.at(tick) for tick in ticks] == [f"list {tick}" for tick in ticks]
    assert made == list(ticks)


def test_some_are_listed_in_advance_once_the_step_is_known():
    ahead, made = listed(last=10_000)
    for tick in (100, 120, 140):
        ahead.at(tick)
    assert made == [100, 120, *range(140, 140 + 30 * 20, 20)]


def test_single_ticks_and_steps_back_are_listed_alone():
    ahead, made = listed()
    for tick in (300, 280, 260, 240, 10):
        ahead.at(tick)
    assert made == [300, 280, 260, 240, 10]
