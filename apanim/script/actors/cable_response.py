"""What a cable does from an instant on: its moments, and its voltages in the time after it.

A place is a `Site` of the neuron, or a share (0..1) of what is seen of an axon.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from apanim.physics.cable.inputs import synapse_g_uS
from apanim.physics.cable.neuron import STEP_MS
from apanim.script.actors import moments
from apanim.script.actors.claims import Quantity
from apanim.script.actors.moments import Moment, Rule
from apanim.units import NS_PER_MS

if TYPE_CHECKING:
    from apanim.script.actors.cable import Cable, Site

SPIKE_MV = 0.0  # a spike passes a place when V there rises through this


class CableResponse:
    """What `cable` does from model time `from_ns` on. Each moment is the first of its kind from then."""

    def __init__(self, cable: "Cable", from_ns: int) -> None:
        self._cable, self._from_ns = cable, from_ns

    # -- moments --------------------------------------------------------------------------------

    def fires(self) -> Moment:
        """A spike starts: V of the trigger zone rises through 0 mV."""
        return self.passes(self._cable.start)

    def passes(self, place: "Site | float") -> Moment:
        """A spike passes a place: V there rises through 0 mV."""
        return self._moment(place, moments.rises_through(SPIKE_MV), "the spike")

    def arrives(self) -> Moment:
        """A spike reaches the far end of the axon."""
        return self.passes(self._cable.end)

    def crest(self, place: "Site | float") -> Moment:
        """V of a place has a local maximum."""
        return self._moment(place, moments.crest, "the crest")

    # -- quantities -----------------------------------------------------------------------------

    def peak(self, place: "Site | float", within_ms: float) -> Quantity:
        """The highest V of a place in the `within_ms` after the instant, mV."""
        site = self._cable.site(place)
        name = f"highest V at {site.share:.0%} of the {site.section}"
        return Quantity(name, "mV", lambda: float(np.max(self._voltages(site, within_ms))))

    def lowest(self, place: "Site | float", within_ms: float) -> Quantity:
        """The lowest V of a place in the `within_ms` after the instant, mV."""
        site = self._cable.site(place)
        name = f"lowest V at {site.share:.0%} of the {site.section}"
        return Quantity(name, "mV", lambda: float(np.min(self._voltages(site, within_ms))))

    def lift(self, place: "Site | float", within_ms: float) -> Quantity:
        """How far V of a place rises above what it was at the instant, in the `within_ms` after it, mV."""
        site = self._cable.site(place)

        def value() -> float:
            v = self._voltages(site, within_ms)
            return float(np.max(v) - v[0])

        return Quantity(f"rise of V at {site.name}", "mV", value)

    def arriving(self, near: "Site | float", far: "Site | float", within_ms: float) -> Quantity:
        """The share of the rise of V at `near` that arrives at `far` in the `within_ms` after."""
        here, there = self.lift(near, within_ms), self.lift(far, within_ms)
        names = [self._cable.site(place).name for place in (near, far)]
        name = "share of the rise at {} that arrives at {}".format(*names)
        return Quantity(name, "", lambda: there.measure() / here.measure())

    def before(self, other: "CableResponse") -> Quantity:
        """How long before the act that `other` answers this one's was, ms."""
        ms = (other._from_ns - self._from_ns) / NS_PER_MS
        return Quantity("time between two acts", "ms", lambda: ms)

    def conducts(self, synapse: str, within_ms: float) -> Quantity:
        """The most that a synapse conducts in the `within_ms` after the instant, nS."""

        def value() -> float:
            t_ms = self._from_ns / NS_PER_MS + np.arange(0.0, within_ms, STEP_MS)
            g_uS = synapse_g_uS(self._cable.synapses, self._cable.history.acts, t_ms)
            return 1e3 * float(np.max(g_uS[synapse], initial=0.0)) if synapse in g_uS else 0.0

        return Quantity(f"what synapse {synapse} conducts", "nS", value)

    def speed(self, low: "Site | float", high: "Site | float") -> Quantity:
        """Speed (m/s) of the spike from `low` to `high`; negative if `high` comes first."""
        sites = [self._cable.site(place) for place in (low, high)]

        def speed() -> float:
            tree = self._cable.tree
            near, far = (tree.at(site.section, site.share) for site in sites)
            first, last = (self._cable.history.time_ns(self.passes(site)) for site in sites)
            return float((tree.along_um[far] - tree.along_um[near]) * 1e-3 * NS_PER_MS / (last - first))

        return Quantity(f"velocity in the {sites[0].section}", "m/s", speed)

    def delay(self, place: "Site | float") -> Quantity:
        """How long after the instant the spike passes a place, ms."""
        passes = self.passes(place)
        ms = lambda: (self._cable.history.time_ns(passes) - self._from_ns) / NS_PER_MS  # noqa: E731
        return Quantity(f"time until {passes.name}", "ms", ms)

    def time_above(self, place: "Site | float", v_mV: float = SPIKE_MV) -> Quantity:
        """How long V of a place stays above `v_mV` when it first rises through it, ms."""
        site = self._cable.site(place)
        edges = [
            self._moment(site, rule(v_mV), "V") for rule in (moments.rises_through, moments.falls_through)
        ]

        def lasting() -> float:
            begin, end = map(self._cable.history.time_ns, edges)
            return (end - begin) / NS_PER_MS

        name = f"time above {v_mV:g} mV at {site.share:.0%} of the {site.section}"
        return Quantity(name, "ms", lasting)

    # -- inside ---------------------------------------------------------------------------------

    def _moment(self, place: "Site | float", rule: Rule, what: str) -> Moment:
        site = self._cable.site(place)
        column = self._cable.tree.at(site.section, site.share)
        return Moment(
            f"{what} at {site.share:.0%} of the {site.section}", self._from_ns,
            lambda c, first: rule({"V": c["V"][:, column]}, first),
        )  # fmt: skip

    def _voltages(self, site: "Site", within_ms: float) -> NDArray[np.float64]:
        until_ns = self._from_ns + round(within_ms * NS_PER_MS)
        column = self._cable.tree.at(site.section, site.share)
        return self._cable.history.grid(self._from_ns, until_ns)[:, 0, column]


class CableReading:
    """A cable at `moment`: its time, and V at any place."""

    def __init__(self, cable: "Cable", moment: Moment) -> None:
        self._cable, self._moment = cable, moment

    @property
    def t(self) -> Quantity:
        """Model time of the moment, ms."""
        name = f"time of {self._moment.name}"
        return Quantity(name, "ms", lambda: self._cable.history.time_ns(self._moment) / NS_PER_MS)

    def V(self, place: "Site | float") -> Quantity:
        """V of a place at the moment, mV."""
        site = self._cable.site(place)

        def value() -> float:
            ns = self._cable.history.time_ns(self._moment)
            column = self._cable.tree.at(site.section, site.share)
            return float(self._cable.history.grid(ns, ns)[0, 0, column])

        return Quantity(f"V at {site.name} at {self._moment.name}", "mV", value)
