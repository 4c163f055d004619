"""From a show to a window that plays it."""

import sys

from apanim.picture.drawlist import DrawList
from apanim.picture.frame import Look, frame
from apanim.script.show import Show
from apanim.script.timeline import Timeline
from apanim.tape import CableTape, Tape
from apanim.window.app import App
from apanim.window.events import event_marks
from apanim.window.film import Film, Mark
from apanim.window.player import Player


def play_show(show: Show, size: tuple[int, int] | None = None) -> None:
    """Open a window and play until the viewer closes it. `size` is the picture's in pixels at first.

    Without a sound device it plays silently and says so in a line on standard error.
    """

    def scene(tick: int, captions: bool) -> DrawList:
        return frame(show.timeline, show.tape, tick, Look(captions=captions))

    app = App(film_of(show.timeline, show.tape), scene, show.track, size)
    app.run(Player(), lambda notice: print(f"apanim: {notice}", file=sys.stderr))


def film_of(timeline: Timeline, tape: Tape | CableTape) -> Film:
    """What the player needs to know of a scene beside its picture."""
    return Film(
        title=timeline.title,
        duration_tick=timeline.duration_tick,
        chapters=tuple(Mark(s.start_tick, s.text) for s in timeline.spans if s.kind == "title"),
        cues=tuple(Mark(cue.start_tick, cue.text) for cue in timeline.cues),
        events=tuple(event_marks(tape)),
    )
