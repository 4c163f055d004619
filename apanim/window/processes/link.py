"""The window's handle on its two processes: what it says to them, what it hears, and their end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from typing import Any

from apanim.spawn import SPAWN, spawned, why_ended
from apanim.window.processes.messages import CLOSE, Start
from apanim.window.processes.prepared import Trouble
from apanim.window.processes.slots import Frames

_PATIENCE_S = 1.0  # for a process that was told to end


class Link:
    """The renderer at once, the preparer when it is told to; `wake` is called, in another thread, when one
    of them has said something."""

    def __init__(self, start: Start, frames: Frames, wake: Callable[[], None]) -> None:
        from apanim.window.processes.entries import (
            renderer,  # quick to import: the rooms are the child's own
        )

        self._start, self._wake = start, wake
        self._said: SimpleQueue[Any] = SimpleQueue()
        self._closed = False
        self._processes: list[BaseProcess] = []
        self._of_preparer, of_renderer = SPAWN.Pipe()
        self._renderer = self._begun(renderer, start, frames.name, frames.slot_bytes, other=of_renderer)
        self._preparer: Connection | None = None

    def prepare(self) -> None:
        """Begin to make ready what is not, unless that was begun."""
        from apanim.window.processes.entries import preparer

        if self._preparer is None:
            self._preparer = self._begun(preparer, self._start, other=self._of_preparer)

    def ask(self, *messages: Any) -> None:
        """Say something to the renderer."""
        self._say(self._renderer, messages)

    def tell(self, *messages: Any) -> None:
        """Say something to the preparer, if there is one."""
        if self._preparer is not None:
            self._say(self._preparer, messages)

    def heard(self) -> Iterator[Any]:
        """What they have said since this was last asked. A process that ended by itself is a Trouble."""
        while True:
            try:
                yield self._said.get_nowait()
            except Empty:
                return

    def close(self) -> None:
        """End both: each is told to; one that does not is made to."""
        self._closed = True
        self.ask(CLOSE)
        self.tell(CLOSE)
        self._of_preparer.close()
        for process in self._processes:
            process.join(_PATIENCE_S)
            if process.is_alive():
                process.kill()
                process.join()
            process.close()

    def _begun(self, target: Callable, *args: Any, other: Connection) -> Connection:
        """A new process, with a pipe to the window and one to its sibling; gives the window's end."""
        mine, theirs = SPAWN.Pipe()
        name = target.__name__
        process = spawned(name, target, *args, theirs, other)
        theirs.close()  # so that each end closes when its process ends
        other.close()
        self._processes.append(process)
        threading.Thread(target=self._hear, args=(name, mine, process), daemon=True).start()
        return mine

    def _hear(self, name: str, connection: Connection, process: BaseProcess) -> None:
        """Pass on all that one process says, until it ends."""
        told = False
        while True:
            try:
                message = connection.recv()
            except (EOFError, OSError):
                connection.close()
                break
            told = told or (isinstance(message, Trouble) and message.fatal)
            self._said.put(message)
            self._wake()
        if not self._closed and not told:
            process.join(_PATIENCE_S)
            self._said.put(Trouble(why_ended(name, process), code=1))
            self._wake()

    def _say(self, connection: Connection, messages: tuple[Any, ...]) -> None:
        with suppress(OSError):  # it has ended: that is heard, too
            for message in messages:
                connection.send(message)
