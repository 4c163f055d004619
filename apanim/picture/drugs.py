"""The drugs that block channels in a scene, at any time of it."""

from apanim.particles.proteins import PROTEINS, Blocker
from apanim.picture.kept import kept_by_owner
from apanim.script.timeline import Timeline
from apanim.world import Plan


@kept_by_owner
def blockers(timeline: Timeline) -> tuple[Blocker, ...]:
    """What blocks the drawn channels; of a branch, what does in the scene that it leaves."""
    plan = (timeline.origin or timeline).plan
    if not isinstance(plan, Plan):
        return ()
    first, ends_ns = plan.setup.membrane, int(plan.model_ns[-1])
    turns_ns = (0, *(change.start_ns for change in plan.protocol.changes if change.start_ns <= ends_ns))
    lived = [plan.protocol.membrane(first, ns) for ns in turns_ns]
    here = (one.blocker for one in PROTEINS if one.blocker and len(plan.setup.layout.sites(one.kind)))
    return tuple(one for one in here if any(getattr(each, one.left) < 1.0 for each in lived))
