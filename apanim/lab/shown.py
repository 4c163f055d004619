"""What a branch shows: the timeline that it comes from, up to where it leaves it, and from there its own.

What the author had still to say or to point at is dropped; title, labels and legend stay as they were. V(t)
goes on page by page, with the recorded course faint behind it, and its lines follow what is changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from apanim.errors import UserError
from apanim.lab.commands import Command, Stimulate
from apanim.physics import measure
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse, Ramp
from apanim.script.plots import Ghost, Plot, Stimulus
from apanim.script.timeline import Span, Timeline, TraceWindow, tick_at
from apanim.units import NS_PER_MS, STEPS_PER_S, TICKS_PER_S, TICKS_PER_STEP
from apanim.world import Plan

Done = Sequence[tuple[int, Command, tuple[Any, ...]]]  # steps, what was done there, and the acts that it is

WINDOW_MS, BEFORE_MS = {"membrane": 10.0, "neuron": 20.0, "axon": 10.0}, 0.5
PAGE_S = 12.0  # a page of V(t) lasts no less
OVERLAP = 0.1  # of a page that the next shows again
_STAY = ("title", "legend", "label", "forces")
_SWAY_S = 5.0  # in which a swaying camera comes to rest
_OVER_TIME = ("g", "gates")
_STAYING_PLOTS = ("steady", "currents", "loop", "bars")
_COVERED = ("panel", "tall", "wide")  # places where V(t) stands, or which hide the scene

Timed = TypeVar("Timed", Span, Any)


def shown(origin: Timeline, begin: int, plan: Any, done: Done) -> Timeline:
    """The timeline of a branch that leaves `origin` at step `begin` and lives `plan`, under what is
    `done`."""
    begin_tick, end_tick = begin * TICKS_PER_STEP, plan.steps * TICKS_PER_STEP
    bare = replace(origin, plan=plan, duration_tick=end_tick, origin=origin, begin_tick=begin_tick)
    windows = _windows(bare, begin_tick, done)
    return replace(
        bare,
        cues=tuple(_until(origin.cues, begin_tick)),
        captions=tuple(_until(origin.captions, begin_tick)),
        spans=(*_spans(origin, begin_tick, end_tick), *_lines(bare, begin_tick, end_tick, done)),
        traces=(*_until(origin.traces, begin_tick), *windows),
        plots=tuple(_plots(bare, begin_tick, end_tick, windows)),
        camera=tuple(move for move in origin.camera if move.start_tick <= begin_tick),
        drawings=tuple(_until(origin.drawings, begin_tick)),
        leads_on=False,
    )


def _until(things: Iterable[Timed], tick: int) -> Iterator[Timed]:
    """What had begun by `tick`, over by then."""
    return (replace(one, end_tick=min(one.end_tick, tick)) for one in things if one.start_tick < tick)


def _spans(origin: Timeline, begin_tick: int, end_tick: int) -> Iterator[Span]:
    for span in origin.spans:
        on = span.start_tick <= begin_tick < span.end_tick
        if span.kind in _STAY and on:
            yield replace(span, end_tick=end_tick)
        elif span.kind == "drift" and on:
            yield replace(
                span, end_tick=max(begin_tick + round(_SWAY_S * TICKS_PER_S), span.start_tick + 1)
            )
        elif span.start_tick < begin_tick and not (span.kind == "line" and on):
            yield replace(span, end_tick=min(span.end_tick, begin_tick))


# -- lines that follow what is changed ---------------------------------------------------------------------


def _lines(bare: Timeline, begin_tick: int, end_tick: int, done: Done) -> Iterator[Span]:
    """The lines that were on, each from change to change where it then is."""
    names = [s for s in bare.of_kind("line") if s.start_tick <= begin_tick < s.end_tick]
    if not isinstance(bare.plan, Plan):
        yield from (replace(span, end_tick=end_tick) for span in names)
        return
    turns = sorted({begin_tick, *(step * TICKS_PER_STEP for step, _, _ in done)})
    sets = [bare.membrane_at(tick) for tick in turns]
    for span in names:
        first = span.start_tick
        for k in range(len(turns)):
            last = k + 1 == len(turns)
            if not last and sets[k + 1] is sets[k]:
                continue
            height = line_mV(span.target, sets[k])
            if height is not None:
                until = end_tick if last else turns[k + 1]
                yield replace(span, start_tick=first, end_tick=until, value_mV=height)
            first = end_tick if last else turns[k + 1]


def line_mV(name: str, membrane: MembraneSet) -> float | None:
    """How high a line of V(t) is for a set: None where it has no such thing."""
    try:
        match name:
            case "E_Na":
                return membrane.e_na_mV
            case "E_K":
                return membrane.e_k_mV
            case _:
                return measure.measure_threshold_mV(membrane)
    except UserError:
        return None


# -- pages of V(t) -----------------------------------------------------------------------------------------


def _windows(bare: Timeline, begin_tick: int, done: Done) -> tuple[TraceWindow, ...]:
    """The pages of V(t) from the branch's beginning on: the first is the window that was on."""
    if bare.view in ("axon", "race"):
        return ()
    ns = bare.plan.model_ns
    begin_ns = int(ns[begin_tick // TICKS_PER_STEP])
    on = next((w for w in bare.traces if w.start_tick <= begin_tick < w.end_tick), None)
    usual = round(WINDOW_MS.get(bare.view, WINDOW_MS["membrane"]) * NS_PER_MS)
    curves = next((w.curves for w in reversed(bare.traces) if w.curves), ())
    if on is None and bare.view != "membrane" and not curves:
        return ()
    if on is None or begin_ns >= on.to_ns:
        first = begin_ns - round(BEFORE_MS * NS_PER_MS)
        on = TraceWindow(begin_tick, 0, first, first + usual, curves=curves)
    bands = tuple(replace(b, to_ns=min(b.to_ns, begin_ns)) for b in on.bands if b.from_ns < begin_ns)
    range_mV = None if done else on.range_mV
    page = replace(on, start_tick=begin_tick, bands=bands, range_mV=range_mV, ghosts=())
    width, out = on.to_ns - on.from_ns, list[TraceWindow]()
    while True:
        end_tick = min(tick_at(bare, page.to_ns), bare.duration_tick)
        ghosts = (Ghost(max(begin_ns, page.from_ns), page.to_ns, 0, of_origin=True),) if done else ()
        out.append(replace(page, end_tick=end_tick, ghosts=ghosts, stimuli=_stimuli(bare, page, done)))
        if end_tick >= bare.duration_tick:
            return tuple(out)
        step = end_tick // TICKS_PER_STEP
        pace_ns = int(ns[min(step + STEPS_PER_S, len(ns) - 1)] - ns[step])
        wide = max(width, _even(pace_ns * PAGE_S))
        start = page.to_ns - round(OVERLAP * wide)
        page = replace(page, start_tick=end_tick, from_ns=start, to_ns=start + wide, bands=())


def _even(ns: float) -> int:
    """A window of about `ns`, whole ms long."""
    return round(max(1.0, np.ceil(ns / NS_PER_MS)) * NS_PER_MS)


def _stimuli(bare: Timeline, page: TraceWindow, done: Done) -> tuple[Stimulus, ...]:
    """The pulses that begin on a page: the author's, and the viewer's with their strengths."""
    strengths = {s.from_ns: s.strength for trace in bare.traces for s in trace.stimuli}
    for _, command, acts in done:
        if isinstance(command, Stimulate):
            strengths.update({act.start_ns: command.times_threshold for act in acts})
    pulses = (act for act in bare.plan.acts if isinstance(act, Pulse | Ramp))
    return tuple(
        Stimulus(p.start_ns, p.end_ns, strengths.get(p.start_ns))
        for p in sorted(pulses, key=lambda p: p.start_ns)
        if page.from_ns <= p.start_ns < page.to_ns
    )


def _plots(bare: Timeline, begin_tick: int, end_tick: int, pages: Sequence[TraceWindow]) -> Iterator[Plot]:
    """The other panels: those over time go on with V(t), page by page."""
    yield from _until(bare.plots, begin_tick)
    for plot in bare.plots:
        if not plot.start_tick <= begin_tick < plot.end_tick or plot.place in _COVERED:
            continue
        if plot.what in _STAYING_PLOTS:
            yield replace(plot, start_tick=begin_tick, end_tick=end_tick)
        elif plot.what in _OVER_TIME:
            for page in pages:
                span = {"start_tick": page.start_tick, "end_tick": page.end_tick}
                yield replace(plot, **span, from_ns=page.from_ns, to_ns=page.to_ns)
