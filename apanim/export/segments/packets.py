"""A segment as a file: encoded pictures in a row, in the container that keeps all that is theirs.

Every segment is closed: its first picture is a key frame, and nothing in it needs its neighbours.
"""

import io
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import av

from apanim.canvas.raster import Picture
from apanim.export.video.codecs import Codec, Convert
from apanim.parts import file_url
from apanim.picture.drawlist import DrawList


def encode(
    lists: Sequence[DrawList],
    paint: Callable[[DrawList], Picture],
    convert: Convert,
    codec: Codec,
    size: tuple[int, int],
    fps: int,
    path: Path,
    painted: Callable[[], None],
) -> None:
    """Paint the lists and write them to `path`. `painted` is called after each. Raises OSError."""
    with av.open(file_url(path), "w", format=codec.keeper) as container:
        stream = codec.stream(container, size, fps)
        for number, one in enumerate(lists):
            frame = convert(paint(one))
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(frame))
            painted()
        container.mux(stream.encode(None))


def packets(file: BinaryIO, size: int, fps: int, keeper: str) -> list[tuple[int, av.Packet]]:
    """The packets of a segment in the first `size` bytes of `file`, in the order in which they are decoded,
    each with the number of its frame."""
    with av.open(_Beginning(file, size), "r", format=keeper) as container:
        found = [packet for packet in container.demux(container.streams.video[0]) if packet.size]
    stamps = [round((packet.pts or 0) * packet.time_base * fps) for packet in found]
    for packet in found:
        packet.time_base = Fraction(1, fps)
    # The container lets no stamp be negative, not even one of decoding: all may be later.
    return [(stamp - min(stamps), packet) for stamp, packet in zip(stamps, found, strict=True)]


def delay(order: Sequence[int]) -> int:
    """How many frames ahead of their turn pictures are decoded at most, in that order of theirs."""
    return max((turn - frame for turn, frame in enumerate(order)), default=0)


class _Beginning(io.RawIOBase):
    """The first bytes of a file: behind a segment stands its check sum."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, count: int = -1) -> bytes:
        left = max(self._size - self._file.tell(), 0)
        return self._file.read(left if count < 0 else min(count, left))

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            return self._file.seek(self._size + offset)
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()
