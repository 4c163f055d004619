"""What goes on the slides of a programme: its chapters, their sentences and pictures."""

from dataclasses import dataclass

from apanim import __version__
from apanim.script.programme import Programme
from apanim.units import TICKS_PER_S, clock


@dataclass(frozen=True)
class ChapterSlide:
    """One chapter: ticks of the programme, the one of its poster, its sentences, and where it is from."""

    number: int
    title: str
    from_tick: int
    to_tick: int
    poster_tick: int
    sentences: tuple[str, ...]
    source: str


def chapter_slides(programme: Programme) -> tuple[ChapterSlide, ...]:
    """A slide for every chapter; what comes before the first belongs to it."""
    chapters = programme.chapters
    starts = [0, *(chapter.start_tick for chapter in chapters[1:])]
    titles = [chapter.title for chapter in chapters] or [programme.title]
    ends = [*starts[1:], programme.duration_tick]
    return tuple(
        _slide(programme, number, title, start, end)
        for number, (title, start, end) in enumerate(zip(titles, starts, ends, strict=True))
    )


def _slide(programme: Programme, number: int, title: str, start: int, end: int) -> ChapterSlide:
    cues = [cue for cue in programme.cues if start <= cue.start_tick < end]
    # As the last sentence ends, what the chapter tells has been shown.
    poster = cues[-1].end_tick if cues else (start + end) // 2
    scene = programme.timelines[programme.scene_at(start)]
    named = (
        programme.title if len(programme.scenes) == 1 else f"{programme.title}: {scene.word(scene.title)}"
    )
    stretch = "–".join(clock(tick // TICKS_PER_S * TICKS_PER_S) for tick in (start, end))
    source = f"{named}, {stretch}. apanim {__version__}, Hodgkin–Huxley model"
    return ChapterSlide(
        number, title, start, end, min(poster, end - 1), tuple(c.text for c in cues), source
    )
