"""The player's window: events in, inputs to the state machine, finished pictures out.

It reads no scene, paints no picture of one and bakes nothing: two processes do, behind `Link`.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pygame

from apanim.errors import UserError
from apanim.picture.drawlist import DrawList
from apanim.picture.theme import Theme
from apanim.stop import unwinding
from apanim.units import TICKS_PER_S
from apanim.window import bar, inputs, keys, player
from apanim.window.display import largest_picture, opened
from apanim.window.film import Film
from apanim.window.frames import Frames
from apanim.window.hud import hud
from apanim.window.link import Link
from apanim.window.messages import LECTURE, FilmReady, Missing, Picture, Playhead, TrackReady, Trouble
from apanim.window.overlay import Overlay
from apanim.window.pacing import Aim, Pacer
from apanim.window.player import Player
from apanim.window.snapshot import save_picture
from apanim.window.sound import Sound
from apanim.window.tracks import Tracks
from apanim.window.view import View

_IDLE_S = 1.0
_SAID = pygame.event.custom_type()  # one of the processes has said something
Notice = Callable[[str], None]
Linked = Callable[[Frames, Callable[[], None]], Link]


class App:
    """One window that plays one film, which it comes to know while it is open."""

    def __init__(
        self, title: str, linked: Linked, size: tuple[int, int] | None, theme: Theme | None
    ) -> None:
        pygame.display.init()
        pygame.key.set_repeat(350, 40)
        self._frames = Frames.made(largest_picture())
        self._link = linked(self._frames, _wake)
        self._film = Film(title, 0, ready=(), whole=False)
        self._window = opened(title, size)
        self._view = View(self._frames, self._window.get_surface().get_rect(), self._now_s())
        self._pacer = Pacer(self._frames.slots)
        self._sound, self._tracks = Sound(), Tracks()
        self._overlay = Overlay(theme)
        self._hover: tuple[float, float] | None = None
        self._shots = 0  # pictures that were kept
        self._visible = True
        self._signs: DrawList | None = None  # those on screen; None: all is to be put there anew
        self._said: Playhead | None = None

    def run(self, state: Player, notice: Notice) -> Player:
        """Play until the viewer leaves; gives the last state. `notice` is told in a line what is amiss.

        Raises UserError when there is nothing to show.
        """
        self._notice = notice
        with unwinding():
            try:
                while not state.done:
                    state = self._turn(state)
            finally:
                self._sound.close()
                self._window.destroy()
                self._link.close()
                self._frames.close()
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
        for message in self._link.heard():
            self._hear(message)
        now_s = self._now_s()
        state = player.advance(self._film, state, now_s, self._sound.tick(state))
        self._sound.follow(state, now_s)
        if self._visible:
            self._ask(state, now_s)
            self._show(state, now_s)
        return self._keep(state, now_s) if state.shots != self._shots else state

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
        ends = [now_s + _IDLE_S, state.note_until_s, self._view.settles_at_s() or 0.0]
        if player.flows(state):
            ends.append(now_s + player.next_frame_s(self._film, state, now_s))
            ends.append(state.touched_s + player.BAR_LINGERS_S)
        return min(end - now_s for end in ends if end > now_s)

    # ---- what the processes say

    def _hear(self, message: object) -> None:
        match message:
            case Picture():
                self._pacer.take(message)
                self._link.prepare()  # now that there is something to see
            case Missing():
                self._link.prepare()
            case FilmReady():
                self._film = replace(message.film, fps=self._film.fps)
                self._window.title = self._film.title
            case TrackReady():
                self._sound.take(0, self._tracks.take(message))
                if self._sound.notice:
                    self._notice(self._sound.notice)
            case Trouble() if message.fatal:
                raise UserError(message.text)
            case Trouble():
                self._notice(message.text)

    # ---- input

    def _take(self, event: pygame.Event, state: Player) -> Player:
        """The state after one event of the window."""
        now_s, film = self._now_s(), self._film
        match event.type:
            case pygame.QUIT:
                return inputs.stop(film, state, now_s)
            case pygame.KEYDOWN:
                shift, control = bool(event.mod & pygame.KMOD_SHIFT), bool(event.mod & pygame.KMOD_CTRL)
                does = keys.input_of(event.key, shift, control)
                return does(film, state, now_s) if does else state
            case pygame.MOUSEMOTION:
                self._hover = self._overlay.to_design(self._view.place, *event.pos)
                return inputs.drag(self._tick_here())(film, inputs.touch(film, state, now_s), now_s)
            case pygame.MOUSEBUTTONDOWN if event.button == 1:
                self._hover = self._overlay.to_design(self._view.place, *event.pos)
                return self._click(state, now_s)
            case pygame.MOUSEBUTTONUP if event.button == 1:
                return inputs.let_go(film, state, now_s)
            case pygame.MOUSEWHEEL:
                return inputs.step_seconds(event.y)(film, state, now_s) if event.y else state
            case pygame.WINDOWLEAVE:
                self._hover = None
            case pygame.WINDOWFOCUSLOST:
                return inputs.let_go(film, state, now_s)
            case pygame.WINDOWMINIMIZED | pygame.WINDOWHIDDEN:
                self._visible = False
            case pygame.WINDOWRESTORED | pygame.WINDOWSHOWN | pygame.WINDOWMAXIMIZED:
                self._visible, self._signs = True, None
            case pygame.WINDOWEXPOSED:
                self._signs = None
            case pygame.WINDOWSIZECHANGED:
                self._view.move(self._window.get_surface().get_rect(), now_s)
                self._signs = None
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
        return bar.layout(bar.zoom_for(self._overlay.scale(self._view.place)))

    def _tick_here(self) -> float:
        return bar.tick_at(self._bar(), self._film, self._hover[0]) if self._hover else 0.0

    # ---- output

    def _ask(self, state: Player, now_s: float) -> None:
        """Ask for what is to be shown now and next, and tell what is to be made ready."""
        self._view.settle(now_s)
        aim = Aim(LECTURE, self._view.size, state.captions)
        dues = player.upcoming(self._film, state, now_s, self._frames.slots + 2)
        ticks = [due.tick for due in dues]
        if player.flows(state):
            self._link.ask(*self._pacer.flowing(aim, ticks, state.jumps))
            self._film = replace(self._film, fps=self._pacer.rate)
        else:
            self._link.ask(*self._pacer.standing(aim, state.tick, ticks[1:]))
        where = Playhead(state.tick // TICKS_PER_S * TICKS_PER_S, self._view.size)
        if where != self._said:
            self._link.tell(where)
            self._said = where

    def _show(self, state: Player, now_s: float) -> None:
        """Put on screen what differs from what is there."""
        hover = self._hover if pygame.mouse.get_focused() else None
        place, screen = self._view.place, self._window.get_surface()
        signs = hud(self._film, state, now_s, bar.zoom_for(self._overlay.scale(place)), hover)
        picture = self._pacer.due(state.tick, player.flows(state))
        if picture is None and self._signs == signs:
            return
        shown = self._pacer.shown
        if self._signs is None or shown is None or self._view.placed(shown.ask.size) != screen.get_rect():
            screen.fill(0)
        if shown is not None:
            self._view.put(shown, screen)
        self._overlay.paint(signs, place, screen)
        self._window.flip()
        pygame.mouse.set_visible(player.bar_shown(state, now_s))
        self._signs = signs

    def _keep(self, state: Player, now_s: float) -> Player:
        """Write the picture that is shown into the current folder, and say its name."""
        shown = self._pacer.shown
        if shown is None:  # not yet
            return state
        self._shots = state.shots
        try:
            path = save_picture(self._view.copied(shown), self._film.title, shown.ask.tick, Path())
        except UserError as error:
            return inputs.tell("{}", str(error))(self._film, state, now_s)
        return inputs.tell("Picture kept: {}", path.name)(self._film, state, now_s)


_BUTTONS = {
    "play": inputs.toggle_play,
    "speed": inputs.cycle_speed,
    "captions": inputs.toggle_captions,
    "sound": inputs.toggle_mute,
    "help": inputs.toggle_help,
    "fullscreen": inputs.toggle_fullscreen,
}


def _wake() -> None:
    with suppress(pygame.error):  # the window has closed
        pygame.event.post(pygame.Event(_SAID))
