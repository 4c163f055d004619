"""What the window asks the renderer for: the picture that is due, and those that come after it."""

from apanim.window import player
from apanim.window.film import Film, mark_at
from apanim.window.pacing import Pacer, PictureRequest
from apanim.window.picking import Picked
from apanim.window.player import Player
from apanim.window.processes.messages import Ask

_AHEAD_S = 0.35  # so far ahead pictures are asked for while time flows: a hitch of that length is not seen
_READY_TO_PLAY = 6  # pictures that are asked for ahead while time stands, so that it starts without a gap


def aim_of(
    film: Film, state: Player, size: tuple[int, int], picked: Picked, panels: tuple[str, ...]
) -> PictureRequest:
    """What pictures of this state have in common: of `size`, with what the open `panels` want to know."""
    ringed = _ringed(film, state)
    return PictureRequest(state.run, size, state.captions, picked.name, picked.follow, ringed, panels)


def asks(
    pacer: Pacer, aim: PictureRequest, slots: int, film: Film, state: Player, now_s: float
) -> list[Ask]:
    """What is to be asked for at this moment."""
    count = 2 + min(slots, round(_AHEAD_S * film.fps))
    ticks = [due.tick for due in player.upcoming(film, state, now_s, count)]
    if not player.flows(state):
        return pacer.standing(aim, state.tick, ticks[1 : 1 + _READY_TO_PLAY])
    pointed = now_s - state.touched_s < player.BAR_LINGERS_S
    return pacer.flowing(aim, ticks, state.jumps, pointed)


def _ringed(film: Film, state: Player) -> tuple[str, ...]:
    """What the event is about at which time stands."""
    event = None if player.flows(state) else mark_at(film.events, state.tick)
    return event.names if event is not None and event.tick == state.tick else ()
