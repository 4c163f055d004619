"""The key of the colours: from -70 mV to where the scale ends now. It makes room for the V(t) panel."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from apanim.picture import svg
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item, Panel, Scenery, Text
from apanim.picture.easing import presence
from apanim.picture.frames import FRAMES, SQUARE
from apanim.picture.overlay import caption
from apanim.picture.plots import rooms, trace_panel
from apanim.picture.plots.axes import signed
from apanim.picture.plots.rooms import Room
from apanim.picture.shot import USUAL, Look
from apanim.picture.text_size import TEXT_SIZES
from apanim.picture.theme import colour, ramp
from apanim.picture.views.neuron.colour_scale import HIGH_MV, LOW_MV, STOPS, top_mV
from apanim.script.timeline import Timeline
from apanim.units import TICKS_PER_S

Place = Literal[
    "top", "low"
]  # alone, and below the V(t) panel, or above it where panels stand under the view
_WIDTH, _HEIGHT, _NARROW = 420, 128, 320  # the last in a square frame, right of the title
_TOP, _ABOVE_CAPTION, _GAP = 62, 16, 14
_TITLE_PX = 40  # of its height: in a corner there is no room for it over a larger caption
_INSET = 26
_OFF_S = 0.35


def key(timeline: Timeline, tick: int, look: Look = USUAL) -> list[Item]:
    """The key where it has room at `tick`: alone, or out of the way while the V(t) panel is there."""
    if not look.plots:
        return _at(timeline, tick, 1.0, "top", look)
    ahead = round(_OFF_S * TICKS_PER_S)  # it has gone when the panel comes, and comes when that has gone
    away = (
        presence(tick, t.start_tick - ahead, t.end_tick + ahead, _OFF_S, _OFF_S)
        for t in timeline.traces
        if t.place == "panel" or look.frame.stacked
    )
    low = trace_panel.showing(timeline, tick)
    high = 1.0 - max(away, default=0.0)
    return [*_at(timeline, tick, high, "top", look), *_at(timeline, tick, low, "low", look)]


def boxes(look: Look = USUAL) -> tuple[Box, Box]:
    """Where it may stand."""
    return room("top", look).box, room("low", look).box


@lru_cache(maxsize=32)
def room(place: Place, look: Look = USUAL) -> Room:
    """Where it stands."""
    scale, right, over = rooms.panel_scale(look), look.frame.safe[2], caption.box(look, wide=True)[1]
    width = scale * (_NARROW if look.frame == SQUARE else _WIDTH)
    height = scale * (_HEIGHT if _titled(place, look) else _HEIGHT - _TITLE_PX)
    if look.frame == SQUARE:
        bottom = look.frame.safe[1] + height
    elif look.frame.stacked:
        panel = rooms.rooms(frozenset({"panel"}), look)["panel"].box
        bottom = (over if place == "top" else panel[1]) - _GAP
    elif place == "top":
        bottom = _TOP + height
    else:
        bottom = over - _ABOVE_CAPTION
    return Room((right - width, bottom - height, right, bottom), scale)


def _titled(place: Place, look: Look) -> bool:
    if look.frame == SQUARE:
        return False
    return look.frame.stacked or place == "top" or look.text_scale == 1.0


@cache
def bars() -> Mapping[str, Room]:
    """The still layers of its bar of colours by name, one for each place of each frame and size of text."""
    looks = [Look(frame=frame, text_scale=scale) for frame in FRAMES for scale in TEXT_SIZES.values()]
    places: tuple[Place, ...] = ("top", "low")
    return {_bar_name(place, look): room(place, look) for look in looks for place in places}


def _bar_name(place: Place, look: Look) -> str:
    return f"key_{place}_{look.frame.name}_{look.text_scale:g}"


def bar(of: Room) -> str:
    """The bar of colours as markup over the frame."""
    (left, _, right, bottom), scale = of.box, of.scale
    stops = list(zip(STOPS, ramp("neuron.scale"), strict=True))
    return (
        f"<defs>{svg.linear('vk', stops, 0, 0, 1, 0)}</defs>"
        f'<rect x="{left + scale * _INSET:g}" y="{bottom - scale * (_HEIGHT - 64):g}" '
        f'width="{right - left - 2 * scale * _INSET:g}" height="{16 * scale:g}" rx="{8 * scale:g}" '
        'fill="url(#vk)"/>'
    )


def _at(timeline: Timeline, tick: int, seen: float, place: Place, look: Look) -> list[Item]:
    if seen <= 0.0:
        return []
    cool, warm = ramp("neuron.key_ink")
    here = room(place, look)
    left, top, right, bottom = here.unit
    # A scale that is not the usual one says so, in its title and at its end.
    finer = (HIGH_MV - top_mV(timeline, tick)) / (HIGH_MV - LOW_MV)
    named = (
        ("Membrane potential", 1.0 - 8.0 * finer, "text.quiet"),
        ("Membrane potential, finer", 8.0 * finer - 1.0, "plot.trace"),
    )
    words = [
        Text(
            left + _INSET,
            top + 46,
            timeline.word(name),
            28,
            600,
            colour(role),
            opacity=seen * min(share, 1.0),
        )
        for name, share, role in named
        if share > 0.0
    ]
    high = f"{signed(top_mV(timeline, tick))} mV"
    ink, weight = (colour("plot.trace"), 800) if finer > 0.0 else (warm, 600)
    plate = Panel(left, top, right - left, bottom - top, "cool", seen)
    ends = (
        Text(left + _INSET, bottom - 14, f"{signed(LOW_MV)} mV", 28, 600, cool, opacity=seen),
        Text(right - _INSET, bottom - 14, high, 28, weight, ink, "end", opacity=seen),
    )
    bar_of_colours = Scenery(f"neuron/{_bar_name(place, look)}", seen)
    return [
        *here.filled([plate, *(words if _titled(place, look) else [])]), bar_of_colours,
        *here.filled(ends),
    ]  # fmt: skip
