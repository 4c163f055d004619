"""All panels of a scene at one instant, but V(t) in its corner, which has a module of its own;
and the recap, V(t) across the screen: the whole spike, its phases, and what happens where, note by note."""

from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.easing import smooth
from apanim.picture.kept import kept
from apanim.picture.plots import states, trace_panel
from apanim.picture.plots.axes import Axes
from apanim.picture.plots.bars import bars
from apanim.picture.plots.columns import Recorded
from apanim.picture.plots.counter import counter
from apanim.picture.plots.loop import loop
from apanim.picture.plots.note_places import ROW_PX, placed_notes
from apanim.picture.plots.places import IN_S, Standing, room_of, shown, standing, stands
from apanim.picture.plots.timecourse import timecourse
from apanim.picture.plots.trains import trains
from apanim.picture.plots.true_scale import true_scale
from apanim.picture.plots.voltage import Content, ShownLevel, running, v_axes
from apanim.picture.shot import Shot
from apanim.picture.theme import colour, ramp
from apanim.script.plots import Plot
from apanim.units import TICKS_PER_S, TICKS_PER_STEP
from apanim.world import World

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 120, 40, 96, 62


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
            return _recap(shot, plot, float(world.patch.v_mV), plate, seen)
    began, last = plot.start_tick // TICKS_PER_STEP, plot.end_tick // TICKS_PER_STEP
    carried = tape.series.carried
    if plot.what == "bars":
        return bars(timeline, plot, world.carried, carried[began], plate, seen, tick)
    if plot.cell is None:
        return []
    return counter(timeline, plot.cell, world.carried, carried[began], carried[last], plate, seen)


def _recap(shot: Shot[Recorded], plot: Plot, v_mV: float, plate: Standing, seen: float) -> list[Item]:
    """The panel's contents; `v_mV` is the moment's."""
    left, top, right, bottom = plate.box
    area = (left + _LEFT_PX, top + _TOP_PX, right - _RIGHT_PX, bottom - _BOTTOM_PX)
    content = Content(plot.bands, plot.stimuli, tuple(mV for _, mV in plot.lines), steps=12.0)
    axes = v_axes(area, (plot.from_ns, plot.to_ns), content, plate.slide)
    lines = [ShownLevel(name, mV, 1.0) for name, mV in plot.lines]
    return [
        *trace_panel.heading(shot.timeline, v_mV, plate, seen),
        *running(shot, axes, content, [v_mV], lines, seen),
        *_notes(shot, plot, axes, seen),
    ]


def _notes(shot: Shot[Recorded], plot: Plot, axes: Axes, seen: float) -> list[Item]:
    timeline, tape, tick = shot.timeline, shot.tape, shot.tick
    words = tuple(timeline.word(word) for word in ("ms", "mV", *(note.text for note in plot.notes)))
    key = ("notes", plot.notes, plot.lines, axes.still, words)
    placed = kept(tape, key, lambda: placed_notes(timeline, plot, tape, axes.still))
    ink, tint, dark = colour("text.ink"), colour("text.quiet"), ramp("panel.cool")[1]
    out: list[Item] = []
    for note, (at, text, stamp, spot) in zip(plot.notes, placed, strict=True):
        opacity = seen * smooth((tick - note.start_tick) / (IN_S * TICKS_PER_S))
        if opacity <= 0.0 or not text:
            continue
        down = axes.slide
        leader = ((at[0], at[1] + down), (spot.elbow[0], spot.elbow[1] + down))
        out += [
            Line(leader, colour("text.leader"), 2.4, opacity, under=dark, under_width=6),
            Dot(*leader[0], 7, colour("text.leader"), dark, 2, opacity),
            Text(spot.x, spot.y + down, text, 30, 700, ink, "middle", outline=dark, opacity=opacity),
            Text(
                spot.x, spot.y + down + ROW_PX, stamp, 28, 600, tint, "middle", outline=dark,
                opacity=opacity,
            ),
        ]  # fmt: skip
    return out
