"""A page of a programme: the clip that it shows, and the file that it becomes."""

from dataclasses import replace
from pathlib import Path

from apanim.export.clip import Clip, Painting
from apanim.export.languages import iso_639_2
from apanim.export.video.tracks import SoundTrack, Tracks
from apanim.export.whole import whole_file
from apanim.picture.shot import Look
from apanim.picture.theme import Theme
from apanim.script.programme import Programme


def page_clip(
    programme: Programme, stretch: tuple[int, int], size: tuple[int, int], fps: int, theme: Theme,
    look: Look,
) -> Clip:  # fmt: skip
    """What the film of a page shows, from one tick to another. The page has the captions, not the film."""
    tracks = Tracks(
        title=programme.title, sounds=(SoundTrack(programme.track, iso_639_2(programme.language)),),
        chapters=programme.chapters, duration_tick=programme.duration_tick,
    )  # fmt: skip
    painting = Painting(programme, size, theme, replace(look, captions=False))
    return Clip(painting, size, fps, *stretch, tracks=tracks)


def write_page(text: str, path: Path) -> None:
    """The page under `path`. Raises UserError when the disk is full or refuses."""
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
