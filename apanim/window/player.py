"""The player as a pure state machine: a state and an input give the next state. No pygame, no clock.

`now_s` is any steadily growing time in seconds. While playing, lecture time is anchored: at `anchor_s` it
was `anchor_tick`, and it runs at `speed`. Nothing is summed, so nothing drifts.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from apanim.units import TICKS_PER_S
from apanim.window.film import Film, Mark, mark_after, mark_at, mark_before

SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
VOLUME_STEP = 0.1
SOUND_TOLERANCE_S = 0.040  # the picture is set to the sound when they are further apart than this
BAR_LINGERS_S = 2.5
NOTE_LASTS_S = 1.6
_BACK_TO_START_S = 1.0  # "previous chapter" goes to this chapter's start once it is this far in


@dataclass(frozen=True)
class Player:
    """All that the viewer can change. `tick` is the instant shown.

    `jumps` counts the times that lecture time did not flow on (a start, a seek, a change of speed), so that
    the sound knows when to set in again.
    """

    tick: int = 0
    playing: bool = False
    anchor_tick: float = 0.0
    anchor_s: float = 0.0
    jumps: int = 0
    scrubbing: bool = False
    speed: float = 1.0
    volume: float = 1.0
    muted: bool = False
    captions: bool = True
    fullscreen: bool = False
    help: bool = False
    done: bool = False
    note: str = ""
    note_until_s: float = 0.0
    touched_s: float = 0.0


# An input: the film, the state and the time give the next state.
Input = Callable[[Film, Player, float], Player]


def advance(film: Film, player: Player, now_s: float, sound_tick: float | None = None) -> Player:
    """Let time pass. `sound_tick` is where the sound is, if it plays; the picture follows it."""
    if not player.playing or player.scrubbing:
        return player
    tick = _flowed(player, now_s)
    if sound_tick is not None and abs(tick - sound_tick) > SOUND_TOLERANCE_S * TICKS_PER_S:
        tick = sound_tick
        player = replace(player, anchor_tick=tick, anchor_s=now_s)
    if tick >= film.duration_tick:
        return replace(player, tick=film.last_tick, playing=False, touched_s=now_s)
    grid = _grid(film, player)
    return replace(player, tick=film.clamp(int(tick) // grid * grid))


def next_frame_s(film: Film, player: Player, now_s: float) -> float:
    """How long until a playing film shows its next picture."""
    grid = _grid(film, player)
    return (grid - _flowed(player, now_s) % grid) / (player.speed * TICKS_PER_S)


def sounding(player: Player) -> bool:
    """Whether sound goes with this state: only at normal speed, for speech is not stretched."""
    return player.playing and not player.scrubbing and player.speed == 1.0


def loudness(player: Player) -> float:
    """The gain of the sound, 0..1."""
    return 0.0 if player.muted else player.volume


def bar_shown(player: Player, now_s: float) -> bool:
    """Whether the bar is on screen: always while it stands, briefly after a touch while it runs."""
    return not player.playing or player.scrubbing or now_s - player.touched_s < BAR_LINGERS_S


def note_shown(player: Player, now_s: float) -> str:
    """The short message on screen, or nothing."""
    return player.note if now_s < player.note_until_s else ""


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


def _flowed(player: Player, now_s: float) -> float:
    return player.anchor_tick + (now_s - player.anchor_s) * player.speed * TICKS_PER_S


def _grid(film: Film, player: Player) -> int:
    """Ticks from picture to picture: slow motion shows more of them, not each for longer."""
    return max(1, round(film.frame_ticks * player.speed))


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
