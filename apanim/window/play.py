"""From a show to a window that plays it."""

import sys
from collections.abc import Iterator
from itertools import groupby

from apanim.particles.layout import Kind
from apanim.picture.drawlist import DrawList
from apanim.picture.frame import Look, frame
from apanim.script.show import Show
from apanim.script.timeline import Timeline
from apanim.tape import EventKind, Tape
from apanim.window.app import App
from apanim.window.film import Film, Mark
from apanim.window.player import Player

_SPECIES = ("Na⁺", "K⁺", "Cl⁻", "A⁻")
_PROTEIN = {
    Kind.NA_CHANNEL: "Na⁺ channel",
    Kind.K_CHANNEL: "K⁺ channel",
    Kind.NA_LEAK: "Na⁺ leak channel",
    Kind.K_LEAK: "K⁺ leak channel",
    Kind.CL_LEAK: "Cl⁻ leak channel",
    Kind.PUMP: "pump",
}
_NAMED = 2  # events of one tick that are named; the rest are counted


def play_show(show: Show, size: tuple[int, int] | None = None) -> None:
    """Open a window and play until the viewer closes it. `size` is the picture's in pixels at first.

    Without a sound device it plays silently and says so in a line on standard error.
    """

    def scene(tick: int, captions: bool) -> DrawList:
        return frame(show.timeline, show.tape, tick, Look(captions=captions))

    app = App(film_of(show.timeline, show.tape), scene, show.track, size)
    app.run(Player(), lambda notice: print(f"apanim: {notice}", file=sys.stderr))


def film_of(timeline: Timeline, tape: Tape) -> Film:
    """What the player needs to know of a scene beside its picture."""
    return Film(
        title=timeline.title,
        duration_tick=timeline.duration_tick,
        chapters=tuple(Mark(s.start_tick, s.text) for s in timeline.spans if s.kind == "title"),
        cues=tuple(Mark(cue.start_tick, cue.text) for cue in timeline.cues),
        events=tuple(_events(tape)),
    )


def _events(tape: Tape) -> Iterator[Mark]:
    """One mark for each tick at which something happens, naming it."""
    layout, species = tape.plan.layout, tape.at(0).ions.species

    def name(row: tuple[int, int, int, int]) -> str:
        _, kind, site, ion = row
        if kind == EventKind.PHASE:
            return "A new phase begins"
        what = Kind(int(layout.kind[site]))
        number = 1 + list(layout.sites(what)).index(site)
        protein = f"{_PROTEIN[what]} {number}" if len(layout.sites(what)) > 1 else f"the {_PROTEIN[what]}"
        return {
            EventKind.CROSSING: f"{_SPECIES[species[ion]]} passes {protein}",
            EventKind.OPENING: f"{protein} opens",
            EventKind.INACTIVATION: f"{protein} inactivates",
            EventKind.PUMP_TURN: f"{protein} has turned once",
        }[EventKind(kind)]

    for tick, rows in groupby(tape.events.tolist(), key=lambda row: row[0]):
        names = [name(row) for row in rows]
        more = f" · {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        text = " · ".join(names[:_NAMED]) + more
        yield Mark(tick, text[0].upper() + text[1:])
