"""All widgets of the window: the strip under the picture, the side panel at its right, and what floats."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pygame
from pygame_gui import UIManager

from apanim.lab.cards import Card, Trial
from apanim.picture.theme import Theme
from apanim.window import keys, player
from apanim.window.film import Film, mark_at
from apanim.window.memory import give_back
from apanim.window.panels import settings, strip, style
from apanim.window.panels.compose import Composer, PutPicture
from apanim.window.panels.controls import Kind
from apanim.window.panels.floats import Floats
from apanim.window.panels.focus import Focus
from apanim.window.panels.help import Help
from apanim.window.panels.library import library_theme
from apanim.window.panels.menu import Menu, chapter_rows, speed_rows
from apanim.window.panels.rows import Row
from apanim.window.panels.settings import Settings
from apanim.window.panels.side import Memory, Side
from apanim.window.panels.strip import Doors, Strip
from apanim.window.panels.style import styled
from apanim.window.panels.timeline import clock
from apanim.window.panels.tips import Tips
from apanim.window.panels.trials import Bench
from apanim.window.panels.widgets import Desk, Words, let_go
from apanim.window.player import Player

_BUILDS = 8  # that come between two clearings of memory: one takes some 25 ms, a build 40 to 150
_HOVERS_S = 0.2  # how long after a stir the library is still asked what is pointed at


def strip_height(size: tuple[int, int], text_scale: float = 1.0) -> int:
    """Pixels that the strip takes of a window of `size`."""
    return round(strip.HEIGHT * style.scale_for(size, text_scale))


class Panels:
    """The widgets of one window. `take` hears, `update` brings up to date, `draw` shows what changed."""

    def __init__(
        self,
        size: tuple[int, int],
        words: Words,
        theme: Theme,
        text_scale: float = 1.0,
        kept: Settings | None = None,
        cards: Callable[[], tuple[Card, ...]] = tuple,
    ) -> None:
        self.settings = kept or Settings()
        self._size, self._words, self._theme, self._text_scale = size, words, theme, text_scale
        self._composer = Composer()
        self._film = Film("", 0)
        self._state, self._own = Player(), False
        self._built_for: Any = None
        self._builds = 0
        self._stirred_s, self._now_s, self._by_key = -math.inf, 0.0, False
        self._menu: Menu | None = None
        self._down: set[int] = set()  # keys that opened something and are still held
        self._memory = Memory(Bench(cards))
        self._run = Kind()
        self._build()

    # ---- places

    def resize(self, size: tuple[int, int]) -> None:
        """The window has another size."""
        self._size = size
        self._composer.forget()

    @property
    def picture_rect(self) -> pygame.Rect:
        """Where the picture goes, in pixels of the window."""
        width, height = self._size
        foot = 0 if self._overlaid else self._strip_height()
        return pygame.Rect(0, 0, width - self._side_width(docked=True), max(1, height - foot))

    @property
    def _overlaid(self) -> bool:
        """Whether the strip lies over the picture and goes by itself: in full screen, while nobody works
        in the side panel, which stands on it."""
        return self._state.fullscreen and not self.settings.side

    def _strip_height(self) -> int:
        if self._overlaid:
            return round(max(self._size[1] * strip.OVERLAY_HEIGHT, 30))
        return strip_height(self._size, self._text_scale)

    def _side_width(self, *, docked: bool = False) -> int:
        """Pixels that the side panel takes: of the picture's room, where that is wide enough for both."""
        if not self.settings.side:
            return 0
        return Side.width(self._size, style.scale_for(self._size, self._text_scale), docked)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The panels in sight, for whoever reads what they show."""
        return self._side.shown if self._side else ()

    # ---- building

    def _build(self) -> None:
        """All widgets anew, for this size, film and state of the window."""
        if self._built_for is not None:
            let_go(self._desk.manager)
        self._builds += 1
        if self._builds % _BUILDS == 0:
            give_back()
        size, full = self._size, self._overlaid
        scale = style.scale_for(size, self._text_scale)
        looks = styled(self._theme, scale)
        manager = UIManager(size, library_theme(looks), enable_live_theme_updates=False)
        self._desk = Desk(manager, looks, self._words)
        bar_scale = scale if not full else self._strip_height() / strip.OVERLAY_UNITS
        bar = Desk(manager, styled(self._theme, bar_scale), self._words, self._desk.deeds)
        high = self._strip_height()
        place = pygame.Rect(0, size[1] - high, size[0], high)
        doors = Doors(self._open_chapters, self._open_speed, self._open_more, self.toggle_side, self._fork)
        self._strip = Strip(bar, place, doors, self._film, over=full)
        self._focus = Focus(self._desk)
        self._tips = Tips(self._desk)
        self._floats = Floats(self._desk)
        self._help = Help(self._desk)
        self._menu, self._side = None, None
        if self.settings.side:
            width = self._side_width()
            place = pygame.Rect(size[0] - width, 0, width, size[1] - high)
            self._side = Side(
                self._desk,
                place,
                self.settings.panels,
                self.toggle,
                self.toggle_side,
                self._memory,
                self._run,
            )
        self._built_for = self._key()
        self._composer.forget()

    def _key(self) -> Any:
        film = self._film
        return (
            self._size,
            self._overlaid,
            len(clock(film.duration_tick)),
            self.settings.side,
            self.settings.panels,
            self._run,
        )

    # ---- what opens and closes

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
        self._desk.do("back" if self._own else "fork")

    def _open(self, part: str, rows: tuple[Row, ...], title: str, current: int = -1) -> None:
        """Open a menu beside a part of the strip, or close the one that is open."""
        if self._menu:
            self._close_menu()
            return
        anchor = self._strip.parts.get(part) or self._strip.parts["more"]
        bounds = pygame.Rect((0, 0), self._size)
        self._menu = Menu(self._desk, bounds, anchor.rect, rows, self._menu_closed, title, current)
        if self._by_key:
            self._focus.set(self._menu.list)

    def _menu_closed(self) -> None:
        if self._menu and self._focus.on is self._menu.list:
            self._focus.clear()
        self._menu = None

    def _close_menu(self) -> None:
        if self._menu:
            self._menu.close()

    def _open_chapters(self) -> None:
        chapters = self._film.chapters
        here = mark_at(chapters, self._state.tick)
        if chapters:
            rows = chapter_rows(chapters, self._desk.do)
            self._open("chapters", rows, self._words("Chapters"), chapters.index(here) if here else -1)

    def _open_speed(self) -> None:
        self._open("speed", speed_rows(self._state.speed, self._desk.do), self._words("Speed"))

    def _open_more(self) -> None:
        rows = []
        for name in self._strip.away:
            icon, english, does = self._strip.entry(name)
            rows.append(Row(self._words(english), f"@{icon}", does))
        self._open("more", tuple(rows), "")

    # ---- input

    def take(self, event: pygame.Event) -> tuple[Any, ...] | None:
        """What the widgets make of an event; None if it is not for them."""
        heard = self._hear(event)
        deeds = tuple(self._desk.deeds)
        self._desk.deeds.clear()
        return deeds if heard or deeds else None

    def _hear(self, event: pygame.Event) -> bool:
        self._stirred_s = self._now_s
        if event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self._by_key = event.type == pygame.KEYDOWN
        match event.type:
            case pygame.KEYDOWN:
                return self._key_down(event)
            case pygame.KEYUP if event.key in self._down:
                self._down.discard(event.key)
            case pygame.TEXTINPUT | pygame.KEYUP:
                return self._focus.writing and (self._desk.manager.process_events(event) or True)
            case pygame.MOUSEBUTTONDOWN:
                return self._press(event)
            case pygame.MOUSEMOTION | pygame.MOUSEBUTTONUP:
                taken = self._desk.manager.process_events(event)
                return taken or self._over(event.pos)
            case pygame.MOUSEWHEEL:
                taken = self._desk.manager.process_events(event) or bool(
                    self._side and self._side.wheel(event)
                )
                return taken or self._over(pygame.mouse.get_pos())
            case pygame.WINDOWLEAVE | pygame.WINDOWFOCUSLOST:
                self._down.clear()
                self._strip.timeline.let_go()
                self._strip.timeline.pointed = None
        return False

    def _press(self, event: pygame.Event) -> bool:
        if self._menu and not self._menu.place.collidepoint(event.pos):
            again = self._menu.anchor.collidepoint(event.pos)
            self._close_menu()
            return True if again else self._press(event) or True
        self._tips.quiet(self._now_s)
        self._focus.clear()
        taken = self._desk.manager.process_events(event)
        return taken or self._over(event.pos)

    def _over(self, point: tuple[int, int]) -> bool:
        """Whether a point of the window is the widgets'."""
        if self._state.help or self._strip.timeline.held:
            return True
        if self._menu and self._menu.place.collidepoint(point):
            return True
        if self._side and self._side.place.collidepoint(point):
            return True
        return bool(self._strip.ground.visible) and self._strip.place.collidepoint(point)

    def _key_down(self, event: pygame.Event) -> bool:
        if self._state.help:
            down = {pygame.K_DOWN: 1, pygame.K_UP: -1, pygame.K_PAGEDOWN: 8, pygame.K_PAGEUP: -8}.get(
                event.key, 0
            )
            return bool(down) and self._help.scroll(down * self._desk.style.px(31))
        match event.key:
            case pygame.K_TAB if not event.mod & (pygame.KMOD_ALT | pygame.KMOD_CTRL):
                self._hide_or_show(True)
                order = [self._menu.list] if self._menu else self.everything()
                self._focus.move(-1 if event.mod & pygame.KMOD_SHIFT else 1, order)
                return True
            case pygame.K_ESCAPE if self._menu or self._focus.on is not None or self._focus.writing:
                self._close_menu() if self._menu else self._focus.clear()
                return True
            case pygame.K_RETURN | pygame.K_KP_ENTER if (target := self._target()) is not None:
                target.press()
                return True
            case pygame.K_UP | pygame.K_DOWN | pygame.K_LEFT | pygame.K_RIGHT if (
                target := self._target()
            ) is not None:
                right = (event.key == pygame.K_RIGHT) - (event.key == pygame.K_LEFT)
                down = (event.key == pygame.K_DOWN) - (event.key == pygame.K_UP)
                if hasattr(target, "arrow") and target.arrow(right, down):
                    return True
        if self._focus.writing and not pygame.K_F1 <= event.key <= pygame.K_F12:
            self._desk.manager.process_events(event)
            return True
        name = keys.opens(event.key) if not event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT) else ""
        if name and event.key not in self._down:
            self._down.add(event.key)  # held, it repeats: what opens would close again
            self.open(name)
        return bool(name)

    def open(self, name: str) -> None:
        """Open or close what a key of the table opens: a panel, "side", "chapters", "fork"."""
        doors = {"side": self.toggle_side, "chapters": self._open_chapters, "fork": self._fork}
        doors.get(name, lambda: self.toggle(name))()

    def _target(self) -> Any:
        """Whose Enter and arrows are: the menu's, or the focus'."""
        return self._menu.list if self._menu else self._focus.on

    def everything(self) -> list[Any]:
        """All widgets in the order of Tab."""
        return [*self._strip.everything(), *(self._side.everything() if self._side else ())]

    # ---- output

    def update(self, state: Player, film: Film, readout: Any, now_s: float) -> None:
        """Bring all that is in sight up to date."""
        self._state, self._film, self._now_s = state, film, now_s
        self._own = state.run != 0
        if readout is not None:
            self._run = Kind(readout.view, tuple(readout.synapses), tuple(readout.sections))
        if self._key() != self._built_for:
            self._build()
        self._strip.show(film, state, state.loop, self._own, self.settings.side)
        self._hide_or_show(player.bar_shown(state, now_s))
        if self._side:
            self._side.show(state, film, readout, now_s)
        if now_s - self._stirred_s < _HOVERS_S or self._focus.writing:
            self._desk.manager.update(0.02)
        line, picture = self._strip.timeline, self.picture_rect
        self._floats.point(film, None if self._menu else line, self._strip.place.top, self._size)
        self._floats.tell(player.note_shown(state, now_s, self._words) if not state.help else "", picture)
        self._floats.warn(state.mistake or (readout.status if readout is not None else ""), picture)
        tipped = [] if self._menu or state.help else self.everything()
        left = self._side.place.left if self._side else self._size[0]
        self._tips.show(tipped, self._focus.on, pygame.Rect((0, 0), self._size), left, now_s)
        self._help.bring(state.help)
        self._focus.show()

    def _hide_or_show(self, wanted: bool) -> None:
        """A strip over the picture goes while nobody stirs."""
        wanted = wanted or not self._overlaid or self._menu is not None or self._focus.on is not None
        if wanted != bool(self._strip.ground.visible):
            for part in self._strip.everything():
                part.show() if wanted else part.hide()

    @property
    def wake_s(self) -> float:
        """When something here changes by itself."""
        ends = [self._tips.due_s]
        if self._focus.writing:
            ends.append(self._now_s + 0.25)
        if self._now_s - self._stirred_s < _HOVERS_S:
            ends.append(self._now_s + 0.03)
        return min(ends)

    def try_card(self, card: Card | None) -> None:
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

    def forget(self) -> None:
        """What is on the window is lost: draw all of it the next time."""
        self._composer.forget()

    def draw(self, window: pygame.Surface, put_picture: PutPicture, picture_is_new: bool) -> bool:
        """Lay picture and widgets on the window where they changed; whether anything did."""
        return self._composer.draw(
            window, self._desk.manager.ui_group, self.picture_rect, put_picture, picture_is_new
        )


__all__ = ["Panels", "Settings", "settings"]
