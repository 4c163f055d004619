"""The files that scenes are read from, watched for a save by their author."""

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import invalidate_caches
from pathlib import Path

from apanim.data import laid_over, scenes_dir
from apanim.errors import UserError
from apanim.narration.voices.sound_file import SUFFIXES
from apanim.script.find import ENGLISH
from apanim.script.folders import is_own, theme_places, word_places
from apanim.script.lecture import order_places
from apanim.script.programme import UnreadScene, row_of
from apanim.script.readings import looked_at

_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")  # beside the colours of a house, one may be its logo
_Stamp = (
    tuple[int, int, int] | None
)  # when it was written, its length, which file it is; None: it is not there


class Sources:
    """What `spec` is read from in `language`: an author's scene or order, its words, what it imports, and
    the colours of the house; all of these in a folder that is laid over apanim's; and recordings.

    What apanim comes with is nobody's to save: of that nothing is watched.
    """

    def __init__(self, spec: str, language: str, voice: str = "") -> None:
        self._spec, self._language = spec, language
        kind, _, folder = voice.partition(":")
        self._recordings = Path(folder) if kind == "recorded" else None
        self._own = Path(spec).resolve() if spec.endswith((".py", ".toml")) else None
        self._parts: tuple[UnreadScene, ...] = ()
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
        folders = set() if self._lacking else {part.file.parent for part in self._parts}
        changed = any(
            self._read[path] != stamp for path, stamp in self._last.items() if path not in folders
        )
        return changed and before == self._last

    def _paths(self) -> Iterator[Path]:
        """The files, each maybe more than once, and some that are not there yet."""
        if self._recordings is not None:
            yield from (file for file in self._recordings.glob("*") if file.suffix.lower() in SUFFIXES)
        if self._own is None and laid_over() is None:
            return
        if self._own is not None:
            yield self._own
        for place in theme_places(self._spec):
            yield place
            yield from (file for file in place.parent.glob("*") if file.suffix.lower() in _PICTURES)
        yield from order_places(self._spec)
        for part in self._scenes():
            yield from self._of(part)

    def _of(self, part: UnreadScene) -> Iterator[Path]:
        """A part's file if it is an author's, one that would go before it, and its words."""
        if not is_own(part.file):
            yield from (part.file, part.file.parent)
            yield from map(Path, looked_at(part.file))
        over = laid_over()
        if over is not None and is_own(part.file):
            yield over / part.file.relative_to(scenes_dir())
        for place in word_places(part.file.parent, part.over):
            if not place.is_relative_to(scenes_dir()):
                for name in dict.fromkeys((self._language, ENGLISH)):
                    yield place / "narration" / f"{name}.toml"

    def _scenes(self) -> tuple[UnreadScene, ...]:
        """The scenes; as they were known last while the order of a lecture is wrong."""
        with suppress(UserError):
            self._parts = row_of(str(self._own) if self._own is not None else self._spec).parts
        return self._parts


def _stamp(path: Path) -> _Stamp:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
