"""Which stretch of model time is what: phases found in V(t), refractory periods by second pulses."""

from typing import Literal

import numpy as np

from apanim.script.membrane import Patch
from apanim.script.plots import Band
from apanim.script.spike import PulseSpike
from apanim.tape.phases import Phase, phase_starts

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


def fired(patch: Patch) -> list[PulseSpike]:
    """The pulses of the scene that fired a spike of their own."""
    found: list[PulseSpike] = []
    for number in range(len(patch.history.pulses)):
        spike = patch.spike_after(number)
        try:
            peak_ns = spike.edges.falling_ns
        except LookupError:
            continue
        fresh = not found or peak_ns > found[-1].edges.undershoot_ns
        if fresh and peak_ns > spike.pulse.end_ns:  # at its very end V is where the pulse has lifted it
            found.append(spike)
    return found


def _phases(patch: Patch) -> list[Band]:
    """Rest lasts until a pulse begins; what lies between a pulse and threshold has no name."""
    times = patch.history.times_ns()
    starts = phase_starts(patch.history.column("v_mV"), patch.rest.measure(), patch.threshold.measure())
    starts = [(0, Phase.REST), *starts]
    pulses = np.array([p.start_ns for p in patch.history.pulses] or [times[-1]])
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
    for spike in fired(patch):
        begin, start = spike.edges.rising_ns, spike.pulse.start_ns
        absolute, relative = (start + round(ms * 1e6) for ms in spike.refractory)
        found = [Band(b.name, b.from_ns, min(b.to_ns, begin)) for b in found]
        found += [Band("absolute", begin, absolute), Band("relative", absolute, relative)]
    return found
