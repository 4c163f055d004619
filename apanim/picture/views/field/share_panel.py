"""The panel of shares: how many channels are open or inactivated now, of the model and of those drawn."""

from collections.abc import Sequence
from typing import Any

from apanim.particles.proteins import Kind
from apanim.picture.drawlist import Bar, Dot, Item, Panel, Text
from apanim.picture.plots.places import rooms_of, standing
from apanim.picture.plots.rooms import Room, panel_scale, strip_above_stage
from apanim.picture.shot import USUAL, Look, Shot
from apanim.picture.theme import colour
from apanim.picture.type import fitted
from apanim.picture.views.field.states import Lit
from apanim.script.timeline import Timeline
from apanim.world import World

_FIRST, _ROW, _SIZE = 48.0, 46.0, 28.0  # from the panel's top; from row to row
_NAME, _NAME_ROOM = 62.0, 236.0
_MODEL, _DRAWN = 176.0, 28.0  # where the numbers end, from the panel's right
_WIDTH, _HEIGHT, _GAP = 560.0, 214.0, 14.0


def room(timeline: Timeline, look: Look = USUAL) -> Room:
    """Where it stands: in the lower part of the room under V(t)."""
    (left, top, right, bottom), scale = rooms_of(timeline, look)["under"]
    return Room((left, max(top, bottom - scale * _HEIGHT), right, bottom), scale)


def room_above_stage(look: Look) -> Room:
    """Where it stands while V(t) is on the stage, in 16 to 9: under the strip."""
    _, _, right, top = strip_above_stage(look).box
    scale, top = panel_scale(look), top + _GAP
    return Room((right - scale * _WIDTH, top, right, top + scale * _HEIGHT), scale)


def share_panel(
    shot: Shot[Any], world: World, channels: Sequence[Lit], there: float, place: Room
) -> list[Item]:
    """The panel in its `place`, so far there, but where another stands."""
    timeline, word = shot.timeline, shot.timeline.word
    seen = there - max(standing(timeline, one, shot.tick) for one in ("under", "tall", "wide"))
    if seen <= 0.0:
        return []
    left, top, right, bottom = place.unit
    m, h, n = (float(gate) for gate in (world.patch.m, world.patch.h, world.patch.n))
    na = [one for one in channels if one.site.kind == Kind.NA_CHANNEL]
    k = [one for one in channels if one.site.kind == Kind.K_CHANNEL]
    rows = (
        ("Na⁺ open", "plot.e_na", m**3 * h, sum(one.is_open for one in na), len(na)),
        ("Na⁺ inactivated", "plot.h", 1.0 - h, sum(one.is_plugged for one in na), len(na)),
        ("K⁺ open", "plot.e_k", n**4, sum(one.is_open for one in k), len(k)),
    )
    quiet, ink = colour("text.quiet"), colour("text.ink")
    out: list[Item] = [
        Panel(left, top, right - left, bottom - top, "cool", seen),
        Text(right - _MODEL, top + _FIRST, word("model"), _SIZE, 600, quiet, "end", opacity=seen),
        Text(right - _DRAWN, top + _FIRST, word("drawn"), _SIZE, 600, quiet, "end", opacity=seen),
        Bar(left + 28, top + _FIRST + 14, right - left - 56, 2, colour("plot.grid"), 0.35 * seen),
    ]
    for number, (name, role, share, count, all_of) in enumerate(rows):
        base = top + _FIRST + 8 + _ROW * (number + 1)
        words = fitted(word(name), _NAME_ROOM, _SIZE, 600)
        of = f"{count} {word('of')} {all_of}"
        out += [
            Dot(left + 40, base - 10, 9, colour(role), opacity=seen),
            Text(left + _NAME, base, words.text, words.size, 600, ink, opacity=seen),
            Text(
                right - _MODEL, base, f"{100 * share:.0f} %", _SIZE, 800, colour(role), "end", opacity=seen
            ),
            Text(right - _DRAWN, base, of, _SIZE, 600, ink, "end", opacity=seen),
        ]
    return place.filled(out)
