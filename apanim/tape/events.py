"""The event index: every crossing, opening, inactivation, pump turn and change of phase, by tick.

An event falls on the tick at which it can be seen: a channel opens when its drawn gate has swung open, and
transmitter binds when its molecule has docked; the model's own state changed up to half a second before.
"""

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.particles.crossing import in_pore
from apanim.particles.layout import Layout
from apanim.particles.poses import Ramp
from apanim.particles.proteins import PROTEINS, Kind
from apanim.particles.transmitter import docked
from apanim.units import TICKS_PER_STEP
from apanim.world import World


class EventKind(IntEnum):
    """What happened. `ion` is the row of the ion that crossed, `site` the layout's row of the protein."""

    CROSSING = 0
    OPENING = 1
    INACTIVATION = 2  # the ball has docked
    PUMP_TURN = 3
    PHASE = 4  # `site` is the tape.phases.Phase that begins
    ARRIVAL = 5  # of a spike on a cable; `site` is the compartment
    RELEASE = 6  # of transmitter; `site` is the synapse's number, -1 for the receptors of a patch
    BINDING = 7  # of a transmitter molecule, at the receptor `site`
    UNBINDING = 8
    CLOSING = 9
    RECOVERY = 10  # the ball has left
    BLOCKING = 11  # a drug's molecule sits in the mouth of the channel `site`
    UNBLOCKING = 12


# An enum's members are dear to look up. By what each gate and ball has come to: wholly there, wholly back.
_GATE = int(EventKind.OPENING), int(EventKind.CLOSING)
_BALL = int(EventKind.INACTIVATION), int(EventKind.RECOVERY)
_PLUG = int(EventKind.BLOCKING), int(EventKind.UNBLOCKING)
THERE, BACK = 0.9, 0.1  # of its way: from here on something that swings is drawn as good as there

Row = tuple[int, int, int, int]
# A structured array (e,), in order of time.
EVENT = np.dtype([("tick", np.int64), ("kind", np.uint8), ("site", np.int16), ("ion", np.int16)])


def changes(before: World, after: World, layout: Layout) -> list[Row]:
    """The events of one world step, as rows of EVENT."""
    tick = int(after.step) * TICKS_PER_STEP
    found: list[Row] = [
        (tick, EventKind.CROSSING, int(after.ions.owner[ion]), int(ion))
        for ion in np.flatnonzero(in_pore(after.ions) & ~in_pore(before.ions))
    ]
    for protein in PROTEINS:
        sites = layout.sites(protein.kind)
        for column, kinds in (
            (protein.opening, _GATE), (protein.docking, _BALL), (protein.plugging, _PLUG)
        ):  # fmt: skip
            if column and len(sites):
                found += _swung(tick, getattr(before, column), getattr(after, column), sites, kinds)
    found += _at_receptors(tick, before, after, layout.sites(Kind.LIGAND_CHANNEL))
    turned = np.floor(after.pump_turns) > np.floor(before.pump_turns)
    found += [(tick, EventKind.PUMP_TURN, int(site), -1) for site in layout.sites(Kind.PUMP)[turned]]
    return found


def _swung(tick: int, was: Ramp, now: Ramp, sites: NDArray[np.intp], kinds: tuple[int, int]) -> list[Row]:
    """What has come there, and what back."""
    if np.array_equal(was, now):
        return []
    came, left = (now >= THERE) & (was < THERE), (now <= BACK) & (was > BACK)
    moved = zip(kinds, (came, left), strict=True)
    return [(tick, kind, int(site), -1) for kind, which in moved for site in sites[which]]


def _at_receptors(tick: int, before: World, after: World, sites: NDArray[np.intp]) -> list[Row]:
    if len(sites) == 0:
        return []
    more = docked(after.transmitter) - docked(before.transmitter)
    changed = ((EventKind.BINDING, more > 0), (EventKind.UNBINDING, more < 0))
    return [(tick, kind, int(site), -1) for kind, which in changed for site in sites[which]]


def releases(releases_ns: tuple[int, ...], model_ns: NDArray[np.int64]) -> list[Row]:
    """The releases of transmitter onto a patch, at the world steps that they fall on."""
    steps = (int(np.searchsorted(model_ns, at_ns)) for at_ns in releases_ns)
    return [(k * TICKS_PER_STEP, EventKind.RELEASE, -1, -1) for k in steps if k < len(model_ns)]


def index(rows: list[Row]) -> NDArray[Any]:
    """(e,) EVENT, in order of time."""
    return np.sort(np.array(rows, EVENT), order=["tick", "kind", "site", "ion"], kind="stable")
