"""The stage of a voltage clamp: V as it is commanded, and beneath it what flows, sweep after sweep."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item, Text
from apanim.picture.kept import kept
from apanim.picture.plots import axes as ax
from apanim.picture.plots import columns
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.clamp import laid
from apanim.picture.plots.clamp.current_voltage import current_voltage, reading_line
from apanim.picture.plots.clamp.sweeps import CURVES, Read, extent, read, sweeps, tint, v_extent
from apanim.picture.plots.places import Standing, rooms_of, standing, stands
from apanim.picture.plots.states import UA_PER_MA, round_up
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.type import fitted, width
from apanim.script.timeline import Timeline, TraceWindow, model_ns_at

_LEFT_PX, _TOP_PX, _BOTTOM_PX, _INSET_PX = 104.0, 20.0, 46.0, 28.0
_V_PX, _GAP_PX = 64.0, 32.0  # of V's row, and between it and what flows
_IV_SHARE = 0.45  # of the plate's width at most
_COLUMN_PX, _IV_PX, _IV_LEFT_PX, _IV_RIGHT_PX = 330.0, 600.0, 90.0, 44.0
NARROW_PX = 1000.0  # of a plate in a stacked frame: its numbers stand above
_HEAD_PX, _NARROW_V_PX, _NARROW_GAP_PX, _NARROW_IV_PX = 80.0, 0.2, 16.0, 320.0
_V_MARKS_MV = (50.0, -50.0)
_LEAST = {"I": 0.1, "g": 1.0}  # what an axis spans upwards, though nothing flows
_NAMES = {"I": "I", "g_Na": "g_{Na}", "g_K": "g_K"}
_TINTS = {"g_Na": "plot.e_na", "g_K": "plot.e_k"}
_KEY_SHARE = {
    "I": 0.36,
    "g": 0.5,
}  # of the way down a plot to the key in it, where it has no column beside it
_ROOMY_PX = 1300.0  # a plate narrower than this has smaller numbers
_STEP_PX = 78.0  # between two numbers of the axis of time, at least
_DRUGS = {colour("plot.e_k"): "with TTX", colour("plot.e_na"): "with TEA"}  # by what they leave
_NUMBER_PX, _UNIT_PX, _APART_PX, _KEY_PX = 46.0, 28.0, 44.0, 230.0


def clamp_stage(shot: Shot[Any], number: int) -> list[Item]:
    """The panel of a window of the scene that shows what flows beneath V."""
    timeline, tape, tick = shot.timeline, shot.tape, shot.tick
    seen = standing(timeline, "stage", tick)
    if seen == 0.0:
        return []
    window = timeline.traces[number]
    room = rooms_of(timeline, shot.look)["stage"]
    plate = stands(room.unit, seen)
    places = _layout(plate.box, window.beneath == "current-voltage")
    found = [read(timeline, tape, window, sweep, tick) for sweep in sweeps(window)]
    axis = "g" if window.beneath == "conductance" else "I"
    span = float(window.from_ns), float(window.to_ns)
    v_axes = Axes(places.v, *span, *v_extent(timeline, tape, tick), plate.slide)
    low, high = extent(timeline, tape, window.beneath, tick)
    own = Axes(
        places.beneath, *span, -round_up(-low) if low < 0.0 else 0.0, round_up(max(high, _LEAST[axis])),
        plate.slide,
    )  # fmt: skip
    out: list[Item] = [plate.plate, plate.plate]
    out += ax.grid(v_axes, [(v, signed(v)) for v in _V_MARKS_MV], seen)
    out += ax.grid(own, _marks(own), seen)
    out += ax.time_axis(own, seen, timeline.word("ms"), most=(places.v[2] - places.v[0]) / _STEP_PX)
    out += _running(shot, window, found, v_axes, ("v_mV",), seen)
    out += _running(shot, window, found, own, CURVES[window.beneath], seen)
    out += laid.laid(window.laid, own, axis, tick, seen)
    if places.iv is not None:
        over = Axes(places.iv, *v_extent(timeline, tape, tick), own.low, own.high, plate.slide)
        now_ns = model_ns_at(timeline, tick)
        value = _now(found[-1], "I", now_ns)
        ink = tint(timeline, min(now_ns, own.last))
        out += reading_line(own, over, found[-1], value, now_ns, ink, seen)
        out += current_voltage(timeline, over, found, tick, seen, key=True)
    out += _numbers(shot, window, places, plate, axis, seen)
    return room.filled(out)


def _running(
    shot: Shot[Any], window: TraceWindow, found: Sequence[Read], axes: Axes, names: Sequence[str],
    seen: float,
) -> list[Item]:  # fmt: skip
    """The curves of the sweep of now as far as it has come, earlier ones faint behind."""
    timeline, now_ns = shot.timeline, min(model_ns_at(shot.timeline, shot.tick), axes.last)
    out: list[Item] = []
    for sweep, one in zip(sweeps(window)[:-1], found[:-1], strict=True):
        for name in names:
            ink = _ink(timeline, name, sweep.to_ns)
            out += ax.ghost(_path(shot, axes, one, name, sweep), axes, ink, seen)
    if now_ns < axes.first or len(found[-1].ns) == 0:
        return out
    x, one = axes.x_at(now_ns), found[-1]
    for name in names:
        ink = _ink(timeline, name, now_ns)
        path = _path(shot, axes, one, name, sweeps(window)[-1])
        curve_name = "V" if name == "v_mV" else name if name.startswith("g_") else ""
        out += ax.curve(path, axes, ink, x, seen, bare=True, name=curve_name)
        out += ax.head(x, axes.y_at(_now(one, name, now_ns)) + axes.slide, ink, seen, 7.0)
    return out


def _path(shot: Shot[Any], axes: Axes, one: Read, name: str, sweep: object) -> Any:
    values = one.v_mV if name == "v_mV" else one.curves[name]
    if shot.timeline.origin is not None:
        return ax.points(one.ns, values, axes)
    return kept(shot.tape, ("clamp path", name, axes.still, sweep), lambda: ax.points(one.ns, values, axes))


def _ink(timeline: Timeline, name: str, ns: float) -> str:
    if name == "v_mV":
        return colour("plot.trace")
    return colour(_TINTS[name]) if name in _TINTS else tint(timeline, ns)


def _now(one: Read, name: str, now_ns: float) -> float:
    values = one.v_mV if name == "v_mV" else one.curves[name]
    return float(np.interp(now_ns, one.ns, values)) if len(values) else 0.0


def _at_now(shot: Shot[Any], name: str) -> float:
    """A column of the tape at this instant, though the sweep be over."""
    ns, values = (columns.along(shot.timeline, shot.tape, one, shot.tick) for one in ("model_ns", name))
    return float(np.interp(model_ns_at(shot.timeline, shot.tick), ns, values))


def _marks(axes: Axes) -> list[tuple[float, str]]:
    plus = "+" if axes.low < 0.0 else ""
    marks = [(axes.high, f"{plus}{ax.plain(axes.high)}"), (0.0, "0")]
    if axes.low < 0.0 and axes.y_at(axes.low) - axes.y_at(0.0) > 34.0:
        marks.append((axes.low, ax.plain(axes.low)))
    return marks


class ClampLayout(NamedTuple):
    """Boxes on the plate. `iv` is that of I against V, if it is shown; numbers end at `right`."""

    v: Box
    beneath: Box
    iv: Box | None
    right: float
    narrow: bool


def _layout(plate: Box, with_iv: bool) -> ClampLayout:
    """The parts on a plate."""
    left, top, right, bottom = plate
    narrow = right - left < NARROW_PX
    base, first = bottom - _BOTTOM_PX, top + (_HEAD_PX if narrow else _TOP_PX)
    v_px = _NARROW_V_PX * (base - first) if narrow else _V_PX
    split = first + v_px + (_NARROW_GAP_PX if narrow else _GAP_PX)
    iv_px = min(_IV_PX, _IV_SHARE * (right - left))
    column = (_NARROW_IV_PX if with_iv else 40.0) if narrow else (iv_px if with_iv else _COLUMN_PX)
    edge = right - column
    iv = None
    if with_iv:
        far = right - (_INSET_PX if narrow else _IV_RIGHT_PX)
        iv = (edge + (24.0 if narrow else _IV_LEFT_PX), split, far, base)
    area = left + _LEFT_PX
    return ClampLayout(
        (area, first, edge, first + v_px), (area, split, edge, base), iv, right - _INSET_PX, narrow
    )


class _Number(NamedTuple):
    """A curve's value of now: its name as it is drawn, its unit, and as many places as it ever takes."""

    column: str
    word: str
    unit: str
    text: str
    places: str


def _numbers(
    shot: Shot[Any], window: TraceWindow, places: ClampLayout, plate: Standing, axis: str, seen: float
) -> list[Item]:
    """What V and what flows are now: right of each plot, or in a row above where that has another use."""
    timeline, now_ns = shot.timeline, model_ns_at(shot.timeline, shot.tick)
    unit = timeline.word("mA/cm^2" if axis == "I" else "mS/cm^2")
    rows = [
        _Number("v_mV", "V", timeline.word("mV"), timeline.number(signed(_at_now(shot, "v_mV"))), "+00")
    ]
    for name in CURVES[window.beneath]:
        value = _at_now(shot, name) / (UA_PER_MA if axis == "I" else 1.0)
        text = f"{value:+.2f}".replace("-", "−") if axis == "I" else f"{value:.1f}"
        rows.append(
            _Number(name, _NAMES[name], unit, timeline.number(text), "+0.00" if axis == "I" else "00.0")
        )
    inks = [_ink(timeline, row.column, now_ns) for row in rows]
    right, out = places.right, list[Item]()
    left, _, edge, _ = plate.box
    small = edge - left < _ROOMY_PX
    drug = timeline.word(_DRUGS[inks[-1]]) if axis == "I" and inks[-1] in _DRUGS else ""
    keys = [(one, fitted(one.name, _KEY_PX, 28, 600).text) for one in window.laid if one.name]
    if places.narrow or places.iv is not None:
        base = plate.top + (44.0 if places.narrow else 66.0)
        for row, ink in reversed(list(zip(rows, inks, strict=True))):
            right -= _written(out, row, right, base, ink, 36.0 if small else _NUMBER_PX, seen)
            right -= 24.0 if small else _APART_PX
        _, top, right, bottom = places.beneath
        right, base = right - 14.0, plate.slide + top + _KEY_SHARE[axis] * (bottom - top)
    else:
        base, pitch = plate.top + 66.0, 50.0 if small else 60.0
        _written(out, rows[0], right, base, inks[0], _NUMBER_PX, seen)
        base = places.beneath[1] + plate.slide + 48.0 - pitch
        for row, ink in zip(rows[1:], inks[1:], strict=True):
            base += pitch
            _written(out, row, right, base, ink, _NUMBER_PX, seen)
        base += 46.0
    if drug and places.iv is None:
        out.append(Text(right, base, drug, 28, 600, inks[-1], "end", opacity=seen))
        base += laid.ROW_PX
    return [*out, *laid.key(keys, right, base, shot.tick, seen)]


def _written(
    out: list[Item], row: _Number, right: float, base: float, ink: str, size: float, seen: float
) -> float:
    """Add a number that ends at `right` with its unit, its name before it; how wide all of it is, px."""
    unit_px = width(row.unit, _UNIT_PX, 600) + 12.0
    number_px = sum(ax.CELL_EM * size if c.isdigit() else width(c, size, 800) for c in row.places)
    name_px = width(row.word, 30, 700)
    out += [
        Text(right, base, row.unit, _UNIT_PX, 600, colour("text.quiet"), "end", opacity=seen),
        *ax.readout(row.text, right - unit_px, base, ink, seen, size, 800),
        Text(right - unit_px - number_px - 12.0, base, row.word, 30, 700, ink, "end", opacity=seen),
    ]
    return unit_px + number_px + 12.0 + name_px
