"""From a command to acts: what it does to a patch of membrane at the model time that it is given."""

from dataclasses import dataclass

from apanim.errors import UserError
from apanim.lab.commands import (
    Clamp,
    Command,
    Concentration,
    Drug,
    Inactivation,
    Pace,
    Pump,
    Ramp,
    Release,
    Stimulate,
    Temperature,
)
from apanim.physics import measure, stimulus
from apanim.physics.perturb import Change
from apanim.physics.protocol import Act, Protocol
from apanim.physics.sets import MembraneSet
from apanim.units import NS_PER_MS
from apanim.world import Setup


def changes(command: Command, now_ns: int) -> tuple[Change, ...] | None:
    """What a command makes of every membrane from `now_ns` on; None for one that changes none."""
    match command:
        case Drug(na_left, k_left):
            return Change(now_ns, "TTX", na_left), Change(now_ns, "TEA", k_left)
        case Inactivation(left):
            return (Change(now_ns, "pronase", left),)
        case Pump(left):
            return (Change(now_ns, "ouabain", left),)
        case Concentration(name, mM):
            return (Change(now_ns, name, mM),)
        case Temperature(celsius):
            return (Change(now_ns, "temperature_C", celsius),)
        case Pace():
            return ()
        case _:
            return None


@dataclass(frozen=True)
class PatchNow:
    """A patch as a command finds it: of `setup`, under `acts`, at `v_mV` at model time `now_ns`."""

    setup: Setup
    acts: tuple[Act, ...]
    now_ns: int
    v_mV: float

    def does(self, command: Command) -> tuple[Act, ...]:
        """The acts of a command. Raises UserError for one that a patch cannot follow."""
        changed = changes(command, self.now_ns)
        if changed is not None:
            return changed
        match command:
            case Stimulate(times, length_ms, again_ms, _):
                self._refuse_a_clamped_one("pulse")
                return self._pulses(times, length_ms, again_ms)
            case Ramp(to_uA_cm2, over_ms):
                self._refuse_a_clamped_one("ramp")
                return (stimulus.Ramp(self.now_ns, _ns(over_ms), to_uA_cm2),)
            case Clamp(v_mV):
                if v_mV is None and Protocol(self.acts).holding(self.now_ns) is None:
                    raise UserError("no clamp holds this membrane; there is nothing to let go")
                return (stimulus.Hold(self.now_ns, v_mV, self.v_mV),)
            case Release(synapse):
                if synapse or not self.setup.receptors_mS_cm2:
                    raise UserError("this membrane has no such synapse")
                return (stimulus.Release(self.now_ns),)
            case _:
                raise UserError(f"{type(command).__name__} is for a neuron or an axon, not for a membrane")

    def _pulses(self, times: float, length_ms: float, again_ms: float) -> tuple[stimulus.Pulse, ...]:
        now = Protocol(self.acts).membrane(self.setup.membrane, self.now_ns)
        amplitude = times * pulse_threshold_uA_cm2(now, self.setup.membrane, length_ms)
        starts = (0.0, again_ms) if again_ms > 0.0 else (0.0,)
        return tuple(stimulus.Pulse(self.now_ns + _ns(ms), _ns(length_ms), amplitude) for ms in starts)

    def _refuse_a_clamped_one(self, what: str) -> None:
        if Protocol(self.acts).holding(self.now_ns) is not None:
            raise UserError(f"no {what} gets through to a clamped membrane; let go of it first")


def pulse_threshold_uA_cm2(now: MembraneSet, made: MembraneSet, length_ms: float) -> float:
    """The weakest pulse that fires the set as it is `now`; of one that no pulse fires, or that does not
    rest, as it was `made`. Raises UserError if that fires at none either."""
    try:
        return measure.pulse_threshold_uA_cm2(now, length_ms)
    except UserError:
        return measure.pulse_threshold_uA_cm2(made, length_ms)


def _ns(ms: float) -> int:
    return round(ms * NS_PER_MS)
