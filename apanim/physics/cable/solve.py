"""The tree's linear system without a compiler: one tridiagonal solve and a small one for the junctions.

The compartments of unbranched runs form tridiagonal, symmetric, positive definite blocks, which LAPACK's
dptsv solves all at once (a zero coupling keeps the blocks apart). Junctions touch only the ends of runs, so
they are eliminated through their Schur complement: two more right-hand sides and a dense system of as
many unknowns as there are junctions. The result is exact, as Hines' ordering is, in O(n).
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import get_lapack_funcs

from apanim.physics.cable.tree import Tree
from apanim.physics.rates import Array

_ptsv: Any = get_lapack_funcs(("ptsv",), dtype=np.float64)[0]
_posv: Any = get_lapack_funcs(("posv",), dtype=np.float64)[0]


class TreeSolver:
    """Solves (diag(d) + axial coupling) v = b on one tree; holds the couplings, no state of the model."""

    def __init__(self, tree: Tree) -> None:
        n, self.junctions = tree.size, tree.junctions
        self._off = -tree.along_uS
        self.axial_uS = np.zeros(n)  # each compartment's sum of axial conductances
        self.axial_uS[:-1] += tree.along_uS
        self.axial_uS[1:] += tree.along_uS
        # Column 1 couples to a junction at runs' starts, column 2 at their ends: blocks do not mix.
        self._columns = np.zeros((n, 2))
        self._to_junction = np.zeros((2, n), dtype=np.intp)
        self._schur = np.zeros((self.junctions, self.junctions))
        faces = []
        for side, met in enumerate((tree.starts, tree.ends)):
            for compartment, junction, g in met:
                self.axial_uS[compartment] += g
                self._columns[compartment, side] = g
                self._schur[junction, junction] += g
                faces.append((compartment, junction, g))
        self._faces = np.array([f[0] for f in faces], dtype=np.intp)
        self._face_uS = np.array([f[2] for f in faces])
        self._junction = np.array([f[1] for f in faces], dtype=np.intp)
        self._reach = self._junctions_of_runs(tree, n)
        self._cells = self._cells_of_schur()

    def _junctions_of_runs(self, tree: Tree, n: int) -> Array:
        """(2, n): which junction each compartment's run meets at its start and at its end, -1 for none."""
        breaks = np.flatnonzero(tree.along_uS == 0.0)
        run = np.zeros(n, dtype=np.intp)
        run[1:] = np.cumsum(tree.along_uS == 0.0)
        at_start = np.full(breaks.size + 1, -1)
        at_end = np.full(breaks.size + 1, -1)
        for compartment, junction, _ in tree.starts:
            at_start[run[compartment]] = junction
        for compartment, junction, _ in tree.ends:
            at_end[run[compartment]] = junction
        return np.stack((at_start[run], at_end[run]))

    def _cells_of_schur(self) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
        """For either side: faces whose run meets a junction there, and the matrix cell that they share."""
        out = []
        for side in (0, 1):
            reach = self._reach[side][self._faces]
            met = np.flatnonzero(reach >= 0)
            out.append((met, self._junction[met] * self.junctions + reach[met]))
        return out

    def solve(self, diagonal: Array, right: Array) -> Array:
        """(n,) voltages; `diagonal` (n,) must contain the axial sums."""
        if self.junctions == 0:
            return _ptsv(diagonal, self._off, right, overwrite_d=1)[2]
        sides = np.empty((right.size, 3), order="F")
        sides[:, 0] = right
        sides[:, 1:] = self._columns
        solved = _ptsv(diagonal, self._off, sides, overwrite_d=1, overwrite_b=1)[2]
        at_faces = solved[self._faces] * self._face_uS[:, None]
        system = self._schur.copy()
        flat = system.reshape(-1)
        for side, (met, cells) in enumerate(self._cells):
            flat -= np.bincount(cells, at_faces[met, side + 1], flat.size)
        pull = np.bincount(self._junction, at_faces[:, 0], self.junctions)
        junction = _posv(system, pull, overwrite_a=1, overwrite_b=1)[1]
        known = np.append(junction, 0.0)
        return solved[:, 0] + solved[:, 1] * known[self._reach[0]] + solved[:, 2] * known[self._reach[1]]


@lru_cache(maxsize=8)
def tree_solver(tree: Tree) -> TreeSolver:
    """The solver of a tree, whose couplings are worked out once."""
    return TreeSolver(tree)
