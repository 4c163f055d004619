"""The focus of the field: the rest dims, and the channels that are spoken of are drawn again on top."""

from typing import Any

from apanim.particles.proteins import Kind
from apanim.picture.drawlist import Dim, Item, Scenery
from apanim.picture.focus import focus
from apanim.picture.shot import Shot
from apanim.picture.views.field import lights
from apanim.picture.views.field.labels import KIND_OF
from apanim.picture.views.field.layers import counts
from apanim.picture.views.field.states import Lit

_LAYERS = {Kind.NA_CHANNEL: "field/na_channel", Kind.K_CHANNEL: "field/k_channel"}


def focused(shot: Shot[Any], channels: list[Lit]) -> list[Item]:
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
