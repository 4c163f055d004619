"""What apanim can make again and keeps on disk: one folder a kind, one file a key, each with its check sum.

A key names everything that the content depends on (see `digest`), and the check sum covers it, so that a
file that is damaged, cut off or put under another's name is not there: that is told, and it is made again.
Nothing is run when it is read. That a folder cannot be written, is full or is missing costs time, no more:
what can be read of it is read. How much all kinds take together stands in `cache_size.py`.

Files are `ROOT/KIND/KEY`: the content, then `_END`. ROOT is $APANIM_CACHE if that is set, else the user's
folder for caches; $APANIM_WARM_CACHE is another that is read only. All of it may be deleted at any time.
"""

import functools
import hashlib
import io
import os
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from apanim.cache_size import limit_bytes, tidy
from apanim.parts import part_file

if TYPE_CHECKING:
    from numpy.typing import NDArray

_END = struct.Struct(">4sQI")  # what it is, the bytes before it, and CRC-32 of the key and of those
_MAGIC = b"apk1"
_BLOCK_BYTES = 1 << 20
_FRESH_S = 60.0  # one that was used so lately is not marked again as used
_grown: dict[Path, int] = {}  # bytes saved by this process since the size of a cache was looked at
_told: set[str] = set()  # kinds of which something was found to be damaged


def digest(*parts: bytes | str) -> str:
    """A key: the hash of all `parts`, each told from its neighbours."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        whole.update(len(content).to_bytes(8, "big") + content)
    return whole.hexdigest()[:40]


@functools.cache
def code_digest(*rooms: str) -> str:
    """The hash of these modules and folders of the package, named from its root: "units.py", "physics"."""
    package = Path(__file__).parent
    whole = hashlib.sha256()
    for name in rooms:
        place = package / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            whole.update(f"{file.relative_to(package)}\0".encode() + file.read_bytes())
    return whole.hexdigest()


class Store:
    """All that is kept of one `kind`: bytes, arrays by name, or a file."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    @property
    def folder(self) -> Path | None:
        """Where the kind is kept, whether it is there or not; None where there is no place for caches."""
        root = cache_root()
        return None if root is None else root / self._kind

    @property
    def folders(self) -> list[Path]:
        """Where the kind is looked for."""
        warm = os.environ.get("APANIM_WARM_CACHE")
        return [place for place in (self.folder, Path(warm) / self._kind if warm else None) if place]

    def load(self, key: str) -> bytes | None:
        """What was saved under `key`; None if there is nothing whole."""
        found = self.open(key)
        if found is None:
            return None
        with found[0] as file, suppress(OSError):
            content = file.read(found[1])
            return content if len(content) == found[1] else None
        return None

    def save(self, key: str, content: bytes) -> bool:
        """Keep `content` under `key`; False if that cannot be."""
        try:
            with self.growing(key) as part:
                part.file.write(content)
                part.keep().close()
            return True
        except OSError:
            return False

    def load_arrays(self, key: str) -> dict[str, "NDArray[Any]"] | None:
        """What was saved under `key` by `save_arrays`; None if there is nothing whole."""
        import numpy as np

        content = self.load(key)
        if content is None:
            return None
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as kept:
                return dict(kept)
        except (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
            self.spoilt(key)
            return None

    def save_arrays(self, key: str, arrays: Mapping[str, Any]) -> bool:
        """Keep arrays of plain numbers by name; False if that cannot be."""
        import numpy as np

        content = io.BytesIO()
        np.savez(content, **arrays)
        return self.save(key, content.getvalue())

    def open(self, key: str) -> tuple[BinaryIO, int] | None:
        """The file under `key`, at its beginning, and the bytes of its content; None if it is not whole."""
        return next(filter(None, (self._opened(folder / key) for folder in self.folders)), None)

    def path(self, key: str) -> Path | None:
        """The file under `key`, its content first; None if it is not whole."""
        found = self.open(key)
        if found is None:
            return None
        with found[0] as file:
            return Path(os.fsdecode(file.name))

    def spoilt(self, key: str) -> None:
        """What is under `key` is whole, and yet not what is to be there: let it go, and say so."""
        if self.folder is not None:
            with suppress(OSError):
                (self.folder / key).unlink()
        _tell_damaged(self._kind)

    def _opened(self, path: Path) -> tuple[BinaryIO, int] | None:
        try:
            file = io.BufferedReader(io.FileIO(path, opener=_without_waiting))
        except (OSError, ValueError):
            return None
        size = _checked(file, path.name)
        if size is None:
            file.close()
            _tell_damaged(self._kind)
            return None
        _mark_used(file, path)
        return file, size

    @contextmanager
    def growing(self, key: str) -> Iterator["Growing"]:
        """A file to write to, which `keep()` puts under `key`; else it is closed and gone in the end.

        Raises OSError where none can be.
        """
        folder = self.folder
        if folder is None:
            raise OSError("there is no place for a cache")
        folder.mkdir(parents=True, exist_ok=True)
        with part_file(folder / key) as path:
            part = Growing(path.open("r+b"), path, folder / key)
            try:
                yield part
            finally:
                if not part.kept_bytes:
                    with suppress(OSError):
                        part.file.close()
        if part.kept_bytes and folder.parent == cache_root():
            _take_in(folder.parent, part.kept_bytes)


class Growing:
    """A file of a store that is being made."""

    def __init__(self, file: BinaryIO, path: Path, final: Path) -> None:
        self.file, self.path, self.kept_bytes = file, path, 0
        self._final = final

    def keep(self) -> BinaryIO:
        """All is written; gives the file, open, for who reads it. Raises OSError if the disk refuses."""
        size = self.file.seek(0, os.SEEK_END)
        check = _check_sum(self.file, self._final.name, size)
        self.file.seek(size)
        self.file.write(_END.pack(_MAGIC, size, check))
        self.file.flush()
        os.replace(self.path, self._final)
        self.kept_bytes = size + _END.size
        return self.file


def cache_root() -> Path | None:
    """The folder of everything that is kept; None for a user who has none."""
    root = os.environ.get("APANIM_CACHE")
    if root:
        return Path(root)
    from platformdirs import user_cache_dir

    try:
        place = Path(user_cache_dir("apanim", appauthor=False))
    except (RuntimeError, OSError):
        return None
    return place if place.is_absolute() else None


def _take_in(root: Path, more_bytes: int) -> None:
    """Look at the size when a process first saves, and again whenever it has saved a good deal."""
    grown = _grown.get(root)
    _grown[root] = (grown or 0) + more_bytes
    if grown is None or _grown[root] > limit_bytes() // 16:
        _grown[root] = 0
        tidy(root)


def _tell_damaged(kind: str) -> None:
    """Once for each kind: nobody needs to do anything."""
    if kind not in _told:
        _told.add(kind)
        with suppress(OSError, ValueError, AttributeError):
            print(f"apanim: damaged in the cache, and made again: {kind}", file=sys.stderr)


def _without_waiting(path: str, flags: int) -> int:
    """As `os.open`, but that nobody has to write into a pipe that lies there."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _checked(file: BinaryIO, key: str) -> int | None:
    """How long the content of a whole file is that was saved under `key`; leaves it at its beginning."""
    try:
        size = file.seek(-_END.size, os.SEEK_END)
        magic, told, check = _END.unpack(file.read(_END.size))
        if (magic, told) != (_MAGIC, size) or _check_sum(file, key, size) != check:
            return None
        file.seek(0)
    except (OSError, ValueError, struct.error):
        return None
    return size


def _check_sum(file: BinaryIO, key: str, size: int) -> int:
    """CRC-32 of the key and the first `size` bytes. It keeps up with reading: 300 MB take 0.1 s."""
    check = zlib.crc32(key.encode())
    file.seek(0)
    while size > 0 and (block := file.read(min(size, _BLOCK_BYTES))):
        check = zlib.crc32(block, check)
        size -= len(block)
    return check


def _mark_used(file: BinaryIO, path: Path) -> None:
    with suppress(OSError):
        if time.time() - os.fstat(file.fileno()).st_mtime > _FRESH_S:
            os.utime(path)
