"""What an author uses: Scene, cues, tracks and claims; compiling them gives a Timeline."""

from apanim.script.bench import diameter
from apanim.script.membrane import THRESHOLD
from apanim.script.scene import Scene

__all__ = ["THRESHOLD", "Scene", "diameter"]
