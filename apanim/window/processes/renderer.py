"""The renderer: a process that lists and paints pictures ahead of time, into the slots that it is given."""

import time
from collections import deque
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from cachetools import LRUCache

from apanim.canvas.raster import RasterCanvas
from apanim.errors import UserError
from apanim.lab.run import SetupRun
from apanim.lab.setup_file import find_setup
from apanim.picture.drawlist import Dot, DrawList, Line, Text
from apanim.picture.frame import frame, pictured
from apanim.picture.frames import frame_for
from apanim.picture.shot import Look
from apanim.road import told
from apanim.window.processes.branches import Lived, Run
from apanim.window.processes.child import lived
from apanim.window.processes.messages import (
    FIRST_OPENED,
    LECTURE,
    Ask,
    Do,
    Failed,
    Forget,
    Fork,
    Missing,
    Open,
    Opened,
    PictureReady,
    Reveal,
    Revealed,
    Save,
    Saved,
    Start,
)
from apanim.window.processes.prepared import Anew, SceneBaked, SceneRead
from apanim.window.processes.readouts import looked_into, read_out
from apanim.window.processes.runs import Lecture
from apanim.window.processes.slots import Frames

PLOTS = "plots"  # the panel that shows curves
_SIZES_KEPT = 2  # canvases, each with all that it has baked


def render(start: Start, name: str, slot_bytes: int, window: Connection, preparer: Connection) -> None:
    """The life of the process. `name` and `slot_bytes` are those of the window's `Frames`."""
    start.lay()

    def life() -> None:
        frames = Frames.attached(name, slot_bytes)
        try:
            Renderer(start, frames, window, preparer).live()
        finally:
            frames.close()

    lived(life, window)


class Renderer:
    """Answers one ask after the other; those of an older generation are dropped."""

    def __init__(self, start: Start, frames: Frames, window: Connection, preparer: Connection) -> None:
        self._start, self._frames = start, frames
        self._window, self._preparer = window, preparer
        self._lecture = Lecture()
        self._runs: dict[int, Run] = {LECTURE: self._lecture}
        self._asks: deque[Ask] = deque()
        self._asked: set[int] = set()  # runs whose answer is waited for
        self._size = (1280, 720)  # of the picture that was asked for last
        self._canvases: LRUCache[tuple[int, int], RasterCanvas] = LRUCache(_SIZES_KEPT)

    def live(self) -> None:
        """Paint what is asked for until the window closes."""
        if not self._lecture.find(self._start):
            self._window.send(Missing())
            _rehearse()
        if self._start.opens:
            self._open(Open(FIRST_OPENED, self._start.opens))
        while True:
            self._listen()
            ask = next((ask for ask in self._asks if self._can(ask)), None)
            if ask is None:
                wait([self._window, self._preparer])
                continue
            self._asks.remove(ask)
            self._window.send(self._answer(ask))
            self._answer_questions()

    def _listen(self) -> None:
        """Hear all that was said by now; what the preparer said before an ask, before that is answered."""
        while self._window.poll():
            self._hear(self._window.recv())
        while self._preparer.poll():
            self._hear(self._preparer.recv())

    def _hear(self, said: Any) -> None:
        match said:
            case Ask():
                while self._asks and self._asks[0].generation < said.generation:
                    self._asks.popleft()
                self._asks.append(said)
            case Anew():
                self._lecture = self._runs[LECTURE] = Lecture()
                if said.theme != self._start.theme:
                    self._start = replace(self._start, theme=said.theme)
                    self._canvases.clear()
            case SceneRead():
                self._lecture.read(said.number, said.timeline)
            case SceneBaked():
                self._lecture.baked(said.number, said.steps)
            case None:  # CLOSE
                raise EOFError
            case Fork():
                if self._lecture.has(said.tick):  # the window asks for no other
                    self._runs[said.run] = Lived.forked(self._start, self._lecture, said.tick)
            case Open() | Do() | Save():
                self._try(said)
            case Reveal():
                self._asked.add(said.run)
            case Forget():
                self._runs.pop(said.run, None)
                self._asked.discard(said.run)

    def _try(self, said: Open | Do | Save) -> None:
        """Do what may be a person's mistake, and say so if it is."""
        run = self._runs.get(said.run)
        try:
            if isinstance(said, Open):
                self._open(said)
            elif isinstance(run, Lived) and isinstance(said, Do):
                run.do(said.tick, said.command)
            elif isinstance(run, Lived) and isinstance(said, Save):
                self._save(run, said)
        except UserError as error:
            self._window.send(Failed(str(error)))

    def _open(self, said: Open) -> None:
        run = SetupRun(find_setup(said.setup), self._start.language)
        setup, language = run.setup, self._start.language
        self._runs[said.run] = Lived(run)
        card = setup.question.card(language) if setup.question else None
        planned = setup.end_tick if setup.commands else 0
        title = setup.title_in(language) or run.branch.timeline.title
        self._window.send(Opened(said.run, title, run.branch.begin_tick, planned, card))

    def _save(self, run: Lived, said: Save) -> None:
        from apanim.export.saved import save_run  # what writes files comes with it

        timeline, tape, tick = run.at(said.tick)
        canvas = self._canvas(self._size)
        canvas.paint(frame(timeline, tape, tick, self._look(self._size)))
        files = save_run(run.run.kept(self._start.language), tape, canvas.surface, Path(said.folder))
        self._window.send(Saved(", ".join(file.name for file in files)))

    def _answer_questions(self) -> None:
        """Tell the answers that were asked for and are known by now."""
        for number in sorted(self._asked):
            run = self._runs[number]
            answer = run.run.answer() if isinstance(run, Lived) else None
            if answer is not None:
                self._asked.discard(number)
                self._window.send(Revealed(number, answer.choice, answer.value))

    def _can(self, ask: Ask) -> bool:
        run = self._runs.get(ask.run)
        return run is None or run.has(ask.tick)

    def _answer(self, ask: Ask) -> PictureReady | Failed:
        """The picture that is asked for. A lecture that cannot be painted ends the window with its author's
        mistake; what goes wrong in a branch is said, and the viewer may go back."""
        if ask.run not in self._runs:
            return Failed("", ask)
        try:
            return self._painted(ask)
        except Exception as error:
            if ask.run == LECTURE:
                raise
            return Failed(told(error)[0], ask)

    def _painted(self, ask: Ask) -> PictureReady:
        began_s = time.perf_counter()
        run = self._runs[ask.run]
        timeline, tape, tick = run.at(ask.tick)
        look, self._size = self._look(ask.size, ask), ask.size
        canvas = self._canvas(ask.size)
        drawing, targets = (
            pictured(timeline, tape, tick, look, run.into(ask.tick))
            if ask.pointed
            else (frame(timeline, tape, tick, look, run.into(ask.tick)), None)
        )
        canvas.paint(drawing)
        size = canvas.surface.get_size()
        pixels = self._frames.pixels(ask.slot, size)
        pixels.T[:] = canvas.pixels()
        known = run.knows(ask.tick) | looked_into(timeline, tape, tick, ask)
        if isinstance(run, Lived) and not ask.ahead:
            known["events"] = run.events(look)
        readout = read_out(timeline, tape, tick, PLOTS in ask.panels, **known)
        return PictureReady(ask, time.perf_counter() - began_s, targets, readout)

    def _look(self, size: tuple[int, int], ask: Ask | None = None) -> Look:
        """How the picture of an ask looks, or the plain one without captions."""
        plain = Look(
            captions=False,
            text_scale=self._start.text_scale,
            reduced_motion=self._start.reduced_motion,
            frame=frame_for(size),
            logo=self._start.theme is not None and bool(self._start.theme.logo),
        )
        if ask is None:
            return plain
        return replace(
            plain, captions=ask.captions, selected=ask.selected, follow=ask.follow, ringed=ask.ringed
        )

    def _canvas(self, size: tuple[int, int]) -> RasterCanvas:
        canvas = self._canvases.get(size)
        if canvas is None:
            canvas = self._canvases[size] = RasterCanvas(size, self._start.theme)
        return canvas


def _rehearse() -> None:
    """Have the machine code made that every picture needs, while the first scene is read."""
    ink = "#FFFFFF"
    shapes = Dot(500, 500, 40, ink), Line(((0, 0), (9, 9)), ink, 20), Text(0, 500, "Rest", 30, 500, ink)
    RasterCanvas((320, 180)).paint(DrawList(shapes))
