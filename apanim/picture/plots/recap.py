"""V(t) across the screen: the whole spike, its phases, and what happens where, note by note."""

from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.easing import smooth
from apanim.picture.kept import kept
from apanim.picture.plots import trace_panel
from apanim.picture.plots.axes import Axes
from apanim.picture.plots.columns import Recorded
from apanim.picture.plots.note_places import ROW_PX, placed_notes
from apanim.picture.plots.places import IN_S, Standing
from apanim.picture.plots.voltage import Content, Shown, running, v_axes
from apanim.picture.shot import Shot
from apanim.picture.theme import colour, ramp
from apanim.script.plots import Plot
from apanim.units import TICKS_PER_S

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 120, 40, 96, 62


def recap(shot: Shot[Recorded], plot: Plot, v_mV: float, plate: Standing, seen: float) -> list[Item]:
    """The panel's contents; `v_mV` is the moment's."""
    left, top, right, bottom = plate.box
    area = (left + _LEFT_PX, top + _TOP_PX, right - _RIGHT_PX, bottom - _BOTTOM_PX)
    content = Content(plot.bands, plot.stimuli, tuple(mV for _, mV in plot.lines), steps=12.0)
    axes = v_axes(area, (plot.from_ns, plot.to_ns), content, plate.slide)
    lines = [Shown(name, mV, 1.0) for name, mV in plot.lines]
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
