"""Scenes by name or by file, and the catalogue that belongs to them."""

import difflib
import importlib.util
import os
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.script.scene import LONGEST_NAME, Scene

ENGLISH = "en"
SCENE_MODULE = "apanim_scene_"  # with the name of its file, what a scene is as a module
_A_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}")


def scene_names() -> list[str]:
    """The scenes that come with apanim."""
    return sorted(path.stem for path in scenes_dir().glob("*.py"))


def scene_file(spec: str) -> Path:
    """The file of the scene called `spec`, or `spec` itself. Raises UserError if there is none."""
    if spec.endswith(".py"):
        path = Path(spec)
        if not path.is_file():
            raise UserError(f"{spec}: no such file; give a scene's name or the path of its .py file")
        return path.resolve()
    names = scene_names()
    if spec not in names:
        close = difflib.get_close_matches(spec, names, 1)
        hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(names)}"
        if "/" in spec or os.sep in spec:
            hint = "a path leads to a scene's .py file or a lecture's .toml"
        raise UserError(f"no scene '{spec[:LONGEST_NAME]}'; {hint}")
    return scenes_dir() / f"{spec}.py"


class _AsWritten(SourceFileLoader):
    """Runs a file as it is now: compiled code beside it is told by its second and its length only."""

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def load(path: Path) -> Scene:
    """The one Scene in the Python file at `path`. Raises UserError with file and line."""
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
    except (Exception, SystemExit) as error:  # an author's mistake at the top of the file
        lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
        where = f"{path.name}:{lines[-1]}" if lines else path.name
        from apanim.script.mistakes import names_in, told  # it knows the physics, which few need here

        raise UserError(f"{where}: {told(error, names_in(path, error))}") from error
    scenes = list(
        {id(value): value for value in vars(module).values() if isinstance(value, Scene)}.values()
    )
    if len(scenes) != 1:
        raise UserError(f"{path.name}: a scene file holds one Scene(...), this one holds {len(scenes)}")
    scenes[0].file = path
    return scenes[0]


@contextmanager
def modules_beside(path: Path) -> Iterator[None]:
    """Inside the `with`, modules that lie beside `path` can be imported; no other scene gets them."""
    folder, before = str(path.parent), set(sys.modules)
    writes_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # see _AsWritten
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.dont_write_bytecode = writes_none
        sys.path.remove(folder)
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", None)).startswith(folder + os.sep):
                del sys.modules[name]


def find_catalogue(folder: Path, language: str) -> Catalogue:
    """The narration in the `folder` of a scene, or else apanim's own; cues it lacks are told in English.

    Raises UserError for a language that there is not.
    """
    beside, own = folder / "narration", scenes_dir() / "narration"
    if _A_LANGUAGE.fullmatch(language):
        for place in dict.fromkeys((beside, own)):
            path, english = place / f"{language}.toml", place / f"{ENGLISH}.toml"
            if path.is_file():
                catalogue = Catalogue.load(path)
                backed = language != ENGLISH and english.is_file()
                found = catalogue.backed_by(Catalogue.load(english)) if backed else catalogue
                if place == beside:
                    return found
                # Said where a cue is missed: a scene's author has most likely forgotten the file.
                return replace(found, file=f"{beside / path.name} is not there, and in {found.file}")
    raise UserError(
        f"--language {language[:LONGEST_NAME]}: no narration in it; there is "
        f"{', '.join(languages_of(folder))}"
    )


def languages_of(folder: Path) -> list[str]:
    """The languages that scenes in `folder` can be told in: beside them, or in apanim's own narration."""
    places = folder / "narration", scenes_dir() / "narration"
    return sorted({path.stem for place in places for path in place.glob("*.toml")})
