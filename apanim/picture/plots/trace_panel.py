"""The V(t) panel, top right: the membrane potential so far, its lines and bands, and the number of now."""

import math
from collections.abc import Sequence
from functools import lru_cache

from apanim.picture.drawlist import Item, Text
from apanim.picture.easing import presence
from apanim.picture.plots import axes as ax
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.columns import Recorded
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
    on = (i for i, t in enumerate(timeline.traces) if t.start_tick <= tick < t.end_tick)
    number = next(on, None)
    if number is None or seen == 0.0:
        return []
    plate, (spans, content) = stands(BOX, seen), _content(timeline, number)
    axes = _axes(timeline, number, seen)
    lines = [
        (s.target, s.value_mV, _line_seen(s, tick)) for s in spans if s.start_tick <= tick < s.end_tick
    ]
    return [
        plate.plate, *heading(timeline, v_mV, plate, seen),
        *running(timeline, tape, axes, content._replace(lines=lines), tick, v_mV, seen),
    ]  # fmt: skip


@lru_cache(maxsize=64)
def _content(timeline: Timeline, number: int) -> tuple[tuple[Span, ...], Content]:
    """The lines of a window of the scene, and all that it shows, as if every line were there."""
    window = timeline.traces[number]
    spans = tuple(s for s in timeline.of_kind("line") if _meets(s, window))
    lines = [(s.target, s.value_mV, 1.0) for s in spans]
    return spans, Content(window.bands, window.stimuli, lines, _ticks_mV(window), ghost=window.ghost)


@lru_cache(maxsize=64)
def _axes(timeline: Timeline, number: int, seen: float) -> Axes:
    """The axes of a window of the scene, so far there; they hold every line from its beginning on."""
    window, plate = timeline.traces[number], stands(BOX, seen)
    _, content = _content(timeline, number)
    return v_axes(area(plate), (window.from_ns, window.to_ns), content, plate.slide, window.range_mV)


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
    return [
        *_names(timeline.word("Membrane potential"), timeline.word("mV"), plate, seen),
        *ax.readout(
            signed(v_mV), plate.right - 84, plate.top + 60, colour("plot.trace"), seen, _READOUT_PX, 800
        ),
    ]


@lru_cache(maxsize=64)
def _names(name: str, unit: str, plate: Standing, seen: float) -> tuple[Text, ...]:
    quiet = colour("text.quiet")
    return (
        Text(plate.left + 28, plate.top + 52, name, 28, 600, quiet, opacity=seen),
        Text(plate.right - 28, plate.top + 58, unit, 30, 600, quiet, "end", opacity=seen),
    )


def _line_seen(span: Span, tick: int) -> float:
    return presence(tick, span.start_tick, span.end_tick, IN_S, OUT_S)
