"""What an author uses: Scene, and what hangs on a script's `s` (see stage.py)."""

from apanim.script.acts import THRESHOLD
from apanim.script.bench import diameter
from apanim.script.scene import Scene

__all__ = ["THRESHOLD", "Scene", "diameter"]
