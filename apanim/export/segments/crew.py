"""Who makes segments: this process alone, or several others beside it, each making one at a time.

A process that ends amid a segment (the system kills what takes too much memory) is replaced once or twice,
and what it had in hand is made anew.
"""

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess, parent_process
from types import FrameType
from typing import Any

from apanim.errors import ChildError, UserError
from apanim.export.segments.cut import Segment
from apanim.road import show_trace, told
from apanim.spawn import SPAWN, spawned, why_ended
from apanim.stop import Stopped, interrupt, on_signal

# Told of each picture that was painted (its segment), and of each segment that is now kept (its key).
OnPainted = Callable[[Segment], None]
OnMade = Callable[[Segment, str], None]

_PATIENCE_S = 5.0  # for a process that was told to end
_DEATHS = 3  # of workers, before it is no accident


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def make_here(maker: Any, segments: Sequence[Segment], on_painted: OnPainted, on_made: OnMade) -> None:
    """Make them in this process, in order."""
    for segment in segments:
        on_made(segment, maker.make(segment, lambda at=segment: on_painted(at)))


class Crew:
    """`count` processes that do `work`. `with Crew(work, 2) as crew: crew.make(segments, ...)`."""

    def __init__(self, work: Any, count: int) -> None:
        self._work, self._count = work, count
        self._workers: dict[Connection, BaseProcess] = {}
        self._in_hand: dict[Connection, Segment] = {}
        self._deaths = 0

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        """End them, also amid their work."""
        for connection, process in self._workers.items():
            connection.close()
            process.terminate()
        for process in self._workers.values():
            process.join(_PATIENCE_S)
            if process.is_alive():
                process.kill()
                process.join()

    def make(self, segments: Sequence[Segment], on_painted: OnPainted, on_made: OnMade) -> None:
        """Make them, in about this order. Raises UserError for what a worker may not do, or cannot."""
        waiting = list(reversed(segments))
        while waiting or self._in_hand:
            while waiting and len(self._workers) < self._count:
                self._begin()
            for connection in self._workers:
                if waiting and connection not in self._in_hand:
                    self._hand(connection, waiting.pop())
            for connection in wait(list(self._workers), timeout=0.5):
                assert isinstance(connection, Connection)
                try:
                    told = connection.recv()
                except (EOFError, OSError):
                    waiting += self._buried(connection)
                    continue
                segment = self._in_hand[connection]
                match told:
                    case "painted":
                        on_painted(segment)
                    case ("made", key):
                        del self._in_hand[connection]
                        on_made(segment, key)
                    case ("wrong", error):
                        raise error

    def _begin(self) -> None:
        mine, theirs = SPAWN.Pipe()
        self._workers[mine] = spawned("worker", work_on, self._work, theirs)
        theirs.close()  # so that this end closes when the process ends

    def _hand(self, connection: Connection, segment: Segment) -> None:
        self._in_hand[connection] = segment
        with suppress(OSError):  # it has ended, which is heard next
            connection.send(segment)

    def _buried(self, connection: Connection) -> list[Segment]:
        """What a process that has ended had in hand. Raises UserError if too many have."""
        process = self._workers.pop(connection)
        connection.close()
        process.join(_PATIENCE_S)
        self._deaths += 1
        if self._deaths > _DEATHS:
            raise ChildError(
                f"{why_ended('worker', process)}, {self._deaths} times; if memory lacks, use fewer with "
                "--workers; what is finished is kept",
                1,
            )
        return [self._in_hand.pop(connection)] if connection in self._in_hand else []


def work_on(work: Any, boss: Connection) -> None:
    """Where a worker's process begins: make each segment that comes, until no more do."""
    threading.Thread(target=_end_with_the_boss, daemon=True).start()
    in_hand = False

    def stop(number: int, frame: FrameType | None) -> None:
        if in_hand:
            interrupt(number, frame)  # what is half made is taken away
        os._exit(0)

    on_signal(stop)
    try:
        from apanim.export.segments.work import Maker  # all the rooms: here, and not in who begins it

        maker = Maker(work)
        while True:
            segment = boss.recv()
            in_hand = True
            key = maker.make(segment, lambda: boss.send("painted"))
            in_hand = False
            boss.send(("made", key))
    except EOFError:
        pass
    except Stopped:
        pass
    except Exception as error:
        show_trace(error)
        known = isinstance(error, UserError | OSError)  # of which more may be told there
        with suppress(OSError):
            boss.send(("wrong", error if known else ChildError(*told(error))))
    os._exit(0)


def _end_with_the_boss() -> None:
    boss = parent_process()
    if boss is not None:
        wait([boss.sentinel])
        os._exit(0)
