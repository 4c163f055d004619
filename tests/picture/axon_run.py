"""A spike on the drawn axon, as a tape, without a script."""

from functools import cache

import numpy as np

from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.neuron import AXIAL_OHM_CM, AXON
from apanim.physics.cable.tree import Section
from apanim.script.timeline import CaptionPage, Span, Timeline
from apanim.tape import CablePlan, CableTape, open_cable_tape

LENGTH_UM, WINDOW_UM = 2600.0, (600.0, 2000.0)
STEPS, END_NS = 600, 9_000_000
LAST_TICK = STEPS * 10


@cache
def tape(place: float = 0.0) -> CableTape:
    """9 ms of model time in 10 s; a spike started at the share `place` of the axon."""
    act = Electrode("axon", place, 500_000, 200_000, 0.6)
    model_ns = np.linspace(0, END_NS, STEPS + 1).astype(np.int64)
    section = Section("axon", LENGTH_UM, 1.0, 325, AXON)
    return open_cable_tape(CablePlan("axon", (section,), AXIAL_OHM_CM, (), (act,), model_ns, WINDOW_UM))


def timeline(run: CableTape) -> Timeline:
    spans = (
        Span("title", 0, LAST_TICK, text="The spike travels", tag="Propagation"),
        Span("label", 2400, 3200, "local_current", "local current"),
        Span("label", 2400, 3200, "refractory", "inactivated"),
        Span("label", 1600, 2300, "entering", "Na⁺ enters"),
    )
    pages = (CaptionPage(600, 3000, ("It runs", "one way.")),)
    return Timeline("axon", "Axon", LAST_TICK, run.plan, "axon", spans=spans, captions=pages)


def tick_when(run: CableTape, um: float) -> int:
    """The tick at which the spike passes a place."""
    v = run.series.v_mV[:, run.plan.tree.at("axon", um / LENGTH_UM)]
    return 10 * int(np.argmax(v > 0))
