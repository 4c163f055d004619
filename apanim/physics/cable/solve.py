"""The tree's linear system without a compiler: one tridiagonal solve and a small one for the junctions.

The compartments of unbranched runs form tridiagonal, symmetric, positive definite blocks, which LAPACK's
dptsv solves all at once (a zero coupling keeps the blocks apart). Junctions touch only the ends of runs, so
they are eliminated through their Schur complement: two more right-hand sides and a dense system of as
many unknowns as there are junctions. The result is exact, as Hines' ordering is, in O(n).
"""

from functools import lru_cache

import numpy as np

from apanim.physics.cable.tree import Tree
from apanim.physics.rates import Array


class TreeSolver:
    """Solves (diag(d) + axial coupling) v = b on one tree; holds the couplings, no state of the model."""

    def __init__(self, tree: Tree) -> None:
        from scipy.linalg.lapack import dposv, dptsv  # slow to import, and few scenes have a cable

        self._posv, self._ptsv = dposv, dptsv
        faces = tree.starts + tree.ends
        side = np.repeat((0, 1), (len(tree.starts), len(tree.ends)))  # starts of runs, and their ends
        self._faces = np.array([compartment for compartment, _, _ in faces], np.intp)
        self._junction = np.array([junction for _, junction, _ in faces], np.intp)
        self._face_uS = np.array([uS for _, _, uS in faces])
        self._off = -tree.along_uS
        self.axial_uS = np.zeros(tree.size)  # each compartment's sum of axial conductances
        self.axial_uS[:-1] += tree.along_uS
        self.axial_uS[1:] += tree.along_uS
        np.add.at(self.axial_uS, self._faces, self._face_uS)
        self._columns = np.zeros((tree.size, 2))  # couplings to junctions by side: so blocks do not mix
        self._columns[self._faces, side] = self._face_uS
        self._schur = np.diag(np.bincount(self._junction, self._face_uS, tree.junctions))
        # Which junction each compartment's run meets at its start and at its end (2, n), -1 for none.
        run = np.concatenate(([0], np.cumsum(tree.along_uS == 0.0)))
        met = np.full((2, run[-1] + 1), -1)
        met[side, run[self._faces]] = self._junction
        self._reach = met[:, run]
        # For either side: faces whose run meets a junction there, and the matrix cell that they share.
        beyond = self._reach[:, self._faces]
        rows = [np.flatnonzero(reach >= 0) for reach in beyond]
        self._cells = [
            (at, self._junction[at] * tree.junctions + reach[at])
            for at, reach in zip(rows, beyond, strict=True)
        ]

    def solve(self, diagonal: Array, right: Array) -> Array:
        """(n,) voltages; `diagonal` (n,), which is used up, must contain the axial sums."""
        junctions = len(self._schur)
        if junctions == 0:
            return self._ptsv(diagonal, self._off, right, overwrite_d=1)[2]
        sides = np.empty((right.size, 3), order="F")
        sides[:, 0] = right
        sides[:, 1:] = self._columns
        solved = self._ptsv(diagonal, self._off, sides, overwrite_d=1, overwrite_b=1)[2]
        at_faces = solved[self._faces] * self._face_uS[:, None]
        system = self._schur.copy()
        flat = system.reshape(-1)
        for side, (met, cells) in enumerate(self._cells):
            flat -= np.bincount(cells, at_faces[met, side + 1], flat.size)
        pull = np.bincount(self._junction, at_faces[:, 0], junctions)
        junction = self._posv(system, pull, overwrite_a=1, overwrite_b=1)[1]
        known = np.append(junction, 0.0)
        return solved[:, 0] + solved[:, 1] * known[self._reach[0]] + solved[:, 2] * known[self._reach[1]]


@lru_cache(maxsize=8)
def tree_solver(tree: Tree) -> TreeSolver:
    """The solver of a tree, whose couplings are worked out once."""
    return TreeSolver(tree)
