"""What an author uses: Scene, and what hangs on a script's `s` (see stage.py).

Each is imported when it is first asked for: a command that reads no script needs none of the physics.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from apanim.physics.cable.myelin import Fibre
    from apanim.script.actors.bench import diameter, times_slower
    from apanim.script.scene import Scene
    from apanim.script.verbs.acts import THRESHOLD

_ROOMS = {
    "THRESHOLD": ".verbs.acts", "Fibre": "apanim.physics.cable.myelin", "Scene": ".scene",
    "diameter": ".actors.bench", "times_slower": ".actors.bench",
}  # fmt: skip

__all__ = ["THRESHOLD", "Fibre", "Scene", "diameter", "times_slower"]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(import_module(_ROOMS[name], "apanim.script"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
