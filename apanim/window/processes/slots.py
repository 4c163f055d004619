"""Finished pictures in memory that the window and the renderer share: one block, cut into slots.

The window makes the block and takes it away. It gives out the slots, and the renderer alone writes into
them.
"""

import os
from contextlib import suppress
from multiprocessing.shared_memory import SharedMemory

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError

_PIXEL_BYTES = 4
_USUAL_BYTES = 96 << 20
_FEWEST, _MOST = 4, 24
_USUAL = 16  # slots at least, where there is memory: what is never painted takes none
SHARED_FOLDER = "/dev/shm"  # where Linux keeps such memory, and a container may have little of it


class Frames:
    """Slots of `slot_bytes` each. Pixels are bytes B, G, R, unused, row after row."""

    def __init__(self, block: SharedMemory, slot_bytes: int, own: bool) -> None:
        self._block, self._own = block, own
        self.slot_bytes, self.name = slot_bytes, block.name
        self.slots = min(block.size // slot_bytes, _MOST)

    @classmethod
    def made(cls, largest: tuple[int, int]) -> "Frames":
        """New memory for pictures of at most that many pixels. Raises UserError where that is too much."""
        slot_bytes = _PIXEL_BYTES * largest[0] * largest[1]
        count = min(max(_USUAL_BYTES // slot_bytes, _USUAL), _MOST)
        count = min(count, _free_bytes() // slot_bytes)
        try:
            if count < _FEWEST:
                raise OSError("too little is free")
            return cls(SharedMemory(create=True, size=slot_bytes * count), slot_bytes, own=True)
        except OSError as error:
            needed = slot_bytes * _FEWEST >> 20
            raise UserError(
                f"no shared memory for the window's pictures ({error}); it needs {needed} MB"
            ) from error

    @classmethod
    def attached(cls, name: str, slot_bytes: int) -> "Frames":
        """The memory that another process made. Raises ConnectionError where that has gone again."""
        try:
            return cls(SharedMemory(name), slot_bytes, own=False)
        except FileNotFoundError as error:
            raise ConnectionError("the window has closed") from error

    def pixels(self, slot: int, size: tuple[int, int]) -> NDArray[np.uint32]:
        """(height, width), a pixel each: what is in a slot. Let it go before the memory is closed."""
        return np.ndarray((size[1], size[0]), np.uint32, self._block.buf, slot * self.slot_bytes)

    def content(self, slot: int, size: tuple[int, int]) -> memoryview:
        """The same as bytes."""
        first = slot * self.slot_bytes
        assert self._block.buf is not None
        return self._block.buf[first : first + _PIXEL_BYTES * size[0] * size[1]]

    def close(self) -> None:
        """Let the memory go; for its maker, for good."""
        with suppress(BufferError):
            self._block.close()
        if self._own:
            with suppress(FileNotFoundError):
                self._block.unlink()


def _free_bytes() -> int:
    """How much more memory may be shared."""
    if not os.path.isdir(SHARED_FOLDER):
        return 1 << 62
    stat = os.statvfs(SHARED_FOLDER)
    return stat.f_bavail * stat.f_frsize
