"""What can be pointed at in the close-up: ions, proteins with the balls of their channels, transmitter."""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ions import IonPhase
from apanim.particles.layout import Layout
from apanim.particles.proteins import Protein, protein
from apanim.picture.camera import Camera
from apanim.picture.camera.depth import LEVELS, SHARP_LEVEL, levels, look
from apanim.picture.drawlist import BEAD_RIGS, Item
from apanim.picture.easing import settle, smooth
from apanim.picture.overlay.exclusion import Quiet, clear_of, quiet_of
from apanim.picture.plots.columns import Recorded
from apanim.picture.rigs import rig
from apanim.picture.screen_words import worded
from apanim.picture.shot import Shot
from apanim.picture.things.targets import Places, Targets, covers, numbered, seen, together
from apanim.picture.views.membrane.fixtures import BOUTON_BOX, has_synapse
from apanim.picture.views.membrane.geometry import place
from apanim.picture.views.membrane.ions import DEEPEST, RIG, places
from apanim.picture.views.membrane.proteins import ball_at, stands
from apanim.picture.views.membrane.transmitter import places as molecule_places
from apanim.world import World

_EDGE_PX = 3.0  # of a bead's sprite round the bead
_LEAST_PX = 9.0  # what is smaller is as easy to point at
_PLAIN = 0.3  # a bead fainter than this is none to point at
_BARE = 0.4  # of the radius of a bead: with less of it uncovered it is hidden
_BALL_PX = 20.0
_SHOULDER = 0.8  # of a protein's half-width, from its mouth to the middle of its outer circles

Float = NDArray[np.floating]
Bool = NDArray[np.bool_]


def targets(shot: Shot[Recorded], items: Sequence[Item]) -> Targets:
    """Everything in sight, ions before proteins; `items` are those of the picture."""
    world, layout = shot.tape.at(shot.tick), shot.timeline.patch_setup.layout
    quiet = quiet_of(worded(shot.timeline, items))
    if has_synapse(layout):
        quiet.append(Quiet(*shot.camera.sight.box(BOUTON_BOX)))
    parts = [_ions(world, quiet, shot.camera)]
    if len(world.transmitter.pos):
        parts.append(_molecules(world, quiet, shot.camera))
    parts.append(_proteins(world, layout, shot.camera))
    if has_synapse(layout):
        parts.append(_bouton(shot.camera))
    return seen(together(parts), covers(items), shot.look.frame)


def _ions(world: World, quiet: list[Quiet], camera: Camera) -> Places:
    """The beads that are plain to see, topmost first."""
    ions, scale = world.ions, camera.sight.scale
    x, y = places(ions, camera)
    left, top, right, bottom = camera.window(0.0)
    rows = np.flatnonzero((x > left) & (x < right) & (y > top) & (y < bottom))
    labelled, flowing = ions.labelled[rows].view(np.uint8), ions.phase[rows] != IonPhase.FREE
    depth = np.minimum(levels(ions.pos[rows, 2]), DEEPEST[labelled])
    clear = clear_of(quiet, camera.sight, x[rows].astype(np.float32), y[rows].astype(np.float32))
    clear[ions.phase[rows] > IonPhase.APPROACHING] = 1.0
    plain = clear * _opacities()[depth] > _PLAIN
    order = np.lexsort((ions.pos[rows, 2], ~flowing))
    order = order[plain[order]]
    rows, depth = rows[order], depth[order]
    at_x, at_y = camera.sight.onto(x[rows], y[rows])
    sizes = _radii()[RIG[labelled[order], ions.species[rows]]] * _scales()[depth] * scale
    front = flowing[order] | (depth < SHARP_LEVEL)
    bare = np.flatnonzero(_exposed(at_x, at_y, sizes, front) | ions.labelled[rows])
    names = numbered("ion", len(ions.species))
    radius = np.maximum(sizes[bare], _LEAST_PX)
    return Places([names[row] for row in rows[bare].tolist()], at_x[bare], at_y[bare], radius)


def _exposed(x: Float, y: Float, radius: Float, front: Bool) -> Bool:
    """(k,) whether each is hidden behind none that comes before it, of those in `front`."""
    by = np.flatnonzero(front)
    x, y, radius = (column.astype(np.float32) for column in (x, y, radius))
    away = x[:, None] - x[by]
    away *= away
    dy = y[:, None] - y[by]
    away += dy * dy
    reach = radius[by] - np.float32(_BARE) * radius[:, None]
    behind = (away < reach * np.abs(reach)) & (by < np.arange(len(x))[:, None])
    return ~np.any(behind, axis=1)


def _molecules(world: World, quiet: list[Quiet], camera: Camera) -> Places:
    """The transmitter in focus."""
    molecules = world.transmitter
    x, y = molecule_places(molecules, camera)
    clear = np.where(molecules.phase == IonPhase.BOUND, 1.0, clear_of(quiet, camera.sight, x, y))
    rows = np.flatnonzero((levels(molecules.pos[:, 2]) < SHARP_LEVEL) & (clear > _PLAIN))
    at_x, at_y = camera.sight.onto(x[rows], y[rows])
    names = numbered("transmitter", len(x))
    radius = _radii()[BEAD_RIGS.index("transmitter")] * camera.sight.scale
    sizes = np.full(len(rows), max(radius, _LEAST_PX))
    return Places([names[row] for row in rows.tolist()], at_x, at_y, sizes)


def _proteins(world: World, layout: Layout, camera: Camera) -> Places:
    names, x, y, radius = _bodies(layout)
    balls = [
        (f"protein {one.row}", *place(one.x, *ball_at(one.kind.rig, *_swing(world, one.kind, one.order))))
        for one in stands(layout)
        if one.kind.moves == "balled"
    ]
    more = np.array([ball[1:] for ball in balls], float).reshape(-1, 2)
    x, y = np.concatenate((x, more[:, 0])), np.concatenate((y, more[:, 1]))
    radius = np.concatenate((radius, np.full(len(balls), _BALL_PX)))
    at_x, at_y = camera.sight.onto(x, y)
    return Places([*names, *(ball[0] for ball in balls)], at_x, at_y, radius * camera.sight.scale)


def _bouton(camera: Camera) -> Places:
    left, top, right, bottom = camera.sight.box(BOUTON_BOX)
    x, y, reach = (left + right) / 2, (top + bottom) / 2, (bottom - top) / 2
    return Places(("bouton 0",), np.array([x]), np.array([y]), np.array([reach]))


def _swing(world: World, kind: Protein, order: int) -> tuple[float, float]:
    opened, docked = (float(getattr(world, name)[order]) for name in (kind.opening, kind.docking))
    return smooth(opened), settle(docked)


@lru_cache(maxsize=16)
def _bodies(layout: Layout) -> Places:
    """Three circles for each protein in sight: about its middle, and its outer and its inner half."""
    names, places = [], []
    for one in stands(layout):
        wide, kind = rig(one.kind.rig).half_width, protein(int(layout.kind[one.row]))
        reach = _SHOULDER * wide
        for dy in (0.0, reach - kind.mouth_out_px, kind.mouth_in_px - reach):
            names.append(f"protein {one.row}")
            places.append((*place(one.x, 0.0, dy), wide))
    x, y, radius = np.array(places, float).reshape(-1, 3).T
    return Places(tuple(names), x, y, radius)


@cache
def _radii() -> Float:
    """(BEAD_RIGS,) of the beads, px."""
    boxes = (rig(name).view_box for name in BEAD_RIGS)
    return np.array([min(width, height) / 2 - _EDGE_PX for _, _, width, height in boxes])


@cache
def _scales() -> Float:
    return np.array([look(level).scale for level in range(LEVELS)])


@cache
def _opacities() -> Float:
    return np.array([look(level).opacity for level in range(LEVELS)])
