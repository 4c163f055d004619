"""The renderer: a process that lists and paints pictures ahead of time, into the slots that it is given."""

import time
from collections import deque
from multiprocessing.connection import Connection, wait
from typing import Any

from cachetools import LRUCache

from apanim.canvas.raster import RasterCanvas
from apanim.picture.frame import frame
from apanim.picture.shot import Look
from apanim.window.child import lived
from apanim.window.frames import Frames
from apanim.window.messages import Ask, Forget, Missing, Picture, SceneBaked, SceneRead, Start
from apanim.window.runs import Lecture

_SIZES_KEPT = 2  # canvases, each with all that it has baked


def render(start: Start, name: str, slot_bytes: int, window: Connection, preparer: Connection) -> None:
    """The life of the process. `name` and `slot_bytes` are those of the window's `Frames`."""
    frames = Frames.attached(name, slot_bytes)
    lived(lambda: Renderer(start, frames, window, preparer).live(), window)
    frames.close()


class Renderer:
    """Answers one ask after the other; those of an older generation are dropped."""

    def __init__(self, start: Start, frames: Frames, window: Connection, preparer: Connection) -> None:
        self._start, self._frames = start, frames
        self._window, self._preparer = window, preparer
        self._lecture = Lecture()
        self._asks: deque[Ask] = deque()
        self._canvases: LRUCache[tuple[int, int], RasterCanvas] = LRUCache(_SIZES_KEPT)

    def live(self) -> None:
        """Paint what is asked for until the window closes."""
        if not self._lecture.find(self._start):
            self._window.send(Missing())
        while True:
            self._listen()
            ask = next((ask for ask in self._asks if self._can(ask)), None)
            if ask is None:
                wait([self._window, self._preparer])
                continue
            self._asks.remove(ask)
            self._window.send(self._painted(ask))

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
            case SceneRead():
                self._lecture.read(said.number, said.timeline)
            case SceneBaked():
                self._lecture.baked(said.number, said.steps)
            case None:  # CLOSE
                raise EOFError
            case Forget():
                pass

    def _can(self, ask: Ask) -> bool:
        return self._lecture.has(ask.tick)

    def _painted(self, ask: Ask) -> Picture:
        began_s = time.perf_counter()
        timeline, tape, tick = self._lecture.at(ask.tick)
        look = Look(
            captions=ask.captions,
            text_scale=self._start.text_scale,
            reduced_motion=self._start.reduced_motion,
        )
        canvas = self._canvas(ask.size)
        canvas.paint(frame(timeline, tape, tick, look))
        size = canvas.surface.get_size()
        pixels = self._frames.pixels(ask.slot, size)
        pixels.T[:] = canvas.pixels()
        return Picture(ask, time.perf_counter() - began_s)

    def _canvas(self, size: tuple[int, int]) -> RasterCanvas:
        canvas = self._canvases.get(size)
        if canvas is None:
            canvas = self._canvases[size] = RasterCanvas(size, self._start.theme)
        return canvas
