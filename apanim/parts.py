"""Files that are being made: each grows under a hidden name of its own, held by a lock while it does.

Who finds one that is not held takes it away: its maker is no more. The lock says so across containers too,
where the number of a process tells nothing. The hidden name is that of the file, a word by chance, the
number of the process that makes it, and "part".
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from apanim.stop import at_last, held_off, unwinding

try:
    import fcntl
except ImportError:  # a system that has no such locks takes nothing away: it cannot tell who lives
    fcntl = None

_LONGEST = 200  # bytes of a file's name that its hidden one repeats; a disk takes some 255 in all
_PART = re.compile(r"\..*\.[0-9a-f]{8}\.\d+\.part", re.DOTALL)
_NOT_HELD = -1
_growing: set[Path] = set()  # the parts of this process
_LEFT_S = 24 * 3600.0  # on a disk that knows no locks, what is so old and of no living process is left


def part_path(path: Path) -> Path:
    """A hidden sibling under which `path` can grow; another each time."""
    start = os.fsencode(path.name)[:_LONGEST].decode(errors="ignore")
    return path.with_name(f".{start}.{os.urandom(4).hex()}.{os.getpid()}.part")


@contextmanager
def part_file(path: Path) -> Iterator[Path]:
    """A hidden sibling of `path`, an empty file that nobody takes away, to be renamed when it is whole; it
    is gone in the end. Raises OSError where none can be made."""
    with _part(path, _new_file) as part:
        yield part


@contextmanager
def part_folder(path: Path) -> Iterator[Path]:
    """A hidden sibling of `path`, an empty folder, as `part_file` makes a file."""
    with _part(path, Path.mkdir) as part:
        yield part


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder of this person's alone among the system's temporary ones, gone in the end; those that killed
    processes have left there go too. Raises OSError."""
    place = Path(tempfile.gettempdir())
    sweep(place)
    with _part(place / "apanim", lambda part: part.mkdir(0o700)) as part:
        yield part


def sweep(folder: Path, names: re.Pattern[str] = _PART) -> None:
    """Take away the parts in `folder` that are named so and whose makers are no more."""
    with suppress(OSError), os.scandir(folder) as entries:
        for name in [entry.name for entry in entries if names.fullmatch(entry.name)]:
            left(folder / name)


def left(part: Path) -> bool:
    """Whether the maker of a part is no more; it is taken away then."""
    try:
        held = _opened(part)
    except OSError:  # it is gone, or somebody else's
        return not os.path.lexists(part)
    try:
        free = _lock(held)
        if free is None:
            number = part.name.split(".")[-2]
            old = time.time() - part.stat().st_mtime > _LEFT_S
            free = old and number.isdigit() and not _alive(int(number))
        if free:
            _take_away(part)
        return free
    except OSError:
        return False
    finally:
        _let_go(held)


def file_url(path: Path) -> str:
    """The path as FFmpeg takes it: it would take what stands before a colon for a protocol."""
    return os.path.abspath(path)


@contextmanager
def _part(path: Path, make: Callable[[Path], None]) -> Iterator[Path]:
    part, held = part_path(path), _NOT_HELD
    with unwinding():
        try:
            _growing.add(part)
            with held_off():
                held = _made(part, make)
            yield part
        finally:
            with held_off():
                _take_away(part)
                _let_go(held)
                _growing.discard(part)


def _take_all_away() -> None:
    for part in list(_growing):
        _take_away(part)


at_last(_take_all_away)


def _new_file(part: Path) -> None:
    part.open("xb").close()


def _made(part: Path, make: Callable[[Path], None]) -> int:
    """A new file or folder, held. Who sweeps between its making and its holding has it made once more."""
    while True:
        with suppress(FileExistsError):
            make(part)
        with suppress(FileNotFoundError):
            held = _opened(part)
            if held == _NOT_HELD or (_lock(held) is not False and _is(part, held)):
                return held
            _let_go(held)


def _is(part: Path, held: int) -> bool:
    return os.path.samestat(os.fstat(held), os.stat(part))


def _take_away(part: Path) -> None:
    with suppress(OSError):
        if not part.is_dir():
            part.unlink()
            return
        with suppress(OSError):  # of an empty one there need be no handle, which may be what was lacking
            part.rmdir()
            return
        shutil.rmtree(part, ignore_errors=True)


def _opened(part: Path) -> int:
    """A handle of a file or a folder; never of what a link points at, nor waiting for the other end of a
    pipe. Raises OSError."""
    return _NOT_HELD if fcntl is None else os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)


def _lock(handle: int) -> bool | None:
    """Hold what is open as `handle`; whether that could be, None where it cannot be told."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _let_go(handle: int) -> None:
    if handle != _NOT_HELD:
        os.close(handle)


def _alive(process: int) -> bool:
    if os.name != "posix":
        return True  # there is no harmless way to ask elsewhere
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
