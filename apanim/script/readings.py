"""What reading a scene gave, kept on disk; it is read again when something that it depends on has changed.

That is its file, every file of its author's that it imports or opens, the words and the kept lengths of the
cues that it says, the voice, and the code and the libraries that read it. Of the narration only what the
scene says counts, so that a changed word is read in the scenes that say it.
"""

import hashlib
import os
import sys
import sysconfig
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.util import source_from_cache
from pathlib import Path

from apanim.cache import Store, cache_root, code_digest, digest
from apanim.data import scenes_dir
from apanim.narration.catalogue import Catalogue
from apanim.narration.lengths import known_ticks
from apanim.narration.voices import Voices
from apanim.pack import NotPlainError, pack, unpack
from apanim.script.compile import Compiled, Said, compile_scene
from apanim.script.find import SCENE_MODULE, find_catalogue, load

READINGS = Store("readings", 128 << 20)
_CODE = (
    "cache.py", "data.py", "errors.py", "lies.py", "pack.py", "units.py", "physics", "particles", "world",
    "tape", "narration", "script",
)  # fmt: skip
_STARTED_S = time.time()
_opened: set[str] | None = None  # what is opened while a scene is read


def read_scene(file: Path, voices: Voices, language: str) -> Compiled:
    """The scene in `file`, compiled in `language`; as it was kept if all is as it was. Raises UserError."""
    catalogue = find_catalogue(file.parent, language)
    voice = voices.of(catalogue.language)
    key = _key(file, language, voice.key)
    if key is not None and (kept := READINGS.load(key)) is not None:
        try:
            files, words, timeline, lines = unpack(kept)
            if files == _hashes(files) and words == _words(catalogue, lines, voice.pace):
                return Compiled(timeline, lines, voice)
        except ValueError:
            pass
    with _Watch() as watch:
        compiled = compile_scene(load(file), catalogue, voice)
    files = watch.files(file)
    if key is not None and key == _key(file, language, voice.key) and files is not None:
        words = _words(catalogue, compiled.lines, voice.pace)
        with suppress(NotPlainError):  # an author's own kind of thing is in it
            READINGS.save(key, pack((_hashes(files), words, compiled.timeline, compiled.lines)))
    return compiled


def _key(file: Path, language: str, voice: str) -> str | None:
    """What is asked for, of whom, and who reads it; None for a file that cannot be read."""
    try:
        source = file.read_bytes()
    except OSError:
        return None
    readers = f"{sys.version} numpy {version('numpy')} scipy {version('scipy')}"
    return digest(str(file), source, language, voice, readers, code_digest(*_CODE))


def _words(catalogue: Catalogue, lines: Iterable[Said], pace: str) -> str:
    """A hash of all that a scene which says these lines takes from the catalogue and the kept lengths."""
    shared = (catalogue.language, catalogue.screen, catalogue.glossary, catalogue.lexicon)
    said = [(one.cue, known_ticks(pace, one.line.spoken), _cue(catalogue, one.cue)) for one in lines]
    return digest(repr(shared), repr(said))


def _cue(catalogue: Catalogue, name: str) -> object:
    """All of a cue that a timeline shows; its place in the file only where a number is checked there."""
    cue = catalogue.cues.get(name)
    if cue is None:
        return None
    where = cue.text.where if cue.text.measures() else ""
    say = cue.say.source if cue.say else None
    marks = {name: before.source for name, before in cue.bookmarks.items()}
    return cue.text.source, say, marks, cue.terms, cue.thousands, where, name in catalogue.borrowed


class _Watch:
    """Notes the files that are opened inside the `with`."""

    def __enter__(self) -> "_Watch":
        global _opened
        _listen()
        _opened, self._before = set(), _opened
        return self

    def __exit__(self, *_: object) -> None:
        global _opened
        self._opened, _opened = _opened or set(), self._before

    def files(self, scene: Path) -> list[str] | None:
        """The author's files among these, and his modules; None if one has changed since it may have been
        imported."""
        modules = {
            getattr(module, "__file__", None) or ""
            for name, module in list(sys.modules.items())
            if not name.startswith(SCENE_MODULE)
        }
        named = {os.path.abspath(_source(name)) for name in self._opened | modules if name}
        mine = {name for name in named if _is_authors(name)}
        mine.discard(str(scene))
        try:
            late = any(Path(name).stat().st_mtime > _STARTED_S for name in mine & modules)
        except OSError:
            return None
        return None if late else sorted(mine)


@cache
def _listen() -> None:
    """From now on, for good, the interpreter tells of every file that is opened."""

    def hear(event: str, arguments: tuple) -> None:
        if event == "open" and _opened is not None:
            name, mode, flags = arguments
            if isinstance(name, str) and _reads(mode, flags):
                _opened.add(name)

    sys.addaudithook(hear)


def _source(name: str) -> str:
    """The module itself, where what was opened is what Python keeps of it."""
    try:
        return source_from_cache(name)
    except ValueError:
        return name


def _reads(mode: str | None, flags: int) -> bool:
    return not flags & (os.O_WRONLY | os.O_RDWR) if mode is None else not set(mode) & set("wax+")


@cache
def _not_authors() -> tuple[str, ...]:
    paths = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), "/proc", "/sys", "/dev"}
    paths |= {str(Path(__file__).parents[1]), str(scenes_dir() / "narration"), str(cache_root())}
    return tuple(f"{path.rstrip(os.sep)}{os.sep}" for path in paths)


def _is_authors(name: str) -> bool:
    """Whether a file is neither Python's, nor of a library, nor of apanim's own, which the key covers."""
    inside = any(part in name for part in ("site-packages", "dist-packages"))
    return not inside and not name.startswith(_not_authors()) and os.path.isfile(name)


def _hashes(files: Iterable[str] | dict[str, str]) -> dict[str, str]:
    """What each file holds now, by its name."""
    found = {}
    for name in files:
        try:
            found[name] = hashlib.sha256(Path(name).read_bytes()).hexdigest()
        except OSError:
            found[name] = ""
    return found
