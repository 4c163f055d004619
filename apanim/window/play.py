"""From a programme to a window that plays it."""

import sys

from apanim.picture.drawlist import DrawList
from apanim.picture.frame import Look, frame
from apanim.picture.theme import Theme
from apanim.script.programme import Programme
from apanim.window.app import App
from apanim.window.events import event_marks
from apanim.window.film import Film, Mark
from apanim.window.player import Player


def play_programme(
    programme: Programme,
    size: tuple[int, int] | None = None,
    theme: Theme | None = None,
    text_scale: float = 1.0,
    reduced_motion: bool = False,
) -> None:
    """Open a window and play until the viewer closes it. `size` is the picture's in pixels at first.

    Without a sound device it plays silently and says so in a line on standard error.
    """

    def scene(tick: int, captions: bool) -> DrawList:
        look = Look(captions=captions, text_scale=text_scale, reduced_motion=reduced_motion)
        return frame(*programme.at(tick), look)

    app = App(film_of(programme), scene, programme.track, size, theme)
    app.run(Player(), lambda notice: print(f"apanim: {notice}", file=sys.stderr))


def film_of(programme: Programme) -> Film:
    """What the player needs to know of a programme beside its picture."""
    ends = (*programme.starts[1:], None)
    return Film(
        title=programme.title,
        duration_tick=programme.duration_tick,
        chapters=tuple(Mark(chapter.start_tick, chapter.title) for chapter in programme.chapters),
        cues=tuple(Mark(cue.start_tick, cue.text) for cue in programme.cues),
        events=tuple(
            Mark(start + mark.tick, mark.text)
            for start, end, tape in zip(programme.starts, ends, programme.tapes, strict=True)
            for mark in event_marks(tape)
            if end is None or start + mark.tick < end
        ),
    )
