"""Window: the desktop player. What it does is decided by pure functions; pygame only shows and asks."""

from apanim.window.display import require_display
from apanim.window.play import play_programme

__all__ = ["play_programme", "require_display"]
