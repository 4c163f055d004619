"""The world: physics and particles advanced together, one world step at a time.

A `Setup` says what a world is made of, acts (physics.protocol) what is done to it, and a clock of model
times when each step is; a `Plan` holds the three of a whole life. `init` and `step` are pure; a `World` is
plain arrays, and a world resumed from any of its states goes on exactly as the original did, for its
randomness comes from counters (particles.chance). A `Session` is a world that lives: step, act, fork, read.
"""

from apanim.world.advance import init, step
from apanim.world.plan import Plan
from apanim.world.session import Series, Session
from apanim.world.setup import Setup
from apanim.world.state import World

__all__ = ["Plan", "Series", "Session", "Setup", "World", "init", "step"]
