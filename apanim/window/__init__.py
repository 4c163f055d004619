"""Window: the desktop player, in three processes.

The window shows and asks, the renderer paints ahead, the preparer makes ready. What the player does is
decided by pure functions. Its door is `play.py`; nothing is imported here, for the other two processes
need no widgets.
"""
