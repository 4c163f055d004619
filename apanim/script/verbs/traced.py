"""A V(t) panel as its author asked for it, until the scene is over and all that it shows is known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from apanim.script.actors.cable import Cable
from apanim.script.actors.patch import Patch
from apanim.script.timeline import TraceWindow
from apanim.script.verbs.panel_contents import Kind, bands_of, ghost_of, pulses_of

MOST_GHOSTS = 12  # of earlier V(t) behind one


@dataclass
class Traced:
    """A V(t) panel: what it shows, of whom, and what is found for it when the scene is over."""

    window: TraceWindow
    actor: Patch | Cable
    bands: Kind
    ghost: bool | str
    began_ns: int  # model time at which it came

    def closed(self, before: "Sequence[Traced]") -> TraceWindow:
        """The panel with its bands, pulses, and faint behind it the trace of the last `before` it, or all
        those of before that were of the same kind."""
        window = self.window
        if isinstance(self.actor, Patch):
            bands = bands_of(self.actor, self.bands, window.from_ns, window.to_ns)
            window = replace(window, bands=bands, stimuli=pulses_of(self.actor, window))
        if self.ghost == "all":
            before = [one for one in before if self._like(one)][-MOST_GHOSTS:]
        else:
            before = before[-1:] if self.ghost else ()
        ghosts = (ghost_of(self.actor, one.window, window) for one in before)
        return replace(window, ghosts=tuple(ghost for ghost in ghosts if ghost is not None))

    def _like(self, other: "Traced") -> bool:
        """Whether another panel shows the same curves at the same place."""
        mine, its = self.window, other.window
        alike = (mine.place, mine.curves, mine.beneath) == (its.place, its.curves, its.beneath)
        return self.actor is other.actor and alike
