"""A membrane, a neuron or an axon at rest, as a run of no length for a branch to begin from."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.lab.shown import BEFORE_MS, WINDOW_MS, line_mV
from apanim.physics.textbook import TEXTBOOK
from apanim.script.actors.axon import Axon
from apanim.script.actors.neuron import Neuron
from apanim.script.actors.patch import check_setup
from apanim.script.find import find_catalogue
from apanim.script.programme import open_plan
from apanim.script.timeline import Span, Timeline, TraceCurve, TraceWindow
from apanim.units import NS_PER_MS
from apanim.world import Plan, Setup

SETS = ("membrane", "neuron", "axon")
TAG = "LABORATORY"
_TITLES = {"membrane": "A patch of membrane", "neuron": "A neuron", "axon": "An axon"}
_LINES = ("threshold", "E_Na", "E_K")
FOREVER = 1 << 40  # ticks: what is on stays on
NO_TIME = np.zeros(1, np.int64)


def at_rest(name: str, language: str = "en") -> tuple[Timeline, Any]:
    """The timeline and the tape, of no steps, of the set called `name`. Raises UserError for another."""
    if name not in SETS:
        raise UserError(f"no set {name!r} to open; there is {', '.join(SETS)}")
    catalogue = find_catalogue(scenes_dir(), language)

    def word(english: str) -> str:
        return catalogue.screen.get(english, english)

    plan, shown, traces = {"membrane": _membrane, "neuron": _neuron, "axon": _axon}[name](word)
    title = Span("title", 0, FOREVER, text=word(_TITLES[name]), tag=word(TAG))
    timeline = Timeline(
        f"lab-{name}", _TITLES[name], 0, plan, name, spans=(title, *shown), traces=traces,
        chapter_count=1, language=catalogue.language, screen=catalogue.screen,
    )  # fmt: skip
    return timeline, open_plan(plan)


Shown = tuple[Any, tuple[Span, ...], tuple[TraceWindow, ...]]  # a plan, and what is shown beside its title


def _membrane(word: Callable[[str], str]) -> Shown:
    setup = check_setup(Setup(TEXTBOOK, na_channels=8, k_channels=6, pumps=3, ions=1000, quantum=120))
    heights = ((line, line_mV(line, TEXTBOOK)) for line in _LINES)
    lines = tuple(
        Span("line", 0, FOREVER, line, value_mV=height) for line, height in heights if height is not None
    )
    return Plan(setup, NO_TIME), (Span("legend", 0, FOREVER), *lines), (_window("membrane"),)


def _neuron(word: Callable[[str], str]) -> Shown:
    neuron = Neuron()
    curves = {"dendrite": neuron.synapse("left"), "cell body": neuron.soma, "trigger zone": neuron.start}
    labels = tuple(
        Span("label", 0, FOREVER, f"synapse {name}", word(f"{name} synapse")) for name in neuron.synapses
    )
    line = Span("line", 0, FOREVER, "threshold", value_mV=neuron.threshold.measure())
    window = _window("neuron", tuple(
        TraceCurve(word(name), neuron.tree.at(site.section, site.share)) for name, site in curves.items()
    ))  # fmt: skip
    return replace(neuron.plan(), model_ns=NO_TIME), (*labels, line), (window,)


def _axon(word: Callable[[str], str]) -> Shown:
    return replace(Axon(2600.0, 1.0, (600.0, 2000.0)).plan(), model_ns=NO_TIME), (), ()


def _window(view: str, curves: tuple[TraceCurve, ...] = ()) -> TraceWindow:
    first, wide = (round(ms * NS_PER_MS) for ms in (-BEFORE_MS, WINDOW_MS[view]))
    return TraceWindow(0, FOREVER, first, first + wide, curves=curves)
