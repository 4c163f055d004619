"""The player's state and how it flows with time: pure, no pygame, no clock of its own.

`now_s` is any steadily growing time in seconds. While playing, lecture time is anchored: at `anchor_s` it
was `anchor_tick`, and it runs at `speed`. Nothing is summed, so nothing drifts; where there is sound, what
is heard moves the anchor.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from apanim.units import TICKS_PER_S
from apanim.window.film import Film

SPEEDS = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
SLOWEST_SPOKEN, FASTEST_SPOKEN = 0.5, 1.5  # beyond them nobody follows what is said, so nothing is
SOUND_TOLERANCE_S = 0.006  # the picture is set to the sound when they are further apart than this
_JITTER_S = 0.025  # up to which it goes half of the way each time, for a sound's clock is not steady
_WAIT_S = 0.060  # up to which a picture that is early waits instead of going back
BAR_LINGERS_S = 2.5
IDLE_S = 1.0  # the longest rest
LATE_S = 0.2  # so far behind time a picture may be, where time can wait
STILL_S = 3.0  # without a turn of the window's the whole program has stood still: stopped, or asleep
RESUMES_S = 2.0  # so much has to be there before a player that has waited goes on

Words = Callable[[str], str]  # English words on screen -> the language's


@dataclass(frozen=True)
class ViewerNote:
    """A short message: English words for the language's table, with a place `{}` for a value or a name."""

    words: str = ""
    value: str = ""

    def told(self, word: Words) -> str:
        return word(self.words).replace("{}", self.value)


@dataclass(frozen=True)
class Place:
    """Where the viewer left a run to try something: what "back" leads to."""

    run: int
    tick: int
    speed: float
    loop: tuple[int, int] | None


@dataclass(frozen=True)
class Player:
    """All that the viewer can change. `tick` is the instant of `run` that is shown.

    `run` 0 is the lecture, others are branches; `left` are the places that lead back out of them. `jumps`
    counts the times that lecture time did not flow on (a start, a seek, a change of speed), so that the
    sound knows when to set in again. `loop` is a passage that repeats: its first tick, and the one after
    its last; `loop_from` is one whose end is still to be said. It stands once it comes to `stand_tick`.
    `shots` counts the pictures that the viewer has asked to keep. `mistake` is what is wrong with the scene
    that its author has saved, while the one before is shown.
    """

    tick: int = 0
    run: int = 0
    left: tuple[Place, ...] = ()
    playing: bool = False
    anchor_tick: float = 0.0
    anchor_s: float = 0.0
    jumps: int = 0
    scrubbing: bool = False
    waiting: bool = False  # it plays, but what comes next is not there yet
    speed: float = 1.0
    loop: tuple[int, int] | None = None
    loop_from: int | None = None
    stand_tick: int | None = None
    volume: float = 1.0
    muted: bool = False
    sounds: bool = False  # of the model, under the voice
    captions: bool = True
    fullscreen: bool = False
    help: bool = False
    shots: int = 0
    mistake: str = ""
    done: bool = False
    note: ViewerNote = ViewerNote()
    note_until_s: float = 0.0
    touched_s: float = 0.0


@dataclass(frozen=True)
class Due:
    """A picture and the moment at which it is to be on screen."""

    tick: int
    at_s: float


def advance(film: Film, player: Player, now_s: float, sound_tick: float | None = None) -> Player:
    """Let time pass. `sound_tick` is where the sound is, if it plays; the picture follows it."""
    if not player.playing or player.scrubbing:
        return replace(player, waiting=False) if player.waiting else player
    if player.waiting:
        return _resumed(film, player, now_s)
    player = _with_sound(player, now_s, sound_tick)
    tick = flowed(player, now_s)
    if player.stand_tick is not None and tick >= player.stand_tick:
        stands = film.clamp(player.stand_tick)
        return replace(player, tick=stands, playing=False, stand_tick=None, touched_s=now_s)
    if player.loop is not None and tick >= player.loop[1]:
        tick = _in_loop(player.loop, tick)
        player = replace(
            player, tick=player.loop[0], anchor_tick=tick, anchor_s=now_s, jumps=player.jumps + 1
        )
    end = film.playable_to(player.tick)
    if tick >= end and (end < film.duration_tick or not film.whole):
        return replace(player, tick=film.clamp(max(player.tick, end - film.frame_ticks)), waiting=True)
    if tick >= film.duration_tick:
        return replace(player, tick=film.last_tick, playing=False, touched_s=now_s)
    shown = _on_grid(film, player, tick)
    if player.loop is not None:
        shown = max(shown, player.loop[0])
    # Set to a sound that is a little late, or out from between two pictures, one waits; none goes back.
    waits = max(_WAIT_S * TICKS_PER_S, _grid(film, player))
    return replace(player, tick=player.tick if 0 < player.tick - shown < waits else film.clamp(shown))


def stood_still(player: Player, for_s: float) -> Player:
    """The state after a turn of so long: if the program itself has stood still, lecture time has too."""
    return replace(player, anchor_s=player.anchor_s + for_s) if for_s > STILL_S else player


def held(player: Player, shown_tick: int | None, now_s: float) -> Player:
    """The state whose time waits for pictures that come late, where no voice goes on without them."""
    there = round(player.anchor_tick) if shown_tick is None else shown_tick
    late = LATE_S * player.speed * TICKS_PER_S
    if not flows(player) or player.run == 0 or player.tick - there <= late:
        return player
    return replace(player, tick=there, anchor_tick=there, anchor_s=now_s)


def upcoming(film: Film, player: Player, now_s: float, count: int) -> tuple[Due, ...]:
    """The picture that is due now and those after it, at most `count`, each with its moment.

    They are counted from the clock, not from what was shown: a late picture delays no other. Where time
    stands they are those that would come if it flowed from now on.
    """
    dues = [Due(player.tick, now_s)]
    if not flows(player):
        player = replace(player, anchor_tick=player.tick, anchor_s=now_s)
    grid, per_s = _grid(film, player), player.speed * TICKS_PER_S
    end = film.last_tick if player.stand_tick is None else min(player.stand_tick, film.last_tick)
    first, there_s = flowed(player, now_s), now_s  # what the next ones are counted from, and when it is
    number = max(_number(first, grid) + 1, _number_after(player.tick, grid))
    playable = film.playable_to(player.tick)
    while len(dues) < count and dues[-1].tick != end:
        tick = number * grid
        if player.loop is not None and tick >= player.loop[1]:
            there_s += (player.loop[1] - first) / per_s
            tick = first = player.loop[0]
            number = _number(first, grid)
        if tick >= playable:
            break
        dues.append(Due(film.clamp(min(_whole(tick), end)), there_s + (tick - first) / per_s))
        number += 1
    return tuple(dues)


def next_frame_s(film: Film, player: Player, now_s: float) -> float:
    """How long until a playing film shows the picture after that of `player.tick`, or how long that takes
    usually if it is less; 0 if it is due by now."""
    grid = _grid(film, player)
    left = _number_after(player.tick, grid) * grid - flowed(player, now_s)
    return max(0.0, min(left, grid) / (player.speed * TICKS_PER_S))


def rest_s(film: Film, player: Player, now_s: float, wakes_s: Sequence[float]) -> float:
    """How long nothing changes by itself; `wakes_s` are moments at which something else does."""
    ends = [now_s + IDLE_S, player.note_until_s, *wakes_s]
    if not flows(player):
        return min(end - now_s for end in ends if end > now_s)
    ends.append(player.touched_s + BAR_LINGERS_S)
    return min(next_frame_s(film, player, now_s), *(end - now_s for end in ends if end > now_s))


def flows(player: Player) -> bool:
    """Whether lecture time passes."""
    return player.playing and not player.scrubbing and not player.waiting


def flowed(player: Player, now_s: float) -> float:
    """The tick that lecture time has come to, between pictures too, while it flows."""
    return player.anchor_tick + (now_s - player.anchor_s) * player.speed * TICKS_PER_S


def unspoken(player: Player) -> bool:
    """Whether the voice is silent because it could not be followed at this speed."""
    return not SLOWEST_SPOKEN <= player.speed <= FASTEST_SPOKEN


def sounding(player: Player) -> bool:
    """Whether sound goes with this state: the lecture's voice, at a speed at which it can be followed."""
    return flows(player) and player.run == 0 and not unspoken(player)


def loudness(player: Player) -> float:
    """The gain of the sound, 0..1."""
    return 0.0 if player.muted else player.volume


def bar_shown(player: Player, now_s: float) -> bool:
    """Whether the bar is on screen: always while it stands, briefly after a touch while it runs."""
    return not player.playing or player.scrubbing or now_s - player.touched_s < BAR_LINGERS_S


def note_shown(player: Player, now_s: float, word: Words = str) -> str:
    """The short message on screen in the language of `word`, or nothing."""
    return player.note.told(word) if now_s < player.note_until_s else ""


def _resumed(film: Film, player: Player, now_s: float) -> Player:
    """The state once enough is there to go on for a while."""
    end = film.playable_to(player.tick)
    if end - player.tick < RESUMES_S * TICKS_PER_S and not (film.whole and end >= film.duration_tick):
        return player
    jumps = player.jumps + 1
    return replace(player, waiting=False, anchor_tick=player.tick, anchor_s=now_s, jumps=jumps)


def _with_sound(player: Player, now_s: float, sound_tick: float | None) -> Player:
    """The state anchored to what is heard, if the two have come apart."""
    if sound_tick is None:
        return player
    here = flowed(player, now_s)
    apart_s = (sound_tick - here) / TICKS_PER_S
    if abs(apart_s) <= SOUND_TOLERANCE_S:
        return player
    there = sound_tick if abs(apart_s) > _JITTER_S else (here + sound_tick) / 2
    return replace(player, anchor_tick=there, anchor_s=now_s)


def _in_loop(loop: tuple[int, int], tick: float) -> float:
    first, end = loop
    return first + (tick - first) % (end - first)


def _grid(film: Film, player: Player) -> float:
    """Ticks from picture to picture: slow motion shows more of them, not each for longer."""
    return max(1.0, film.frame_ticks * player.speed)


def _number(tick: float, grid: float) -> int:
    """How many pictures lie before `tick`. A hair before one is that one: rounding must not lose it."""
    return int((tick + 1e-6) // grid)


def _number_after(tick: int, grid: float) -> int:
    """The number of the first picture after that of `tick`."""
    number = _number(tick, grid) + 1
    return number if _whole(number * grid) > tick else number + 1


def _whole(tick: float) -> int:
    return int(tick + 1e-6)


def _on_grid(film: Film, player: Player, tick: float) -> int:
    grid = _grid(film, player)
    return _whole(_number(tick, grid) * grid)
