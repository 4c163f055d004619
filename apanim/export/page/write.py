"""A page of a programme: the clip that it shows, what travels with it, and the file that it becomes."""

from collections.abc import Callable, Sequence
from pathlib import Path

from apanim.export.clip import Clip, Painting
from apanim.export.page.document import Addition, assemble
from apanim.export.page.film import film_bytes
from apanim.export.page.languages import Words
from apanim.export.page.travels import travels
from apanim.export.progress import Report
from apanim.export.segments.team import Team
from apanim.export.video.tracks import SoundTrack, Tracks
from apanim.export.whole import whole_file
from apanim.letters.language import iso_639_2

Reported = Callable[[str, str], Report]  # of what is done, and in which unit


def page_clip(painting: Painting, stretch: tuple[int, int], size: tuple[int, int], fps: int) -> Clip:
    """What the film of a page shows, from one tick to another; `painting` has no captions: the page has."""
    programme = painting.programme
    tracks = Tracks(
        title=programme.title, sounds=(SoundTrack(programme.track, iso_639_2(programme.language)),),
        chapters=programme.chapters, duration_tick=programme.duration_tick,
    )  # fmt: skip
    return Clip(painting, size, fps, *stretch, tracks=tracks)


def page_text(
    painting: Painting, clip: Clip, words: Sequence[Words], additions: Sequence[Addition],
    reported: Reported, team: Team,
) -> str:  # fmt: skip
    """The page with the film of `clip` (of `page_clip`), told in these languages, its own first.

    Raises UserError as a picture does, and when the disk is full or refuses.
    """
    with reported("reading the tape", "frames") as report:
        data = travels(painting.programme, clip, words, painting.look, report)
    with reported("painting", "frames") as report:
        film = film_bytes(clip, report, team)
    return assemble(film, data, painting.theme, words[0].code, additions)


def write_page(text: str, path: Path) -> None:
    """The page under `path`. Raises UserError when the disk is full or refuses."""
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
