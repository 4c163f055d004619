"""Where the camera stands for the whole neuron to be in sight."""

from functools import cache

from apanim.picture.camera import WHOLE, Sight, fitting
from apanim.picture.plots.places import view_room
from apanim.picture.shot import Look
from apanim.picture.stage import Box
from apanim.picture.views.neuron.samples import samples
from apanim.script.timeline import Timeline

_AIR = 24.0  # px round it


def home(timeline: Timeline, look: Look) -> Sight:
    """All of the cell: as it is in 16 to 9, elsewhere as large as it can be between title and panels."""
    return fitting(view_room(timeline, look), _extent()) if look.frame.stacked else WHOLE


@cache
def _extent() -> Box:
    x, y, r = samples()[:3]
    return (
        float((x - r).min()) - _AIR, float((y - r).min()) - _AIR,
        float((x + r).max()) + _AIR, float((y + r).max()) + _AIR,
    )  # fmt: skip
