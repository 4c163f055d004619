"""The V(t) panel, top right: the membrane potential so far, its lines and bands, and the number of now."""

import math
from collections.abc import Sequence

from apanim.picture.drawlist import Item, Text
from apanim.picture.easing import presence
from apanim.picture.plots import axes as ax
from apanim.picture.plots.axes import signed
from apanim.picture.plots.memory import Recorded
from apanim.picture.plots.places import BOXES, IN_S, OUT_S, Standing, standing, stands
from apanim.picture.plots.voltage import Content, TICKS_mV, running, v_axes
from apanim.picture.stage import Box
from apanim.picture.theme import colour
from apanim.script.timeline import Span, Timeline, TraceWindow

BOX: Box = BOXES["panel"]

LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX = 92, 26, 80, 50  # from the panel's edges to the plot
_READOUT_PX = 56


def showing(timeline: Timeline, tick: int) -> float:
    """How far the panel is there at `tick`, 0..1; windows that follow each other at once count as one."""
    on = any(t.start_tick <= tick < t.end_tick for t in timeline.traces)
    return standing(timeline, "panel", tick) if on else 0.0


def trace_panel(timeline: Timeline, tape: Recorded, tick: int, v_mV: float) -> list[Item]:
    """The panel at `tick`; `v_mV` is the moment's."""
    seen = showing(timeline, tick)
    window = next((t for t in timeline.traces if t.start_tick <= tick < t.end_tick), None)
    if window is None or seen == 0.0:
        return []
    plate = stands(BOX, seen)
    spans = [s for s in timeline.of_kind("line") if _meets(s, window)]
    lines = [(s.target, s.value_mV, _line_seen(s, tick)) for s in spans]
    content = Content(window.bands, window.stimuli, lines, _ticks_mV(window), ghost=window.ghost)
    axes = v_axes(area(plate), (window.from_ns, window.to_ns), content, plate.slide, window.range_mV)
    on = [line for line, s in zip(lines, spans, strict=True) if s.start_tick <= tick < s.end_tick]
    return [
        plate.plate, *heading(timeline, v_mV, plate, seen),
        *running(timeline, tape, axes, content._replace(lines=on), tick, v_mV, seen),
    ]  # fmt: skip


def area(plate: Standing) -> Box:
    """Where the plot is on a panel of this kind."""
    left, top, right, bottom = plate.box
    return left + LEFT_PX, top + TOP_PX, right - RIGHT_PX, bottom - BOTTOM_PX


def _ticks_mV(window: TraceWindow) -> Sequence[int]:
    """The usual ones, or about three round ones in the range that the author asked for."""
    if window.range_mV is None:
        return TICKS_mV
    low, high = window.range_mV
    step = next((s for s in (2, 5, 10, 20) if high - low <= 4 * s), 50)
    return range(math.ceil(low / step) * step, math.floor(high / step) * step + 1, step)


def _meets(span: Span, window: TraceWindow) -> bool:
    return span.start_tick < window.end_tick and window.start_tick < span.end_tick


def heading(timeline: Timeline, v_mV: float, plate: Standing, seen: float) -> list[Item]:
    """What the panel shows, and how much it is now."""
    quiet = colour("text.quiet")
    name = timeline.word("Membrane potential")
    return [
        Text(plate.left + 28, plate.top + 52, name, 28, 600, quiet, opacity=seen),
        Text(plate.right - 28, plate.top + 58, timeline.word("mV"), 30, 600, quiet, "end", opacity=seen),
        *ax.readout(
            signed(v_mV), plate.right - 84, plate.top + 60, colour("plot.trace"), seen, _READOUT_PX, 800
        ),
    ]


def _line_seen(span: Span, tick: int) -> float:
    return presence(tick, span.start_tick, span.end_tick, IN_S, OUT_S)
