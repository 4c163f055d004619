"""The side panel: tabs for its panels, and below them those that are open, one under the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pygame

from apanim.window.film import Film
from apanim.window.panels import style
from apanim.window.panels.settings import PANELS
from apanim.window.panels.side.controls import ControlledView, Controls
from apanim.window.panels.side.lists import Events, Transcript
from apanim.window.panels.side.plots import Plots
from apanim.window.panels.side.thing import ThingPanel
from apanim.window.panels.side.trials import Experiments, Trials
from apanim.window.panels.style import blank
from apanim.window.panels.tips import tip_of
from apanim.window.panels.widgets import Button, Desk, Label, Widget
from apanim.window.player import Player

_WIDTH, _TABS, _HEAD, _PAD = 356, 46, 34, 10  # units
_LEAST = 210  # units of height that a panel needs; those opened first give way
_NARROW = 520  # a window of fewer pixels has room for the picture or for the side panel
_LEVEL = 20
NAMES = {
    "controls": "Controls",
    "plots": "Plots",
    "events": "Events",
    "transcript": "Chapters and text",
    "thing": "Selected",
    "experiments": "Experiments",
}


_WEIGHTS = {
    "controls": 3.0,
    "plots": 3.0,
    "events": 2.0,
    "transcript": 2.5,
    "thing": 2.0,
    "experiments": 2.5,
}


@dataclass(frozen=True)
class Memory:
    """What the panels know beyond one building of their widgets."""

    bench: Trials
    asked: dict[str, float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


class _Ground(Widget):
    """What the panels lie on."""

    def painted(self) -> pygame.Surface:
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        out.blit(s.ground(width, height), (0, 0))
        out.fill(
            s.rgba(style.mix(style.GROUND_TOP, style.EDGE, 0.28), 1.0), (0, 0, max(1, s.px(1)), height)
        )
        return out


class Rule(Widget):
    """A fine line between two panels."""

    def painted(self) -> pygame.Surface:
        """As wide as it is."""
        out = blank(*self.rect.size)
        out.fill(self.desk.style.rgba(style.EDGE, 0.28))
        return out


class Side:
    """Built for a place and the panels that are open; the last opened that there is room for are shown."""

    def __init__(
        self,
        desk: Desk,
        place: pygame.Rect,
        panels: tuple[str, ...],
        toggle: Callable[[str], None],
        close: Callable[[], None],
        memory: Memory,
        run: ControlledView,
    ) -> None:
        self.desk, self.place, self._memory, self._run = desk, place, memory, run
        s = desk.style
        self._ground = _Ground(desk, place, level=_LEVEL - 1, name="side")
        self._ground.refresh(True)
        room = place.height - s.px(_TABS)
        many = max(1, room // s.px(_LEAST))
        last = panels[-many:]
        self.shown = tuple(name for name in PANELS if name in last)
        self.tabs = self._tabs(toggle, close)
        self.sections = self._sections()

    def _sections(self) -> list[Any]:
        """One under the other, each with its name above it; those that have more to show are higher."""
        s, out = self.desk.style, []
        y, whole = self.place.y + s.px(_TABS), self.place.height - s.px(_TABS)
        sum_ = sum(_WEIGHTS[name] for name in self.shown)
        for name in self.shown:
            high = round(whole * _WEIGHTS[name] / sum_)
            inner = pygame.Rect(self.place.x + s.px(_PAD), y, self.place.width - 2 * s.px(_PAD), high)
            rule = Rule(self.desk, pygame.Rect(inner.x, y, inner.width, s.px(1)), level=_LEVEL)
            rule.refresh(True)
            title = pygame.Rect(inner.x, y + s.px(4), inner.width, s.px(_HEAD) - s.px(6))
            words = self.desk.words(NAMES[name]).upper()
            Label(self.desk, title, words, tint=style.QUIET, size=13, weight=800, level=_LEVEL)
            body = pygame.Rect(inner.x, y + s.px(_HEAD), inner.width, high - s.px(_HEAD) - s.px(6))
            out.append(self._section(name, body))
            y += high
        return out

    def _section(self, name: str, place: pygame.Rect) -> Any:
        desk, memory = self.desk, self._memory
        match name:
            case "controls":
                return Controls(desk, place, _LEVEL, self._run, memory.asked)
            case "plots":
                return Plots(desk, place, _LEVEL)
            case "events":
                return Events(desk, place, _LEVEL)
            case "transcript":
                return Transcript(desk, place, _LEVEL, memory.texts)
            case "thing":
                return ThingPanel(desk, place, _LEVEL)
        return Experiments(desk, place, _LEVEL, memory.bench)

    def wheel(self, event: pygame.Event) -> bool:
        """A turn of the wheel, for what scrolls as a whole."""
        scrolls = (getattr(section, "scroll", None) for section in self.sections)
        return any(scroll.wheel(event) for scroll in scrolls if scroll)

    @staticmethod
    def width(size: tuple[int, int], scale: float, docked: bool) -> int:
        """Pixels across; 0 where it is not docked but covers the picture."""
        if size[0] < _NARROW:
            return 0 if docked else size[0]
        return min(round(_WIDTH * scale), round(size[0] * 0.46))

    def _tabs(self, toggle: Callable[[str], None], close: Callable[[], None]) -> list[Button]:
        s, names = self.desk.style, [*PANELS, "close"]
        side = min(s.px(36), (self.place.width - 2 * s.px(_PAD)) // len(names))
        step = min(side + s.px(6), (self.place.width - 2 * s.px(_PAD) - side) // (len(names) - 1))
        out, y = [], self.place.y + (s.px(_TABS) - side) // 2
        for index, name in enumerate(names):
            x = self.place.x + s.px(_PAD) + index * step
            if name == "close":
                x = self.place.right - s.px(_PAD) - side
            press = close if name == "close" else lambda name=name: toggle(name)
            button = Button(self.desk, pygame.Rect(x, y, side, side), press, icon=name, level=_LEVEL)
            button.tip = tip_of(self.desk, "Side panel" if name == "close" else NAMES[name])
            button.show_as(on=name in self.shown)
            out.append(button)
        return out

    def everything(self) -> list[Any]:
        """All its widgets in the order of Tab."""
        return [*self.tabs, *(widget for section in self.sections for widget in section.everything())]

    def show(self, state: Player, film: Film, readout: Any, now_s: float) -> None:
        """Bring every open panel up to date."""
        for section in self.sections:
            section.show(state, film, readout, now_s)
