"""Scenes: a lecturer's plan in Python. `@scene.script` marks the function that tells it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from apanim.errors import UserError

if TYPE_CHECKING:
    from apanim.script.stage import Stage

Script = Callable[["Stage"], object]

MOST_SIGNS = 200  # of a line on screen
LONGEST_NAME = 80  # characters: what is written adds endings to it, and a file name has room for 255 bytes
_IN_NO_FILE_NAME = '/\\:*?"<>|'


def check_name(name: object, where: str) -> None:
    """Raises UserError, beginning with `where`, unless files can be called by `name` on any system."""
    if not isinstance(name, str) or not name:
        raise UserError(f"{where}: a name is needed; files are called by it, such as 'rising'")
    if len(name) > LONGEST_NAME:
        raise UserError(f"{where}: a name of {len(name)} characters; use at most {LONGEST_NAME}")
    if odd := "".join(sign for sign in name if sign in _IN_NO_FILE_NAME or not sign.isprintable()):
        raise UserError(f"{where}: {odd!r} can stand in no file's name; use letters, digits, - and _")
    if name != name.strip(" ."):
        raise UserError(f"{where}: a name begins and ends with a letter, a digit, - or _")


def check_told(given: object) -> None:
    """Raises UserError for what a script gives that has only been begun: nothing of it was told."""
    if inspect.isgenerator(given) or inspect.isasyncgen(given):
        raise UserError("there is a yield in the script, so it is not told; take it out")
    if inspect.iscoroutine(given):
        given.close()
        raise UserError("the script is an async def, which is not told; write def")


@dataclass
class Scene:
    """One scene: `name` is what commands and files are called by, `title` what people call it.

    Raises UserError for a name that no file can have, or a title that is no line of words.
    """

    name: str
    title: str
    file: Path = field(default=Path(), init=False)
    _script: Script | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.check()

    def check(self) -> None:
        """Raises UserError for a name that no file can have, or a title that is no line of words."""
        named = repr(self.name)[:LONGEST_NAME] if isinstance(self.name, str | None) else "..."
        check_name(self.name, f"Scene({named}, ...)"[:LONGEST_NAME])
        if not isinstance(self.title, str) or not self.title.strip() or not self.title.isprintable():
            raise UserError(f"Scene({self.name!r}, title={self.title!r}): give a title, words on one line")
        if len(self.title) > MOST_SIGNS:
            long = f"Scene({self.name!r}): a title of {len(self.title)} signs"
            raise UserError(f"{long}; use at most {MOST_SIGNS}")

    def script(self, function: Script) -> Script:
        """Mark `function(s)` as this scene's script."""
        self._script = function
        self.file = Path(function.__code__.co_filename)
        return function

    @property
    def tell(self) -> Script:
        """The script. Raises UserError if the scene has none."""
        if self._script is None:
            raise UserError(f"scene '{self.name}' has no script; write @scene.script above its function")
        return self._script
