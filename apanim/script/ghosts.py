"""What stands faint behind a new V(t): the one before it, moved so that stimulus meets stimulus."""

from apanim.physics.cable.inputs import Release
from apanim.script.membrane import Patch
from apanim.script.neuron import Neuron
from apanim.script.plots import Ghost, Plot
from apanim.script.timeline import TraceWindow
from apanim.units import TICKS_PER_STEP


def ghost_of(actor: Patch | Neuron, before: TraceWindow, window: TraceWindow) -> Ghost | None:
    """What was seen in the window `before`, for `window`; None if nothing was.

    Both begin at their first stimulus; where one has none, the starts of the windows meet.
    """
    until = seen_until(actor, before)
    if until <= before.from_ns:
        return None
    old = _first(actor, before.from_ns, until)
    new = _first(actor, window.from_ns, seen_until(actor, window))
    later = window.from_ns - before.from_ns if old is None or new is None else new - old
    return Ghost(before.from_ns, until, later)


def seen_until(actor: Patch | Neuron, shown: TraceWindow | Plot) -> int:
    """Up to which model time something that has ended was seen, ns."""
    return min(shown.to_ns, actor.history.model_ns[shown.end_tick // TICKS_PER_STEP])


def _first(actor: Patch | Neuron, from_ns: int, to_ns: int) -> int | None:
    """When the first thing between two model times was done to the membrane."""
    return min((ns for ns in _done_ns(actor) if from_ns <= ns < to_ns), default=None)


def _done_ns(actor: Patch | Neuron) -> list[int]:
    if isinstance(actor, Patch):
        past = actor.history
        return [p.start_ns for p in past.pulses] + list(past.releases_ns) + [h.start_ns for h in past.holds]
    acts = actor.history.trajectory.acts
    return [act.at_ns if isinstance(act, Release) else act.start_ns for act in acts]
