"""A cable as an author holds it: what neuron and axon have in common. Moments, quantities, acts.

The cable's future is one run (physics.cable.trajectory): a moment is looked for in it from now on, and an
act begins it anew from the next point of its grid.
"""

from collections.abc import Callable
from numbers import Real
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.cable.inputs import Act, Electrode
from apanim.physics.cable.neuron import Synapse
from apanim.physics.cable.trajectory import GRID_NS, Trajectory
from apanim.physics.cable.tree import Tree
from apanim.script import moments
from apanim.script.claims import Quantity
from apanim.script.moments import Appointment, Moment
from apanim.tape import CablePlan
from apanim.units import NS_PER_MS

SPIKE_MV = 0.0  # a spike passes a place when V there rises through this
STRONGEST_NA = 100.0  # two hundred times what any place of the neuron needs
FURTHEST_NS = 60 * NS_PER_MS
_LOOK_NS = 2 * NS_PER_MS


class CableHistory:
    """Model time of every world step so far, and the run that they read."""

    def __init__(self, trajectory: Trajectory) -> None:
        self.trajectory = trajectory
        self.model_ns = [0]

    @property
    def now_ns(self) -> int:
        return self.model_ns[-1]

    def advance(self, to_ns: int) -> None:
        """One world step, to model time `to_ns`."""
        self.model_ns.append(to_ns)

    def next_grid_ns(self) -> int:
        """The next instant at which something may be done to the cable."""
        return -(-self.now_ns // GRID_NS) * GRID_NS

    def act(self, act: Act) -> None:
        """Do something from `next_grid_ns` on."""
        self.trajectory = self.trajectory.with_act(act, self.next_grid_ns())


class Cable:
    """A drawn cable in a script. Subclasses say which, and what can be done to it."""

    def __init__(
        self, view: Literal["neuron", "axon"], tree: Tree, synapses: dict[str, Synapse],
        window_um: tuple[float, float] = (0.0, 0.0),
    ) -> None:  # fmt: skip
        self.tree, self.synapses = tree, synapses
        self._view: Literal["neuron", "axon"] = view
        self._window_um = window_um
        self.history = CableHistory(Trajectory(tree, synapses))

    def plan(self) -> CablePlan:
        """Everything that the tape of the scene depends on."""
        return CablePlan(
            self._view, self.tree.sections, self.tree.axial_ohm_cm, tuple(self.synapses.items()),
            self.history.trajectory.acts, np.array(self.history.model_ns, np.int64), self._window_um,
        )  # fmt: skip

    # -- acts -----------------------------------------------------------------------------------

    def _inject(self, section: str, share: float, current_nA: float, duration_ms: float) -> None:
        """Current through an electrode, from now on. Raises UserError for one that no cable bears."""
        numbers = isinstance(current_nA, Real) and isinstance(duration_ms, Real)
        if not numbers or not (abs(current_nA) <= STRONGEST_NA and 1e-6 <= duration_ms <= 1000):
            raise UserError(
                f"a current of {current_nA} nA for {duration_ms} ms: use up to {STRONGEST_NA:g} nA, "
                "and 0.000001 to 1000 ms"
            )
        start_ns, duration_ns = self.history.next_grid_ns(), round(duration_ms * NS_PER_MS)
        self.history.act(Electrode(section, share, start_ns, duration_ns, float(current_nA)))

    # -- moments --------------------------------------------------------------------------------

    def spike_at(self, section: str, place: float) -> Moment:
        """A spike passes `place` (0..1) of a section: V there rises through 0 mV."""
        return self._at(section, place, moments.rises_through(SPIKE_MV), "the spike")

    def crest_at(self, section: str, place: float) -> Moment:
        """V at `place` of a section has a local maximum."""
        return self._at(section, place, moments.CREST, "the crest")

    def _at(self, section: str, place: float, rule: Moment, what: str) -> Moment:
        column = self.tree.at(section, place)
        return Moment(
            f"{what} at {place:.0%} of the {section}",
            lambda c, first: rule.rule({"V": c["V"][:, column]}, first),
        )

    def when_ns(self, moment: Moment | Appointment) -> int:
        """Model time of the next such moment from now on, ns. Raises UserError if it does not come."""
        if isinstance(moment, Appointment):
            return moment.next_ns(self.history.now_ns)
        try:
            return self._find(moment, self.history.now_ns)
        except LookupError as error:
            raise UserError(f"{error}; stimulate first, or wait for another moment") from None

    # -- quantities -----------------------------------------------------------------------------

    @property
    def rest(self) -> Quantity:
        """Resting potential of the tree, mV."""
        return Quantity("rest", "mV", lambda: self.tree.kinetics.v_rest_mV)

    def time_of(self, moment: Moment) -> Quantity:
        """Model time of the next such moment from here on, ms."""
        start = self.history.now_ns
        return Quantity(f"time of {moment.name}", "ms", lambda: self._find(moment, start) / NS_PER_MS)

    def velocity(self, section: str, low: float, high: float) -> Quantity:
        """Speed (m/s) of the next spike from here on, from `low` to `high` of a section.

        Negative when it reaches `high` first.
        """
        start = self.history.now_ns
        places = [self.tree.at(section, place) for place in (low, high)]
        passes = [self.spike_at(section, place) for place in (low, high)]

        def speed() -> float:
            first, last = (self._find(moment, start) for moment in passes)
            way_mm = (self.tree.x_um[places[1]] - self.tree.x_um[places[0]]) * 1e-3
            return float(way_mm * NS_PER_MS / (last - first))

        return Quantity(f"velocity in the {section}", "m/s", speed)

    def duration_above(self, section: str, place: float, v_mV: float = SPIKE_MV) -> Quantity:
        """How long V at `place` of a section stays above `v_mV` when it next rises through it, ms."""
        start, column = self.history.now_ns, self.tree.at(section, place)
        rise, fall = moments.rises_through(v_mV), moments.falls_through(v_mV)

        def lasting() -> float:
            begin, end = (
                self._find(Moment(m.name, lambda c, k, m=m: m.rule({"V": c["V"][:, column]}, k)), start)
                for m in (rise, fall)
            )
            return (end - begin) / NS_PER_MS

        return Quantity(f"time above {v_mV:g} mV at {place:.0%} of the {section}", "ms", lasting)

    def highest(self, section: str, place: float, within_ms: float) -> Quantity:
        """The highest V at `place` of a section in the `within_ms` from here on, mV."""
        return self._extreme(section, place, within_ms, "highest", np.max)

    def lowest(self, section: str, place: float, within_ms: float) -> Quantity:
        """The lowest V at `place` of a section in the `within_ms` from here on, mV."""
        return self._extreme(section, place, within_ms, "lowest", np.min)

    def _extreme(
        self, section: str, place: float, within_ms: float, name: str, pick: Callable[..., np.floating]
    ) -> Quantity:
        start, column = self.history.now_ns, self.tree.at(section, place)

        def value() -> float:
            return float(pick(self._voltages(start, start + round(within_ms * NS_PER_MS))[:, column]))

        return Quantity(f"{name} V at {place:.0%} of the {section}", "mV", value)

    # -- inside ---------------------------------------------------------------------------------

    def _voltages(self, from_ns: int, to_ns: int) -> NDArray[np.float64]:
        run = self.history.trajectory
        run.reach(to_ns)
        return run.rows()[from_ns // GRID_NS : to_ns // GRID_NS + 1, 0]

    def _find(self, moment: Moment, start_ns: int) -> int:
        """Model time (ns) of the next such moment after `start_ns`. Raises LookupError."""
        end = start_ns + _LOOK_NS
        while end <= start_ns + FURTHEST_NS:
            row = moment.rule({"V": self._voltages(start_ns, end)}, 0)
            if row is not None:
                return (start_ns // GRID_NS + row) * GRID_NS
            end += _LOOK_NS
        raise LookupError(f"{moment.name} does not come within 60 ms of model time")
