"""Focus: while a part is spoken of, the rest of the scene dims, and the part is drawn again on top."""

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.particles.ions import Ions, Phase
from apanim.particles.layout import RIG, Layout
from apanim.picture.drawlist import Item, Scenery, Veil
from apanim.picture.easing import presence
from apanim.picture.ions import bead_layers
from apanim.picture.proteins import Posed
from apanim.picture.stage import Box
from apanim.script.timeline import Timeline

_SWITCH_S = 0.40
_VEIL, _VEIL_OPACITY = "#070B18", 0.45  # leaves 55 % of the brightness, and takes some of the colour

# What each part of the scene means: rigs whose proteins lead, and species (0 Na+ 1 K+ 2 Cl-) that do.
_RIGS = {
    "na_channels": ("na_channel",), "na_channel.gate": ("na_channel",), "na_channel.ball": ("na_channel",),
    "na_stream": ("na_channel",), "k_channels": ("k_channel",), "k_channel.gate": ("k_channel",),
    "k_stream": ("k_channel",), "leak_channels": ("leak_na", "leak_k", "leak_cl"), "k_leak": ("leak_k",),
    "pump": ("pump",), "ions": (), "electrode": (),
}  # fmt: skip


def veil_strength(timeline: Timeline, tick: int) -> float:
    """How far the picture is dimmed, 0..1."""
    spans = timeline.active("highlight", tick)
    return max((presence(tick, s.start_tick, s.end_tick, _SWITCH_S, _SWITCH_S) for s in spans), default=0.0)


def focus(
    timeline: Timeline, tick: int, proteins: list[Posed], ions: Ions, layout: Layout, quiet: list[Box]
) -> list[Item]:
    """The veil, and above it what is spoken of. Raises UserError for a part that the picture has not."""
    strength = veil_strength(timeline, tick)
    if strength == 0.0:
        return []
    names = {s.target for s in timeline.active("highlight", tick)}
    for name in names - _RIGS.keys():
        raise UserError(f"a highlight names {name!r}; the picture has {', '.join(sorted(_RIGS))}")
    rigs = {rig for name in names for rig in _RIGS[name]}
    out: list[Item] = [Veil(_VEIL, _VEIL_OPACITY * strength)]
    out += [sprite for p in proteins if p.rig in rigs for sprite in p.sprites]
    if "electrode" in names:
        out.append(Scenery("electrode"))
    chosen = _ions_of(rigs, ions, layout) | ("ions" in names)
    layers = bead_layers(ions, quiet, chosen)
    return [*out, layers.near, layers.trails, layers.flowing]


def _ions_of(rigs: set[str], ions: Ions, layout: Layout) -> NDArray[np.bool_]:
    """(n,) true for the ions on their way through a protein of `rigs`."""
    rows = np.array([RIG[kind] in rigs for kind in layout.kind], dtype=bool)
    bound = (ions.phase != Phase.FREE) & (ions.owner >= 0)
    return bound & rows[np.maximum(ions.owner, 0)]
