"""The scale of the box, in the strip's room: a bar of a few nanometres, and how slow its time runs."""

from typing import Any

from apanim.picture import onstage
from apanim.picture.drawlist import Bar, Item, Panel, Text
from apanim.picture.plots import rooms
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.views.box.geometry import PX_PER_NM
from apanim.picture.views.box.pace import rate_ns_s

_BAR_NM = 4.0


def scale(shot: Shot[Any]) -> list[Item]:
    """The panel, but where the stage of V(t) stands."""
    seen = onstage.away(shot.timeline, shot.tick, shot.look)
    if seen <= 0.0:
        return []
    room = rooms.strip(shot.look)
    left, top, right, bottom = room.unit
    ink, quiet, word = colour("text.ink"), colour("text.quiet"), shot.timeline.word
    bar = _BAR_NM * PX_PER_NM * shot.camera.sight.scale / room.scale
    middle, base = (left + right) / 2, top + 40
    items: list[Item] = [
        Panel(left, top, right - left, bottom - top, "warm", seen),
        Text(left + (right - left) / 4, base, _time(shot), 28, 600, quiet, "middle", opacity=seen),
        Bar(middle - 1, top + 16, 2, bottom - top - 32, colour("panel.warm_edge"), 0.45 * seen),
        Text(right - 28, base, f"{_BAR_NM:g} {word('nm')}", 28, 600, quiet, "end", opacity=seen),
    ]
    x = right - 120 - bar
    if x > middle + 8:
        items += [Bar(x, base - 14, bar, 5, ink, seen)]
    return room.filled(items)


def _time(shot: Shot[Any]) -> str:
    """'1 s = 0.1 ns': how much of the ions' time a second of the film shows."""
    ns = rate_ns_s(shot.timeline, shot.tick)
    if ns < 1e-3:
        return shot.timeline.word("held")
    for unit, large in (("ms", 1e6), ("µs", 1e3), ("ns", 1.0)):
        if ns >= 0.95 * large * (0.1 if unit != "ns" else 0.0):
            return f"1 s = {float(f'{ns / large:.1g}'):g} {shot.timeline.word(unit)}"
    raise AssertionError("a pace above 0 has a unit")
