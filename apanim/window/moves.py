"""What the viewer's inputs are made of: lecture time goes on elsewhere, stands, and something is said."""

from collections.abc import Callable
from dataclasses import replace

from apanim.window.film import Film
from apanim.window.player import Player, ViewerNote

NOTE_LASTS_S = 1.6

# The film, the state and the time give the next state.
Input = Callable[[Film, Player, float], Player]


def at(player: Player, tick: int, now_s: float) -> Player:
    """Lecture time goes on from `tick`. Who goes out of a passage that repeats has done with it."""
    loop = player.loop if player.loop and player.loop[0] <= tick < player.loop[1] else None
    return replace(
        player, tick=tick, anchor_tick=tick, anchor_s=now_s, jumps=player.jumps + 1, touched_s=now_s,
        loop=loop, stand_tick=None,
    )  # fmt: skip


def paused(player: Player, now_s: float) -> Player:
    """Time stands."""
    return replace(player, playing=False, stand_tick=None, touched_s=now_s)


def noted(player: Player, note: ViewerNote, now_s: float) -> Player:
    """The note is shown for a moment."""
    return replace(player, note=note, note_until_s=now_s + NOTE_LASTS_S, touched_s=now_s)


def no_further(player: Player, now_s: float) -> Player:
    """It is said that there is nothing more that way."""
    return noted(player, ViewerNote("Nothing further that way"), now_s)
