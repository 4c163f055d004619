"""Changes of a cable while it lives: of all its membrane, as of a patch's, or of a stretch of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from apanim.errors import UserError
from apanim.physics.cable.myelin import Demyelination, stripped
from apanim.physics.cable.tree import Tree
from apanim.physics.perturb import Change, membrane_at

BLOCKS = {"TTX": "na_left", "TEA": "k_left"}  # a drug, and what of a tree it leaves


@dataclass(frozen=True)
class Block:
    """From `start_ns` on the part `left` (0..1) of the Na+ channels ("TTX") or of the K+ channels ("TEA")
    works in each compartment of `section` whose middle is between two places, um from its start; elsewhere
    as before. Raises UserError for a part that is none, or another drug."""

    start_ns: int
    section: str
    from_um: float
    to_um: float
    left: float
    kind: str = "TTX"

    def __post_init__(self) -> None:
        if self.kind not in BLOCKS:
            raise UserError(f"a stretch is blocked by {' or '.join(BLOCKS)}, not by {self.kind!r}")
        if not 0.0 <= self.left <= 1.0:
            raise UserError(f"a block leaves {self.left}; it is the part that remains, 0 to 1")


def tree_at(tree: Tree, acts: Sequence[Any], ns: int) -> Tree:
    """What has become of `tree` in a step that begins at `ns`: itself while nothing was changed.

    Raises UserError for a section that is not there, or that no myelin wraps.
    """
    begun = tuple(
        act for act in acts if isinstance(act, Change | Block | Demyelination) and act.start_ns <= ns
    )
    return _changed(tree, begun) if begun else tree


@lru_cache(maxsize=32)
def _changed(tree: Tree, begun: tuple[Change | Block | Demyelination, ...]) -> Tree:
    """Made once, for a tree keeps what is worked out of it."""
    changes = [act for act in begun if isinstance(act, Change)]
    blocks = [act for act in begun if isinstance(act, Block)]
    strips = sorted(
        (act for act in begun if isinstance(act, Demyelination)), key=lambda strip: strip.start_ns
    )
    last_ns = max(act.start_ns for act in begun)
    sections = tuple(
        replace(section, membrane=membrane_at(section.membrane, changes, last_ns))
        for section in stripped(tree.sections, strips)
    )
    left = {field: getattr(tree, field) for field in BLOCKS.values()}
    for block in sorted(blocks, key=lambda block: block.start_ns):
        span, field = tree.compartments(block.section), BLOCKS[block.kind]
        there = (tree.x_um[span] >= block.from_um) & (tree.x_um[span] <= block.to_um)
        before = left[field]
        after = np.ones(tree.size) if before is None else before.copy()
        after[span][there] = block.left
        after.flags.writeable = False
        left[field] = after
    c_nF = tree.c_nF
    if strips:
        c_nF = np.repeat([s.membrane.c_uF_cm2 for s in sections], [s.compartments for s in sections])
        c_nF = c_nF * tree.area_cm2 * 1e3
    return replace(tree, sections=sections, c_nF=c_nF, **left)
