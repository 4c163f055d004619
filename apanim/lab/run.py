"""A set-up being lived: its commands are done as time comes to them, and a viewer may do more."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from apanim.errors import UserError
from apanim.lab.branch import Branch
from apanim.lab.cards import Answer
from apanim.lab.commands import Command
from apanim.lab.instants import Instant
from apanim.lab.setup_file import USUAL_S, AtRest, LabSetup
from apanim.narration.voices import Voices
from apanim.script.plots import Plot
from apanim.script.programme import open_plan
from apanim.script.readings import read_scene
from apanim.script.timeline import Span, Timeline, TraceWindow
from apanim.units import TICKS_PER_S, TICKS_PER_STEP, ticks

Progress = Callable[[int, int], None]
Shown = TypeVar("Shown", Span, TraceWindow, Plot)
_COMES_IN_TICKS = 2 * TICKS_PER_S
_LONGEST_FRAME_TICKS = TICKS_PER_S // 10  # of a window that shows ten pictures a second


class SetupRun:
    """The run of `setup`, lived as far as it was asked for; a set at rest has its words in `language`.

    `branch`, if there is one already, begins where the set-up says. Else a scene's tape is baked now if
    need be; `progress` counts its steps. Raises UserError where a scene that it begins in has changed.
    """

    def __init__(
        self, setup: LabSetup, language: str = "en", progress: Progress | None = None,
        branch: Branch | None = None,
    ) -> None:  # fmt: skip
        self.setup, self._next = setup, 0  # command of the set-up
        self._touched = not setup.commands
        self.branch = _begun(setup, language, progress) if branch is None else branch

    def reach(self, tick: int) -> None:
        """Live on to `tick` at least, doing on the way what the set-up says.

        Raises UserError, with its place in the file, for a command that cannot be done there.
        """
        commands = self.setup.commands
        while self._next < len(commands) and commands[self._next][0] <= tick:
            at, command = commands[self._next]
            self.branch.reach(at)
            if self.branch.status:
                return
            try:
                self.branch.do(at, command)
            except UserError as error:
                raise self.setup.error(self._next, str(error)) from None
            self._next += 1
        self.branch.reach(tick)

    def do(self, tick: int, command: Command) -> None:
        """The viewer does something at `tick`; what lay beyond, planned or lived, is dropped."""
        self.reach(tick)
        self._next, self._touched = len(self.setup.commands), True
        self.branch.do(tick, command)

    def live(self, to_tick: int, progress: Progress | None = None) -> None:
        """`reach`, a second at a time; `progress` counts world steps from where the run begins."""
        first, total = self.branch.begin_tick, (to_tick - self.branch.begin_tick) // TICKS_PER_STEP
        for tick in range(self.branch.end_tick, to_tick, TICKS_PER_S):
            self.reach(tick)
            if progress is not None:
                progress((tick - first) // TICKS_PER_STEP, total)
        self.reach(to_tick)

    def answer(self) -> Answer | None:
        """The answer to its question, once it has been lived as planned, but for a film's last frame.

        None before, of a run that its viewer has changed, and without a question.
        """
        question, end = self.setup.question, self.setup.end_tick
        if question is None or self._touched or self.branch.end_tick < end - _LONGEST_FRAME_TICKS:
            return None
        self.reach(end)
        return None if self.branch.status else question.answer(self.branch.tape)

    def kept(self, language: str = "en") -> LabSetup:
        """A set-up whose run is the same: what was done so far, and what is still to come as planned."""
        begin, end = self.branch.begin_tick, self.branch.end_tick
        if end <= begin:  # nobody has seen any of it yet
            end = begin + ticks(USUAL_S)
        planned = () if self._touched else self.setup.commands[self._next :]
        return replace(
            self.setup, title=self.setup.title_in(language), question=None, wheres=(),
            commands=(*self.branch.commands, *planned),
            end_tick=end if self._touched else max(end, self.setup.end_tick),
        )  # fmt: skip


def _begun(setup: LabSetup, language: str, progress: Progress | None) -> Branch:
    start = setup.start
    timeline = start.timeline() if isinstance(start, Instant) else _at_rest(setup, start, language)
    return Branch(timeline, open_plan(timeline.plan, progress), start.tick)


def _at_rest(setup: LabSetup, start: AtRest, language: str) -> Timeline:
    """The scene of a set at rest, under the set-up's own title if it has one.

    All that it shows is there from the first picture on: it has come in before the clock begins.
    """
    scene = read_scene(Path(start.scene), Voices(start.voice), language).timeline
    title = setup.title_in(language) or scene.title
    spans = (replace(one, text=title) if one.kind == "title" else one for one in scene.spans)
    traces, plots = _earlier(scene.traces), _earlier(scene.plots)
    return replace(scene, title=title, spans=_earlier(spans), traces=traces, plots=plots)


def _earlier(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    return tuple(replace(one, start_tick=one.start_tick - _COMES_IN_TICKS) for one in shown)
