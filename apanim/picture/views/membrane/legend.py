"""The legend, at the bottom, while its items are new."""

from functools import lru_cache

from apanim.particles.layout import Layout
from apanim.particles.proteins import PROTEINS, Blocker
from apanim.picture import onstage
from apanim.picture.drawlist import Item, Panel, Sprite, Text
from apanim.picture.drugs import blockers
from apanim.picture.easing import presence
from apanim.picture.plots import rooms
from apanim.picture.plots.places import standing, used
from apanim.picture.plots.rooms import Room
from apanim.picture.shot import USUAL, Look
from apanim.picture.theme import colour
from apanim.script.timeline import Timeline

_ROW, _FIRST_ROW = 47, 41
_IN_S, _OUT_S = 0.35, 0.35
_ICON_X, _NAME_X, _SECOND_COLUMN = 44, 78, 278 / 560  # the last: of the width
_IONS = (
    ("ion_na", "Na^+  sodium", 1.25), ("ion_k", "K^+  potassium", 1.2), ("ion_cl", "Cl^−  chloride", 1.15),
    ("anion_protein", "A^−  protein", 0.62),
)  # fmt: skip
_ICON_PITCH = 22.0

_Entry = tuple[tuple[str, ...], str, float, str]  # rigs, name, scale, pose
_TRANSMITTER: _Entry = (("transmitter",), "transmitter", 1.15, "default")
_ROWS = 4  # at least


def legend(timeline: Timeline, tick: int, look: Look = USUAL) -> list[Item]:
    """What each bead and protein is called, while a legend is on."""
    out: list[Item] = []
    spans = timeline.active("legend", tick)
    if not spans:
        return out
    columns = _columns(timeline.patch_setup.layout, blockers(timeline))
    place = room(timeline, look)
    left, top, right, bottom = place.unit
    for span in spans:
        seen = presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
        # What takes its place hides it.
        seen *= (1.0 - standing(timeline, "under", tick)) * onstage.away(timeline, tick, look)
        if seen <= 0.0:
            continue
        out.append(Panel(left, top, right - left, bottom - top, "warm", seen))
        for x, entries in zip((left, left + _SECOND_COLUMN * (right - left)), columns, strict=True):
            for row, entry in enumerate(entries):
                out += _entry(*entry, x, top + _FIRST_ROW + row * _ROW, seen)
    return place.filled(out)


def shown(timeline: Timeline, tick: int) -> float:
    """How far a legend is there, 0..1."""
    spans = timeline.active("legend", tick)
    return max((presence(tick, s.start_tick, s.end_tick, _IN_S, _OUT_S) for s in spans), default=0.0)


def room(timeline: Timeline, look: Look = USUAL) -> Room:
    """Where the legend of a scene lies."""
    more = rows(timeline.patch_setup.layout, blockers(timeline)) - _ROWS
    spans = timeline.of_kind("legend")
    return rooms.legend(used(timeline, spans), more * float(_ROW), look)


def rows(layout: Layout, drugs: tuple[Blocker, ...] = ()) -> int:
    """How many rows the legend of a scene with these proteins, and what blocks them, has."""
    return max(len(column) for column in _columns(layout, drugs))


@lru_cache(maxsize=16)
def _columns(
    layout: Layout, drugs: tuple[Blocker, ...]
) -> tuple[list[_Entry], list[_Entry]]:  # fmt: skip
    """Ions on the left, on the right the proteins that the scene has; what is too much goes to the left."""
    ions: list[_Entry] = [((rig,), name, scale, "default") for rig, name, scale in _IONS]
    present = [one for one in PROTEINS if (layout.kind == one.kind).any()]
    proteins: dict[str, _Entry] = {}
    for one in sorted(present, key=lambda one: one.legend.place):
        rigs = proteins[one.legend.name][0] if one.legend.name in proteins else ()
        proteins[one.legend.name] = (*rigs, one.rig), one.legend.name, one.legend.scale, one.legend.pose
        if one.binds:
            proteins[_TRANSMITTER[1]] = _TRANSMITTER
    for blocker in drugs:
        entry = blocker.legend
        ions.append(((blocker.rig,), entry.name, entry.scale, entry.pose))
    if len(proteins) > len(ions) and _TRANSMITTER[1] in proteins:
        ions.append(proteins.pop(_TRANSMITTER[1]))
    return ions, [*proteins.values()]


def _entry(
    rigs: tuple[str, ...], name: str, scale: float, pose: str, x: float, y: float, seen: float
) -> list[Item]:
    """An icon and its name; proteins that differ by colour alone are told by one of each."""
    spread = _ICON_PITCH * (len(rigs) - 1)
    scale *= 0.8 if spread else 1.0
    icons = [
        Sprite(one, x + _ICON_X - spread / 2 + i * _ICON_PITCH, y - 4, pose=pose, scale=scale, opacity=seen)
        for i, one in enumerate(rigs)
    ]
    after = x + _NAME_X + (8.0 if spread else 0.0)
    return [*icons, Text(after, y + 6, name, 28, 600, colour("text.ink"), opacity=seen)]
