"""The tape: every world of a scene, stacked; any instant is there at once.

A tape is baked once by stepping the world and then lies on disk, one fixed-size record a world step, under
a key of everything it depends on: the plan and the code that steps it.
"""

from apanim.physics.patch import PatchState
from apanim.tape.bake import kept_tape, open_tape
from apanim.tape.cable import CHANGES, CablePlan, CableTape, kept_cable_tape, open_cable_tape, stations
from apanim.tape.events import EventKind
from apanim.tape.phases import Phase
from apanim.tape.reader import Tape
from apanim.world import Series

__all__ = [
    "CHANGES", "CablePlan", "CableTape", "EventKind", "PatchState", "Phase", "Series", "Tape",
    "kept_cable_tape", "kept_tape", "open_cable_tape", "open_tape", "stations",
]  # fmt: skip
