"""Window: the desktop player. What it does is decided by pure functions; pygame only shows and asks."""

from apanim.window.display import require_display
from apanim.window.play import play_show

__all__ = ["play_show", "require_display"]
