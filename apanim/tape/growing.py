"""What grows as a run is lived: rows that are added one by one, and the worlds of every step."""

import tempfile
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.physics.patch import NonFiniteStateError
from apanim.tape.records import pack, record_type, unpacker
from apanim.units import NS_PER_MS, TICKS_PER_STEP
from apanim.world import World

WRITTEN_EVERY = 8  # of the steps, one world is written down; those between are lived again from it
RECENT = 96  # worlds that are at hand


def until(events: NDArray[Any], number: int) -> int:
    """How many of `events` had happened at step `number`."""
    return int(np.searchsorted(events["tick"], number * TICKS_PER_STEP, side="right"))


class Stop(NamedTuple):
    """Why a run cannot go on: which quantity left all bounds, and at what model time."""

    quantity: str
    at_ms: float


def stop_of(error: Exception, ns: int) -> Stop:
    """What an error says in a step that leads to model time `ns`: a quantity by its name, or the world."""
    first = str(error).split(" ")[0] if isinstance(error, NonFiniteStateError) else "the world"
    return Stop({"v_mV": "V"}.get(first, first), ns / NS_PER_MS)


class GrowingArray:
    """A structured array that grows: adding a row costs the same however many there are."""

    def __init__(self, rows: NDArray[Any]) -> None:
        self._room, self._count = rows.copy(), len(rows)

    def __len__(self) -> int:
        return self._count

    def add(self, *rows: Any) -> None:
        """Rows at the end, as tuples in the order of the fields."""
        for row in rows:
            if self._count == len(self._room):
                room = np.empty(max(256, 2 * self._count), self._room.dtype)
                room[: self._count] = self._room
                self._room = room
            self._room[self._count] = row
            self._count += 1

    def insert(self, at: int, row: Any) -> None:
        """A row before the one at `at`."""
        self._room = np.insert(self._room[: self._count], at, np.array(row, self._room.dtype))
        self._count += 1

    @property
    def view(self) -> NDArray[Any]:
        """All rows so far. What was seen of them never changes."""
        return self._room[: self._count]


class Worlds:
    """The worlds of a run from step `first` on, which is `start`. `onward(world)` is the next one.

    One of every few lies in a file without a name, so that a long run takes no more memory than a short
    one; a world between is lived again from the one before it that does, byte for byte.
    """

    def __init__(self, first: int, start: World) -> None:
        self._first, self._like, self._dtype = first, start, record_type(start)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as this
        self._recent: OrderedDict[int, World] = OrderedDict()
        self.last = first - 1
        self.add(start)

    def add(self, world: World) -> None:
        """The world of the next step."""
        self.last += 1
        place, between = divmod(self.last - self._first, WRITTEN_EVERY)
        if between == 0:
            self._file.seek(place * self._dtype.itemsize)
            self._file.write(pack(world, self._dtype).tobytes())
        self._remember(self.last, world)

    def at(self, step: int, onward: Callable[[World], World]) -> World:
        """The world of a step from the first to the last."""
        if step in self._recent:
            self._recent.move_to_end(step)
            return self._recent[step]
        written = step - (step - self._first) % WRITTEN_EVERY
        before = next((k for k in range(step, written, -1) if k in self._recent), written)
        world = self._recent.get(before) or self._written(before)
        self._remember(before, world)
        for k in range(before + 1, step + 1):
            world = onward(world)
            self._remember(k, world)
        return world

    def cut(self, step: int) -> None:
        """Forget what came after a step."""
        self.last = step
        for later in [k for k in self._recent if k > step]:
            del self._recent[later]

    def _written(self, step: int) -> World:
        self._file.seek((step - self._first) // WRITTEN_EVERY * self._dtype.itemsize)
        record = np.frombuffer(self._file.read(self._dtype.itemsize), self._dtype)
        return unpacker(self._like, record)(0)

    def _remember(self, step: int, world: World) -> None:
        self._recent[step] = world
        self._recent.move_to_end(step)
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)
