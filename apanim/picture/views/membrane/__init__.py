"""The membrane from near: proteins, ions one by one, and what is measured of them (style frames 1, 2)."""

from apanim.picture.camera import WHOLE, Sight
from apanim.picture.onstage import UPPER
from apanim.picture.shot import Look
from apanim.picture.views.membrane.fixtures import layers
from apanim.picture.views.membrane.frame import frame
from apanim.picture.views.membrane.labels import find
from apanim.picture.views.membrane.targets import targets
from apanim.picture.views.membrane.things import thing
from apanim.script.timeline import Timeline
from apanim.world import Plan

__all__ = ["GROUND", "PANELS", "UPPER", "draws", "find", "frame", "home", "layers", "targets", "thing"]

PANELS = frozenset[str]()
GROUND = dict.fromkeys(("backdrop", "backdrop_tall", "vignette", "vignette_tall"), "")


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about a patch of membrane."""
    return isinstance(timeline.plan, Plan)


def home(timeline: Timeline, look: Look) -> Sight:
    """The middle of the membrane, as large in every frame."""
    return WHOLE
