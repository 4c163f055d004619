"""What the viewer can do to the player: each input is a pure function from state to state.

`now_s` is any steadily growing time in seconds.
"""

from collections.abc import Callable
from dataclasses import replace

from apanim.units import TICKS_PER_S
from apanim.window.film import Film, Mark, mark_after, mark_at, mark_before
from apanim.window.player import SPEEDS, Player

VOLUME_STEP = 0.1
NOTE_LASTS_S = 1.6
_BACK_TO_START_S = 1.0  # "previous chapter" goes to this chapter's start once it is this far in

# The film, the state and the time give the next state.
Input = Callable[[Film, Player, float], Player]


def touch(film: Film, player: Player, now_s: float) -> Player:
    """The viewer stirred: the bar comes back."""
    return replace(player, touched_s=now_s)


def toggle_play(film: Film, player: Player, now_s: float) -> Player:
    """Play or pause; at the end, play from the start."""
    if player.playing:
        return replace(player, playing=False, touched_s=now_s)
    start = 0 if player.tick >= film.last_tick else player.tick
    return _at(replace(player, playing=True, touched_s=now_s), start, now_s)


def step_frames(count: int) -> Input:
    """Pause and go to the next frame of the film's grid, or the one before."""

    def step(film: Film, player: Player, now_s: float) -> Player:
        frame = player.tick // film.frame_ticks if count > 0 else -(-player.tick // film.frame_ticks)
        return _at(_paused(player), film.clamp((frame + count) * film.frame_ticks), now_s)

    return step


def step_seconds(seconds: float) -> Input:
    """Go on or back, playing or not."""
    return lambda film, player, now_s: _at(player, film.clamp(player.tick + seconds * TICKS_PER_S), now_s)


def seek(tick: float) -> Input:
    """Go to an instant, playing or not."""
    return lambda film, player, now_s: _at(player, film.clamp(tick), now_s)


def to_end(film: Film, player: Player, now_s: float) -> Player:
    """Go to the last frame and stand there."""
    return _at(_paused(player), film.last_tick, now_s)


def step_event(way: int) -> Input:
    """Pause at the next event, or the one before, and name it."""
    return lambda film, player, now_s: _to_mark(
        film, _paused(player), _beside(film.events, player, way), now_s
    )


def step_chapter(way: int) -> Input:
    """Go to the start of the next chapter, or of this one, or of the one before. Names it."""

    def step(film: Film, player: Player, now_s: float) -> Player:
        here = mark_at(film.chapters, player.tick)
        if way > 0 or here is None:
            mark = mark_after(film.chapters, player.tick)
        elif player.tick - here.tick > _BACK_TO_START_S * TICKS_PER_S:
            mark = here
        else:
            mark = mark_before(film.chapters, here.tick) or here
        return _to_mark(film, player, mark, now_s)

    return step


def grab(tick: float) -> Input:
    """The viewer takes the timeline: time stands, the picture follows the hand."""
    return lambda film, player, now_s: _at(replace(player, scrubbing=True), film.clamp(tick), now_s)


def drag(tick: float) -> Input:
    """The hand moves on the timeline."""
    return lambda film, player, now_s: (
        replace(player, tick=film.clamp(tick), touched_s=now_s) if player.scrubbing else player
    )


def let_go(film: Film, player: Player, now_s: float) -> Player:
    """The viewer lets the timeline go: what played plays on from here."""
    return _at(replace(player, scrubbing=False), player.tick, now_s) if player.scrubbing else player


def change_speed(way: int) -> Input:
    """The next faster or slower speed; 0 is the normal one."""

    def change(film: Film, player: Player, now_s: float) -> Player:
        index = min(max(SPEEDS.index(player.speed) + way, 0), len(SPEEDS) - 1)
        speed = SPEEDS[index] if way else 1.0
        quiet = "" if speed == 1.0 else " · no sound"
        return _noted(
            _at(replace(player, speed=speed), player.tick, now_s), f"Speed {speed:g}×{quiet}", now_s
        )

    return change


def cycle_speed(film: Film, player: Player, now_s: float) -> Player:
    """The next faster speed, the slowest after the fastest: for a button."""
    if player.speed == SPEEDS[-1]:
        return change_speed(-len(SPEEDS))(film, player, now_s)
    return change_speed(1)(film, player, now_s)


def change_volume(way: int) -> Input:
    """Louder or quieter; either ends mute."""

    def change(film: Film, player: Player, now_s: float) -> Player:
        volume = min(max(round(player.volume + way * VOLUME_STEP, 2), 0.0), 1.0)
        return _noted(replace(player, volume=volume, muted=False), f"Volume {100 * volume:.0f} %", now_s)

    return change


def toggle_mute(film: Film, player: Player, now_s: float) -> Player:
    """Sound off or on."""
    return _noted(
        replace(player, muted=not player.muted), "Sound on" if player.muted else "Sound off", now_s
    )


def toggle_captions(film: Film, player: Player, now_s: float) -> Player:
    """Captions off or on."""
    text = "Captions off" if player.captions else "Captions on"
    return _noted(replace(player, captions=not player.captions), text, now_s)


def toggle_fullscreen(film: Film, player: Player, now_s: float) -> Player:
    """Full screen or window."""
    return replace(player, fullscreen=not player.fullscreen, touched_s=now_s)


def toggle_help(film: Film, player: Player, now_s: float) -> Player:
    """Show or hide the keys."""
    return replace(player, help=not player.help, touched_s=now_s)


def leave(film: Film, player: Player, now_s: float) -> Player:
    """Close what is on top: the help, then the full screen, then the player."""
    if player.help:
        return replace(player, help=False)
    return toggle_fullscreen(film, player, now_s) if player.fullscreen else stop(film, player, now_s)


def stop(film: Film, player: Player, now_s: float) -> Player:
    """Close the player."""
    return replace(player, done=True)


def _at(player: Player, tick: int, now_s: float) -> Player:
    """Lecture time goes on from `tick`."""
    return replace(
        player, tick=tick, anchor_tick=tick, anchor_s=now_s, jumps=player.jumps + 1, touched_s=now_s
    )


def _paused(player: Player) -> Player:
    return replace(player, playing=False)


def _noted(player: Player, text: str, now_s: float) -> Player:
    return replace(player, note=text, note_until_s=now_s + NOTE_LASTS_S, touched_s=now_s)


def _beside(marks: tuple[Mark, ...], player: Player, way: int) -> Mark | None:
    return mark_after(marks, player.tick) if way > 0 else mark_before(marks, player.tick)


def _to_mark(film: Film, player: Player, mark: Mark | None, now_s: float) -> Player:
    """Go to the mark and say its name; without one, say so."""
    if mark is None:
        return _noted(player, "Nothing further that way", now_s)
    return _noted(_at(player, film.clamp(mark.tick), now_s), mark.text, now_s)
