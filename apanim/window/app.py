"""The player's window: events in, inputs to the state machine, finished pictures out.

It reads no scene, paints no picture of one and bakes nothing: two processes do, behind `Link`.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from math import ceil
from typing import cast

import pygame

from apanim.errors import ChildError
from apanim.lab.cards import ExperimentCard
from apanim.lab.commands import Command
from apanim.letters.markup import literal
from apanim.picture.theme import Theme
from apanim.picture.theme import theme as usual_theme
from apanim.stop import unwinding
from apanim.units import TICKS_PER_S
from apanim.window import inputs, keys, player
from apanim.window.asking import aim_of, asks
from apanim.window.display import begin_display, largest_picture, opened
from apanim.window.film import Film
from apanim.window.on_window import WindowStage
from apanim.window.pacing import Pacer
from apanim.window.panels import Settings, WindowPanels, strip_height
from apanim.window.panels.style import scale_for, styled
from apanim.window.picking import NOTHING, hit
from apanim.window.player import Player
from apanim.window.processes import messages, prepared
from apanim.window.processes.link import Link
from apanim.window.processes.slots import Frames
from apanim.window.snapshot import keep
from apanim.window.sound import Sound
from apanim.window.translated import Words
from apanim.window.trying import Branches
from apanim.window.view import PicturePlace

_SAID = pygame.event.custom_type()  # one of the processes has said something
Notice = Callable[[str], None]
Linked = Callable[[Frames, Callable[[], None]], Link]


class App:
    """One window that plays one film, which it comes to know while it is open."""

    def __init__(
        self,
        title: str,
        linked: Linked,
        size: tuple[int, int] | None,
        theme: Theme | None,
        words: Words = str,
        text_scale: float = 1.0,
        settings: Settings | None = None,
        cards: Callable[[], tuple[ExperimentCard, ...]] = tuple,
    ) -> None:
        begin_display(lambda: self._frames.close())
        pygame.key.set_repeat(350, 40)
        self._frames = Frames.made(largest_picture())
        self._link = linked(self._frames, _wake)
        title = words(title)
        self._film = Film(title, 0, ready=(), whole=False)
        self._window = opened(title, size, lambda size: strip_height(size, text_scale))
        self._panels = WindowPanels(
            self._window.get_surface().size, words, theme or usual_theme(), text_scale, settings, cards
        )
        self._view = PicturePlace(self._frames, self._panels.picture_rect, self._now_s())
        self._pacer = Pacer(self._frames.slots)
        self._stage = WindowStage(
            self._window, self._view, self._panels, self._pacer,
            lambda: styled(theme or usual_theme(), scale_for(self._window.size, text_scale), words),
        )  # fmt: skip
        self._sound = Sound()
        self._branches = Branches()
        self._picked = NOTHING
        self._doing = prepared.Doing("")
        self._word = words
        self._shots = 0  # pictures that were kept
        self._visible = True
        self._said: prepared.Playhead | None = None
        self._turned_s = self._now_s()

    def run(self, state: Player, notice: Notice) -> Player:
        """Play until the viewer leaves; gives the last state. `notice` is told in a line what is amiss.

        Raises UserError when there is nothing to show.
        """
        self._notice, self._turned_s = notice, self._now_s()
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

    @property
    def settings(self) -> Settings:
        """What the viewer has opened and closed, to be kept."""
        return self._panels.settings

    def _turn(self, state: Player) -> Player:
        """Take what the viewer did, let time pass, show what changed, wait for the next cause to."""
        events = self._events(state)
        still_s, self._turned_s = self._now_s() - self._turned_s, self._now_s()
        state = player.stood_still(state, still_s)
        for message in self._link.heard():
            state = self._hear(message, state)
        for event in events:
            before = state
            state = self._take(event, state)
            if state.fullscreen and not before.fullscreen:
                self._window.set_fullscreen(desktop=True)
            elif before.fullscreen and not state.fullscreen:
                self._window.set_windowed()
        now_s = self._now_s()
        state = player.advance(self._film_of(state), state, now_s, self._sound.tick(state))
        state = player.held(state, self._pacer.shown_of(state.run), now_s)
        silent = bool(self._sound.notice)
        self._sound.follow(state, now_s)
        if self._sound.notice and not silent:
            self._notice(self._sound.notice)
            state = self._noted(self._sound.notice, state)
        shown = self._pacer.shown
        self._panels.update(state, self._film_of(state), shown.readout if shown else None, now_s)
        self._view.move(self._panels.picture_rect, now_s)
        if self._visible:
            self._ask(state, now_s)
            doing = self._doing.told(self._word)
            self._stage.show(state, self._film_of(state), doing, now_s)
        return self._keep(state, now_s) if state.shots != self._shots else state

    @staticmethod
    def _now_s() -> float:
        return time.perf_counter()

    def _events(self, state: Player) -> list[pygame.Event]:
        """What happened, after a wait that ends with the next frame, deadline or event."""
        wakes_s = self._view.settles_at_s() or 0.0, self._panels.wake_s
        rest_ms = ceil(1000 * player.rest_s(self._film_of(state), state, self._now_s(), wakes_s))
        return [*([pygame.event.wait(rest_ms)] if rest_ms else []), *pygame.event.get()]

    # ---- what the processes say

    def _hear(self, message: object, state: Player) -> Player:
        """The state after something that was said."""
        match message:
            case messages.PictureReady():
                self._pacer.take(message)
                self._branches.learn(message)
                self._link.prepare()  # now that there is something to see
            case messages.Opened():
                film, now_s = self._film_of(state), self._now_s()
                state, asked = self._branches.opened(message, film, state, now_s)
                self._link.ask(*asked)
                self._panels.try_card(message.card)
            case messages.Revealed() if message.run == state.run:
                self._panels.revealed(message.choice, message.value)
            case messages.Saved():
                return inputs.tell("Saved: {}", literal(message.told))(
                    self._film_of(state), state, self._now_s()
                )
            case messages.Failed():
                if message.ask is not None:
                    self._pacer.drop(message.ask)
                return self._noted(message.text, state)
            case messages.Missing():
                self._link.prepare()
            case prepared.Doing():
                self._doing = message
            case prepared.FilmReady():
                before, self._film = self._film, replace(message.film, fps=self._film.fps)
                self._window.title = self._film.title
                if self._film.edition != before.edition:
                    return self._renewed(before, state)
            case prepared.TrackReady():
                self._sound.learn(message)
                if self._sound.notice:
                    self._notice(self._sound.notice)
            case prepared.SoundsReady():
                self._sound.learn(message)
            case prepared.Trouble() if message.fatal:
                raise ChildError(message.text, message.code)
            case prepared.Trouble() if message.of_author:
                return replace(state, mistake=message.text)
            case prepared.Trouble():
                self._notice(message.text)
        return state

    def _renewed(self, before: Film, state: Player) -> Player:
        """The state in a lecture that its author has saved: in the same sentence, silent until its sound is
        there."""
        self._sound.forget()
        self._pacer.renew()
        return inputs.renewed(before)(self._film, state, self._now_s())

    def _noted(self, text: str, state: Player) -> Player:
        """The state with a line on screen."""
        return inputs.tell("{}", text)(self._film_of(state), state, self._now_s()) if text else state

    # ---- what is tried

    def _film_of(self, state: Player) -> Film:
        """The film of the run that is shown."""
        return self._branches.film(state.run, self._film)

    def _tried(self, deed: object, film: Film, state: Player, now_s: float) -> Player:
        """The state after what a widget asks for in a word, or by a command of the lab."""
        readout = self._pacer.shown.readout if self._pacer.shown else messages.Readout()
        self._picked = self._picked.told(deed)
        match deed:
            case "thing_before":
                return inputs.to_moment(readout.before_tick)(film, state, now_s)
            case "thing_next":
                return inputs.to_moment(readout.next_tick)(film, state, now_s)
            case "back":
                self._panels.try_card(None)
        state, asked = self._branches.tried(deed, film, state, now_s)
        self._link.ask(*asked)
        if isinstance(deed, Command):
            self._pacer.renew()
            if asked and self._panels.close_trial():
                told = "The run is your own now: choose the experiment again for its answer"
                state = inputs.tell(told)(film, state, now_s)
        return state

    # ---- input

    def _take(self, event: pygame.Event, state: Player) -> Player:
        """The state after one event of the window."""
        now_s, film = self._now_s(), self._film_of(state)
        deeds = self._panels.take(event)
        if deeds is not None:
            for deed in deeds:
                does = cast(inputs.Input, deed if callable(deed) else partial(self._tried, deed))
                state = does(self._film_of(state), state, now_s)
            return inputs.touch(film, state, now_s)
        does = keys.input_of_event(event)
        if does is not None:
            return does(film, state, now_s)
        match event.type:
            case pygame.MOUSEBUTTONDOWN if event.button == 1:
                return self._click(event.pos, state, now_s)
            case pygame.WINDOWMINIMIZED | pygame.WINDOWHIDDEN:
                self._visible = False
            case pygame.WINDOWRESTORED | pygame.WINDOWSHOWN | pygame.WINDOWMAXIMIZED:
                self._visible = True
                self._panels.forget()
            case pygame.WINDOWEXPOSED:
                self._panels.forget()
            case pygame.WINDOWSIZECHANGED:
                self._panels.resize(self._window.size)
        return state

    def _click(self, at: tuple[int, int], state: Player, now_s: float) -> Player:
        """A click in the picture selects what it lies on, or lets go of what is selected, or plays."""
        shown, film = self._pacer.shown, self._film_of(state)
        name = hit(shown, self._view.placed(shown.ask.size), at) if shown else ""
        if not name and not self._picked.name:
            return inputs.toggle_play(film, state, now_s)
        self._picked = self._picked.other(name)
        return inputs.touch(film, state, now_s)

    # ---- output

    def _ask(self, state: Player, now_s: float) -> None:
        """Ask for what is to be shown now and next, and tell what is to be made ready."""
        self._view.settle(now_s)
        film, size = self._film_of(state), self._view.size
        aim = aim_of(film, state, size, self._picked, self._panels.wanted)
        self._link.ask(*asks(self._pacer, aim, self._frames.slots, film, state, now_s))
        if player.flows(state):
            self._film = replace(self._film, fps=self._pacer.rate)
        where = prepared.Playhead(state.tick // TICKS_PER_S * TICKS_PER_S, size, state.sounds)
        if where != self._said and state.run == messages.LECTURE:
            self._link.tell(where)
            self._said = where

    def _keep(self, state: Player, now_s: float) -> Player:
        """Write the picture that is shown, if there is one, into the current folder, and say its name."""
        shown = self._pacer.shown
        if shown is None:
            return state
        self._shots = state.shots
        told = keep(self._view.copied(shown), self._film.title, shown.ask.tick)
        return inputs.tell(*told)(self._film, state, now_s)


def _wake() -> None:
    with suppress(pygame.error):  # the window has closed
        pygame.event.post(pygame.Event(_SAID))
