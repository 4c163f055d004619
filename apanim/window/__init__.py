"""Window: the desktop player, in three processes.

The window shows and asks, the renderer paints ahead, the preparer makes ready. What the player does is
decided by pure functions.
"""

from apanim.window.display import require_display
from apanim.window.messages import Start
from apanim.window.play import play

__all__ = ["Start", "play", "require_display"]
