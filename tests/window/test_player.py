"""The player's state machine, without a window and without a clock."""

import inspect
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim.window import inputs, moves, passages, player
from apanim.window.film import Film, TimeMark
from apanim.window.keys import CONTROLLED, KEYS, SHIFTED, input_of
from apanim.window.player import SPEEDS, Player

CUES = (TimeMark(100, "First.", 700), TimeMark(1000, "Second.", 2500), TimeMark(2600, "Third.", 6000))
FILM = Film(
    "A film",
    6000,
    30,
    (TimeMark(0, "Rest"), TimeMark(2000, "Rising")),
    CUES,
    (TimeMark(50, "One"), TimeMark(310, "Two")),
)


def _do(state, *inputs, film=FILM, now_s=0.0):
    for does in inputs:
        state = does(film, state, now_s)
    return state


def test_time_flows_at_the_chosen_speed_and_on_the_frame_grid():
    state = _do(Player(), inputs.toggle_play, now_s=100.0)
    assert player.advance(FILM, state, 102.0).tick == 1200
    assert player.advance(FILM, state, 102.01).tick == 1200
    slow = _do(Player(), inputs.toggle_play, inputs.set_speed(0.25), now_s=100.0)
    assert player.advance(FILM, slow, 102.0).tick == 300
    assert player.advance(FILM, slow, 102.04).tick == 305  # slow motion has its own finer grid
    slowest = _do(Player(), inputs.toggle_play, *[inputs.change_speed(-1)] * 19, now_s=100.0)
    assert slowest.speed == 0.05
    assert player.advance(FILM, slowest, 102.0).tick == 60


def test_a_pause_keeps_the_instant_and_play_goes_on_from_it():
    state = player.advance(FILM, _do(Player(), inputs.toggle_play, now_s=0.0), 3.0)
    paused = _do(state, inputs.toggle_play, now_s=3.0)
    assert player.advance(FILM, paused, 50.0) == paused
    again = _do(paused, inputs.toggle_play, now_s=50.0)
    assert player.advance(FILM, again, 51.0).tick == paused.tick + 600


def test_nothing_is_summed_so_nothing_drifts():
    """A thousand uneven advances end where one would."""
    state = once = _do(Player(), inputs.toggle_play, now_s=0.0)
    for k in range(1, 1001):
        state = player.advance(FILM, state, k * 0.00777)
    assert state.tick == player.advance(FILM, once, 7.77).tick


def test_the_end_stands_on_the_last_frame_and_play_starts_over():
    state = player.advance(FILM, _do(Player(), inputs.toggle_play), 60.0)
    assert (state.tick, state.playing) == (5980, False)
    assert _do(state, inputs.toggle_play).tick == 0


def test_frame_steps_pause_and_keep_to_world_steps():
    state = _do(Player(tick=305, playing=True), inputs.step_frames(1))
    assert (state.tick, state.playing) == (310, False)
    assert _do(Player(tick=305), inputs.step_frames(-1)).tick == 300
    assert _do(Player(tick=320), inputs.step_frames(-1)).tick == 310
    assert _do(Player(), inputs.step_frames(-1)).tick == 0
    assert _do(Player(tick=5980), inputs.step_frames(1)).tick == 5980


def test_forty_steps_on_and_back_is_the_same_frame():
    on = _do(Player(tick=1000), *[inputs.step_frames(1)] * 40)
    assert on.tick == 1400
    assert _do(on, *[inputs.step_frames(-1)] * 40).tick == 1000


def test_event_steps_name_what_they_show():
    first = _do(Player(playing=True), inputs.step_event(1))
    assert (first.tick, first.note.value, first.playing) == (50, "One", False)
    second = _do(first, inputs.step_event(1))
    assert (second.tick, second.note.value) == (310, "Two")
    assert _do(second, inputs.step_event(-1)).tick == 50
    assert _do(second, inputs.step_event(1)).note.words == "Nothing further that way"
    assert _do(Player(), inputs.step_event(1), film=Film("No events", 600)).tick == 0


def test_time_waits_for_late_pictures_only_where_no_voice_goes_on():
    state = player.advance(FILM, _do(Player(run=1), inputs.toggle_play), 1.0)
    assert player.held(state, 590, 1.0) is state
    late = player.held(state, 300, 1.0)
    assert (late.tick, player.advance(FILM, late, 1.5).tick) == (300, 600)
    assert player.held(state, None, 1.0).tick == 0  # none of this run has come yet
    spoken = player.advance(FILM, _do(Player(), inputs.toggle_play), 1.0)
    assert player.held(spoken, 300, 1.0) is spoken


def test_chapter_steps():
    assert _do(Player(tick=100), inputs.step_chapter(1)).tick == 2000
    assert _do(Player(tick=3900), inputs.step_chapter(-1)).tick == 2000
    assert _do(Player(tick=2100), inputs.step_chapter(-1)).tick == 0


def test_scrubbing_holds_time_and_letting_go_resumes():
    state = _do(Player(), inputs.toggle_play, inputs.grab(3000))
    assert not player.sounding(state)
    assert player.advance(FILM, state, 9.0).tick == 3000
    state = _do(state, inputs.drag(1e9), inputs.drag(-50), inputs.drag(1234), now_s=9.0)
    assert state.tick == 1234
    state = _do(state, inputs.let_go, now_s=10.0)
    assert player.advance(FILM, state, 11.0).tick == (1234 + 600) // 20 * 20
    assert _do(Player(tick=7), inputs.drag(500), inputs.let_go).tick == 7  # without a grab, nothing


@pytest.mark.parametrize("speed", SPEEDS)
def test_speech_goes_with_speeds_at_which_it_can_be_followed(speed):
    playing = _do(Player(), inputs.toggle_play, inputs.set_speed(speed))
    assert player.sounding(playing) == (0.5 <= speed <= 1.5)
    assert player.unspoken(playing) != player.sounding(playing)
    spanish = {"Speed {}": "Velocidad {}", "Speed {}, without the voice": "Velocidad {}, sin voz"}
    told = player.note_shown(playing, 0.1, lambda words: spanish[words])
    assert told == f"Velocidad {speed:g}×" + ("" if player.sounding(playing) else ", sin voz")
    assert player.sounding(_do(playing, inputs.change_speed(0)))
    assert not player.sounding(_do(playing, inputs.fork(1), inputs.change_speed(0)))


@pytest.mark.parametrize(
    ("rate", "late_s"), [(1.0, 0.0), (1.002, 0.0), (0.998, 0.0), (1.0, 0.5), (1.0, -0.3)]
)
def test_the_picture_keeps_to_the_sound(rate, late_s):
    """A sound card whose clock is 0.2 % off, or that starts late, for 100 s with jitter of 10 ms."""
    film = Film("Long", 60_000)
    state = _do(Player(), inputs.toggle_play, film=film, now_s=0.0)
    for frame in range(1, 2900):
        now_s = frame / 30 + 0.004 * (frame % 3)
        heard_s = max(0.0, rate * now_s - late_s + 0.010 * ((frame * 7) % 5 / 2 - 1))
        state = player.advance(film, state, now_s, heard_s * 600)
        # Its tolerance, and the frame that it is rounded down to.
        assert state.tick / 600 - heard_s >= -1 / 30 - player.SOUND_TOLERANCE_S - 1e-6
        assert state.tick / 600 - heard_s <= player.SOUND_TOLERANCE_S + 1e-6


def test_a_passage_repeats_until_it_is_left():
    state = _do(Player(tick=1500), passages.loop_point, inputs.seek(900), passages.loop_point)
    assert (state.loop, state.tick) == ((900, 1500), 900)
    state = _do(state, inputs.toggle_play, now_s=10.0)
    assert player.advance(FILM, state, 10.5).tick == 1200
    wrapped = player.advance(FILM, state, 11.2)
    assert (wrapped.tick, wrapped.jumps) == (1020, state.jumps + 1)  # so that the sound sets in again
    assert player.advance(FILM, wrapped, 11.7).tick == 1320
    dues = player.upcoming(FILM, state, 10.95, 5)
    assert [due.tick for due in dues] == [900, 1480, 900, 920, 940]
    assert [due.at_s for due in dues[1:]] == pytest.approx([10.9667, 11.0, 11.0333, 11.0667], abs=1e-4)
    between = _do(Player(tick=905), passages.loop_point, inputs.seek(1499), passages.loop_point)
    between = _do(between, inputs.toggle_play, now_s=10.0)
    assert player.advance(FILM, between, 10.001).tick == 905
    assert [due.tick for due in player.upcoming(FILM, between, 10.96, 4)] == [905, 905, 920, 940]
    assert _do(wrapped, inputs.seek(1500)).loop is None
    assert _do(wrapped, passages.loop_point).loop is None
    assert _do(Player(tick=40), passages.loop_point, passages.loop_point).loop is None  # of no length


def test_a_sentence_repeats():
    state = _do(Player(tick=1999, playing=True), passages.loop_sentence)
    assert (state.loop, state.tick, state.playing) == ((1000, 2500), 1000, True)
    assert _do(state, passages.loop_sentence).loop is None
    assert _do(Player(tick=99), passages.loop_sentence).note.words == "Nothing further that way"


def test_steps_by_sentence():
    assert _do(Player(), inputs.step_cue(1)).tick == 100
    assert _do(Player(tick=1100), inputs.step_cue(1)).tick == 2600
    assert _do(Player(tick=1100), inputs.step_cue(-1)).tick == 100
    assert _do(Player(tick=1700), inputs.step_cue(-1)).tick == 1000
    assert _do(Player(tick=2600), inputs.step_cue(1)).note.words == "Nothing further that way"


def test_a_presenter_lets_the_sentence_end():
    state = _do(Player(tick=1200), inputs.toggle_play, passages.stand_after_sentence, now_s=0.0)
    assert player.advance(FILM, state, 2.1).playing
    stands = player.advance(FILM, state, 2.3)
    assert (stands.tick, stands.playing, stands.stand_tick) == (2500, False, None)
    again = _do(stands, passages.stand_after_sentence, now_s=9.0)
    assert again.playing
    assert not _do(again, passages.stand_after_sentence, now_s=9.0).playing  # nothing is being said
    changed = _do(state, passages.stand_after_sentence, now_s=1.0)
    assert player.advance(FILM, changed, 2.5).playing
    for elsewhere in (inputs.seek(3000), inputs.toggle_play, inputs.step_cue(-1)):
        assert _do(state, elsewhere).stand_tick is None


def test_back_from_a_branch_is_the_same_instant():
    there = _do(Player(tick=1234), inputs.set_speed(0.5), inputs.fork(7), inputs.set_speed(2.0))
    assert (there.run, there.tick) == (7, 1234)
    further = player.advance(FILM, _do(there, inputs.toggle_play, now_s=1.0), 3.0)
    deeper = _do(further, inputs.fork(8), inputs.seek(20))
    middle = _do(deeper, inputs.back)
    assert (middle.run, middle.tick, middle.playing) == (7, further.tick, False)
    home = _do(middle, inputs.back)
    assert (home.run, home.tick, home.playing, home.speed) == (0, 1234, False, 0.5)
    assert _do(home, inputs.back) == home


def _saved(*cues):
    """A film as its author has saved it: sentences (name, first tick, end)."""
    return Film(
        "Saved", 9000, 30, cues=tuple(TimeMark(tick, name, end, cue=name) for name, tick, end in cues)
    )


def test_another_edition_goes_on_in_the_same_sentence():
    before = _saved(("a", 0, 600), ("b", 700, 1900), ("c", 2000, 3000))

    def then(tick, *cues, **state):
        return _do(Player(tick=tick, mistake="a.py:3", **state), inputs.renewed(before), film=_saved(*cues))

    longer = ("new", 0, 500), ("a", 600, 1300), ("b", 1400, 2600), ("c", 3000, 4000)
    assert then(1000, *longer).tick == 1700
    assert then(1000, *longer).mistake == ""
    assert then(1950, *longer).tick == 2650  # between two sentences: after the one before
    assert then(1850, ("b", 100, 400)).tick == 399  # the sentence has become shorter
    assert then(2500, ("a", 50, 650)).tick == 2550  # it is gone: after the last that is still there
    assert then(2500, ("z", 50, 650)).tick == 2500
    playing = then(1000, *longer, playing=True, loop=(900, 1100))
    assert (playing.playing, playing.loop, playing.jumps) == (True, None, 1)


def test_who_tries_something_comes_back_to_the_same_sentence_of_another_edition():
    before, after = _saved(("a", 0, 600), ("b", 700, 1900)), _saved(("b", 0, 1200))
    state = _do(Player(tick=800), inputs.fork(1), inputs.seek(3000), film=before)
    state = _do(state, inputs.renewed(before), film=after)
    assert (state.run, state.tick) == (1, 3000)
    assert _do(state, inputs.back, film=after).tick == 100


def test_a_branch_has_no_pictures_before_its_scene():
    film = Film("Branch", 60_000, first_tick=3000)
    state = Player(tick=3500, run=1)
    assert _do(state, inputs.seek(0), film=film).tick == 3000
    assert _do(state, inputs.to_end, inputs.toggle_play, film=film).tick == 3000


@given(
    st.sampled_from(SPEEDS), st.sampled_from([24, 25, 30, 50, 60]), st.floats(0, 5000), st.floats(0, 1000)
)
def test_pictures_are_due_by_the_clock_and_are_those_that_come(speed, fps, tick, now_s):
    """Whenever one looks, the picture that was foretold for that moment is the one that is shown."""
    film = Film("Any", 6000, fps)
    state = player.replace(Player(), playing=True, speed=speed, anchor_tick=tick, anchor_s=now_s)
    state = player.advance(film, state, now_s)
    dues = player.upcoming(film, state, now_s, 40)
    assert dues[0].tick == state.tick
    gap_s = max(1 / fps, 1 / 600 / speed)
    for before, due in pairwise(dues[1:]):
        assert due.at_s - before.at_s == pytest.approx(gap_s, abs=1e-6)
    for due in dues[1:]:
        assert player.advance(film, state, due.at_s + 1e-5).tick == due.tick
        assert player.advance(film, state, due.at_s - 1e-4).tick < due.tick


@given(st.sampled_from(SPEEDS), st.sampled_from([20, 30, 60]), st.floats(0, 5000), st.floats(0, 0.2))
def test_no_picture_is_slept_over(speed, fps, tick, late_s):
    """However late a turn comes to its rest, the next picture is not waited for longer than it is away."""
    film = Film("Any", 6000, fps)
    state = player.replace(Player(), playing=True, speed=speed, anchor_tick=tick)
    state = player.advance(film, state, 0.0)
    (_, next_due, *_) = player.upcoming(film, state, 0.0, 3)
    rests_s = player.next_frame_s(film, state, late_s)
    assert rests_s == pytest.approx(max(0.0, next_due.at_s - late_s), abs=1e-6)


def test_the_bar_hides_while_it_plays_untouched():
    state = _do(Player(), inputs.toggle_play, now_s=10.0)
    assert player.bar_shown(state, 12.4)
    assert not player.bar_shown(state, 12.6)
    assert player.bar_shown(_do(state, inputs.touch, now_s=12.6), 12.7)
    assert player.bar_shown(_do(state, inputs.toggle_play, now_s=20.0), 99.0)


def test_escape_closes_one_thing_at_a_time():
    state = _do(Player(), inputs.toggle_fullscreen, inputs.toggle_help)
    state = _do(state, inputs.leave)
    assert (state.help, state.fullscreen, state.done) == (False, True, False)
    state = _do(state, inputs.leave)
    assert (state.fullscreen, state.done) == (False, False)
    assert _do(state, inputs.leave).done


def test_volume_stays_in_range_and_either_way_ends_mute():
    state = _do(Player(), *[inputs.change_volume(-1)] * 15)
    assert state.volume == 0
    state = _do(state, *[inputs.change_volume(1)] * 3, inputs.toggle_mute)
    assert (player.loudness(state), state.volume) == (0.0, 0.3)
    assert player.loudness(_do(state, inputs.change_volume(1))) == 0.4


def test_no_key_has_two_meanings_and_the_asked_keys_are_there():
    codes = [code for key in KEYS for code in key.codes]
    assert len(codes) == len(set(codes))
    import pygame

    for code in (
        pygame.K_SPACE,
        pygame.K_F1,
        pygame.K_h,
        pygame.K_q,
        pygame.K_ESCAPE,
        pygame.K_c,
        pygame.K_m,
    ):
        assert input_of(code, False)
        assert input_of(code, True)
    assert input_of(pygame.K_LEFT, True) is not input_of(pygame.K_LEFT, False)
    assert input_of(pygame.K_F7, False) is None


_INPUTS = [key.does for key in (*KEYS, *SHIFTED, *CONTROLLED)]
_INPUTS += [inputs.let_go, inputs.touch, inputs.fork(1), inputs.fork(2), inputs.back]
_inputs = st.one_of(
    st.sampled_from(_INPUTS),
    st.builds(inputs.grab, st.floats(-1e6, 1e6)),
    st.builds(inputs.drag, st.floats(-1e6, 1e6)),
    st.builds(inputs.seek, st.integers(-10_000, 10_000)),
)


@given(
    st.lists(st.tuples(_inputs, st.floats(0, 30), st.one_of(st.none(), st.floats(-1e5, 1e5)))),
    st.sampled_from([0, 1, 19, 20, 21, 6000]),
)
def test_whatever_is_pressed_the_state_is_sound(steps, duration_tick):
    film = Film("Any", duration_tick, 30, (TimeMark(0, "A"),), CUES, (TimeMark(5, "E"),))
    state, now_s = Player(), 0.0
    for does, wait_s, sound_tick in steps:
        now_s += wait_s
        state = player.advance(film, does(film, state, now_s), now_s, sound_tick)
        assert 0 <= state.tick <= film.last_tick
        assert isinstance(state.tick, int)
        assert state.speed in player.SPEEDS
        assert 0 <= player.loudness(state) <= 1
        if state.loop is not None:
            assert state.scrubbing or state.loop[0] <= state.tick < state.loop[1]
        dues = player.upcoming(film, state, now_s, 5)
        assert dues[0].tick == state.tick
        assert all(0 <= due.tick <= film.last_tick for due in dues)
        assert sorted(due.at_s for due in dues) == [due.at_s for due in dues]
        if state.playing:
            assert 0 <= player.next_frame_s(film, state, now_s) < 1


def test_a_hair_before_a_picture_the_next_is_still_to_come():
    film = Film("Any", 6000, 30, (TimeMark(0, "A"),), (), ())
    state = player.Player(playing=True, anchor_tick=-1.175494351e-38)
    assert 0 < player.next_frame_s(film, state, state.anchor_s) <= 1 / 30


def test_the_module_knows_no_pygame():
    assert "import pygame" not in "".join(map(inspect.getsource, (player, inputs, moves, passages)))
