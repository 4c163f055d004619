"""Three inputs and a spike on the drawn neuron, as a tape, without a script."""

from functools import cache

import numpy as np

from apanim.physics.cable.neuron import unmyelinated
from apanim.physics.stimulus import Release
from apanim.script.timeline import CaptionPage, Span, Timeline, TraceCurve, TraceWindow
from apanim.tape import CablePlan, CableTape, open_cable_tape

STEPS, END_NS = 720, 12_000_000
LAST_TICK = STEPS * 10
RELEASED_NS = 500_000


@cache
def tape(synapses: tuple[str, ...] = ("left", "upper", "right")) -> CableTape:
    """12 ms of model time in 12 s; these synapses release at 0.5 ms."""
    neuron = unmyelinated()
    acts = tuple(Release(RELEASED_NS, name) for name in synapses)
    model_ns = np.linspace(0, END_NS, STEPS + 1).astype(np.int64)
    tree = neuron.tree
    return open_cable_tape(
        CablePlan(
            "neuron", tree.sections, tree.axial_ohm_cm, tuple(neuron.synapses.items()), acts, model_ns
        )
    )


def timeline(run: CableTape) -> Timeline:
    """Labels at most parts, a highlight, a V(t) panel of two curves for the middle of the scene."""
    tree = run.plan.tree
    curves = (
        TraceCurve("dendrite", tree.at("dendrite 1 branch 2 b", 0.8)),
        TraceCurve("trigger zone", tree.at("initial segment", 0.9)),
    )
    early = ("dendrites", "soma", "nucleus", "hillock", "initial_segment", "axon", "terminals", "synapses")
    late = ("synapse left", "synapse inhibitory", "terminals", "trigger_zone", "dendrite 4 c@0.5")
    spans = (
        Span("title", 0, LAST_TICK, text="A signal sets off", tag="The neuron"),
        *(Span("label", 0, 1800, part, part.replace("_", " ")) for part in early),
        *(Span("label", 2400, 4800, part, part) for part in late),
        Span("line", 2000, 6000, "threshold", value_mV=-55.0),
        Span("highlight", 3000, 4000, "trigger_zone"),
    )
    return Timeline(
        "neuron", "Neuron", LAST_TICK, run.plan, "neuron", spans=spans,
        captions=(CaptionPage(0, 6000, ("Inputs add up.", "A spike runs.")),),
        traces=(TraceWindow(2000, 6000, 0, 12_000_000, curves=curves),),
    )  # fmt: skip


def tick_when(run: CableTape, section: str, share: float) -> int:
    """The tick at which the spike passes a place."""
    v = run.series.v_mV[:, run.plan.tree.at(section, share)]
    return 10 * int(np.argmax(v > 0))
