"""The window's side of "try it": the numbers of the branches, their films, and what is said of them."""

from dataclasses import replace
from pathlib import Path

from apanim.lab.commands import Command
from apanim.units import TICKS_PER_S
from apanim.window import inputs
from apanim.window.film import Film
from apanim.window.player import Player
from apanim.window.processes.messages import (
    LECTURE,
    Do,
    Forget,
    Fork,
    Open,
    Opened,
    PictureReady,
    Reveal,
    Save,
)

_AHEAD_S, _WHOLE_S = 10, 30  # a branch's film reaches so far beyond what is lived, in whole stretches
_LONGEST_S = 600  # and no further than that beyond its beginning

Message = Fork | Do | Forget | Open | Reveal | Save


class Branches:
    """The films of the branches that were opened. One that was left for good is forgotten."""

    def __init__(self) -> None:
        self._films: dict[int, Film] = {}
        self._begun: dict[int, int] = {}
        self._planned: set[int] = set()  # those that end where their set-up says
        self._last = LECTURE

    def film(self, run: int, lecture: Film) -> Film:
        """The film of a run: the lecture's, or a branch's, which has no chapters and no cues."""
        return replace(self._films[run], fps=lecture.fps) if run in self._films else lecture

    def tried(
        self, deed: object, film: Film, state: Player, now_s: float
    ) -> tuple[Player, tuple[Message, ...]]:
        """The state after a deed of the laboratory, and what the renderer is to be told."""
        match deed:
            case "fork" if film.playable_to(state.tick) <= state.tick:
                return inputs.tell("Not ready yet")(film, state, now_s), ()
            case "fork":
                return self.fork(film, state, now_s)
            case "back":
                return self.back(film, state, now_s)
            case Command():
                return state, self.do(deed, state)
            case ("experiment", str(name)):
                return state, self.open(name)
            case ("reveal",):
                plays = state if state.playing else inputs.toggle_play(film, state, now_s)
                return plays, (Reveal(state.run),)
            case "save" if state.run != LECTURE:
                return state, (Save(state.run, state.tick, str(Path.cwd())),)
            case "save":
                told = "Try something first: a run of your own can be saved"
                return inputs.tell(told)(film, state, now_s), ()
        return state, ()

    def fork(self, film: Film, state: Player, now_s: float) -> tuple[Player, tuple[Message, ...]]:
        """Try something from this instant on."""
        self._last += 1
        number, begun = self._last, state.tick
        first = film.first_tick if state.run != LECTURE else _scene_start(film, begun)
        self._begun[number] = begun
        self._films[number] = Film(film.title, _duration(begun, begun), first_tick=first)
        forked = inputs.fork(number)(film, state, now_s)
        return forked, (Fork(number, state.run, state.tick),)

    def open(self, setup: str) -> tuple[Message, ...]:
        """Ask for a set-up of the laboratory: it is shown when it is there."""
        self._last += 1
        return (Open(self._last, setup),)

    def opened(
        self, said: Opened, film: Film, state: Player, now_s: float
    ) -> tuple[Player, tuple[Message, ...]]:
        """Show a set-up from its beginning, in place of what was tried before; an experiment stands, for a
        prediction comes first."""
        state, messages = self._left(film, state, now_s)
        first = said.first_tick
        self._last, self._begun[said.run] = max(self._last, said.run), first
        end = said.end_tick or _duration(first, first)
        self._films[said.run] = Film(said.title, end)
        if said.end_tick:
            self._planned.add(said.run)
        film = self._films[said.run]
        for does in (inputs.fork(said.run), inputs.seek(first)):
            state = does(film, state, now_s)
        if state.playing == bool(said.card):
            state = inputs.toggle_play(film, state, now_s)
        return state, messages

    def _left(self, film: Film, state: Player, now_s: float) -> tuple[Player, tuple[Message, ...]]:
        """Back in the lecture, out of whatever was tried."""
        told: tuple[Message, ...] = ()
        while state.run != LECTURE:
            state, messages = self.back(film, state, now_s)
            told += messages
        return state, told

    def back(self, film: Film, state: Player, now_s: float) -> tuple[Player, tuple[Message, ...]]:
        """Stand where the branch was left; it is over."""
        if state.run == LECTURE:
            return state, ()
        self._films.pop(state.run, None)
        return inputs.back(film, state, now_s), (Forget(state.run),)

    def do(self, command: object, state: Player) -> tuple[Message, ...]:
        """Do something in the branch that is shown."""
        self._planned.discard(state.run)
        return () if state.run == LECTURE else (Do(state.run, state.tick, command),)

    def learn(self, picture: PictureReady) -> None:
        """A branch's film grows with what has been lived; where it cannot go on it ends."""
        run, readout = picture.ask.run, picture.readout
        if run not in self._films:
            return
        lived = max(readout.end_tick, picture.ask.tick)
        end = readout.end_tick if readout.status else _duration(self._begun[run], lived)
        film = self._films[run]
        longer = end > film.duration_tick and run not in self._planned
        if readout.status or longer:
            film = replace(film, duration_tick=end)
        if readout.events is not None:
            film = replace(film, events=readout.events)
        self._films[run] = film


def _scene_start(film: Film, tick: int) -> int:
    """Where the scene begins that an instant of the lecture belongs to."""
    return max((start for start in film.scenes if start <= tick), default=film.first_tick)


def _duration(begun: int, lived: int) -> int:
    """Whole stretches from the beginning on, some way beyond what is lived."""
    whole = _WHOLE_S * TICKS_PER_S
    stretches = (lived + _AHEAD_S * TICKS_PER_S - begun) // whole + 1
    return begun + min(stretches * whole, _LONGEST_S * TICKS_PER_S)
