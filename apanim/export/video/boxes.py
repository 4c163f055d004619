"""What FFmpeg's writer of MP4 and QuickTime cannot be told: that no caption track is on.

It marks the first track of each kind as enabled, so that players show captions which stand in the picture
already. An MP4 is boxes within boxes: four bytes of length, four of name, what it holds (ISO 14496-12).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_HEAD = 8  # bytes of a box before what it holds
_LONG = 1  # in place of a length: the length stands after the name, in eight bytes
_CAPTIONS = b"sbtl", b"text"  # what their handler is in an MP4, and in a QuickTime film
_ENABLED = 1


def captions_off(path: Path) -> None:
    """Mark every caption track of the film at `path` as not enabled."""
    with path.open("r+b") as file:
        size = path.stat().st_size
        for moov in _inside(file, b"moov", 0, size):
            for track in _inside(file, b"trak", *moov):
                if _kind(file, track) in _CAPTIONS:
                    for start, _ in _inside(file, b"tkhd", *track):
                        file.seek(start + 3)  # a version, and three bytes of flags
                        flags = file.read(1)[0]
                        file.seek(start + 3)
                        file.write(bytes([flags & ~_ENABLED]))


def _kind(file: BinaryIO, track: tuple[int, int]) -> bytes:
    """What a track is, by its handler."""
    for media in _inside(file, b"mdia", *track):
        for start, _ in _inside(file, b"hdlr", *media):
            file.seek(start + 8)  # version and flags, and four bytes that are always 0
            return file.read(4)
    return b""


def _inside(file: BinaryIO, name: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The boxes called `name` between two places of the file: where what each holds starts and ends."""
    while start + _HEAD <= end:
        file.seek(start)
        head = file.read(_HEAD)
        length, first = int.from_bytes(head[:4], "big"), start + _HEAD
        if length == _LONG:
            length, first = int.from_bytes(file.read(8), "big"), first + 8
        after = start + length if length else end  # 0: to the end
        if head[4:] == name:
            yield first, after
        start = max(after, first)
