"""The focus of the close-up: the rest dims, and what is spoken of is drawn again on top."""

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ions import Ions, Species
from apanim.particles.layout import RIG, Layout
from apanim.picture.camera import Camera
from apanim.picture.drawlist import Dim, Item, Scenery
from apanim.picture.focus import focus
from apanim.picture.overlay.exclusion import Quiet
from apanim.picture.plots.columns import Recorded
from apanim.picture.shot import Shot
from apanim.picture.views.membrane.ions import bead_layers, streaming
from apanim.picture.views.membrane.proteins import Posed
from apanim.picture.views.membrane.transmitter import near_molecules
from apanim.world import World

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


def focused(shot: Shot[Recorded], proteins: list[Posed], world: World, quiet: list[Quiet]) -> list[Item]:
    """The rest dimmed, and above it what is spoken of. Raises UserError for a part that is not drawn."""
    strength, leads = focus(shot.timeline, shot.tick, _RIGS)
    out: list[Item] = [Dim(strength)] if strength > 0.0 else []
    layout, camera = shot.timeline.patch_plan.layout, shot.camera
    for target, shown in leads:
        out += _leading(target, shown, proteins, world.ions, layout, quiet, camera)
        if target == "transmitter" or "ligand_channel" in _RIGS[target]:
            out += near_molecules(world.transmitter, layout, shot.tick, quiet, shown, camera)
    return out


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
