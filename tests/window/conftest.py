"""A film and a scene for the player that need no membrane."""

import os
from types import SimpleNamespace

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import numpy as np
import pygame
import pytest

from apanim.canvas.raster import RasterCanvas
from apanim.picture.drawlist import Dot, DrawList, Line
from apanim.window.app import App
from apanim.window.film import Film, TimeMark
from apanim.window.processes.messages import Ask, PictureReady
from apanim.window.processes.prepared import FilmReady, TrackReady

FILM = Film(
    title="Small film",
    duration_tick=6000,
    fps=30,
    chapters=(TimeMark(0, "Rest"), TimeMark(2000, "Rising"), TimeMark(4000, "Falling")),
    cues=tuple(TimeMark(t, f"Sentence {t}: Na⁺ enters.") for t in range(100, 6000, 700)),
    events=tuple(TimeMark(t, f"Event {t}") for t in (50, 310, 311, 2990, 5930)),
)


class Scene:
    """A dot that moves with time, and a line for the captions. Remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, bool]] = []

    def __call__(self, tick: int, captions: bool) -> DrawList:
        self.asked.append((tick, captions))
        caption = (Line(((100, 950), (900, 950)), "#FFFFFF", 20),) if captions else ()
        return DrawList((Dot(round(tick / 6000 * 1900), 500, 40, "#FFC23C"), *caption))


class ToyLink:
    """In place of the two processes: paints `scene` when it is asked, and knows the film from the start."""

    def __init__(self, scene, film, frames, wake):
        self._scene, self._frames, self._wake = scene, frames, wake
        samples = 80 * film.duration_tick
        self._said = [FilmReady(film), TrackReady("", samples, 0, True)]
        self.asks = []
        self._canvas = None

    def prepare(self):
        pass

    def tell(self, *messages):
        pass

    def ask(self, *asks):
        for ask in asks:
            if not isinstance(ask, Ask):
                continue  # it lives no branches: all runs are the lecture
            self.asks.append(ask)
            if self._canvas is None or self._canvas.surface.get_size() != ask.size:
                self._canvas = RasterCanvas(ask.size)
            canvas = self._canvas
            canvas.paint(self._scene(ask.tick, ask.captions))
            self._frames.pixels(ask.slot, ask.size).T[:] = canvas.pixels()
            self._said.append(PictureReady(ask, 0.01))
            self._wake()

    def heard(self):
        said, self._said = self._said, []
        return said

    def close(self):
        pass


@pytest.fixture
def toy(film, scene):
    """Makes an App of a size whose pictures are the toy scene's, and keeps its link as `link`."""

    def app(size):
        def linked(frames, wake):
            app.link = ToyLink(scene, film, frames, wake)
            return app.link

        return App(film.title, linked, size, None)

    return app


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
