"""Where clips are cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from apanim.export.segments.cut import LENGTH_TICKS, cut
from apanim.units import FRAME_RATES, TICKS_PER_S

LENGTHS = st.lists(st.integers(1, 2000).map(lambda steps: 10 * steps), min_size=1, max_size=4)
RATES = st.sampled_from(FRAME_RATES)


def _starts(lengths):
    return [sum(lengths[:k]) for k in range(len(lengths))]


def _frames(from_tick, to_tick, fps):
    step = TICKS_PER_S // fps
    return range(from_tick - from_tick % step, to_tick, step)


@given(LENGTHS, RATES, st.data())
def test_every_frame_is_in_one_segment_of_its_own_scene(lengths, fps, data):
    starts, end = _starts(lengths), sum(lengths)
    ticks = _frames(data.draw(st.integers(0, end - 1)), end, fps)
    segments = cut(starts, end, ticks)
    assert [tick for segment in segments for tick in segment.ticks] == list(ticks)
    assert [segment.first for segment in segments] == [ticks.index(s.ticks[0]) for s in segments]
    for segment in segments:
        after = [*starts, end][segment.scene + 1]
        assert starts[segment.scene] == segment.begins
        assert all(max(segment.begins, ticks[0]) <= tick < after for tick in segment.ticks)


@given(LENGTHS, RATES, st.data())
def test_a_stretch_has_the_segments_of_the_whole_but_for_its_ends(lengths, fps, data):
    starts, end = _starts(lengths), sum(lengths)
    whole = {segment.ticks for segment in cut(starts, end, _frames(0, end, fps))}
    low = data.draw(st.integers(0, end - 1))
    part = cut(starts, end, _frames(low, data.draw(st.integers(low + 1, end)), fps))
    assert all(segment.ticks in whole for segment in part[1:-1])


@given(st.integers(1, 2000), st.integers(0, 500), RATES)
def test_a_scene_is_cut_alike_wherever_it_stands(steps, seconds_before, fps):
    before, length = seconds_before * TICKS_PER_S, 10 * steps
    alone = cut([0], length, _frames(0, length, fps))
    later = cut([0, before], before + length, _frames(0, before + length, fps)) if before else alone
    own = [segment for segment in later if segment.begins == before]
    assert [[tick - before for tick in s.ticks] for s in own] == [list(s.ticks) for s in alone]


@given(LENGTHS, RATES)
def test_no_segment_is_longer_than_it_may_be(lengths, fps):
    end = sum(lengths)
    for one, after in pairwise(cut(_starts(lengths), end, _frames(0, end, fps))):
        assert len(one.ticks) * one.ticks.step <= LENGTH_TICKS + TICKS_PER_S + one.ticks.step
        assert one.ticks[-1] + one.ticks.step == after.ticks[0]
