"""A programme as a deck: every chapter painted into a clip of its own, then laid on its slide."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from apanim.export.clip import Clip, OnFrame
from apanim.export.pixels import image
from apanim.export.questions import Question
from apanim.export.segments.joined import write_film
from apanim.export.segments.team import ALONE, Team
from apanim.export.slides.deck import Colours, Deck, chapter_slides
from apanim.export.video.formats import MP4
from apanim.export.whole import whole_file
from apanim.parts import temporary_folder
from apanim.picture.theme import Theme
from apanim.script.programme import Programme

_POSTER_QUALITY = 92


def write_slides(
    programme: Programme, clip: Clip, path: Path, theme: Theme, questions: Sequence[Question],
    tell: OnFrame, team: Team = ALONE,
) -> None:  # fmt: skip
    """Write a deck of the whole programme; `clip` is all of it. Questions follow their chapter.

    Raises UserError when the disk is full or refuses.
    """
    slides = chapter_slides(programme)
    parts = [replace(clip, from_tick=one.from_tick, to_tick=one.to_tick) for one in slides]
    all_frames, before = sum(part.frame_total for part in parts), 0
    deck = Deck(programme.title, programme.language, Colours.of(theme))
    with whole_file(path) as part_path, temporary_folder() as folder:
        for slide, part in zip(slides, parts, strict=True):

            def told(done: int, total: int, note: str = "", before: int = before) -> None:
                tell(before + done, all_frames)

            film = folder / f"chapter-{slide.number + 1:02d}.mp4"
            write_film(part, film, MP4, told, team)
            before += part.frame_total
            poster = io.BytesIO()
            at = slide.poster_tick - slide.poster_tick % clip.ticks_per_frame
            image(clip.paint(at).surface).save(poster, "JPEG", quality=_POSTER_QUALITY, subsampling=0)
            deck.add_chapter(slide, film, poster.getvalue(), clip.size)
            film.unlink()
            if asked := [one for one in questions if one.chapter == slide.number]:
                deck.add_questions(slide.title, asked)
        deck.save(part_path)
