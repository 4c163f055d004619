"""The still layers of the field by name. A layer of channels says of each kind how many there are."""

from collections.abc import Callable, Mapping

from apanim.particles.layout import Layout
from apanim.particles.proteins import Kind
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Scenery
from apanim.picture.scenery import TALL, Layer, art
from apanim.picture.views.field.crowns import crowns
from apanim.picture.views.field.geometry import Place, places
from apanim.picture.views.field.lipids import membrane

_WIDER = (-192.0, -60.0, WIDTH + 384.0, HEIGHT + 460.0)  # what a camera sees from farther off
_KINDS = {"na_channel": Kind.NA_CHANNEL, "k_channel": Kind.K_CHANNEL}


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    return {
        "cool": lambda _: Layer(membrane(warm=False), window=_WIDER, filled=True),
        "warm": lambda _: Layer(membrane(warm=True), window=_WIDER, filled=True),
        "cool_tall": lambda _: Layer(membrane(warm=False), 1.0, TALL, filled=True),
        "warm_tall": lambda _: Layer(membrane(warm=True), 1.0, TALL, filled=True),
        "channels": lambda item: Layer(crowns(_placed(item))),
        **{
            name: lambda item, kind=kind: Layer(crowns(tuple(p for p in _placed(item) if p[0] == kind)))
            for name, kind in _KINDS.items()
        },
        "vignette": lambda _: Layer(art("membrane/vignette"), 0.25),
        "vignette_tall": lambda _: Layer(art("membrane/vignette"), 0.25, TALL),
    }


def counts(layout: Layout) -> tuple[tuple[str, float], ...]:
    """How many channels there are of each kind, as a draw list says it."""
    return tuple((name, float(len(layout.sites(kind)))) for name, kind in _KINDS.items())


def _placed(item: Scenery) -> tuple[Place, ...]:
    return places(*(int(count) for _, count in item.proteins))
