"""A window's widgets with a film, without a membrane: events go in by hand, pictures come out."""

import numpy as np
import pygame
import pytest

from apanim.picture.theme import theme
from apanim.window import inputs
from apanim.window.display import begin_display
from apanim.window.film import Film, TimeMark
from apanim.window.panels import Settings, WindowPanels
from apanim.window.player import Player
from apanim.window.processes.messages import Curves, Readout
from apanim.window.translated import words_in

FILM = Film(
    title="Small film",
    duration_tick=60_000,
    fps=30,
    chapters=(TimeMark(0, "Rest"), TimeMark(20_000, "Rising phase"), TimeMark(40_000, "Falling phase")),
    cues=tuple(
        TimeMark(t, f"Sentence {t}: Na⁺ enters the cell.", t + 1500) for t in range(300, 60_000, 2400)
    ),
    events=tuple(TimeMark(t, f"Na⁺ channel {t} opens") for t in range(100, 60_000, 777)),
)


def curves(count=200):
    t_ms = np.linspace(0, 5, count, dtype=np.float32)
    wave = np.sin(t_ms).astype(np.float32)
    names = [
        "V_mV",
        "I_Na",
        "I_K",
        "g_Na",
        "g_K",
        "m",
        "h",
        "n",
        "Na_out",
        "Na_in",
        "K_out",
        "K_in",
        "E_Na",
        "E_K",
    ]
    return Curves(0.0, 10.0, t_ms, dict.fromkeys(names, wave), t_ms, {"V_mV": -wave})


class Room:
    """Panels, the state that they play on, and the window's surface."""

    def __init__(self, size=(1280, 720), language="en", panels=(), look="", text_scale=1.0, cards=()):
        begin_display()
        self.window = pygame.Window("room", size)
        self.surface = self.window.get_surface()
        self.size, self.film, self.now_s = size, FILM, 10.0
        self.state = Player(tick=30_000)
        self.readout = Readout(curves=curves())
        self.deeds = []
        chosen = theme(look) if look else theme()
        kept = Settings(panels=tuple(panels), side=bool(panels))
        self.panels = WindowPanels(size, words_in(language), chosen, text_scale, kept, lambda: tuple(cards))
        self.go()

    def go(self, seconds=0.1):
        """Let time pass."""
        self.now_s += seconds
        pygame.event.get()  # what the library tells itself
        self.panels.update(self.state, self.film, self.readout, self.now_s)

    def do(self, kind, **what):
        """Give an event in, and do what the widgets ask of the player."""
        taken = self.panels.take(pygame.Event(kind, what))
        for deed in taken or ():
            if callable(deed):
                self.state = deed(self.film, self.state, self.now_s)
            else:
                self.deeds.append(deed)
                if deed == "fork":
                    self.state = inputs.fork(1)(self.film, self.state, self.now_s)
        self.go()
        return taken

    def key(self, code, mod=0):
        taken = self.do(pygame.KEYDOWN, key=code, mod=mod, unicode="")
        self.do(pygame.KEYUP, key=code, mod=mod, unicode="")
        return taken

    def click(self, at):
        at = tuple(map(int, at))
        self.do(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
        self.do(pygame.MOUSEBUTTONDOWN, pos=at, button=1)
        return self.do(pygame.MOUSEBUTTONUP, pos=at, button=1)

    def drawn(self):
        """The window after drawing what changed, (height, width, 3)."""
        self.panels.draw(self.surface, self._picture, picture_is_new=False)
        return pygame.surfarray.array3d(self.surface).swapaxes(0, 1).copy()

    def _picture(self, surface):
        surface.fill((40, 90, 60), self.panels.picture_rect.clip(surface.get_clip()))

    def widgets(self):
        """All that stand on the window now."""
        return [one for one in self.panels.built.everything() if one.alive() and one.visible]


@pytest.fixture
def room(monkeypatch, tmp_path):
    """Makes rooms, and closes their windows."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("APANIM_CONFIG", str(tmp_path))
    made = []

    def make(*args, **kwargs):
        made.append(Room(*args, **kwargs))
        return made[-1]

    yield make
    for one in made:
        one.window.destroy()
    pygame.quit()
