"""Scenes by name or by file, and the catalogue that belongs to them."""

import difflib
import importlib.util
import os
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.script.contained import contained, raised
from apanim.script.folders import own_scenes, word_places
from apanim.script.scene import LONGEST_NAME, Scene

ENGLISH = "en"
SCENE_MODULE = "apanim_scene_"  # with the name of its file, what a scene is as a module
_A_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}")


def scene_file(spec: str) -> Path:
    """The file of the scene called `spec`, or `spec` itself. Raises UserError if there is none."""
    if spec.endswith(".py"):
        path = Path(spec)
        if not os.path.isfile(path):
            raise UserError(f"{spec}: no such file; give a scene's name or the path of its .py file")
        return path.resolve()
    scenes = own_scenes()
    if spec not in scenes:
        close = difflib.get_close_matches(spec, scenes, 1)
        hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(scenes)}"
        if "/" in spec or os.sep in spec:
            hint = "a path leads to a scene's .py file or a lecture's .toml"
        raise UserError(f"no scene '{spec[:LONGEST_NAME]}'; {hint}")
    return scenes[spec]


class _AsWritten(SourceFileLoader):
    """Runs a file as it is now: compiled code beside it is told by its second and its length only."""

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def load(path: Path) -> Scene:
    """The one Scene in the Python file at `path`. Raises UserError with file and line."""
    module = module_in(path)
    scenes = list(
        {id(value): value for value in vars(module).values() if isinstance(value, Scene)}.values()
    )
    if len(scenes) != 1:
        raise UserError(f"{path.name}: a scene file holds one Scene(...), this one holds {len(scenes)}")
    scenes[0].file = path
    return scenes[0]


def module_in(path: Path) -> ModuleType:
    """What the Python file at `path` makes. Raises UserError with file and line."""
    name = f"{SCENE_MODULE}{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path, loader=_AsWritten(name, str(path)))
    if spec is None or spec.loader is None:
        raise UserError(f"{path}: cannot be read as Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look up there what an annotation means
    try:
        with modules_beside(path):
            spec.loader.exec_module(module)
    except SyntaxError as error:
        at = Path(error.filename or path).name  # maybe in a module beside it
        raise UserError(f"{at}:{error.lineno}: {error.msg}") from error
    except BaseException as error:  # an author's mistake at the top of the file
        raised(error)
        lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
        where = f"{path.name}:{lines[-1]}" if lines else path.name
        from apanim.script.mistakes import names_in, told  # it knows the physics, which few need here

        raise UserError(f"{where}: {told(error, names_in(path, error))}") from error
    return module


@contextmanager
def modules_beside(path: Path) -> Iterator[None]:
    """Inside the `with`, modules that lie beside `path` can be imported; no other scene gets them."""
    folder, before = str(path.parent), set(sys.modules)
    writes_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # see _AsWritten
    try:
        with contained(path.parent):
            yield
    finally:
        sys.dont_write_bytecode = writes_none
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", None)).startswith(folder + os.sep):
                del sys.modules[name]


def find_catalogue(
    folder: Path | Sequence[Path], language: str, over: Sequence[Path] = ()
) -> Catalogue:  # fmt: skip
    """The narration of the scenes in a `folder`, or in several; cues it lacks are told in English.

    It is all that the places of `word_places` have, the nearest laid over the others; so one in a folder of
    its own stands on apanim's lexicon, glossary, screen and cues. Raises UserError for a language that
    there is not.
    """
    folders = (folder,) if isinstance(folder, Path) else tuple(folder)
    places = _places(folders, over)
    files = _files(places, language) if _A_LANGUAGE.fullmatch(language) else []
    if not files:
        there = ", ".join(languages_of(folders, over))
        raise UserError(f"--language {language[:LONGEST_NAME]}: no narration in it; there is {there}")
    found = Catalogue.load(*files)
    if language != ENGLISH:
        found = found.backed_by(Catalogue.load(*_files(places, ENGLISH)))
    beside = folders[0] / "narration" / f"{language}.toml"
    if beside.is_file():
        return found
    # Said where a cue is missed: a scene's author has most likely forgotten the file.
    return replace(found, file=f"{beside} is not there, and in {found.file}")


def languages_of(folder: Path | Sequence[Path], over: Sequence[Path] = ()) -> list[str]:
    """The languages that the scenes in a folder, or in several, can be told in."""
    folders = (folder,) if isinstance(folder, Path) else tuple(folder)
    files = (file for place in _places(folders, over) for file in (place / "narration").glob("*.toml"))
    return sorted({file.stem for file in files})


def _places(folders: Sequence[Path], over: Sequence[Path]) -> list[Path]:
    """The places of all, apanim's own last."""
    every = dict.fromkeys(place for one in folders for place in word_places(one, over))
    every.pop(scenes_dir())
    return [*every, scenes_dir()]


def _files(places: Sequence[Path], language: str) -> list[Path]:
    files = (place / "narration" / f"{language}.toml" for place in places)
    return [file for file in files if file.is_file()]
