"""What lies beside the pictures of a film: its sounds and captions, each in a language, chapters, title."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from apanim.narration.captions import CaptionPage
from apanim.script.programme import Chapter
from apanim.units import TICKS_PER_S

SAMPLE_RATE_HZ = 48_000
SAMPLES_PER_TICK = SAMPLE_RATE_HZ // TICKS_PER_S


@dataclass(frozen=True, eq=False)
class SoundTrack:
    """Sound from the first tick on: float32 in -1..1 at 48 kHz, mono (n,) or stereo (n, 2).

    `language` is ISO 639-2 ("eng"); `name` what a viewer chooses it by.
    """

    samples: NDArray[np.float32]
    language: str = "und"
    name: str = ""


@dataclass(frozen=True)
class CaptionTrack:
    """The words of one language, page by page. `shown`: whether a player shows them unasked."""

    pages: tuple[CaptionPage, ...]
    language: str = "und"
    name: str = ""
    shown: bool = False


@dataclass(frozen=True, eq=False)
class Tracks:
    """All that a film has beside its pictures. The first sound is the one that plays unasked."""

    title: str = ""
    sounds: tuple[SoundTrack, ...] = ()
    captions: tuple[CaptionTrack, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    duration_tick: int = 0

    def cut(self, from_tick: int, to_tick: int) -> "Tracks":
        """What of it falls into the stretch, on a clock that begins with it, and `duration_tick` long."""
        of = slice(from_tick * SAMPLES_PER_TICK, to_tick * SAMPLES_PER_TICK)
        return replace(
            self,
            sounds=tuple(replace(sound, samples=sound.samples[of]) for sound in self.sounds),
            captions=tuple(
                replace(track, pages=cut_pages(track.pages, from_tick, to_tick)) for track in self.captions
            ),
            chapters=cut_chapters(self.chapters, from_tick, to_tick),
            duration_tick=to_tick - from_tick,
        )


def cut_pages(pages: tuple[CaptionPage, ...], from_tick: int, to_tick: int) -> tuple[CaptionPage, ...]:
    """The pages that are seen in the stretch, cut to it, in ticks from its beginning."""
    return tuple(
        CaptionPage(
            max(page.start_tick, from_tick) - from_tick, min(page.end_tick, to_tick) - from_tick, page.lines
        )
        for page in pages
        if page.start_tick < to_tick and page.end_tick > from_tick
    )


def cut_chapters(chapters: tuple[Chapter, ...], from_tick: int, to_tick: int) -> tuple[Chapter, ...]:
    """The chapters that the stretch has a part of, in ticks from its beginning."""
    ends = [*(chapter.start_tick for chapter in chapters), to_tick][1:]
    return tuple(
        Chapter(max(chapter.start_tick, from_tick) - from_tick, chapter.title)
        for chapter, end in zip(chapters, ends, strict=True)
        if chapter.start_tick < to_tick and end > from_tick
    )
