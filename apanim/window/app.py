"""The player's window: events in, inputs to the state machine, pictures out. No decisions of its own."""

import time
from collections.abc import Callable

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.picture.drawlist import DrawList
from apanim.picture.theme import Theme
from apanim.stop import unwinding
from apanim.window import bar, inputs, keys, player
from apanim.window.film import Film
from apanim.window.hud import hud
from apanim.window.player import Player
from apanim.window.sound import Sound
from apanim.window.view import SMALLEST, Scene, View

_START_SHARE = 0.75  # of the desktop's width, for a window that opens
_IDLE_S = 1.0
Notice = Callable[[str], None]


class App:
    """One window that plays one film."""

    def __init__(
        self,
        film: Film,
        scene: Scene,
        track: NDArray[np.float32],
        size: tuple[int, int] | None,
        theme: Theme | None = None,
    ) -> None:
        pygame.display.init()
        pygame.key.set_repeat(350, 40)
        self._film = film
        self._window = pygame.Window(film.title, size or _opening_size(), resizable=True)
        self._window.minimum_size = SMALLEST
        self._sound = Sound(track)
        self._view = View(scene, self._window.size, self._now_s(), theme)
        self._hover: tuple[float, float] | None = None
        self._heard = -1  # the jump that the sound has followed
        self._last: tuple | None = None

    def run(self, state: Player, notice: Notice) -> Player:
        """Play until the viewer leaves; gives the last state. Tells `notice` once if there is no sound."""
        if self._sound.notice:
            notice(self._sound.notice)
        with unwinding():
            try:
                while not state.done:
                    state = self._turn(state)
            finally:
                self._sound.close()
                self._window.destroy()
                pygame.display.quit()
        return state

    def _turn(self, state: Player) -> Player:
        """Take what the viewer did, let time pass, show what changed, wait for the next cause to."""
        for event in self._events(state):
            before = state
            state = self._take(event, state)
            if state.fullscreen and not before.fullscreen:
                self._window.set_fullscreen(desktop=True)
            elif before.fullscreen and not state.fullscreen:
                self._window.set_windowed()
        now_s = self._now_s()
        state = player.advance(
            self._film, state, now_s, self._sound.tick() if self._in_step(state) else None
        )
        self._play_sound(state)
        self._show(state, now_s)
        return state

    # ---- time

    @staticmethod
    def _now_s() -> float:
        return time.perf_counter()

    def _events(self, state: Player) -> list[pygame.Event]:
        """What happened, after a wait that ends with the next frame, deadline or event."""
        first = pygame.event.wait(max(1, round(1000 * self._rest_s(state))))
        return [first, *pygame.event.get()]

    def _rest_s(self, state: Player) -> float:
        """How long nothing changes by itself."""
        now_s = self._now_s()
        ends = [now_s + _IDLE_S, state.note_until_s, self._view.settled_at_s() or 0.0]
        if state.playing and not state.scrubbing:
            ends.append(now_s + player.next_frame_s(self._film, state, now_s))
            ends.append(state.touched_s + player.BAR_LINGERS_S)
        return min(end - now_s for end in ends if end > now_s)

    # ---- input

    def _take(self, event: pygame.Event, state: Player) -> Player:
        """The state after one event of the window."""
        now_s, film = self._now_s(), self._film
        match event.type:
            case pygame.QUIT:
                return inputs.stop(film, state, now_s)
            case pygame.KEYDOWN:
                does = keys.input_of(event.key, bool(event.mod & pygame.KMOD_SHIFT))
                return does(film, state, now_s) if does else state
            case pygame.MOUSEMOTION:
                self._hover = self._view.to_design(*event.pos)
                return inputs.drag(self._tick_here())(film, inputs.touch(film, state, now_s), now_s)
            case pygame.MOUSEBUTTONDOWN if event.button == 1:
                self._hover = self._view.to_design(*event.pos)
                return self._click(state, now_s)
            case pygame.MOUSEBUTTONUP if event.button == 1:
                return inputs.let_go(film, state, now_s)
            case pygame.MOUSEWHEEL:
                return inputs.step_seconds(event.y)(film, state, now_s) if event.y else state
            case pygame.WINDOWLEAVE:
                self._hover = None
            case pygame.WINDOWFOCUSLOST:
                return inputs.let_go(film, state, now_s)
            case pygame.WINDOWEXPOSED:
                self._last = None
            case pygame.WINDOWSIZECHANGED:
                self._view.resize(self._window.size, now_s)
        return state

    def _click(self, state: Player, now_s: float) -> Player:
        """The left button went down at the pointer."""
        film = self._film
        if state.help:
            return inputs.toggle_help(film, state, now_s)
        assert self._hover is not None
        part = bar.hit(self._bar(), *self._hover) if player.bar_shown(state, now_s) else ""
        if part == "timeline":
            return inputs.grab(self._tick_here())(film, state, now_s)
        if part == "bar":
            return inputs.touch(film, state, now_s)
        does = _BUTTONS.get(part, inputs.toggle_play)
        return does(film, state, now_s)

    def _bar(self) -> bar.Bar:
        return bar.layout(bar.zoom_for(self._view.scale))

    def _tick_here(self) -> float:
        return bar.tick_at(self._bar(), self._film, self._hover[0]) if self._hover else 0.0

    # ---- output

    def _in_step(self, state: Player) -> bool:
        """Whether the sound plays what this state shows."""
        return player.sounding(state) and self._heard == state.jumps

    def _play_sound(self, state: Player) -> None:
        self._sound.loudness(player.loudness(state))
        if not player.sounding(state):
            self._sound.stop()
            self._heard = -1
        elif self._heard != state.jumps:
            self._sound.start(state.tick)
            self._heard = state.jumps

    def _show(self, state: Player, now_s: float) -> None:
        """Paint, but only when something differs from what is on screen."""
        hover = self._hover if pygame.mouse.get_focused() else None
        signs: DrawList = hud(self._film, state, now_s, bar.zoom_for(self._view.scale), hover)
        settled_s = self._view.settled_at_s()
        picture = (state.tick, state.captions, self._window.size, settled_s and now_s >= settled_s)
        if self._last == (picture, signs):
            return
        painted = self._view.paint(state.tick, state.captions, signs, now_s)
        self._view.show(painted, self._window.get_surface())
        self._window.flip()
        pygame.mouse.set_visible(player.bar_shown(state, now_s))
        self._last = (picture, signs)


_BUTTONS = {
    "play": inputs.toggle_play,
    "speed": inputs.cycle_speed,
    "captions": inputs.toggle_captions,
    "sound": inputs.toggle_mute,
    "help": inputs.toggle_help,
    "fullscreen": inputs.toggle_fullscreen,
}


def _opening_size() -> tuple[int, int]:
    """A 16:9 window that leaves some desktop round it."""
    width, height = pygame.display.get_desktop_sizes()[0]
    across = min(width * _START_SHARE, height * _START_SHARE * 16 / 9)
    return round(across), round(across * 9 / 16)
