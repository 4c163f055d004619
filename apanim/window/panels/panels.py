"""All widgets of the window: the strip under the picture, the side panel at its right, and what floats."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pygame

from apanim.lab.cards import ExperimentCard, Trial
from apanim.picture.theme import Theme
from apanim.window import player
from apanim.window.film import Film, mark_at
from apanim.window.memory import give_back
from apanim.window.panels.built import Built, Wanted
from apanim.window.panels.compose import Composer, PutPicture
from apanim.window.panels.hearing import Hearing
from apanim.window.panels.menu import chapter_rows, speed_rows
from apanim.window.panels.rows import ListRow
from apanim.window.panels.settings import Settings
from apanim.window.panels.side.controls import ControlledView
from apanim.window.panels.side.panel import Memory
from apanim.window.panels.side.trials import Trials
from apanim.window.panels.strip import Doors
from apanim.window.panels.timeline_bar import clock
from apanim.window.panels.widget_places import WindowPlaces
from apanim.window.panels.widgets import Words, let_go
from apanim.window.player import Player

_BUILDS = 8  # that come between two clearings of memory: one takes some 25 ms, a build 40 to 150
_HOVERS_S = 0.2  # how long after a stir the library is still asked what is pointed at


class WindowPanels:
    """The widgets of one window. `take` hears, `update` brings up to date, `draw` shows what changed."""

    def __init__(
        self,
        size: tuple[int, int],
        words: Words,
        theme: Theme,
        text_scale: float = 1.0,
        kept: Settings | None = None,
        cards: Callable[[], tuple[ExperimentCard, ...]] = tuple,
    ) -> None:
        self.settings = kept or Settings()
        self._size, self._words, self._theme, self._text_scale = size, words, theme, text_scale
        self._composer = Composer()
        self._film = Film("", 0)
        self._state, self._own, self._now_s = Player(), False, 0.0
        self._builds = 0
        self._hearing = Hearing(self.open)
        self._memory = Memory(Trials(cards))
        self._run = ControlledView()
        self._built_for = self._wanted()
        self.built = self._build()

    def resize(self, size: tuple[int, int]) -> None:
        """The window has another size."""
        self._size = size
        self._composer.forget()

    @property
    def _places(self) -> WindowPlaces:
        return WindowPlaces(self._size, self._text_scale, self.settings.side, self._state.fullscreen)

    @property
    def picture_rect(self) -> pygame.Rect:
        """Where the picture goes, in pixels of the window."""
        return self._places.picture

    @property
    def wanted(self) -> tuple[str, ...]:
        """The panels in sight, for whoever reads what they show."""
        return self.built.side.shown if self.built.side else ()

    # ---- building

    def _wanted(self) -> Wanted:
        return Wanted(self._places, self.settings.panels, self._run, len(clock(self._film.duration_tick)))

    def _build(self) -> Built:
        """All widgets anew, for this size, film and state of the window."""
        self._builds += 1
        if self._builds % _BUILDS == 0:
            give_back()
        self._composer.forget()
        doors = Doors(self._open_chapters, self._open_speed, self._open_more, self.toggle_side, self._fork)
        return Built(
            self._built_for, self._film, self._theme, self._words, doors, self.toggle, self._memory
        )

    # ---- what opens and closes

    def open(self, name: str) -> None:
        """Open or close what a key of the table opens: a panel, "side", "chapters", "fork"."""
        doors = {"side": self.toggle_side, "chapters": self._open_chapters, "fork": self._fork}
        doors.get(name, lambda: self.toggle(name))()

    def toggle(self, name: str) -> None:
        """Open a panel, or close it; with the last one the side panel goes."""
        panels, side = self.settings.panels, self.settings.side
        if side and name in panels:
            panels = tuple(one for one in panels if one != name)
            side = bool(panels)
        else:
            panels, side = (*(one for one in panels if one != name), name), True
        self.settings = replace(self.settings, panels=panels, side=side)

    def toggle_side(self) -> None:
        """Open the side panel as it was, or close it."""
        panels = self.settings.panels or ("transcript",)
        self.settings = replace(self.settings, side=not self.settings.side, panels=panels)

    def _fork(self) -> None:
        self.built.desk.do("back" if self._own else "fork")

    def _open_menu(self, part: str, rows: tuple[ListRow, ...], title: str = "", current: int = -1) -> None:
        self.built.open_menu(part, rows, title, current, self._hearing.by_key)

    def _open_chapters(self) -> None:
        chapters = self._film.chapters
        here = mark_at(chapters, self._state.tick)
        if chapters:
            rows, current = chapter_rows(chapters, self.built.desk.do), chapters.index(here) if here else -1
            self._open_menu("chapters", rows, self._words("Chapters"), current)

    def _open_speed(self) -> None:
        rows = speed_rows(self._state.speed, self.built.desk.do)
        self._open_menu("speed", rows, self._words("Speed"))

    def _open_more(self) -> None:
        rows = []
        for name in self.built.strip.away:
            icon, english, does = self.built.strip.entry(name)
            rows.append(ListRow(self._words(english), f"@{icon}", does))
        self._open_menu("more", tuple(rows))

    # ---- input

    def take(self, event: pygame.Event) -> tuple[Any, ...] | None:
        """What the widgets make of an event; None if it is not for them."""
        heard = self._hearing.hear(event, self.built, self._state.help, self._now_s)
        deeds = tuple(self.built.desk.deeds)
        self.built.desk.deeds.clear()
        return deeds if heard or deeds else None

    # ---- output

    def update(self, state: Player, film: Film, readout: Any, now_s: float) -> None:
        """Bring all that is in sight up to date."""
        self._state, self._film, self._now_s = state, film, now_s
        self._own = state.run != 0
        if readout is not None:
            self._run = ControlledView(readout.view, tuple(readout.synapses), tuple(readout.sections))
        if (wanted := self._wanted()) != self._built_for:
            let_go(self.built.desk.manager)
            self._built_for = wanted
            self.built = self._build()
        here = self.built
        here.strip.show(film, state, state.loop, self._own, self.settings.side)
        here.show_strip(player.bar_shown(state, now_s))
        if here.side:
            here.side.show(state, film, readout, now_s)
        if now_s - self._hearing.stirred_s < _HOVERS_S or here.focus.writing:
            here.desk.manager.update(0.02)
        line, picture = here.strip.timeline, self.picture_rect
        here.floats.point(film, None if here.menu else line, here.strip.place.top, self._size)
        here.floats.tell(player.note_shown(state, now_s, self._words) if not state.help else "", picture)
        here.floats.warn(state.mistake or (readout.status if readout is not None else ""), picture)
        tipped = [] if here.menu or state.help else here.everything()
        left = here.side.place.left if here.side else self._size[0]
        here.tips.show(tipped, here.focus.on, pygame.Rect((0, 0), self._size), left, now_s)
        here.help.bring(state.help)
        here.focus.show()

    @property
    def wake_s(self) -> float:
        """When something here changes by itself."""
        ends = [self.built.tips.due_s]
        if self.built.focus.writing:
            ends.append(self._now_s + 0.25)
        if self._now_s - self._hearing.stirred_s < _HOVERS_S:
            ends.append(self._now_s + 0.03)
        return min(ends)

    def forget(self) -> None:
        """What is on the window is lost: draw all of it the next time."""
        self._composer.forget()

    def draw(self, window: pygame.Surface, put_picture: PutPicture, picture_is_new: bool) -> bool:
        """Lay picture and widgets on the window where they changed; whether anything did."""
        return self._composer.draw(
            window, self.built.desk.manager.ui_group, self.picture_rect, put_picture, picture_is_new
        )

    # ---- experiments

    def try_card(self, card: ExperimentCard | None) -> None:
        """An experiment has been opened, and asks for a prediction; or none is under way any more."""
        self._memory.bench.trial = Trial(card) if card else None
        if card and "experiments" not in self.wanted:
            self.toggle("experiments")

    def close_trial(self) -> bool:
        """Its run is another now, and answers nothing; whether there was one that had not answered."""
        trial = self._memory.bench.trial
        if trial is None or trial.stage == "reveal":
            return False
        self._memory.bench.trial = None
        return True

    def revealed(self, choice: int, value: float) -> None:
        """The run of an experiment has answered its question."""
        self._memory.bench.reveal(choice, value)
