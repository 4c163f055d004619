"""What a script may do to what is on stage: current, transmitter, a voltage clamp. Each begins now.

An act returns the response to it, on which its moments and quantities hang. Only a change of the membrane
may be told to begin later.
"""

from dataclasses import dataclass
from math import isfinite
from numbers import Real
from typing import Any, overload

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.cable.changes import Block
from apanim.physics.cable.inputs import Electrode
from apanim.physics.measure.place import place_threshold_nA
from apanim.physics.perturb import Change
from apanim.physics.stimulus import Hold, Pulse, Release
from apanim.script.actors.axon import Axon
from apanim.script.actors.axons import MYELIN, Axons
from apanim.script.actors.cable import Cable, Site
from apanim.script.actors.cable_response import CableResponse
from apanim.script.actors.moments import Moment
from apanim.script.actors.neuron import Neuron
from apanim.script.actors.patch import Patch
from apanim.script.actors.response import Response
from apanim.script.actors.spike import Spike
from apanim.script.mistakes import checked, short
from apanim.script.verbs.cast import Cast
from apanim.units import NS_PER_MS

STRONGEST_UA_CM2 = 1e5  # a thousand times what any membrane needs
STRONGEST_NA = 100.0  # two hundred times what any place of the neuron needs
AXONS_TIMES = 2.0  # what fires each of several axons, that they begin alike
LONGEST_MS = 1000.0
FURTHEST_MV = 200.0  # that a clamp may hold


@dataclass(frozen=True)
class Strength:
    """A stimulus as a multiple of the weakest pulse that fires; write 1.2 * THRESHOLD."""

    times: float

    def __rmul__(self, factor: float) -> "Strength":
        if not isinstance(factor, Real):
            raise UserError(f"{factor!r} * THRESHOLD: give a number, such as 1.2 * THRESHOLD")
        return Strength(factor * self.times)

    __mul__ = __rmul__


THRESHOLD = Strength(1.0)  # the weakest pulse that fires: given exactly, it fires
SURE = 1.001  # times threshold: what is measured to 0.01 % fires from here on, whatever the steps


class Acts:
    """The acts of a script upon what is on stage."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    @overload
    def stimulate(self, on: Patch, strength: Strength | float, duration_ms: float = 0.2) -> Spike: ...
    @overload
    def stimulate(
        self, on: Axon, place: float, current_nA: float = 0.6, duration_ms: float = 0.2
    ) -> CableResponse: ...
    @overload
    def stimulate(
        self,
        on: Axons,
        place: Site | float | None = None,
        current_nA: float | None = None,
        duration_ms: float = 0.2,
    ) -> CableResponse: ...
    @overload
    def stimulate(
        self, on: Neuron, place: Site | None = None, current_nA: float = 0.5, duration_ms: float = 0.5
    ) -> CableResponse: ...
    def stimulate(self, on: Any, *what: Any, **how: Any) -> Any:
        """Current through an electrode, from now on; the spike that it fires comes back.

        Into a patch: a multiple of THRESHOLD, which itself fires, or a density in uA/cm2. Into an axon, at
        a place of what is seen, or into a neuron (the soma unless told): nA. Into several axons at once,
        each at its start, unless a place of one is given; twice what each needs, unless told.
        """
        if on is not self._cast.actor:
            raise UserError(f"stimulate({short(on)}): give what is on stage, {short(self._cast.actor)}")
        act = {Patch: self._pulse, Axon: _into_axon, Axons: self._into_axons, Neuron: _into_neuron}[
            type(on)
        ]
        return checked(act, "stimulate")(on, *what, **how)

    @overload
    def release(self, on: Patch) -> Response: ...
    @overload
    def release(self, on: Neuron, *synapses: str) -> CableResponse: ...
    @checked
    def release(self, on: Patch | Neuron, *synapses: str) -> Any:
        """Transmitter reaches the receptors of a patch, or these synapses of a neuron, from now on."""
        if isinstance(on, Neuron):
            if not synapses:
                raise UserError(f"release at which synapse? The neuron has {', '.join(on.synapses)}")
            start_ns = on.history.now_ns
            for name in synapses:
                on.synapse(name)
                on.history.act(Release(on.history.next_ns, name))
            return CableResponse(on, start_ns)
        if on.history.receptors_mS_cm2 == 0.0:
            raise UserError("this membrane has no receptors; give s.membrane(..., ligand_channels=4)")
        on.history.act(Release(on.history.now_ns))
        return on.from_now

    def clamp(self, patch: Patch, v_mV: float, over_ms: float = 0.0) -> Response:
        """From now on a clamp holds V at `v_mV`; it gets there evenly in `over_ms`, or at once."""
        if not (isfinite(v_mV) and abs(v_mV) <= FURTHEST_MV and 0 <= over_ms <= LONGEST_MS):
            raise UserError(
                f"clamp({v_mV:g}, over_ms={over_ms:g}): hold within {FURTHEST_MV:g} mV, within 1000 ms"
            )
        now_ns, over_ns = patch.history.now_ns, round(over_ms * NS_PER_MS)
        patch.history.act(Hold(now_ns, float(v_mV), float(patch.history.state.v_mV), over_ns))
        return patch.from_now

    @overload
    def change(self, on: Patch, what: str, value: float, at: Moment | float | None = None) -> Response: ...
    @overload
    def change(
        self, on: Axon | Axons | Neuron, what: str, value: float, at: Moment | float | None = None,
        within: tuple[Site | float, Site | float] | None = None,
    ) -> CableResponse: ...  # fmt: skip
    @checked
    def change(
        self, on: Patch | Axon | Axons | Neuron, what: str, value: float, at: Moment | float | None = None,
        within: tuple[Site | float, Site | float] | None = None,
    ) -> Any:  # fmt: skip
        """From now on, or from `at` on, `what` of the membrane is another; the response to it comes back.

        "TTX", "TEA", "ouabain", "pronase", "K leak", "Na leak" and "Cl leak" leave the part `value`, 0 to
        1, of the gated Na+ and K+ channels, of the pump, of the inactivation gate's shutting and of the
        leaks, of what they are in the set: 1 washes a drug out. "na_out_mM", "k_in_mM" and the like set a
        concentration, "temperature_C" the temperature. `at` is a moment that is to come, or a model time
        in ms. TTX and TEA may act on a stretch of a cable only, `within` two places of it, as (0.4, 0.6)
        of what is seen of an axon. "myelin" leaves `value` turns of it, everywhere or `within` two places.
        """
        if on is not self._cast.actor:
            raise UserError(f"change({short(on)}): give what is on stage, {short(self._cast.actor)}")
        start_ns = self._cast.next_ns if at is None else self._cast.begin_ns(at)
        if isinstance(on, Axons) and what == MYELIN:
            on.history.act(on.stripped(float(value), within, start_ns))
        elif within is None:
            on.history.act(Change(start_ns, what, float(value)))
        elif isinstance(on, Patch):
            raise UserError("change(within=...): a patch has no stretches; leave it out")
        else:
            on.history.act(_stretch(on, within, what, float(value), start_ns))
        return Response(on, start_ns) if isinstance(on, Patch) else CableResponse(on, start_ns)

    def unclamp(self, patch: Patch) -> Response:
        """The clamp lets go: from now on the membrane's own currents move its voltage."""
        if not _is_clamped(patch):
            raise UserError("unclamp: no clamp holds this membrane; s.clamp(patch, v_mV) sets one")
        patch.history.act(Hold(patch.history.now_ns, None))
        return patch.from_now

    def _pulse(self, patch: Patch, strength: Strength | float, duration_ms: float = 0.2) -> Spike:
        """A pulse into a patch: a multiple of THRESHOLD, or a current density in uA/cm2."""
        if _is_clamped(patch):
            raise UserError("no pulse gets through to a clamped membrane; s.unclamp(patch) first")
        amplitude = (
            _surely(strength.times) * self._weakest(patch, duration_ms)
            if isinstance(strength, Strength)
            else float(strength)
        )
        if not abs(amplitude) <= STRONGEST_UA_CM2 or not 0 < duration_ms <= LONGEST_MS:
            raise UserError(
                f"a pulse of {amplitude:g} uA/cm2 for {duration_ms:g} ms: use up to {STRONGEST_UA_CM2:g} "
                f"uA/cm2 and 1000 ms"
            )
        pulse = Pulse(patch.history.now_ns, round(duration_ms * NS_PER_MS), amplitude)
        patch.history.act(pulse)
        spike = Spike(patch, pulse, strength.times if isinstance(strength, Strength) else None)
        patch.spikes.append(spike)
        return spike

    def _into_axons(
        self, axons: Axons, place: Site | float | None = None, current_nA: float | None = None,
        duration_ms: float = 0.2,
    ) -> CableResponse:  # fmt: skip
        response = CableResponse(axons, axons.history.now_ns)
        for site in [lane.at(0.0) for lane in axons.lanes] if place is None else [axons.site(place)]:
            nA = current_nA
            if nA is None:
                try:
                    weakest = place_threshold_nA(axons.tree, site.section, site.share, duration_ms)
                except UserError as error:
                    self._cast.miss(str(error), "give a current_nA")
                    weakest = 0.0
                nA = AXONS_TIMES * weakest
            _inject(axons, site, nA, duration_ms)
        return response

    def _weakest(self, patch: Patch, duration_ms: float) -> float:
        """The weakest pulse that fires a patch as it is now, from its rest, uA/cm2."""
        try:
            return measure.pulse_threshold_uA_cm2(patch.membrane, duration_ms)
        except UserError as error:
            remedy = "give a current in uA/cm2, or one of before, first.pulse.amplitude_uA_cm2"
            self._cast.miss(str(error), remedy)
            return 0.0


def _surely(times: float) -> float:
    """A strength that fires from exactly threshold on, and does not below it."""
    return SURE if 1.0 <= times < SURE else times


def _is_clamped(patch: Patch) -> bool:
    return patch.history.protocol.holding(patch.history.now_ns) is not None


def _into_axon(
    axon: Axon, place: float, current_nA: float = 0.6, duration_ms: float = 0.2
) -> CableResponse:
    return _inject(axon, axon.site(place), current_nA, duration_ms)


def _into_neuron(
    neuron: Neuron, place: Site | None = None, current_nA: float = 0.5, duration_ms: float = 0.5
) -> CableResponse:
    return _inject(neuron, neuron.soma if place is None else neuron.site(place), current_nA, duration_ms)


def _stretch(
    cable: Axon | Axons | Neuron,
    within: tuple[Site | float, Site | float],
    what: str,
    left: float,
    start_ns: int,
) -> Block:
    """A drug on a stretch of a cable. Raises UserError for two places that bound none."""
    first, last = (cable.site(place) for place in within)
    length_um = next(one.length_um for one in cable.tree.sections if one.name == first.section)
    if first.section != last.section or not first.share < last.share:
        raise UserError(
            f"change(within=({first.name}, {last.name})): give two places of one section, near end first"
        )
    return Block(start_ns, first.section, first.share * length_um, last.share * length_um, left, what)


def _inject(cable: Cable, site: Site, current_nA: float, duration_ms: float) -> CableResponse:
    """Current into a place. Raises UserError for one that no cable bears."""
    numbers = isinstance(current_nA, Real) and isinstance(duration_ms, Real)
    if not numbers or not (abs(current_nA) <= STRONGEST_NA and 1e-6 <= duration_ms <= LONGEST_MS):
        raise UserError(
            f"a current of {current_nA} nA for {duration_ms} ms: use up to {STRONGEST_NA:g} nA, "
            "and 0.000001 to 1000 ms"
        )
    history = cable.history
    start_ns, duration_ns = history.next_ns, round(duration_ms * NS_PER_MS)
    history.act(Electrode(site.section, site.share, start_ns, duration_ns, float(current_nA)))
    return CableResponse(cable, history.now_ns)
