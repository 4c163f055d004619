"""The key of the colours: from -70 mV to where the scale ends now. It makes room for the V(t) panel."""

from apanim.picture import svg
from apanim.picture.drawlist import Item, Panel, Scenery, Text
from apanim.picture.easing import presence
from apanim.picture.plots import trace_panel
from apanim.picture.plots.axes import signed
from apanim.picture.stage import Box
from apanim.picture.theme import colour, ramp
from apanim.picture.views.neuron.colour_scale import LOW_MV, STOPS, top_mV
from apanim.script.timeline import Timeline
from apanim.units import TICKS_PER_S

_X, _WIDTH, _HEIGHT = 1404, 420, 128
PLACES = {"top": 62, "low": 796, "lifted": 736}  # alone, below the V(t) panel, and over a larger caption
_TITLE_PX = 40  # of its height: over a larger caption there is no room for it
_INSET = 26
_OFF_S = 0.35

BOXES: tuple[Box, Box] = tuple((_X, y, _X + _WIDTH, y + _HEIGHT) for y in (PLACES["top"], PLACES["low"]))  # type: ignore[assignment]


def key(timeline: Timeline, tick: int, *, panel: bool, scale: float = 1.0) -> list[Item]:
    """The key where it has room at `tick`: top right, or low while the V(t) panel is there (`panel`).

    Under text `scale` times as large it stands a little higher, without its title.
    """
    if not panel:
        return _at(timeline, tick, 1.0, "top")
    ahead = round(_OFF_S * TICKS_PER_S)  # it has gone when the panel comes, and comes when that has gone
    away = (
        presence(tick, t.start_tick - ahead, t.end_tick + ahead, _OFF_S, _OFF_S) for t in timeline.traces
    )
    low = trace_panel.showing(timeline, tick)
    high = 1.0 - max(away, default=0.0)
    return [
        *_at(timeline, tick, high, "top"),
        *_at(timeline, tick, low, "lifted" if scale > 1.0 else "low"),
    ]


def bar(place: str) -> str:
    """The bar of colours as markup over the frame; `place` top, low or lifted."""
    y = PLACES[place] + 64
    stops = list(zip(STOPS, ramp("neuron.scale"), strict=True))
    return (
        f"<defs>{svg.linear('vk', stops, 0, 0, 1, 0)}</defs>"
        f'<rect x="{_X + _INSET}" y="{y}" width="{_WIDTH - 2 * _INSET}" height="16" rx="8" '
        'fill="url(#vk)"/>'
    )


def _at(timeline: Timeline, tick: int, seen: float, place: str) -> list[Item]:
    if seen <= 0.0:
        return []
    cool, warm = ramp("neuron.key_ink")
    y, cut = PLACES[place], _TITLE_PX if place == "lifted" else 0
    left, right, base = _X + _INSET, _X + _WIDTH - _INSET, y + 114
    title = Text(
        left, y + 46, timeline.word("Membrane potential"), 28, 600, colour("text.quiet"), opacity=seen
    )
    return [
        Panel(_X, y + cut, _WIDTH, _HEIGHT - cut, "cool", seen),
        *([] if cut else [title]),
        Scenery(f"neuron/key_{place}", seen),
        Text(left, base, f"{signed(LOW_MV)} mV", 28, 600, cool, opacity=seen),
        Text(right, base, f"{signed(top_mV(timeline, tick))} mV", 28, 600, warm, "end", opacity=seen),
    ]
