"""All panels of a scene at one instant, but V(t) in its corner, which has a module of its own."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Item
from apanim.picture.plots import states
from apanim.picture.plots.bars import bars
from apanim.picture.plots.counter import counter
from apanim.picture.plots.loop import loop
from apanim.picture.plots.places import BOXES, Standing, shown, standing, stands
from apanim.picture.plots.recap import recap
from apanim.picture.plots.timecourse import timecourse
from apanim.script.plots import Plot
from apanim.script.timeline import Timeline
from apanim.units import TICKS_PER_STEP
from apanim.world import World

Float = NDArray[np.float64]


class Series(Protocol):
    """What plots read of a tape: one value a world step, (steps + 1,), or (steps + 1, 7) by pathway."""

    @property
    def model_ns(self) -> NDArray[np.int64]: ...
    @property
    def v_mV(self) -> Float: ...
    def __getitem__(self, name: str) -> NDArray[Any]: ...


def plots(timeline: Timeline, series: Series, world: World, tick: int) -> list[Item]:
    """The panels at `tick`, each with its plate."""
    out: list[Item] = []
    for plot in timeline.plots:
        if plot.start_tick <= tick < plot.end_tick:
            plate = stands(BOXES[plot.place], standing(timeline, plot.place, tick))
            out.append(plate.plate)
            out += _contents(timeline, plot, series, world, plate, tick)
    return out


def _contents(
    timeline: Timeline, plot: Plot, series: Series, world: World, plate: Standing, tick: int
) -> list[Item]:
    seen = shown(timeline, plot, tick)
    match plot.what:
        case "g" | "gates":
            return timecourse(timeline, plot, gated(timeline, series), plate, seen, tick)
        case "steady":
            return states.settled_gates(timeline, world.patch, plate, seen)
        case "currents":
            return states.currents(timeline, world.patch, plate, seen)
        case "loop":
            return loop(timeline, gated(timeline, series), plate, seen, tick)
        case "V":
            here = gated(timeline, series)
            return recap(timeline, plot, here, float(world.patch.v_mV), plate, seen, tick)
    began = plot.start_tick // TICKS_PER_STEP
    if plot.cell is None:
        return []
    if plot.what == "counter":
        return counter(timeline, plot.cell, world.carried, series["carried"][began], plate, seen)
    return bars(timeline, plot.cell, world.carried, series["carried"][began], plate, seen)


def gated(timeline: Timeline, series: Series) -> dict[str, Float]:
    """Gates, and the conductances (mS/cm2) that they make."""
    membrane = timeline.patch_plan.membrane
    m, h, n = (series[name] for name in "mhn")
    return {
        "model_ns": series.model_ns.astype(float), "v_mV": series.v_mV, "m": m, "h": h, "n": n,
        "g_Na": membrane.g_na_mS_cm2 * m**3 * h, "g_K": membrane.g_k_mS_cm2 * n**4,
    }  # fmt: skip
