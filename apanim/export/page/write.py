"""A page of a programme, written to a file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from apanim.export.clip import Clip, OnFrame, Painting
from apanim.export.page.document import Addition, assemble
from apanim.export.page.film import film_bytes
from apanim.export.page.languages import Words
from apanim.export.page.travels import travels
from apanim.export.segments.tally import Tell
from apanim.export.segments.team import ALONE, Team
from apanim.export.video.tracks import SoundTrack, Tracks
from apanim.export.whole import whole_file
from apanim.picture.shot import Look
from apanim.picture.theme import Theme
from apanim.script.programme import Programme


def page_html(
    programme: Programme, stretch: tuple[int, int], size: tuple[int, int], fps: int, theme: Theme,
    look: Look, languages: Sequence[Words], on_list: OnFrame, on_frame: Tell,
    additions: Sequence[Addition] = (), team: Team = ALONE,
) -> str:  # fmt: skip
    """The page of a baked programme from one tick to another. The page has the captions, not the film.

    Raises UserError as a picture does, and when the disk is full or refuses.
    """
    look = replace(look, captions=False)
    tracks = Tracks(
        title=programme.title, sounds=(SoundTrack(programme.track),), chapters=programme.chapters,
        duration_tick=programme.duration_tick,
    )  # fmt: skip
    clip = Clip(Painting(programme, size, theme, look), size, fps, *stretch, tracks=tracks)
    data = travels(programme, clip, languages, look, on_list)
    return assemble(film_bytes(clip, on_frame, team), data, theme, languages[0].code, additions)


def write_page(text: str, path: Path) -> None:
    """The page under `path`. Raises UserError when the disk is full or refuses."""
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
