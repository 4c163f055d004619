"""What only the whole run shows of a panel: phases, refractory periods, pulses, and the trace before it."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.stimulus import Hold
from apanim.script.actors.cable import Cable
from apanim.script.actors.clamp_bench import Record
from apanim.script.actors.patch import Patch
from apanim.script.actors.spike import Spike
from apanim.script.mistakes import short
from apanim.script.plots import Band, Beneath, Ghost, Laid, Plot, Stimulus
from apanim.script.timeline import TraceWindow
from apanim.tape.phases import Phase, phase_starts
from apanim.units import NS_PER_MS, TICKS_PER_STEP

Kind = Literal["", "phases", "refractory"]
KINDS: tuple[Kind, ...] = ("", "phases", "refractory")
_NAMES: dict[Phase, Literal["rest", "rising", "falling", "undershoot"]] = {
    Phase.REST: "rest", Phase.RISING: "rising", Phase.FALLING: "falling", Phase.UNDERSHOOT: "undershoot",
}  # fmt: skip


def bands_of(patch: Patch, kind: Kind, from_ns: int, to_ns: int) -> tuple[Band, ...]:
    """The bands of `kind` between two model times, in order, from what has happened to `patch`."""
    found = _phases(patch) if kind == "phases" else _refractory(patch) if kind == "refractory" else []
    cut = (Band(b.name, max(b.from_ns, from_ns), min(b.to_ns, to_ns)) for b in found)
    return tuple(b for b in cut if b.from_ns < b.to_ns)


def spikes_of(patch: Patch) -> list[Spike]:
    """The spikes of the scene's pulses that fired one of their own."""
    found: list[Spike] = []
    for spike in patch.spikes:
        try:
            peak_ns = spike.edges.falling_ns
        except LookupError:
            continue
        fresh = not found or peak_ns > found[-1].edges.undershoot_ns
        if fresh and peak_ns > spike.pulse.end_ns:  # at its very end V is where the pulse has lifted it
            found.append(spike)
    return found


def pulses_of(patch: Patch, shown: TraceWindow | Plot) -> tuple[Stimulus, ...]:
    """The pulses through the electrode that began while `shown` could show them, in order."""
    until_ns = seen_until(patch, shown)
    return tuple(
        Stimulus(spike.pulse.start_ns, spike.pulse.end_ns, _strength(patch, spike))
        for spike in patch.spikes
        if shown.from_ns <= spike.pulse.start_ns < until_ns
    )


def ghost_of(actor: Patch | Cable, before: TraceWindow, window: TraceWindow) -> Ghost | None:
    """What was seen in the window `before`, to stand faint in `window`; None if nothing was.

    Both begin at their first stimulus, or on a clamp's stage at their first step; where one has none, the
    starts of the windows meet.
    """
    until = seen_until(actor, before)
    if until <= before.from_ns:
        return None
    kinds = (Hold,) if window.beneath else (object,)
    old = _first_act(actor, before.from_ns, until, kinds)
    new = _first_act(actor, window.from_ns, seen_until(actor, window), kinds)
    later = window.from_ns - before.from_ns if old is None or new is None else new - old
    stimuli = pulses_of(actor, before) if isinstance(actor, Patch) else ()
    return Ghost(before.from_ns, until, later, stimuli=stimuli)


def laid_of(
    record: Record, beneath: Beneath, began_ns: int, from_ms: float, tick: int, word: Callable[[str], str]
) -> Laid:
    """A record laid from `tick` on over a stage that came at `began_ns`, `from_ms` later. Raises UserError
    for what is no record, or where the stage has no axis for it."""
    if not isinstance(record, Record):
        raise UserError(f"lay({short(record)}): give a record, such as patch.bench.clamp(0).sodium_current")
    if record.axis not in ("V", "g" if beneath == "conductance" else "I" if beneath else ""):
        wanted = "current" if record.axis == "I" else "conductance"
        raise UserError(f"lay: this stage has no axis for {record.axis}; show it beneath='{wanted}'")
    first = began_ns + round(from_ms * NS_PER_MS)
    last = first + round(record.length_ms * NS_PER_MS)
    return Laid(
        word(record.name), record.axis, record.tint, tick, first, last,
        tuple(np.round(record.values, 4).tolist()), record.dotted,
    )  # fmt: skip


def seen_until(actor: Patch | Cable, shown: TraceWindow | Plot) -> int:
    """Up to which model time something that has ended was seen, ns."""
    return min(shown.to_ns, actor.history.model_ns[shown.end_tick // TICKS_PER_STEP])


def _strength(patch: Patch, spike: Spike) -> float | None:
    """A pulse in multiples of the weakest that fires; None for a membrane that fires at none."""
    if spike.strength is not None:
        return spike.strength
    try:
        weakest = measure.pulse_threshold_uA_cm2(patch.membrane, spike.pulse.duration_ns / NS_PER_MS)
    except UserError:
        return None
    return spike.pulse.amplitude_uA_cm2 / weakest


def _first_act(actor: Patch | Cable, from_ns: int, to_ns: int, kinds: tuple[type, ...]) -> int | None:
    """When the first thing of these kinds between two model times was done to the membrane."""
    begun = (act.start_ns for act in actor.history.acts if isinstance(act, kinds))
    return min((ns for ns in begun if from_ns <= ns < to_ns), default=None)


def _phases(patch: Patch) -> list[Band]:
    """Rest lasts until a pulse begins; what lies between a pulse and threshold has no name."""
    times, v_mV = patch.history.read()[:2]
    starts = phase_starts(v_mV, patch.rest.measure(), patch.threshold.measure())
    starts = [(0, Phase.REST), *starts]
    pulses = np.array([p.start_ns for p in patch.history.protocol.pulses] or [times[-1]])
    found = []
    for k, (row, phase) in enumerate(starts):
        begin = int(times[row])
        end = int(times[starts[k + 1][0]]) if k + 1 < len(starts) else 2 * int(times[-1]) + 1
        if phase is Phase.REST:
            later = pulses[pulses >= begin]
            end = min(end, int(later[0])) if later.size else end
        found.append(Band(_NAMES[phase], begin, end))
    return found


def _refractory(patch: Patch) -> list[Band]:
    """From threshold on; a spike that comes early cuts the periods of the one before short."""
    found: list[Band] = []
    for spike in spikes_of(patch):
        begin, start = spike.edges.rising_ns, spike.pulse.start_ns
        absolute, relative = (start + round(ms * 1e6) for ms in spike.refractory)
        found = [Band(b.name, b.from_ns, min(b.to_ns, begin)) for b in found]
        found += [Band("absolute", begin, absolute), Band("relative", absolute, relative)]
    return found
