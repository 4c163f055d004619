"""The world: physics and particles advanced together, one world step at a time.

`Plan` is everything that decides a world; `init` and `step` are pure; a `World` is plain arrays, and a
world resumed from any of its states goes on exactly as the original did, for its randomness comes from
counters (particles.chance).
"""

from apanim.world.advance import init, step
from apanim.world.plan import Plan
from apanim.world.state import World

__all__ = ["Plan", "World", "init", "step"]
