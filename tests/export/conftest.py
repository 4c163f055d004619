"""A small real painter and a clip of it, for tests of the files that exports write."""

import os
from types import SimpleNamespace

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import numpy as np
import pygame
import pytest

from apanim.canvas.raster import Picture
from apanim.export.clip import Clip
from apanim.export.video.tracks import SAMPLES_PER_TICK, CaptionTrack, SoundTrack, Tracks
from apanim.narration.captions import CaptionPage
from apanim.script.programme import Chapter

CLICKS_S = (0.5, 1.25, 1.9)
CHAPTERS = (Chapter(0, "Rest"), Chapter(600, "Rising"))
PAGES = (CaptionPage(0, 500, ("Na⁺ waits.",)), CaptionPage(620, 1100, ("The inside", "is −70 mV.")))
COLOURS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 194, 60), (13, 33, 66), (255, 255, 255))


def colour_at(tick: int) -> tuple[int, int, int]:
    """A colour that changes every 100 ticks: primaries, the house's amber and navy, white."""
    return COLOURS[tick // 100 % len(COLOURS)]


class FlatPainter:
    """Fills the frame with colour_at and remembers the ticks it was asked for."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.surface = pygame.Surface(size, 0, 32)
        self.ticks: list[int] = []

    def __call__(self, tick: int) -> Picture:
        self.ticks.append(tick)
        self.surface.fill(colour_at(tick))
        return Picture(self.surface)


def click_track(duration_tick: int) -> np.ndarray:
    """Silence with a 2 ms click centred on each of CLICKS_S."""
    track = np.zeros(duration_tick * SAMPLES_PER_TICK, np.float32)
    for at_s in CLICKS_S:
        start = round(at_s * 48_000) - 48
        track[start : start + 97] = 0.8 * np.hanning(97)
    return track


def make_clip(size=(160, 90), fps=30, from_tick=0, to_tick=1200, paint=None) -> Clip:
    """A clip of a 2 s scene with chapters, captions and clicks."""
    return Clip(
        paint=paint or FlatPainter(size),
        size=size,
        fps=fps,
        from_tick=from_tick,
        to_tick=to_tick,
        tracks=Tracks(
            "Spike", (SoundTrack(click_track(1200), "eng"),), (CaptionTrack(PAGES, "eng"),), CHAPTERS
        ),
    )


def quiet(done: int, total: int, note: str = "") -> None:
    """Progress that nobody watches."""


@pytest.fixture
def flat():
    """The scene that these tests know by heart."""
    return SimpleNamespace(
        clip=make_clip, colour_at=colour_at, clicks_s=CLICKS_S, painter=FlatPainter, quiet=quiet
    )
