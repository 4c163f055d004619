"""What is on screen at an instant: `frame` turns a timeline and its tape into a draw list."""

from apanim.picture.drawlist import DrawList
from apanim.picture.frame import Look, frame

__all__ = ["DrawList", "Look", "frame"]
