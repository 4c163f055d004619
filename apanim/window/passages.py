"""Passages that repeat, and the pause after a sentence: inputs as those of inputs.py."""

from dataclasses import replace

from apanim.window.film import Film, mark_at
from apanim.window.inputs import toggle_play
from apanim.window.moves import at, no_further, noted, paused
from apanim.window.player import Player, ViewerNote, flows


def loop_point(film: Film, player: Player, now_s: float) -> Player:
    """The first time, a passage begins here; the second, it ends here and repeats; the third, no more."""
    if player.loop is not None:
        return noted(replace(player, loop=None), ViewerNote("Repeating ends"), now_s)
    if player.loop_from is None:
        return noted(replace(player, loop_from=player.tick), ViewerNote("A passage begins here"), now_s)
    first, last = sorted((player.loop_from, player.tick))
    return _repeat(film, replace(player, loop_from=None), first, last, now_s)


def loop_sentence(film: Film, player: Player, now_s: float) -> Player:
    """Repeat the sentence that is spoken here, or was last; no more if one repeats."""
    if player.loop is not None:
        return loop_point(film, player, now_s)
    cue = mark_at(film.cues, player.tick)
    if cue is None:
        return no_further(player, now_s)
    return _repeat(film, player, cue.tick, cue.end_tick, now_s)


def stand_after_sentence(film: Film, player: Player, now_s: float) -> Player:
    """Finish the sentence, then stand. Between sentences stand at once, and play on if it stands.

    Asked a second time, it plays on.
    """
    if not flows(player):
        return toggle_play(film, player, now_s)
    if player.stand_tick is not None:
        return replace(player, stand_tick=None, touched_s=now_s)
    cue = mark_at(film.cues, player.tick)
    if cue is None or cue.end_tick <= player.tick:
        return paused(player, now_s)
    stands = min(cue.end_tick, player.loop[1]) if player.loop else cue.end_tick
    return noted(replace(player, stand_tick=stands), ViewerNote("Pauses after this sentence"), now_s)


def _repeat(film: Film, player: Player, first: int, end: int, now_s: float) -> Player:
    """From now on the passage repeats, from its beginning; one of no length does not."""
    end = min(end, film.last_tick)
    if end - first < film.frame_ticks:
        return noted(player, ViewerNote("Nothing to repeat here"), now_s)
    player = replace(at(replace(player, loop=None), film.clamp(first), now_s), loop=(first, end))
    return noted(player, ViewerNote("This passage repeats"), now_s)
