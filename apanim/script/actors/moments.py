"""Moments: turns of V or of a gate, each the first from an instant on.

A rule finds its row in columns of numbers; a `Moment` is a rule that is looked for from `from_ns` on. A
script waits for it, ends a sentence on it, or reads the membrane there.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apanim.physics import protocol
from apanim.physics.course import Course, Recording
from apanim.physics.patch import PatchState, currents
from apanim.physics.sets import MembraneSet
from apanim.units import NS_PER_MS

Columns = dict[str, NDArray[np.float64]]
# (columns, first row to look at) -> row of the moment, or None if it has not come by the last row
Rule = Callable[[Columns, int], int | None]

SPIKE_ABOVE_MV = 0.0  # a peak is a local maximum of V above this; a weak pulse's crest stays below


@dataclass(frozen=True)
class Moment:
    """The first time from `from_ns` on that `rule` finds; or `at_ns` itself, where that is known."""

    name: str
    from_ns: int
    rule: Rule = lambda columns, first: None
    at_ns: int | None = None


def columns_of(course: Course) -> Columns:
    """Time (ms), V, gates, conductances (mS/cm2) and currents (uA/cm2) of a course, by name.

    I_net is the sum of all currents through the membrane: leaks and pump are in it, the electrode is not.
    """
    recorded, releases_ns = course.read(), course.protocol.releases_ns
    times_ns = recorded.model_ns
    opened = protocol.open_fraction(releases_ns, times_ns) if releases_ns else np.zeros(len(times_ns))
    parts = [
        _of_one_set(membrane, recorded.part(rows), course.receptors_mS_cm2, opened[rows])
        for rows, membrane in course.protocol.stretches(course.membrane, times_ns)
    ]
    return (
        parts[0]
        if len(parts) == 1
        else {name: np.concatenate([p[name] for p in parts]) for name in parts[0]}
    )


def _of_one_set(
    membrane: MembraneSet, recorded: Recording, receptors_mS_cm2: float, opened: NDArray[np.float64]
) -> Columns:
    """`columns_of` a stretch in which the membrane is one set."""
    times_ns, v, m, h, n = recorded
    na_open, k_open = membrane.na_left * m**3 * h, membrane.k_left * n**4
    g_na, g_k = membrane.g_na_mS_cm2 * na_open, membrane.g_k_mS_cm2 * k_open
    g_ligand = receptors_mS_cm2 * opened
    na, k = protocol.shares(membrane)
    i_na, i_k = na * g_ligand * (v - membrane.e_na_mV), k * g_ligand * (v - membrane.e_k_mV)
    net = np.sum(np.broadcast_arrays(*currents(PatchState(v, m, h, n), membrane)), axis=0) + i_na + i_k
    return {
        "t": times_ns / NS_PER_MS, "V": v, "m": m, "h": h, "n": n, "g_Na": g_na, "g_K": g_k,
        "I_Na": g_na * (v - membrane.e_na_mV), "I_K": g_k * (v - membrane.e_k_mV), "I_net": net,
        "na_open": na_open, "k_open": k_open,
        "na_drive": membrane.e_na_mV - v, "k_drive": v - membrane.e_k_mV,
        "receptors_open": opened, "g_ligand": g_ligand, "I_ligand_Na": i_na, "I_ligand_K": i_k,
    }  # fmt: skip


def peak(c: Columns, first: int) -> int | None:
    """The next local maximum of V that is a spike's."""
    row: int | None = first
    while row is not None:
        row = _next_turn(c["V"], row, up=True)
        if row is not None and c["V"][row] > SPIKE_ABOVE_MV:
            return row
    return None


def crest(c: Columns, first: int) -> int | None:
    """The next local maximum of V, a spike's or not."""
    return _next_turn(c["V"], first, up=True)


def trough_below(v_mV: float) -> Rule:
    """The next local minimum of V that lies below `v_mV`."""

    def rule(c: Columns, first: int) -> int | None:
        row: int | None = first
        while row is not None:
            row = _next_turn(c["V"], row, up=False)
            if row is not None and c["V"][row] < v_mV:
                return row
        return None

    return rule


def largest(name: str) -> Rule:
    """The next local maximum of a column, such as g_Na or g_K."""
    return lambda c, first: _next_turn(c[name], first, up=True)


def smallest(name: str) -> Rule:
    """The next local minimum of a column, such as I_net, whose greatest inward flow that is."""
    return lambda c, first: _next_turn(c[name], first, up=False)


def rises_through(v_mV: float) -> Rule:
    """V next comes from below to `v_mV`."""
    return lambda c, first: _next_change(c["V"], first, lambda v: v >= v_mV)


def falls_through(v_mV: float) -> Rule:
    """V next comes from above to `v_mV`."""
    return lambda c, first: _next_change(c["V"], first, lambda v: v <= v_mV)


def settles(v_mV: float, within_mV: float) -> Rule:
    """V next comes within `within_mV` of `v_mV` from outside."""
    return lambda c, first: _next_change(c["V"], first, lambda v: np.abs(v - v_mV) <= within_mV)


def settles_after_peak(v_mV: float, within_mV: float) -> Rule:
    """V comes within `within_mV` of `v_mV` and has its undershoot, if that is deeper, behind it."""
    settled = settles(v_mV, within_mV)

    def rule(c: Columns, first: int) -> int | None:
        top = peak(c, first)
        low = None if top is None else _next_turn(c["V"], top, up=False)
        if top is None or low is None:
            return None
        return settled(c, low if abs(c["V"][low] - v_mV) > within_mV else top)

    return rule


def rising(share: float, threshold_mV: Callable[[], float]) -> Rule:
    """V has gone `share` of its way from threshold up to the next peak."""

    def way(c: Columns, first: int, top: int) -> int | None:
        goal = _between(threshold_mV(), c["V"][top], share)
        below = np.flatnonzero(c["V"][first:top] < goal)
        return first + int(below[-1]) + 1 if below.size else first

    return _after(peak, way)


def falling(share: float, rest_mV: float) -> Rule:
    """V has gone `share` of its way from the next peak down to rest."""
    return _after(peak, lambda c, _, top: _falls_to(_between(c["V"][top], rest_mV, share), c, top))


def undershooting(share: float, rest_mV: float) -> Rule:
    """V has gone `share` of its way from rest down to the next trough."""
    trough = _after(peak, lambda c, _, top: trough_below(rest_mV)(c, top))

    def way(c: Columns, first: int, low: int) -> int | None:
        top = peak(c, first)
        return None if top is None else _falls_to(_between(rest_mV, c["V"][low], share), c, top)

    return _after(trough, way)


def recovering(share: float, rest_mV: float) -> Rule:
    """V has gone `share` of its way from the trough after the next peak up to rest."""
    trough = _after(peak, lambda c, _, top: trough_below(rest_mV)(c, top))
    return _after(trough, lambda c, _, low: rises_through(_between(c["V"][low], rest_mV, share))(c, low))


def _after(turn: Rule, then: Callable[[Columns, int, int], int | None]) -> Rule:
    """`then` of the columns, the first row and the row that `turn` finds, once that has come."""

    def rule(c: Columns, first: int) -> int | None:
        row = turn(c, first)
        return None if row is None else then(c, first, row)

    return rule


def _between(start: float, end: float, share: float) -> float:
    return start + share * (end - start)


def _falls_to(v_mV: float, c: Columns, first: int) -> int | None:
    return first if c["V"][first] <= v_mV else falls_through(v_mV)(c, first)


def _next_turn(values: NDArray[np.float64], first: int, up: bool) -> int | None:
    """The first row after `first` where `values` turn from rising to falling (up) or the other way."""
    slope = np.diff(values[first:]) * (1 if up else -1)
    turns = np.flatnonzero((slope[:-1] > 0) & (slope[1:] <= 0))
    return first + int(turns[0]) + 1 if len(turns) else None


def _next_change(
    values: NDArray[np.float64], first: int, there: Callable[[NDArray[np.float64]], NDArray[np.bool_]]
) -> int | None:
    """The first row after `first` where `there` comes true of `values`."""
    is_there = there(values[first:])
    hits = np.flatnonzero(~is_there[:-1] & is_there[1:])
    return first + int(hits[0]) + 1 if len(hits) else None
