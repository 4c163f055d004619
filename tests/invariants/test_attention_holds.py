"""What a sentence speaks of is the first thing that is seen: measured on the lecture and each lesson."""

from functools import cache

import numpy as np
import pytest

from apanim.data import scenes_dir
from apanim.export.attention.report_table import LONGEST_STILL_S, MOST_ONE_FRAMING, attention, short_of
from apanim.export.attention.sampled import look_at, paces, things_of
from apanim.narration.voices import usual_voice
from apanim.particles.proteins import Kind
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING
from apanim.physics.stimulus import Pulse
from apanim.script.lecture import lessons
from apanim.script.programme import compile_programme
from apanim.tape import EventKind, Tape
from apanim.units import TICKS_PER_S, TICKS_PER_STEP

MOST_PACES = 6
LEAST_IONS = 5.0  # a second through an open pore, where they are said to flow
STREAMS = {
    "na_stream": (Kind.NA_CHANNEL, "na", NA_CONDUCTING),
    "k_stream": (Kind.K_CHANNEL, "k", K_CONDUCTING),
}


ORDERS = {"lecture": scenes_dir(), **{name: scenes_dir() / name for name in lessons()}}
every_order = pytest.mark.parametrize("order", ORDERS)


@cache
def film(order):
    return look_at(compile_programme(order, usual_voice("en"), "en"))


def patches(order):
    """Every scene of a patch with its tape."""
    told = film(order).programme
    pairs = zip(told.timelines, told.tapes, strict=True)
    return [(timeline, tape) for timeline, tape in pairs if isinstance(tape, Tape)]


@every_order
def test_every_sentence_names_what_is_large_or_lit_in_sight_and_changing(order):
    short = {one.cue.name: short_of(one) for one in film(order).attended()}
    assert {cue: lacks for cue, lacks in short.items() if lacks} == {}


@every_order
def test_the_table_is_as_it_was_written(order):
    assert attention(film(order)) == (ORDERS[order] / "ATTENTION.md").read_text(encoding="utf-8")


@every_order
def test_nothing_that_is_spoken_of_stands_still_for_long(order):
    assert film(order).still_s <= LONGEST_STILL_S


def test_no_one_framing_has_most_of_the_film():
    assert max(film("lecture").framings.values()) <= MOST_ONE_FRAMING


@every_order
def test_no_black_stands_between_two_views(order):
    assert film(order).black == []


@every_order
def test_a_spike_is_told_at_few_paces(order):
    for timeline, tape in patches(order):
        pulses = [act.start_ns for act in timeline.plan.acts if isinstance(act, Pulse)]
        v_mV, rest_mV = tape.series.v_mV, timeline.patch_setup.membrane.v_rest_mV
        ends_ns = [*pulses, int(tape.series.model_ns[-1])][1:]
        for start_ns, end_ns in zip(pulses, ends_ns, strict=True):
            after = (tape.series.model_ns > start_ns) & (tape.series.model_ns <= end_ns)
            if after.any() and v_mV[after].max() > 0.0:
                low = np.flatnonzero(after)[int(np.argmin(v_mV[after]))]
                back = np.flatnonzero(after & (np.arange(len(v_mV)) > low) & (np.abs(v_mV - rest_mV) < 1.0))
                recovered_ns = tape.series.model_ns[back[0]] if len(back) else end_ns
                told = paces(timeline, start_ns, int(recovered_ns))
                assert len(told) <= MOST_PACES, f"{timeline.name}: {told}"


def flows(order):
    """Every sentence that names a stream: ions a second through an open pore in sight, while time runs."""
    for timeline, tape in patches(order):
        layout, events = timeline.patch_setup.layout, tape.events
        for cue in timeline.cues:
            for name in set(things_of(timeline, cue)) & set(STREAMS):
                kind, population, conducting = STREAMS[name]
                steps = range(cue.start_tick // TICKS_PER_STEP, cue.end_tick // TICKS_PER_STEP)
                runs = [k for k in steps if timeline.plan.model_ns[k + 1] > timeline.plan.model_ns[k]]
                opened = sum(
                    int((getattr(tape.step(k), population).state == conducting).sum()) for k in runs
                )
                crossed = events[
                    (events["kind"] == EventKind.CROSSING) & np.isin(events["site"], layout.sites(kind))
                ]
                passed = np.isin(crossed["tick"] // TICKS_PER_STEP, runs).sum()
                yield cue.name, passed / (opened * TICKS_PER_STEP / TICKS_PER_S)


@every_order
def test_ions_rush_where_they_are_said_to(order):
    told = dict(flows(order))
    assert told or order != "lecture"
    assert {cue: rate for cue, rate in told.items() if rate < LEAST_IONS} == {}
