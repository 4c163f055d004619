"""Focus: while a part is spoken of it leads and the rest dims; parts that follow each other hand over."""

from collections.abc import Collection
from typing import NamedTuple

from apanim.errors import UserError
from apanim.picture.easing import presence, presence_in
from apanim.picture.kept import kept_by_owner
from apanim.script.timeline import Timeline
from apanim.units import TICKS_PER_S

_SWITCH_S = 0.40
_BRIDGE_S = 1.5  # a pause shorter than this does not light the rest again


class Lead(NamedTuple):
    """A part that leads, and how far, as a share of how far the rest is dimmed."""

    target: str
    shown: float


class Focus(NamedTuple):
    """How far the rest is dimmed, 0..1, and what leads."""

    strength: float
    leads: tuple[Lead, ...]


class _Spell(NamedTuple):
    """One part leading the scene. Spells that follow each other closely hand over without a gap."""

    target: str
    start_tick: int
    end_tick: int
    handed_over: bool


def focus(timeline: Timeline, tick: int, parts: Collection[str]) -> Focus:
    """The focus at `tick`. Raises UserError for a highlight of what is not among the `parts` of a view."""
    spells = _spells(timeline)
    for spell in spells:
        if spell.target not in parts:
            raise UserError(
                f"a highlight names {spell.target!r}; the picture has {', '.join(sorted(parts))}"
            )
    strength = presence_in(_runs(timeline), tick, _SWITCH_S, _SWITCH_S)
    if strength == 0.0:
        return Focus(0.0, ())
    leads = []
    for spell in spells:
        late = round(_SWITCH_S * TICKS_PER_S) if spell.handed_over else 0
        led = presence(tick, spell.start_tick, spell.end_tick + late, _SWITCH_S, _SWITCH_S)
        if led > 0.0:
            leads.append(Lead(spell.target, min(led / strength, 1.0)))
    return Focus(strength, tuple(leads))


@kept_by_owner
def _spells(timeline: Timeline) -> tuple[_Spell, ...]:
    """The highlights in order; one that another follows soon lasts until then, one in pieces is whole."""
    out: list[_Spell] = []
    for span in sorted(timeline.of_kind("highlight"), key=lambda s: s.start_tick):
        spell = _Spell(span.target, span.start_tick, span.end_tick, handed_over=False)
        last = out[-1] if out else None
        if last is not None and span.start_tick - last.end_tick <= _BRIDGE_S * TICKS_PER_S:
            if last.target == span.target:
                out[-1] = spell._replace(start_tick=last.start_tick)
                continue
            out[-1] = last._replace(end_tick=max(last.end_tick, span.start_tick), handed_over=True)
        out.append(spell)
    return tuple(out)


@kept_by_owner
def _runs(timeline: Timeline) -> tuple[tuple[int, int], ...]:
    """(start, end) ticks through which the rest stays dim."""
    runs: list[tuple[int, int]] = []
    for spell in _spells(timeline):
        if runs and spell.start_tick <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], spell.end_tick))
        else:
            runs.append((spell.start_tick, spell.end_tick))
    return tuple(runs)
