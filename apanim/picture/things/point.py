"""A point of a curve: its value at a model time, and the value of now."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from apanim.picture.plots import columns, traced
from apanim.picture.things.thing import Facts, Float, Thing, number
from apanim.script.timeline import Timeline, model_ns_at
from apanim.tape import CablePlan
from apanim.units import NS_PER_MS, TICKS_PER_STEP

_CURVES = {  # what is told, its unit, and with how many decimals
    "V": ("Membrane potential", "mV", 1, True), "g_Na": ("Na⁺ conductance", "mS/cm²", 2, False),
    "g_K": ("K⁺ conductance", "mS/cm²", 2, False), "m": ("m", "", 2, False), "h": ("h", "", 2, False),
    "n": ("n", "", 2, False),
}  # fmt: skip


def point(timeline: Timeline, tape: Any, name: str) -> Thing | None:
    """The point that `name` names; None for a curve that the scene has not."""
    path, ms = traced.curve_and_ms(name)
    curve, _, place = path.partition(":")
    cable = isinstance(timeline.plan, CablePlan)
    if curve not in _CURVES or cable != bool(place) or (cable and int(place) >= tape.plan.tree.size):
        return None
    return _Point(timeline, tape, curve, int(place) if place else None, ms)


class _Point:
    """The curve `curve`, of a compartment where it is a cable's, at a model time."""

    def __init__(self, timeline: Timeline, tape: Any, curve: str, place: int | None, ms: float) -> None:
        self._timeline, self._tape = timeline, tape
        self._curve, self._place, self._ms = curve, place, ms

    def facts(self, tick: int) -> Facts:
        word = self._timeline.word
        title, unit, decimals, sign = _CURVES[self._curve]
        now_ms = model_ns_at(self._timeline, tick) / NS_PER_MS

        def told(ms: float) -> str:
            return number(self._value(ms), decimals, word(unit) if unit else "", sign=sign)

        on_axis_ms = self._ms - self._began_ms(tick)
        rows = [(word("at {ms} ms").replace("{ms}", number(on_axis_ms, 2)), told(self._ms))]
        rows.append((word("now"), told(now_ms)))
        return Facts(word(title), tuple(rows))

    def moments(self) -> list[int]:
        """The world step at which the curve comes by."""
        ns = self._tape.series.model_ns
        row = int(np.searchsorted(ns, round(self._ms * NS_PER_MS)))
        return [min(row, len(ns) - 1) * TICKS_PER_STEP]

    def way(self, ticks: Sequence[int]) -> None:
        return None

    def _value(self, ms: float) -> float:
        ns, values = self._columns()
        return float(np.interp(ms * NS_PER_MS, ns, values))

    def _began_ms(self, tick: int) -> float:
        """The model time that the axis of the panel calls 0."""
        traces = self._timeline.traces if self._curve == "V" else ()
        windows = [one for one in (*traces, *self._timeline.plots) if one.start_tick <= tick < one.end_tick]
        return windows[0].from_ns / NS_PER_MS if windows else 0.0

    def _columns(self) -> tuple[Float, Float]:
        series, last = self._tape.series, TICKS_PER_STEP * self._tape.steps
        if self._place is not None:
            return series.model_ns.astype(float), series.v_mV[:, self._place].astype(float)
        names = ("model_ns", "v_mV" if self._curve == "V" else self._curve)
        ns, values = (columns.along(self._timeline, self._tape, name, last) for name in names)
        return ns, values
