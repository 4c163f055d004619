"""The player's state machine, without a window and without a clock."""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim.window import inputs, player
from apanim.window.film import Film, Mark
from apanim.window.keys import KEYS, SHIFTED, input_of
from apanim.window.player import Player

FILM = Film(
    "A film", 6000, 30, (Mark(0, "Rest"), Mark(2000, "Rising")), (), (Mark(50, "One"), Mark(310, "Two"))
)


def _do(state, *inputs, film=FILM, now_s=0.0):
    for does in inputs:
        state = does(film, state, now_s)
    return state


def test_time_flows_at_the_chosen_speed_and_on_the_frame_grid():
    state = _do(Player(), inputs.toggle_play, now_s=100.0)
    assert player.advance(FILM, state, 102.0).tick == 1200
    assert player.advance(FILM, state, 102.01).tick == 1200
    slow = _do(Player(), inputs.toggle_play, *[inputs.change_speed(-1)] * 9, now_s=100.0)
    assert slow.speed == 0.25
    assert player.advance(FILM, slow, 102.0).tick == 300
    assert player.advance(FILM, slow, 102.04).tick == 305  # slow motion has its own finer grid


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


def test_frame_steps_pause_and_keep_to_the_grid():
    state = _do(Player(tick=310, playing=True), inputs.step_frames(1))
    assert (state.tick, state.playing) == (320, False)
    assert _do(Player(tick=310), inputs.step_frames(-1)).tick == 300
    assert _do(Player(tick=320), inputs.step_frames(-1)).tick == 300
    assert _do(Player(), inputs.step_frames(-1)).tick == 0
    assert _do(Player(tick=5980), inputs.step_frames(1)).tick == 5980


def test_forty_steps_on_and_back_is_the_same_frame():
    on = _do(Player(tick=1000), *[inputs.step_frames(1)] * 40)
    assert on.tick == 1800
    assert _do(on, *[inputs.step_frames(-1)] * 40).tick == 1000


def test_event_steps_name_what_they_show():
    first = _do(Player(playing=True), inputs.step_event(1))
    assert (first.tick, first.note, first.playing) == (50, "One", False)
    second = _do(first, inputs.step_event(1))
    assert (second.tick, second.note) == (310, "Two")
    assert _do(second, inputs.step_event(-1)).tick == 50
    assert _do(second, inputs.step_event(1)).note == "Nothing further that way"
    assert _do(Player(), inputs.step_event(1), film=Film("No events", 600)).tick == 0


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


def test_sound_goes_with_normal_speed_only():
    playing = _do(Player(), inputs.toggle_play)
    assert player.sounding(playing)
    assert not player.sounding(_do(playing, inputs.change_speed(1)))
    assert player.sounding(_do(playing, inputs.change_speed(1), inputs.change_speed(0)))


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


_INPUTS = [key.does for key in (*KEYS, *SHIFTED)] + [inputs.let_go, inputs.touch, inputs.cycle_speed]
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
    film = Film("Any", duration_tick, 30, (Mark(0, "A"),), (), (Mark(5, "E"),))
    state, now_s = Player(), 0.0
    for does, wait_s, sound_tick in steps:
        now_s += wait_s
        state = player.advance(film, does(film, state, now_s), now_s, sound_tick)
        assert 0 <= state.tick <= film.last_tick
        assert isinstance(state.tick, int)
        assert state.speed in player.SPEEDS
        assert 0 <= player.loudness(state) <= 1
        if state.playing:
            assert 0 < player.next_frame_s(film, state, now_s) < 1


def test_a_hair_before_a_picture_the_next_is_still_to_come():
    film = Film("Any", 6000, 30, (Mark(0, "A"),), (), ())
    state = player.Player(playing=True, anchor_tick=-1.175494351e-38)
    assert 0 < player.next_frame_s(film, state, state.anchor_s) <= 1 / 30


def test_the_module_knows_no_pygame():
    assert "import pygame" not in inspect.getsource(player) + inspect.getsource(inputs)
