"""A cable as an author holds it: what neuron and axon have in common.

The cable's future is one run (physics.cable.course): a moment is looked for in it, and an act begins it
anew from the next point of its grid.
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from apanim.errors import UserError
from apanim.physics.cable.course import GRID_NS, CableCourse
from apanim.physics.cable.inputs import Synapse
from apanim.physics.cable.tree import Tree
from apanim.script.actors.cable_response import CableReading, CableResponse
from apanim.script.actors.claims import Quantity
from apanim.script.actors.moments import Moment
from apanim.script.actors.parts import Part
from apanim.script.mistakes import checked
from apanim.tape import CablePlan
from apanim.units import NS_PER_MS

FURTHEST_NS = 60 * NS_PER_MS  # from where a moment is looked for
_LOOK_NS = 2 * NS_PER_MS


@dataclass(frozen=True)
class Site(Part):
    """A part that is a place of a cable: its voltage is read at `share` (0..1) of `section`."""

    section: str
    share: float
    owner: "Cable" = field(compare=False, repr=False)


class CableHistory(CableCourse):
    """A cable's course from rest, and what is looked for in it."""

    def time_ns(self, moment: Moment) -> int:
        """Model time of `moment`, ns. Raises LookupError if it does not come within 60 ms."""
        start_ns = moment.from_ns
        for end_ns in range(start_ns + _LOOK_NS, start_ns + FURTHEST_NS + 1, _LOOK_NS):
            row = moment.rule({"V": self.grid(start_ns, end_ns)[:, 0]}, 0)
            if row is not None:
                return (start_ns // GRID_NS + row) * GRID_NS
        raise LookupError(f"{moment.name} does not come within 60 ms of model time")


class Cable:
    """A drawn cable. Subclasses say which, and where its places are."""

    kind: Literal["neuron", "axon", "axons"]
    start: Site  # where its spikes begin, unless they are begun elsewhere
    end: Site  # where they arrive

    def __init__(
        self, tree: Tree, synapses: dict[str, Synapse], window_um: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        self.tree, self.synapses, self.window_um = tree, synapses, window_um
        self.history = CableHistory(tree, synapses)

    def place(self, section: str, share: float) -> Site:
        """The place at `share` (0..1) of a section of the cable. Raises UserError if there is none."""
        self.tree.at(section, share)
        return Site(f"{section}@{share:g}", section, share, self)

    def site(self, place: object) -> Site:
        """The place that an author means. Raises UserError for what is none."""
        if not isinstance(place, Site):
            raise UserError(f"no place {place!r}: give a place of the neuron, such as neuron.soma")
        return place

    @property
    def from_now(self) -> CableResponse:
        """What the cable does from this line of the script on."""
        return CableResponse(self, self.history.now_ns)

    @checked
    def at(self, moment: Moment) -> CableReading:
        """What the cable is at a moment: neuron.at(spike.arrives()).t."""
        return CableReading(self, moment)

    @property
    def rest(self) -> Quantity:
        """Resting potential of the tree, mV."""
        return Quantity("rest", "mV", lambda: self.tree.kinetics.v_rest_mV)

    # -- for the stage --------------------------------------------------------------------------

    def measures(self) -> dict[str, Quantity]:
        """The numbers that a cue's text may tell unasked."""
        return {"rest": self.rest}

    def plan(self) -> CablePlan:
        """Everything that the tape of the scene depends on."""
        return CablePlan(
            self.kind, self.tree.sections, self.tree.axial_ohm_cm, tuple(self.synapses.items()),
            self.history.acts, np.array(self.history.model_ns, np.int64), self.window_um,
        )  # fmt: skip
