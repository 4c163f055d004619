"""Scenes: a lecturer's plan in Python. `@scene.script` marks the function that tells it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from apanim.errors import UserError

if TYPE_CHECKING:
    from apanim.script.stage import Stage

Script = Callable[["Stage"], None]


@dataclass
class Scene:
    """One scene: `name` is what commands call it, `title` what people do."""

    name: str
    title: str
    file: Path = field(default=Path(), init=False)
    _script: Script | None = field(default=None, init=False)

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
