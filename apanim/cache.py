"""What apanim can make again and keeps on disk: one folder a kind, one file a key, each with its check sum.

A key names everything that the content depends on (see `digest`), and the check sum covers it, so that a
file that is damaged, cut off or put under another's name is not there. Nothing is run when it is read. A
store keeps to its size, and lets go first what was not used for longest. That a folder cannot be written,
is full or is missing costs time and nothing else: what can be read of it is read.

Files are `ROOT/KIND/KEY`: the content, then `_END`. ROOT is $APANIM_CACHE if that is set, else the user's
folder for caches. All of it may be deleted at any time.
"""

import functools
import hashlib
import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from apanim.parts import part_path, sweep
from apanim.stop import unwinding

if TYPE_CHECKING:
    from numpy.typing import NDArray

_END = struct.Struct(">4sQI")  # what it is, the bytes before it, and CRC-32 of the key and of those
_MAGIC = b"apk1"
_BLOCK_BYTES = 1 << 20
_FRESH_S = 60.0  # one that was used so lately is not marked again as used


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
    """All that is kept of one `kind`, of `keep_bytes` at most: bytes, arrays by name, or a file."""

    def __init__(self, kind: str, keep_bytes: int) -> None:
        self._kind, self._keep = kind, keep_bytes
        self._grown: dict[Path, int] = {}  # bytes saved by this process since the size was looked at

    @property
    def folder(self) -> Path | None:
        """Where the kind is kept, whether it is there or not; None where there is no place for caches."""
        root = cache_root()
        return None if root is None else root / self._kind

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
            return None

    def save_arrays(self, key: str, arrays: Mapping[str, Any]) -> bool:
        """Keep arrays of plain numbers by name; False if that cannot be."""
        import numpy as np

        content = io.BytesIO()
        np.savez(content, **arrays)
        return self.save(key, content.getvalue())

    def open(self, key: str) -> tuple[BinaryIO, int] | None:
        """The file under `key`, at its beginning, and the bytes of its content; None if it is not whole."""
        folder = self.folder
        if folder is None:
            return None
        try:
            file = (folder / key).open("rb")
        except (OSError, ValueError):
            return None
        size = _checked(file, key)
        if size is None:
            file.close()
            return None
        _mark_used(file, folder / key)
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
        path = part_path(folder / f"{key}-{os.urandom(4).hex()}")
        with unwinding():
            part = Growing(path.open("x+b"), path, folder / key)
            try:
                yield part
            finally:
                if part.kept_bytes:
                    self._take_in(folder, part.kept_bytes)
                else:
                    with suppress(OSError):
                        part.file.close()
                    with suppress(OSError):
                        path.unlink()

    def _take_in(self, folder: Path, more_bytes: int) -> None:
        """Look at the size when a process first saves, and again whenever it has saved a good deal."""
        grown = self._grown.get(folder)
        self._grown[folder] = (grown or 0) + more_bytes
        if grown is None or self._grown[folder] > self._keep // 16:
            self._grown[folder] = 0
            tidy(folder, self._keep)


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


def tidy(folder: Path, keep_bytes: int) -> None:
    """Let go what dead processes have left half made, and what was unused for longest beyond the size."""
    with suppress(OSError):
        sweep(folder)
        with os.scandir(folder) as entries:
            files = [(entry.stat(), entry.path) for entry in entries if entry.is_file()]
        files.sort(key=lambda file: file[0].st_mtime_ns)
        total = sum(stat.st_size for stat, _ in files)
        for stat, path in files[:-1]:
            if total <= keep_bytes:
                return
            with suppress(OSError):
                os.unlink(path)
            total -= stat.st_size


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
