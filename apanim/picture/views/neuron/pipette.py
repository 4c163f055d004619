"""The glass electrode at the cell body: it comes when it first passes current there, and stays."""

from apanim.picture.drawlist import Item, Scenery
from apanim.picture.easing import smooth
from apanim.picture.shot import Shot
from apanim.script.timeline import tick_at
from apanim.tape import CableTape
from apanim.tape.morphology import Electrode
from apanim.units import TICKS_PER_S

LAYER = "neuron/pipette"
ALONG = ((955.0, 402.0), (925.0, 420.0))  # where a label may touch it, in the whole view
_COMES_S = 0.4
_AT = "soma"  # the section whose electrode is drawn


def pipette(shot: Shot[CableTape]) -> list[Item]:
    """The electrode at the soma, from its first current on."""
    begun = [a.start_ns for a in shot.tape.plan.acts if isinstance(a, Electrode) and a.section == _AT]
    if not begun:
        return []
    tick = tick_at(shot.timeline, min(begun))
    seen = smooth((shot.tick - tick) / (_COMES_S * TICKS_PER_S)) * shot.camera.wide
    return [Scenery(LAYER, seen)] if seen > 0.0 else []
