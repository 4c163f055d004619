"""The files that scenes are read from, watched for a save by their author."""

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import invalidate_caches
from pathlib import Path

from apanim.errors import UserError
from apanim.script.find import ENGLISH
from apanim.script.programme import row_of
from apanim.script.readings import looked_at

_Stamp = (
    tuple[int, int, int] | None
)  # when it was written, its length, which file it is; None: it is not there


class Sources:
    """What `spec` is read from in `language`: an author's scene or lecture, its words, what it imports.

    Scenes that apanim comes with are nobody's to save: of these nothing is watched.
    """

    def __init__(self, spec: str, language: str) -> None:
        self._spec = Path(spec).resolve() if spec.endswith((".py", ".toml")) else None
        self._language = language
        self._parts: tuple[Path, ...] = ()
        self._lacking = False
        self._read: dict[Path, _Stamp] = {}
        self._last: dict[Path, _Stamp] = {}

    def note(self) -> None:
        """They are about to be read as they are now."""
        self._lacking = False
        self._read = self._last = {path: _stamp(path) for path in self._paths()}
        invalidate_caches()  # a module may have come since

    def come_upon(self) -> None:
        """They have been read: what they import is known now."""
        for path in self._paths():
            self._read.setdefault(path, _stamp(path))

    def lack(self) -> None:
        """They could not be read: it may be another file beside them that they wait for."""
        self._lacking = True

    def saved(self) -> bool:
        """Whether one was saved since; not while it is still being written. To be asked now and then."""
        before, self._last = self._last, {path: _stamp(path) for path in self._paths()}
        for path, stamp in self._last.items():
            self._read.setdefault(path, stamp)  # one that was come upon in reading
        folders = set() if self._lacking else {part.parent for part in self._parts}
        changed = any(
            self._read[path] != stamp for path, stamp in self._last.items() if path not in folders
        )
        return changed and before == self._last

    def _paths(self) -> Iterator[Path]:
        if self._spec is None:
            return
        yield self._spec
        for part in self._scenes():
            yield from (part, part.parent)
            for name in dict.fromkeys((self._language, ENGLISH)):
                yield part.parent / "narration" / f"{name}.toml"
            yield from map(Path, looked_at(part))

    def _scenes(self) -> tuple[Path, ...]:
        """The scenes' files; as they were known last while the order of a lecture is wrong."""
        with suppress(UserError):
            self._parts = tuple(part.file for part in row_of(str(self._spec)).parts)
        return self._parts


def _stamp(path: Path) -> _Stamp:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
