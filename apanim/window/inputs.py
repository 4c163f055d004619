"""What the viewer can do to the player: each input is a pure function from state to state.

`now_s` is any steadily growing time in seconds; the film is that of the state's run.
"""

from bisect import bisect_right
from dataclasses import replace

from apanim.units import TICKS_PER_S, TICKS_PER_STEP
from apanim.window.film import Film, TimeMark, mark_after, mark_at, mark_before
from apanim.window.moves import Input, at, no_further, noted, paused
from apanim.window.player import SPEEDS, Place, Player, ViewerNote, unspoken

VOLUME_STEP = 0.1
_BACK_TO_START_S = 1.0  # "previous chapter" goes to this chapter's start once it is this far in


def touch(film: Film, player: Player, now_s: float) -> Player:
    """The viewer stirred: the bar comes back."""
    return replace(player, touched_s=now_s)


def toggle_play(film: Film, player: Player, now_s: float) -> Player:
    """Play or pause; at the end, play from the start."""
    if player.playing:
        return paused(player, now_s)
    start = film.first_tick if player.tick >= film.last_tick else player.tick
    return at(replace(player, playing=True), start, now_s)


def step_frames(count: int) -> Input:
    """Pause and go to the next world step, or the one before, however many pictures a second are shown."""

    def step(film: Film, player: Player, now_s: float) -> Player:
        here = player.tick // TICKS_PER_STEP if count > 0 else -(-player.tick // TICKS_PER_STEP)
        return at(paused(player, now_s), film.clamp((here + count) * TICKS_PER_STEP), now_s)

    return step


def step_seconds(seconds: float) -> Input:
    """Go on or back, playing or not."""
    return lambda film, player, now_s: at(player, film.clamp(player.tick + seconds * TICKS_PER_S), now_s)


def to_moment(tick: int | None) -> Input:
    """Stand where something became, or becomes, of the selected thing, if it does."""
    if tick is None:
        return tell("Nothing further that way")
    return lambda film, player, now_s: replace(seek(tick)(film, player, now_s), playing=False)


def seek(tick: float) -> Input:
    """Go to an instant, playing or not."""
    return lambda film, player, now_s: at(player, film.clamp(tick), now_s)


def to_end(film: Film, player: Player, now_s: float) -> Player:
    """Go to the last frame and stand there."""
    return at(paused(player, now_s), film.last_tick, now_s)


def step_event(way: int) -> Input:
    """Pause at the next event, or the one before, and name it."""
    return lambda film, player, now_s: _to_mark(
        film, paused(player, now_s), _beside(film.events, player, way), now_s
    )


def step_chapter(way: int) -> Input:
    """Go to the start of the next chapter, or of this one, or of the one before. Names it."""
    return lambda film, player, now_s: _to_mark(film, player, _neighbour(film.chapters, player, way), now_s)


def step_cue(way: int) -> Input:
    """Go to where the next sentence begins, or this one, or the one before; playing or not."""

    def step(film: Film, player: Player, now_s: float) -> Player:
        mark = _neighbour(film.cues, player, way)
        return at(player, film.clamp(mark.tick), now_s) if mark else no_further(player, now_s)

    return step


def grab(tick: float) -> Input:
    """The viewer takes the timeline: time stands, the picture follows the hand."""
    return lambda film, player, now_s: at(replace(player, scrubbing=True), film.clamp(tick), now_s)


def drag(tick: float) -> Input:
    """The hand moves on the timeline."""
    return lambda film, player, now_s: (
        replace(player, tick=film.clamp(tick), touched_s=now_s) if player.scrubbing else player
    )


def let_go(film: Film, player: Player, now_s: float) -> Player:
    """The viewer lets the timeline go: what played plays on from here."""
    return at(replace(player, scrubbing=False), player.tick, now_s) if player.scrubbing else player


def set_speed(speed: float) -> Input:
    """Play at one of SPEEDS, and say so."""

    def change(film: Film, player: Player, now_s: float) -> Player:
        player = at(replace(player, speed=speed), player.tick, now_s)
        words = "Speed {}, without the voice" if unspoken(player) else "Speed {}"
        return noted(player, ViewerNote(words, f"{speed:g}×"), now_s)

    return change


def change_speed(way: int) -> Input:
    """The next faster or slower speed; 0 is the normal one."""

    def change(film: Film, player: Player, now_s: float) -> Player:
        index = min(max(SPEEDS.index(player.speed) + way, 0), len(SPEEDS) - 1)
        return set_speed(SPEEDS[index] if way else 1.0)(film, player, now_s)

    return change


def fork(run: int) -> Input:
    """Try something: `run` goes on from this instant, and `back` leads here again."""

    def leave_here(film: Film, player: Player, now_s: float) -> Player:
        place = Place(player.run, player.tick, player.speed, player.loop)
        player = replace(player, run=run, left=(*player.left, place), loop=None, loop_from=None)
        return at(player, player.tick, now_s)

    return leave_here


def back(film: Film, player: Player, now_s: float) -> Player:
    """Stand where the viewer left the lecture, or the branch that this one came from."""
    if not player.left:
        return player
    place = player.left[-1]
    player = at(paused(player, now_s), place.tick, now_s)
    return replace(
        player, run=place.run, left=player.left[:-1], speed=place.speed, loop=place.loop, loop_from=None
    )


def renewed(before: Film) -> Input:
    """The lecture is another one, which its author has saved: go on in the same sentence of it.

    Where that is gone, after the last one before it that is still there.
    """

    def moved(film: Film, player: Player, now_s: float) -> Player:
        left = tuple(
            replace(place, tick=_same(before, film, place.tick), loop=None) if place.run == 0 else place
            for place in player.left
        )
        player = replace(player, left=left, mistake="")
        if player.run:
            return player
        player = replace(player, loop=None, loop_from=None)
        return at(player, film.clamp(_same(before, film, player.tick)), now_s)

    return moved


def change_volume(way: int) -> Input:
    """Louder or quieter; either ends mute."""

    def change(film: Film, player: Player, now_s: float) -> Player:
        volume = min(max(round(player.volume + way * VOLUME_STEP, 2), 0.0), 1.0)
        note = ViewerNote("Volume {}", f"{100 * volume:.0f} %")
        return noted(replace(player, volume=volume, muted=False), note, now_s)

    return change


def toggle_mute(film: Film, player: Player, now_s: float) -> Player:
    """Sound off or on."""
    note = ViewerNote("Sound on" if player.muted else "Sound off")
    return noted(replace(player, muted=not player.muted), note, now_s)


def toggle_sounds(film: Film, player: Player, now_s: float) -> Player:
    """The sounds of the model off or on; what plays sets in again with them."""
    note = ViewerNote("Sounds of the model off" if player.sounds else "Sounds of the model on")
    return noted(replace(player, sounds=not player.sounds, jumps=player.jumps + 1), note, now_s)


def toggle_captions(film: Film, player: Player, now_s: float) -> Player:
    """Captions off or on."""
    note = ViewerNote("Captions off" if player.captions else "Captions on")
    return noted(replace(player, captions=not player.captions), note, now_s)


def toggle_fullscreen(film: Film, player: Player, now_s: float) -> Player:
    """Full screen or window."""
    return replace(player, fullscreen=not player.fullscreen, touched_s=now_s)


def toggle_help(film: Film, player: Player, now_s: float) -> Player:
    """Show or hide the keys."""
    return replace(player, help=not player.help, touched_s=now_s)


def snapshot(film: Film, player: Player, now_s: float) -> Player:
    """Keep the picture as a file."""
    return replace(player, shots=player.shots + 1)


def tell(words: str, value: str = "") -> Input:
    """Show a note: English words, with a place `{}` for a value or a name."""
    return lambda film, player, now_s: noted(player, ViewerNote(words, value), now_s)


def leave(film: Film, player: Player, now_s: float) -> Player:
    """Close what is on top: the help, then the full screen, then the player."""
    if player.help:
        return replace(player, help=False)
    return toggle_fullscreen(film, player, now_s) if player.fullscreen else stop(film, player, now_s)


def stop(film: Film, player: Player, now_s: float) -> Player:
    """Close the player."""
    return replace(player, done=True)


def _same(before: Film, film: Film, tick: int) -> int:
    """Where in `film` that is which was at `tick` of the film before."""
    cues = {mark.cue: mark for mark in film.cues}
    for number in range(bisect_right(before.cues, tick, key=lambda mark: mark.tick) - 1, -1, -1):
        there = before.cues[number]
        if (here := cues.get(there.cue)) is not None:
            into = tick - there.tick
            if tick < there.end_tick:  # within the sentence: not beyond it, if it has become shorter
                into = min(into, max(0, here.end_tick - here.tick - 1))
            return here.tick + into
    return tick


def _beside(marks: tuple[TimeMark, ...], player: Player, way: int) -> TimeMark | None:
    return mark_after(marks, player.tick) if way > 0 else mark_before(marks, player.tick)


def _neighbour(marks: tuple[TimeMark, ...], player: Player, way: int) -> TimeMark | None:
    """The mark after the one that it is in; or that one, once it is some way in; or the one before it."""
    here = mark_at(marks, player.tick)
    if way > 0 or here is None:
        return mark_after(marks, player.tick)
    if player.tick - here.tick > _BACK_TO_START_S * TICKS_PER_S * min(1.0, player.speed):
        return here
    return mark_before(marks, here.tick) or here


def _to_mark(film: Film, player: Player, mark: TimeMark | None, now_s: float) -> Player:
    """Go to the mark and say its name; without one, say so."""
    if mark is None:
        return no_further(player, now_s)
    return noted(at(player, film.clamp(mark.tick), now_s), ViewerNote("{}", mark.text), now_s)
