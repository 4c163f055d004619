"""The player's state and how it flows with time: pure, no pygame, no clock of its own.

`now_s` is any steadily growing time in seconds. While playing, lecture time is anchored: at `anchor_s` it
was `anchor_tick`, and it runs at `speed`. Nothing is summed, so nothing drifts.
"""

from dataclasses import dataclass, replace

from apanim.units import TICKS_PER_S
from apanim.window.film import Film

SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
SOUND_TOLERANCE_S = 0.040  # the picture is set to the sound when they are further apart than this
BAR_LINGERS_S = 2.5
RESUMES_S = 2.0  # so much has to be there before a player that has waited goes on


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
    waiting: bool = False  # it plays, but what comes next is not there yet
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


def advance(film: Film, player: Player, now_s: float, sound_tick: float | None = None) -> Player:
    """Let time pass. `sound_tick` is where the sound is, if it plays; the picture follows it."""
    if not player.playing or player.scrubbing:
        return replace(player, waiting=False) if player.waiting else player
    if player.waiting:
        return _resumed(film, player, now_s)
    tick = _flowed(player, now_s)
    if sound_tick is not None and abs(tick - sound_tick) > SOUND_TOLERANCE_S * TICKS_PER_S:
        tick = sound_tick
        player = replace(player, anchor_tick=tick, anchor_s=now_s)
    end = film.playable_to(player.tick)
    if tick >= end and (end < film.duration_tick or not film.whole):
        return replace(player, tick=film.clamp(max(player.tick, end - film.frame_ticks)), waiting=True)
    if tick >= film.duration_tick:
        return replace(player, tick=film.last_tick, playing=False, touched_s=now_s)
    step = grid(film, player)
    return replace(player, tick=film.clamp(int(tick) // step * step))


def next_frame_s(film: Film, player: Player, now_s: float) -> float:
    """How long until a playing film shows its next picture."""
    step = grid(film, player)
    # The remainder of a hair below a whole picture rounds to the picture itself: then the next is one away.
    left = step - _flowed(player, now_s) % step or step
    return left / (player.speed * TICKS_PER_S)


def sounding(player: Player) -> bool:
    """Whether sound goes with this state: only at normal speed, for speech is not stretched."""
    return player.playing and not player.scrubbing and not player.waiting and player.speed == 1.0


def loudness(player: Player) -> float:
    """The gain of the sound, 0..1."""
    return 0.0 if player.muted else player.volume


def bar_shown(player: Player, now_s: float) -> bool:
    """Whether the bar is on screen: always while it stands, briefly after a touch while it runs."""
    return not player.playing or player.scrubbing or now_s - player.touched_s < BAR_LINGERS_S


def note_shown(player: Player, now_s: float) -> str:
    """The short message on screen, or nothing."""
    return player.note if now_s < player.note_until_s else ""


def _resumed(film: Film, player: Player, now_s: float) -> Player:
    """The state once enough is there to go on for a while."""
    end = film.playable_to(player.tick)
    if end - player.tick < RESUMES_S * TICKS_PER_S and not (film.whole and end >= film.duration_tick):
        return player
    jumps = player.jumps + 1
    return replace(player, waiting=False, anchor_tick=player.tick, anchor_s=now_s, jumps=jumps)


def _flowed(player: Player, now_s: float) -> float:
    return player.anchor_tick + (now_s - player.anchor_s) * player.speed * TICKS_PER_S


def grid(film: Film, player: Player) -> int:
    """Ticks from picture to picture: slow motion shows more of them, not each for longer."""
    return max(1, round(film.frame_ticks * player.speed))
