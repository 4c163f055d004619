"""What the widgets make of keys, buttons and wheel, before the player hears of them."""

import math
from collections.abc import Callable
from typing import Any

import pygame

from apanim.window import keys
from apanim.window.panels.built import Built

_SCROLLS = {pygame.K_DOWN: 1, pygame.K_UP: -1, pygame.K_PAGEDOWN: 8, pygame.K_PAGEUP: -8}
_LINE = 31  # units: a line of the page of help


class Hearing:
    """Takes events for the widgets. `opens` opens or closes what a key of the table names.

    `stirred_s` is when the last event came, and `by_key` whether it was a key's that was pressed last.
    """

    def __init__(self, opens: Callable[[str], None]) -> None:
        self._opens = opens
        self.stirred_s, self.by_key = -math.inf, False
        self._down: set[int] = set()  # keys that opened something and are still held

    def hear(self, event: pygame.Event, here: Built, helping: bool, now_s: float) -> bool:
        """Whether an event was for the widgets `here`; `helping`: the page of help is over them."""
        self.stirred_s = now_s
        if event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self.by_key = event.type == pygame.KEYDOWN
        process = here.desk.manager.process_events
        match event.type:
            case pygame.KEYDOWN:
                return self._help_key(event, here) if helping else self._key_down(event, here)
            case pygame.KEYUP if event.key in self._down:
                self._down.discard(event.key)
            case pygame.TEXTINPUT | pygame.KEYUP:
                return here.focus.writing and (process(event) or True)
            case pygame.MOUSEBUTTONDOWN:
                return self._press(event, here, now_s) or helping
            case pygame.MOUSEMOTION | pygame.MOUSEBUTTONUP:
                return process(event) or helping or here.covers(event.pos)
            case pygame.MOUSEWHEEL:
                taken = process(event) or bool(here.side and here.side.wheel(event))
                return taken or helping or here.covers(pygame.mouse.get_pos())
            case pygame.WINDOWLEAVE | pygame.WINDOWFOCUSLOST:
                self._down.clear()
                here.strip.timeline.let_go()
                here.strip.timeline.pointed = None
        return False

    def _press(self, event: pygame.Event, here: Built, now_s: float) -> bool:
        if here.menu and not here.menu.place.collidepoint(event.pos):
            again = here.menu.anchor.collidepoint(event.pos)
            here.close_menu()
            return True if again else self._press(event, here, now_s) or True
        here.tips.quiet(now_s)
        here.focus.clear()
        taken = here.desk.manager.process_events(event)
        return taken or here.covers(event.pos)

    @staticmethod
    def _help_key(event: pygame.Event, here: Built) -> bool:
        down = _SCROLLS.get(event.key, 0)
        return bool(down) and here.help.scroll(down * here.desk.style.px(_LINE))

    def _key_down(self, event: pygame.Event, here: Built) -> bool:
        target: Any = here.menu.list if here.menu else here.focus.on
        match event.key:
            case pygame.K_TAB if not event.mod & (pygame.KMOD_ALT | pygame.KMOD_CTRL):
                here.show_strip(True)
                order = [here.menu.list] if here.menu else here.everything()
                here.focus.move(-1 if event.mod & pygame.KMOD_SHIFT else 1, order)
                return True
            case pygame.K_ESCAPE if target is not None or here.focus.writing:
                here.close_menu() if here.menu else here.focus.clear()
                return True
            case pygame.K_RETURN | pygame.K_KP_ENTER if target is not None:
                target.press()
                return True
            case pygame.K_UP | pygame.K_DOWN | pygame.K_LEFT | pygame.K_RIGHT if (
                target is not None and hasattr(target, "arrow")
            ):
                right = (event.key == pygame.K_RIGHT) - (event.key == pygame.K_LEFT)
                down = (event.key == pygame.K_DOWN) - (event.key == pygame.K_UP)
                if target.arrow(right, down):
                    return True
        if here.focus.writing and not pygame.K_F1 <= event.key <= pygame.K_F12:
            here.desk.manager.process_events(event)
            return True
        name = keys.opens(event.key) if not event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT) else ""
        if name and event.key not in self._down:
            self._down.add(event.key)  # held, it repeats: what opens would close again
            self._opens(name)
        return bool(name)
