"""The field at one instant: membrane in the colour of its voltage, channels, lights, and the glass."""

from typing import Any

from apanim.particles.proteins import Kind
from apanim.picture import onstage
from apanim.picture.camera import path as camera_path
from apanim.picture.drawlist import Dim, Item, Scenery
from apanim.picture.focus import focus
from apanim.picture.overlay import caption, scale_strip, title
from apanim.picture.plots import board, trace_panel
from apanim.picture.plots.places import standing
from apanim.picture.shot import Shot
from apanim.picture.views.field import lights
from apanim.picture.views.field.labels import KIND_OF, field_labels
from apanim.picture.views.field.layers import counts
from apanim.picture.views.field.share_panel import room, room_above_stage, share_panel
from apanim.picture.views.field.states import Lit, lit
from apanim.world import World

_LAYERS = {Kind.NA_CHANNEL: "field/na_channel", Kind.K_CHANNEL: "field/k_channel"}
_REST_mV, _SPAN_mV = -70.0, 110.0
_WARM = 1.0  # how far a wholly depolarised membrane is warm
_LATE = 1.4  # near rest it is blue still
_LEVELS = 64


def frame(shot: Shot[Any]) -> list[Item]:
    """Everything on screen. Raises UserError if a label or a highlight names a part that is not drawn."""
    timeline, tape, tick = shot.timeline, shot.tape, shot.tick
    world, layout = tape.at(tick), timeline.patch_setup.layout
    channels, warm = lit(tape, layout, tick), warmth(float(world.patch.v_mV))
    tall = "_tall" if shot.look.frame.stacked else ""
    return [
        *shot.camera.lens(),
        Scenery(f"field/cool{tall}"),
        *((Scenery(f"field/warm{tall}", warm),) if warm > 0.0 else ()),
        *lights.pools(channels),
        Scenery("field/channels", proteins=counts(layout)),
        *lights.pores(channels),
        *lights.streams(tape, layout, tick),
        *_focused(shot, channels),
        *shot.camera.glass(),
        *camera_path.darkened(shot),
        Scenery(f"field/vignette{tall}"),
        *field_labels(shot),
        *_screen(shot, world, channels),
    ]


def _screen(shot: Shot[Any], world: World, channels: list[Lit]) -> list[Item]:
    """All that lies on the glass."""
    timeline, tick, look = shot.timeline, shot.tick, shot.look
    alone = standing(timeline, "wide", tick) if look.plots else 0.0
    out: list[Item] = [Dim(alone)] if alone > 0.0 else []
    below, above = onstage.away(timeline, tick, look), onstage.there(timeline, tick, look)
    out += title.title(timeline, tick, look, onstage.share(timeline, tick, look))
    if look.plots:
        out += share_panel(shot, world, channels, below, room(timeline, look))
        if not look.frame.stacked:
            out += share_panel(shot, world, channels, above, room_above_stage(look))
        out += trace_panel.trace_panel(shot, world.patch.v_mV)
        out += board.plots(shot, world)
    out += scale_strip.strip(timeline, tick, look)
    if look.captions:
        out += caption.captions(timeline, tick, look)
    return out


def _focused(shot: Shot[Any], channels: list[Lit]) -> list[Item]:
    """The rest dimmed, and above it what is spoken of. Raises UserError for a part that is not drawn."""
    strength, leads = focus(shot.timeline, shot.tick, KIND_OF)
    if strength <= 0.0:
        return []
    layout, out = shot.timeline.patch_setup.layout, list[Item]([Dim(strength)])
    for target, shown in leads:
        kind = KIND_OF[target]
        theirs = [one for one in channels if one.site.kind == kind]
        again = [
            *lights.pools(theirs), Scenery(_LAYERS[kind], shown, proteins=counts(layout)),
            *lights.pores(theirs), *lights.streams(shot.tape, layout, shot.tick, (kind,)),
        ]  # fmt: skip
        out += [_faded(item, shown) for item in again] if shown < 1.0 else again
    return out


def _faded(item: Any, shown: float) -> Item:
    return item if isinstance(item, Scenery) else item._replace(opacity=item.opacity * shown)


def warmth(v_mV: float) -> float:
    """How far the membrane has the colour of a depolarised one: 0 at rest and below, the most at +40 mV."""
    share = min(max((v_mV - _REST_mV) / _SPAN_mV, 0.0), 1.0)
    return round(_LEVELS * _WARM * share**_LATE) / _LEVELS
