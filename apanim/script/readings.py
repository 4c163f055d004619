"""What reading a scene gave, kept on disk; it is read again when something that it depends on has changed.

That is its file, every file of its author's that it imports or opens, or would if it were there, the words
and the kept lengths of the cues that it says, the voice, and the code and the libraries that read it. Of
the narration only what the scene says counts, so that a changed word is read in the scenes that say it. A
scene that lists folders, runs programs, opens by a relative name or lacks a module is not kept. The
environment, the clock and chance are not watched: a scene is a plan, and says the same each time.
"""

import hashlib
import os
import sys
import sysconfig
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec, source_from_cache
from pathlib import Path
from types import FrameType

from apanim.cache import Store, cache_root, code_digest, digest
from apanim.data import scenes_dir
from apanim.narration.catalogue import Catalogue
from apanim.narration.lengths import known_ticks
from apanim.narration.voices import Voices
from apanim.pack import NotPlainError, pack, unpack
from apanim.script.compile import Compiled, Said, compile_scene
from apanim.script.find import SCENE_MODULE, find_catalogue, load
from apanim.script.timeline import Timeline

READINGS = Store("readings")
_CODE = (
    "cache.py", "data.py", "errors.py", "lies.py", "pack.py", "units.py", "physics", "particles", "world",
    "tape", "letters", "narration", "script",
)  # fmt: skip
_STARTED_S = time.time()
_BEYOND = (  # what the interpreter calls asking for more than a file by its name
    "os.listdir", "os.scandir", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
    "socket.connect",
)  # fmt: skip
_opened_by: dict[str, set[str]] = {}  # a module, and what it has opened, maybe for an earlier scene
_looked_at: dict[Path, set[str]] = {}  # a scene's file, and those that it was read from last
_watch: "_Watch | None" = None  # the scene that is being read


def read_scene(file: Path, voices: Voices, language: str, over: Sequence[Path] = ()) -> Compiled:
    """The scene in `file`, compiled in `language` with the words of `over` before its own; as it was kept
    if all is as it was. Raises UserError."""
    if kept := kept_reading(file, voices, language, over):
        return kept
    catalogue = find_catalogue(file.parent, language, over)
    voice = voices.of(catalogue.language, catalogue.pace)
    key = _key(file, language, voice.key)
    with _Watch() as watch:
        try:
            compiled = compile_scene(load(file), catalogue, voice)
        except BaseException:  # what it has not come to yet may be what is to be mended
            _looked_at[file] = looked_at(file) | watch.mine(file)
            raise
    _looked_at[file] = watch.mine(file)
    files = watch.files(file)
    if key is not None and key == _key(file, language, voice.key) and files is not None:
        words = _words(catalogue, compiled.lines, voice.pace)
        with suppress(NotPlainError, UnicodeError):  # an author's own kind of thing is in it
            READINGS.save(key, pack((_hashes(files), words, compiled.timeline, compiled.lines)))
    return compiled


def kept_reading(
    file: Path, voices: Voices, language: str, over: Sequence[Path] = ()
) -> Compiled | None:  # fmt: skip
    """The scene in `file` as it was kept, if all is as it was. Raises UserError for a wrong catalogue."""
    catalogue = find_catalogue(file.parent, language, over)
    voice = voices.of(catalogue.language, catalogue.pace)
    key = _key(file, language, voice.key)
    if key is not None and (kept := READINGS.load(key)) is not None:
        try:
            files, words, timeline, lines = unpack(kept)
            if not isinstance(timeline, Timeline) or not all(isinstance(line, Said) for line in lines):
                raise ValueError("no reading")
            if files == _hashes(files) and words == _words(catalogue, lines, voice.pace):
                _looked_at[file] = set(files)
                return Compiled(timeline, lines, voice)
        except (ValueError, TypeError, AttributeError):  # whole, but no reading: of another hand
            READINGS.spoilt(key)
    return None


def looked_at(file: Path) -> set[str]:
    """The author's files, beside `file` itself, that the scene in it was read from last in this process."""
    return _looked_at.get(file, set())


def _key(file: Path, language: str, voice: str) -> str | None:
    """What is asked for, of whom, and who reads it; None for a file that cannot be read."""
    try:
        source = file.read_bytes()
    except OSError:
        return None
    readers = f"{sys.version} numpy {version('numpy')} scipy {version('scipy')}"
    found_by = os.environ.get("PYTHONPATH", "")
    return digest(
        os.fsencode(file), source, language, voice, readers, os.fsencode(found_by), code_digest(*_CODE)
    )


def _words(catalogue: Catalogue, lines: Iterable[Said], pace: str) -> str:
    """A hash of all that a scene which says these lines takes from the catalogue and the kept lengths."""
    shared = (catalogue.language, catalogue.screen, catalogue.glossary, catalogue.lexicon, catalogue.pace)
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
    return cue.text.source, say, marks, cue.terms, where, name in catalogue.borrowed


class _Watch:
    """Notes the files that are opened inside the `with`, and what else is asked of the machine there."""

    def __init__(self) -> None:
        self.opened: set[str] = set()
        self.beyond = False  # it has asked for more than files by their names
        self._began_s = time.time()

    def __enter__(self) -> "_Watch":
        global _watch
        _listen()
        self._before, _watch = _watch, self
        return self

    def __exit__(self, *_: object) -> None:
        global _watch
        _watch = self._before

    def files(self, scene: Path) -> list[str] | None:
        """The author's files among these, and his modules; None where what was read cannot be told: one has
        changed since it may have been read, or the scene has asked for more than files."""
        mine, modules = self.mine(scene), {os.path.abspath(_source(name)) for name in _modules()}
        opened = {os.path.abspath(_source(name)) for name in self.opened if name}
        if self.beyond or any(_changed_since(name, self._began_s) for name in mine & opened):
            return None
        return None if any(_changed_since(name, _STARTED_S) for name in mine & modules) else sorted(mine)

    def mine(self, scene: Path) -> set[str]:
        """The author's files among these, and his modules, but for the scene's own."""
        modules = _modules()
        theirs = {name for module in modules for name in _opened_by.get(module, ())}
        named = {os.path.abspath(_source(name)) for name in self.opened | theirs | modules if name}
        return {name for name in named if _is_authors(name) and name != str(scene)}


def _modules() -> set[str]:
    """The files of all modules but the scenes'."""
    modules = list(sys.modules.items())
    names = {
        getattr(module, "__file__", None) for name, module in modules if not name.startswith(SCENE_MODULE)
    }
    return {name for name in names if name}


def _changed_since(name: str, began_s: float) -> bool:
    try:
        return os.stat(name).st_mtime > began_s
    except OSError:
        return False  # it was not there, and is not


@cache
def _listen() -> None:
    """From now on, for good, the interpreter tells of every file that is opened."""

    def hear(event: str, arguments: tuple) -> None:
        watch = _watch
        if watch is None or event not in ("open", "import", *_BEYOND):
            return
        caller = sys._getframe(1)
        importing = caller.f_code.co_filename.startswith("<frozen importlib")
        if event == "open":
            name, mode, flags = arguments
            if isinstance(name, str | bytes) and _reads(mode, flags):
                path, author = os.fsdecode(name), _author(caller)
                watch.opened.add(path)
                _opened_by.setdefault(author, set()).add(path)
                watch.beyond = watch.beyond or (bool(author) and not os.path.isabs(path))
        elif event == "import":
            watch.beyond = watch.beyond or bool(_author(caller) and _lacks(arguments[0]))
        elif not importing:  # an import looks through folders, and opens what it finds: that is noted
            watch.beyond = watch.beyond or bool(_author(caller))

    sys.addaudithook(hear)


def _lacks(module: str) -> bool:
    """Whether there is no such module: a scene may go on without it, and another day there is one."""
    name = module.partition(".")[0]
    try:
        return name not in sys.modules and find_spec(name) is None
    except (ImportError, ValueError):
        return True


def _author(frame: FrameType | None) -> str:
    """The file of an author that asks here, be it through Python's own library; "" where apanim does."""
    while frame is not None:
        name = frame.f_code.co_filename
        if not name.startswith((*_python(), "<")):  # what was made from a text is its maker's
            return "" if name.startswith(_not_authors()) or "site-packages" in name else name
        frame = frame.f_back
    return ""


@cache
def _python() -> tuple[str, ...]:
    return tuple(f"{sysconfig.get_path(name)}{os.sep}" for name in ("stdlib", "platstdlib"))


def _source(name: str) -> str:
    """The module itself, where what was opened is what Python keeps of it."""
    try:
        return source_from_cache(name)
    except ValueError:
        return name


def _reads(mode: str | None, flags: int) -> bool:
    return not flags & os.O_WRONLY if mode is None else not set(mode) & set("wax")


@cache
def _not_authors() -> tuple[str, ...]:
    paths = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), "/proc", "/sys", "/dev"}
    paths |= {str(Path(__file__).parents[1]), str(scenes_dir() / "narration")}
    return tuple(f"{path.rstrip(os.sep)}{os.sep}" for path in paths)


def _is_authors(name: str) -> bool:
    """Whether a file is neither Python's, nor of a library, nor of apanim's own, which the key covers."""
    inside = any(part in name for part in ("site-packages", "dist-packages"))
    kept = os.path.abspath(cache_root() or os.devnull) + os.sep
    return not inside and not name.startswith((*_not_authors(), kept)) and not os.path.isdir(name)


def _hashes(files: Iterable[str] | dict[str, str]) -> dict[str, str]:
    """What each file holds now, by its name."""
    found = {}
    for name in files:
        try:
            found[name] = hashlib.sha256(Path(name).read_bytes()).hexdigest()
        except OSError:
            found[name] = ""
    return found
