"""The cable: membrane along branched neurites, joined by the axial current (Rall 1959, Hines 1984)."""

from apanim.physics.cable.step import CableTrace, init, run, step
from apanim.physics.cable.tree import Section, Tree, build

__all__ = ["CableTrace", "Section", "Tree", "build", "init", "run", "step"]
