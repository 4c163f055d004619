"""Focus: while a part is spoken of, the rest of the scene dims, and the part is drawn again on top."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.particles.ions import Ions, Species
from apanim.particles.layout import RIG, Layout
from apanim.picture.camera import Camera
from apanim.picture.drawlist import Dim, Item, Scenery
from apanim.picture.easing import presence, presence_in
from apanim.picture.exclusion import Quiet
from apanim.picture.views.membrane.ions import bead_layers, streaming
from apanim.picture.views.membrane.proteins import Posed
from apanim.picture.views.membrane.transmitter import near_molecules
from apanim.script.timeline import SCENES, Timeline
from apanim.units import TICKS_PER_S
from apanim.world import World

_SWITCH_S = 0.40
_BRIDGE_S = 1.5  # a pause shorter than this does not light the rest again

# What each part of the scene means: rigs whose proteins lead. Their ions are those of the rig.
_RIGS = {
    "na_channels": ("na_channel",), "na_channel.gate": ("na_channel",), "na_channel.ball": ("na_channel",),
    "na_channel.closed": ("na_channel",), "na_channel.open": ("na_channel",),
    "na_channel.inactivated": ("na_channel",), "na_leak": ("leak_na",),
    "na_stream": ("na_channel",), "k_channels": ("k_channel",), "k_channel.gate": ("k_channel",),
    "k_stream": ("k_channel",), "leak_channels": ("leak_na", "leak_k", "leak_cl"), "k_leak": ("leak_k",),
    "pump": ("pump",), "ions": (), "electrode": (), "ligand_channels": ("ligand_channel",),
    "ligand_channel.gate": ("ligand_channel",), "ligand_stream": ("ligand_channel",),
    "ligand_k_stream": ("ligand_channel",),
    "transmitter": (),
}  # fmt: skip


_SPECIES = {
    "na_channel": (Species.NA,), "k_channel": (Species.K,), "leak_na": (Species.NA,),
    "leak_k": (Species.K,), "leak_cl": (Species.CL,), "pump": (Species.NA, Species.K),
    "ligand_channel": (Species.NA, Species.K),
}  # fmt: skip


class _Spell(NamedTuple):
    """One part leading the scene. Spells that follow each other closely hand over without a gap."""

    target: str
    start_tick: int
    end_tick: int
    handed_over: bool


def focus(
    timeline: Timeline,
    tick: int,
    proteins: list[Posed],
    world: World,
    layout: Layout,
    quiet: list[Quiet],
    camera: Camera,
) -> list[Item]:
    """The rest dimmed, and above it what is spoken of. Raises UserError for a part that is not drawn."""
    spells = _spells(timeline)
    strength = presence_in(_runs(spells), tick, _SWITCH_S, _SWITCH_S)
    if strength == 0.0:
        return []
    out: list[Item] = [Dim(strength)]
    for spell in spells:
        late = round(_SWITCH_S * TICKS_PER_S) if spell.handed_over else 0
        led = presence(tick, spell.start_tick, spell.end_tick + late, _SWITCH_S, _SWITCH_S)
        if led > 0.0:
            shown = min(led / strength, 1.0)
            out += _leading(spell.target, shown, proteins, world.ions, layout, quiet, camera)
            if spell.target == "transmitter" or "ligand_channel" in _RIGS[spell.target]:
                out += near_molecules(world.transmitter, layout, tick, quiet, shown, camera)
    return out


@lru_cache(maxsize=SCENES)
def _spells(timeline: Timeline) -> tuple[_Spell, ...]:
    """The highlights in order; one that another follows soon lasts until then, one in pieces is whole."""
    spans = sorted(timeline.of_kind("highlight"), key=lambda s: s.start_tick)
    out: list[_Spell] = []
    for span in spans:
        if span.target not in _RIGS:
            raise UserError(
                f"a highlight names {span.target!r}; the picture has {', '.join(sorted(_RIGS))}"
            )
        spell = _Spell(span.target, span.start_tick, span.end_tick, handed_over=False)
        last = out[-1] if out else None
        if last is not None and span.start_tick - last.end_tick <= _BRIDGE_S * TICKS_PER_S:
            if last.target == span.target:
                out[-1] = spell._replace(start_tick=last.start_tick)
                continue
            out[-1] = last._replace(end_tick=max(last.end_tick, span.start_tick), handed_over=True)
        out.append(spell)
    return tuple(out)


@lru_cache(maxsize=SCENES)
def _runs(spells: tuple[_Spell, ...]) -> tuple[tuple[int, int], ...]:
    """(start, end) ticks through which the rest stays dim."""
    runs: list[tuple[int, int]] = []
    for spell in spells:
        if runs and spell.start_tick <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], spell.end_tick))
        else:
            runs.append((spell.start_tick, spell.end_tick))
    return tuple(runs)


def _leading(
    target: str,
    opacity: float,
    proteins: list[Posed],
    ions: Ions,
    layout: Layout,
    quiet: list[Quiet],
    camera: Camera,
) -> list[Item]:
    """A part of the scene once more, plain above what is dimmed."""
    rigs = set(_RIGS[target])
    out: list[Item] = [
        sprite._replace(opacity=sprite.opacity * opacity)
        for p in proteins
        if p.rig in rigs
        for sprite in p.sprites
    ]
    if target == "electrode":
        out.append(Scenery("membrane/electrode", opacity * camera.wide))
    led = np.ones(len(ions.species)) if target == "ions" else _ions_of(rigs, ions, layout)
    layers = bead_layers(ions, quiet, opacity * led, camera)
    return [*out, layers.trails, layers.near, layers.flowing]


def _ions_of(rigs: set[str], ions: Ions, layout: Layout) -> NDArray[np.float64]:
    """(n,) 0..1, how far each ion belongs to the proteins of `rigs`: on its way through one wholly, and as
    long as it still runs ahead of those that drift."""
    rows = np.array([name in rigs for name in RIG])[layout.kind]
    theirs = {species for rig in rigs for species in _SPECIES.get(rig, ())}
    free, bound = ions.free(), ions.owner >= 0
    streams = free & np.array([species in theirs for species in Species])[ions.species]
    return np.where(~free & bound & rows[np.maximum(ions.owner, 0)], 1.0, streams * streaming(ions))
