"""Notes on a large V(t): what happens at each turning point of the spike, as an author names it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from apanim.errors import UserError
from apanim.script.actors.patch import Patch
from apanim.script.plots import Note, Plot
from apanim.script.verbs.clock import Clock
from apanim.script.verbs.panel_contents import spikes_of

# Where a note may stand, and what it says if the author says nothing.
TEXTS = {
    "rest": "K⁺ leaks out",
    "threshold": "Na⁺ channels open",
    "rising": "Na⁺ flows in",
    "peak": "Na⁺ channels inactivate",
    "falling": "K⁺ flows out",
    "trough": "K⁺ channels still open",
    "undershoot": "K⁺ channels shut",
    "recovery": "ready again",
}


@dataclass
class Notes:
    """A large V(t) on screen, for its author; `take_away()` ends it."""

    _clock: Clock
    _take_away: Callable[[], None]
    given: list[tuple[int, str, str]] = field(default_factory=list)  # tick, where, text

    def note(self, at: str, text: str = "") -> None:
        """From now on, `text` at "rest", "threshold", "rising", "peak", "falling", "trough", ..."""
        if at not in TEXTS:
            raise UserError(f"note at '{at}': choose one of {', '.join(TEXTS)}")
        self.given.append((self._clock.tick, at, text or TEXTS[at]))

    def end(self) -> None:
        """Take the plot away now."""
        self._take_away()


def resolved(patch: Patch, notes: Notes, plot: Plot) -> tuple[Note, ...]:
    """The notes at their model times. Raises UserError if the plot's window shows no spike."""
    spikes = [s for s in spikes_of(patch) if plot.from_ns <= s.edges.falling_ns < plot.to_ns]
    if not notes.given:
        return ()
    if not spikes:
        raise UserError(f"note at '{notes.given[0][1]}': this plot shows no spike; stimulate in its window")
    e, start_ns = spikes[0].edges, spikes[0].pulse.start_ns
    times, v = patch.history.read()[:2]

    def halfway(from_ns: int, to_ns: int) -> int:
        """When V is in the middle between what it is at two times."""
        part = (times >= from_ns) & (times <= to_ns)
        if not part.any():
            return (from_ns + to_ns) // 2
        ends = np.interp([from_ns, to_ns], times, v)
        return int(times[part][np.argmin(np.abs(v[part] - ends.mean()))])

    where = {
        "rest": (max(plot.from_ns, int(times[0])) + start_ns) // 2,  # on the trace, which begins no sooner
        "threshold": e.rising_ns,
        "rising": halfway(e.rising_ns, e.falling_ns),
        "peak": e.falling_ns,
        "falling": halfway(e.falling_ns, e.undershoot_ns),
        "trough": e.trough_ns,
        "undershoot": (e.trough_ns + e.rest_ns) // 2,
        "recovery": e.rest_ns,
    }
    return tuple(Note(tick, where[at], text) for tick, at, text in notes.given)
