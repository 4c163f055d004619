"""Changes of a cable while it lives: of all its membrane, as of a patch's, or of a stretch of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from apanim.errors import UserError
from apanim.physics.cable.tree import Tree
from apanim.physics.perturb import Change, membrane_at


@dataclass(frozen=True)
class Block:
    """From `start_ns` on the part `left` (0..1) of the Na+ channels works in each compartment of `section`
    whose middle is between two places, um from its start; elsewhere as before. Raises UserError for a
    part that is none."""

    start_ns: int
    section: str
    from_um: float
    to_um: float
    left: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.left <= 1.0:
            raise UserError(f"a block leaves {self.left}; it is the part that remains, 0 to 1")


def tree_at(tree: Tree, acts: Sequence[Any], ns: int) -> Tree:
    """What has become of `tree` in a step that begins at `ns`: itself while nothing was changed.

    Raises UserError for a section that is not there.
    """
    begun = tuple(act for act in acts if isinstance(act, Change | Block) and act.start_ns <= ns)
    return _changed(tree, begun) if begun else tree


@lru_cache(maxsize=32)
def _changed(tree: Tree, begun: tuple[Change | Block, ...]) -> Tree:
    """Made once, for a tree keeps what is worked out of it."""
    changes = [act for act in begun if isinstance(act, Change)]
    blocks = [act for act in begun if isinstance(act, Block)]
    last_ns = max(act.start_ns for act in begun)
    sections = tuple(
        replace(section, membrane=membrane_at(section.membrane, changes, last_ns))
        for section in tree.sections
    )
    left = np.ones(tree.size) if tree.na_left is None else tree.na_left.copy()
    for block in sorted(blocks, key=lambda block: block.start_ns):
        span = tree.compartments(block.section)
        there = (tree.x_um[span] >= block.from_um) & (tree.x_um[span] <= block.to_um)
        left[span][there] = block.left
    left.flags.writeable = False
    return replace(tree, sections=sections, na_left=left if blocks else tree.na_left)
