"""V(t) on the stage: across the lower half of the frame, its number of now large, lanes beneath it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item, Text
from apanim.picture.kept import kept_by_owner
from apanim.picture.plots import axes as ax
from apanim.picture.plots import lanes
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.clamp import laid
from apanim.picture.plots.clamp.plate import clamp_stage
from apanim.picture.plots.places import Standing, rooms_of, standing, stands
from apanim.picture.plots.voltage import Content, ShownLevel, running, v_axes
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.type import fitted
from apanim.script.timeline import Timeline

_LEFT_PX, _COLUMN_PX, _TOP_PX, _BOTTOM_PX = 104.0, 330.0, 12.0, 44.0  # from the panel's edges to the plot
_INSET_PX = 28.0
_NAME_Y, _NUMBER_Y, _NUMBER_PX, _UNIT_PX = 46.0, 118.0, 76.0, 34
_KEY_PX = 66.0  # from the number of now to the key of what is laid over it
_ROW_PX = 44.0  # of several curves, one below the other
_STEPS = 12.0  # the most that the axis of time has
_NARROW_PX, _NARROW_COLUMN_PX, _NARROW_TOP_PX = 1000.0, 184.0, 84.0  # of a panel in a stacked frame
_NARROW_NUMBER_PX, _NARROW_STEPS, _KEY_ROW_PX, _RIGHT_PX = 56, 6.0, 34.0, 40.0


def stage_panel(
    shot: Shot[Any], number: int, content: Content, values_mV: Sequence[float], lines: Sequence[ShownLevel]
) -> list[Item]:
    """The panel of a window of the scene that is on the stage; `values_mV` are its curves' of now."""
    timeline, tick = shot.timeline, shot.tick
    seen = standing(timeline, "stage", tick)
    if seen == 0.0:
        return []
    if timeline.traces[number].beneath:
        return clamp_stage(shot, number)
    room = rooms_of(timeline, shot.look)["stage"]
    plate, axes = stands(room.unit, seen), _axes(timeline, number, content, room.unit, seen)
    beneath = lanes.height(timeline) if timeline.traces[number].lanes else 0.0
    narrow = _narrow(plate.box)
    head = _head if narrow else _column
    out = [plate.plate, plate.plate, *head(timeline, content, values_mV, plate, seen)]
    if beneath:
        row_y = plate.bottom - _KEY_ROW_PX if narrow else None
        out += lanes.lanes(shot, axes, plate.right - _INSET_PX, seen, row_y)
    steps = _NARROW_STEPS if _narrow(plate.box) else _STEPS
    curves = running(shot, axes, content._replace(steps=steps), values_mV, lines, seen, beneath, True)
    given = timeline.traces[number].laid
    over = laid.laid(given, axes, "V", tick, seen)
    keys = [(one, timeline.word(one.name)) for one in given]
    under = plate.top + (_NUMBER_Y if not narrow else _NAME_Y) + _KEY_PX
    return room.filled([*out, *curves, *over, *laid.key(keys, plate.right - _INSET_PX, under, tick, seen)])


def _rows(
    timeline: Timeline, content: Content, values_mV: Sequence[float], plate: Standing, seen: float
) -> list[Item]:
    out: list[Item] = []
    left, right, unit = plate.left + _INSET_PX, plate.right - _INSET_PX, timeline.word("mV")
    for row, (curve, tint, value) in enumerate(zip(content.curves, content.tints, values_mV, strict=True)):
        base = plate.top + _NAME_Y + row * _ROW_PX
        out += [
            Text(left, base, timeline.word(curve.name), 28, 600, tint, opacity=seen),
            *ax.readout(signed(value), right - 56, base, tint, seen, 34, 800),
            Text(right, base, unit, 28, 600, colour("text.quiet"), "end", opacity=seen),
        ]
    return out


def _narrow(box: Box) -> bool:
    """Whether the panel is too narrow for a column of its own beside the plot; its head is above that."""
    return box[2] - box[0] < _NARROW_PX


def _head(
    timeline: Timeline, content: Content, values_mV: Sequence[float], plate: Standing, seen: float
) -> list[Item]:
    """Above the plot of a narrow panel: what is shown and how much it is now, of several curves in rows."""
    quiet, base = colour("text.quiet"), plate.top + _NAME_Y + 14
    if any(curve.name for curve in content.curves):
        return _rows(timeline, content, values_mV, plate, seen)
    name = timeline.word("Membrane potential")
    number, right = signed(values_mV[-1]), plate.right - _INSET_PX
    return [
        Text(plate.left + _INSET_PX, base - 6, name, 28, 600, quiet, opacity=seen),
        Text(right, base, timeline.word("mV"), 30, 600, quiet, "end", opacity=seen),
        *ax.readout(number, right - 56, base, colour("plot.trace"), seen, _NARROW_NUMBER_PX, 800),
    ]


@kept_by_owner
def _axes(timeline: Timeline, number: int, content: Content, box: Box, seen: float) -> Axes:
    window, plate = timeline.traces[number], stands(box, seen)
    left, top, right, bottom = plate.box
    column, over = (_NARROW_COLUMN_PX, _NARROW_TOP_PX) if _narrow(box) else (_COLUMN_PX, _TOP_PX)
    if _narrow(box):
        over += max(len(content.curves) - 1, 0) * _ROW_PX
        bottom -= _KEY_ROW_PX if window.lanes else 0.0
        column = column if window.lanes else _RIGHT_PX
    beneath = lanes.height(timeline) if window.lanes else 0.0
    area = (left + _LEFT_PX, top + over, right - column, bottom - _BOTTOM_PX - beneath)
    return v_axes(area, (window.from_ns, window.to_ns), content, plate.slide, window.range_mV)


def _column(
    timeline: Timeline, content: Content, values_mV: Sequence[float], plate: Standing, seen: float
) -> list[Item]:
    """Right of the plot: what is shown, and how much it is now."""
    right, room = plate.right - _INSET_PX, _COLUMN_PX - 2 * _INSET_PX
    unit, quiet = timeline.word("mV"), colour("text.quiet")
    if len(values_mV) == 1:
        name = "".join(curve.name for curve in content.curves) or "Membrane potential"
        return [
            *_title(timeline.word(name), unit, room, plate, seen),
            *ax.readout(
                signed(values_mV[-1]), right - 64, plate.top + _NUMBER_Y, content.tints[-1], seen,
                _NUMBER_PX, 800,
            ),
        ]  # fmt: skip
    out: list[Item] = []
    for row, (curve, tint, value) in enumerate(zip(content.curves, content.tints, values_mV, strict=True)):
        base = plate.top + _NAME_Y + 2 * row * _ROW_PX
        name = fitted(timeline.word(curve.name), room, 28, 600).text
        out += [
            Text(right - room, base, name, 28, 600, tint, opacity=seen),
            *ax.readout(signed(value), right - 64, base + _ROW_PX, tint, seen, 40, 800),
            Text(right, base + _ROW_PX, unit, 28, 600, quiet, "end", opacity=seen),
        ]
    return out


@lru_cache(maxsize=64)
def _title(name: str, unit: str, room: float, plate: Standing, seen: float) -> tuple[Text, ...]:
    right, quiet = plate.right - _INSET_PX, colour("text.quiet")
    return (
        Text(
            right,
            plate.top + _NAME_Y,
            fitted(name, room, 28, 600).text,
            28,
            600,
            quiet,
            "end",
            opacity=seen,
        ),
        Text(right, plate.top + _NUMBER_Y, unit, _UNIT_PX, 600, quiet, "end", opacity=seen),
    )
