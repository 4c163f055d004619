"""Doors: the way of each species through a kind of protein, and where the mouths are."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.proteins import PROTEINS, Passage, Protein
from apanim.physics.patch import PATHWAYS


class Door(NamedTuple):
    """The way of one species through a kind of protein; `second` where it is the pore's other one."""

    protein: Protein
    passage: Passage
    account: int
    second: bool

    def rows(self, layout: Layout) -> NDArray[np.intp]:
        """Its row in the queues for every such protein, left to right."""
        if not self.second:
            return layout.sites(self.protein.kind)
        seconds = layout.kind[layout.door_site[len(layout.kind) :]]
        return len(layout.kind) + np.flatnonzero(seconds == self.protein.kind)


DOORS = tuple(
    Door(protein, passage, PATHWAYS.index(passage.pathway), second=number > 0)
    for protein in PROTEINS
    if not protein.is_pump
    for number, passage in enumerate(protein.passages)
)
# By Kind: the mouths' distances from the mid-plane.
MOUTH_OUT_NM = np.array([protein.mouth_out_px for protein in PROTEINS]) / PX_PER_NM
MOUTH_IN_NM = np.array([protein.mouth_in_px for protein in PROTEINS]) / PX_PER_NM
