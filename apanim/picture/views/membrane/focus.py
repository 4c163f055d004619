"""The focus of the close-up: the rest dims, and what is spoken of is drawn again on top."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ions import Ions, Species
from apanim.particles.layout import Layout
from apanim.particles.proteins import PROTEINS, Protein, with_part
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

_OF_NO_PROTEIN = ("ions", "electrode")


@cache
def _parts() -> frozenset[str]:
    """All that a highlight may name."""
    return frozenset((*_OF_NO_PROTEIN, *(part.name for one in PROTEINS for part in one.parts)))


def focused(shot: Shot[Recorded], proteins: list[Posed], world: World, quiet: list[Quiet]) -> list[Item]:
    """The rest dimmed, and above it what is spoken of. Raises UserError for a part that is not drawn."""
    strength, leads = focus(shot.timeline, shot.tick, _parts())
    out: list[Item] = [Dim(strength)] if strength > 0.0 else []
    layout, camera = shot.timeline.patch_setup.layout, shot.camera
    for target, shown in leads:
        out += _leading(target, shown, proteins, world.ions, layout, quiet, camera)
        if any(one.binds for one in with_part(target)):
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
    leading = () if target == "transmitter" else with_part(target)
    rigs = {one.rig for one in leading}
    out: list[Item] = [
        sprite._replace(opacity=sprite.opacity * opacity)
        for p in proteins
        if p.rig in rigs
        for sprite in p.sprites
    ]
    if target == "electrode":
        out.append(Scenery("membrane/electrode", opacity * camera.wide))
    led = np.ones(len(ions.species)) if target == "ions" else _ions_of(leading, ions, layout)
    layers = bead_layers(ions, quiet, opacity * led, camera)
    return [*out, layers.trails, layers.near, layers.flowing]


def _ions_of(leading: tuple[Protein, ...], ions: Ions, layout: Layout) -> NDArray[np.float64]:
    """(n,) 0..1, how far each ion belongs to the proteins `leading`: on its way through one wholly, and as
    long as it still runs ahead of those that drift."""
    rows = np.isin(layout.kind, [one.kind for one in leading])
    theirs = {species for one in leading for species in one.passes}
    free, bound = ions.free(), ions.owner >= 0
    streams = free & np.array([species in theirs for species in Species])[ions.species]
    return np.where(~free & bound & rows[np.maximum(ions.owner, 0)], 1.0, streams * streaming(ions))
