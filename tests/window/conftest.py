"""A film and a scene for the player that need no membrane."""

import os
from types import SimpleNamespace

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import numpy as np
import pygame
import pytest

from apanim.picture.drawlist import Dot, DrawList, Line
from apanim.window.film import Film, Mark

FILM = Film(
    title="Small film",
    duration_tick=6000,
    fps=30,
    chapters=(Mark(0, "Rest"), Mark(2000, "Rising"), Mark(4000, "Falling")),
    cues=tuple(Mark(t, f"Sentence {t}: Na⁺ enters.") for t in range(100, 6000, 700)),
    events=tuple(Mark(t, f"Event {t}") for t in (50, 310, 311, 2990, 5930)),
)


class Scene:
    """A dot that moves with time, and a line for the captions. Remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, bool]] = []

    def __call__(self, tick: int, captions: bool) -> DrawList:
        self.asked.append((tick, captions))
        caption = (Line(((100, 950), (900, 950)), "#FFFFFF", 20),) if captions else ()
        return DrawList((Dot(round(tick / 6000 * 1900), 500, 40, "#FFC23C"), *caption))


@pytest.fixture
def film():
    return FILM


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def track():
    """Ten seconds of silence at 48 kHz, as long as the film."""
    return np.zeros(480_000, np.float32)


@pytest.fixture
def headless(monkeypatch):
    """SDL without a screen and without a loudspeaker; its audio device still keeps real time."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    yield SimpleNamespace(post=lambda kind, **what: pygame.event.post(pygame.event.Event(kind, what)))
    pygame.quit()
