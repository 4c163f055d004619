"""The picture of a race at one instant, a pure function of the timeline, the tape and the tick."""

from apanim.picture.camera.path import darkened
from apanim.picture.drawlist import Item, Scenery
from apanim.picture.overlay import caption, title
from apanim.picture.shot import Shot
from apanim.picture.views.race import channels, currents, light, marks, sheath
from apanim.picture.views.race import voltage_along as plot
from apanim.picture.views.race.geometry import at_columns, lanes
from apanim.picture.views.race.labels import race_labels
from apanim.tape import CableTape


def frame(shot: Shot[CableTape]) -> list[Item]:
    """Everything on screen. Raises UserError if a label names a part that is not drawn."""
    timeline, tape, tick, look = shot.timeline, shot.tape, shot.tick, shot.look
    plan, state = tape.plan, tape.at(tick)
    running = lanes(plan)
    along = [at_columns(plan, lane, state.v_mV) for lane in running]
    tall = "_tall" if look.frame.stacked else ""
    out: list[Item] = [
        *shot.camera.lens(),
        Scenery(f"race/back{tall}"),
        Scenery(f"race/axons_{len(running)}"),
    ]
    for lane, v_mV in zip(running, along, strict=True):
        out += light.inside(lane, v_mV)
        out += sheath.sheaths(timeline, plan, lane, tick)
        out += channels.sprites(plan, lane, state)
        out += currents.arrows(plan, lane, state)
    out += [*shot.camera.glass(), *darkened(shot), *marks.names(shot, running), *race_labels(shot)]
    out += plot.plot(plan, along, shot.camera, look, timeline.word("mm")) if look.plots else []
    out += [*title.title(timeline, tick, look), *marks.clock(shot)]
    out += caption.caption(timeline, tick, look, wide=True) if look.captions else []
    return out
