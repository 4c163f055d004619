"""All panels of a scene at one instant, but V(t) in its corner, which has a module of its own."""

from apanim.picture.drawlist import Item
from apanim.picture.plots import states
from apanim.picture.plots.bars import bars
from apanim.picture.plots.columns import Recorded
from apanim.picture.plots.counter import counter
from apanim.picture.plots.loop import loop
from apanim.picture.plots.places import Standing, room_of, shown, standing, stands
from apanim.picture.plots.recap import recap
from apanim.picture.plots.timecourse import timecourse
from apanim.picture.plots.trains import trains
from apanim.picture.plots.true_scale import true_scale
from apanim.picture.shot import Shot
from apanim.script.plots import Plot
from apanim.units import TICKS_PER_STEP
from apanim.world import World


def plots(shot: Shot[Recorded], world: World) -> list[Item]:
    """The panels that are on, each with its plate."""
    timeline, tick = shot.timeline, shot.tick
    out: list[Item] = []
    for plot in timeline.plots:
        if plot.start_tick <= tick < plot.end_tick:
            room = room_of(timeline, plot, shot.look)
            plate = stands(room.unit, standing(timeline, plot.place, tick))
            plates = [plate.plate] * (2 if plot.place == "wide" else 1)  # twice: nothing shows through
            out += room.filled([*plates, *_contents(shot, plot, world, plate)])
    return out


def _contents(shot: Shot[Recorded], plot: Plot, world: World, plate: Standing) -> list[Item]:
    timeline, tape, tick = shot.timeline, shot.tape, shot.tick
    seen = shown(timeline, plot, tick)
    match plot.what:
        case "g" | "gates":
            return timecourse(timeline, plot, tape, plate, seen, tick)
        case "steady":
            return states.settled_gates(timeline, world, plate, seen, tick)
        case "currents":
            return states.currents(timeline, world, plate, seen, tick)
        case "loop":
            return loop(timeline, tape, plate, seen, tick)
        case "beads":
            return true_scale(timeline, plot, plate, seen, tick)
        case "trains":
            return trains(timeline, plot, plate, seen, tick)
        case "V":
            return recap(shot, plot, float(world.patch.v_mV), plate, seen)
    began, last = plot.start_tick // TICKS_PER_STEP, plot.end_tick // TICKS_PER_STEP
    carried = tape.series.carried
    if plot.what == "bars":
        return bars(timeline, plot, world.carried, carried[began], plate, seen, tick)
    if plot.cell is None:
        return []
    return counter(timeline, plot.cell, world.carried, carried[began], carried[last], plate, seen)
