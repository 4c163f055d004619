"""Words longer than their place are set smaller, or cut: they stay in the frame, off the panels."""

from dataclasses import replace

import axon_run
import neuron_run
import pytest
from made import LAST_TICK, MadeTape, span, timeline

from apanim.picture.design_frame import SAFE
from apanim.picture.drawlist import Panel, Text
from apanim.picture.frame import Look, frame
from apanim.picture.type import SMALLEST, box, fitted, width
from apanim.script.plots import Plot, Train
from apanim.script.timeline import TraceCurve, TraceWindow

LONG = ("Why the voltage across the membrane of a nerve cell rises and falls " * 2)[:120]
NARROW = "ill, still, till: it is " * 5
WIDE = "WWWWWWWWWW" * 12


def texts(items):
    return [item for item in items if isinstance(item, Text) and item.opacity > 0.02]


def meet(one, two):
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def check(items):
    """All text in the safe area, that of the head on no panel, and that of a panel in it."""
    panels = [(p.x, p.y, p.x + p.width, p.y + p.height) for p in items if isinstance(p, Panel)]
    assert panels
    for text in texts(items):
        here = box(text)
        assert text.size >= SMALLEST
        assert SAFE[0] - 2 <= here[0] < here[2] <= SAFE[2], text.text
        assert SAFE[1] <= here[1] < here[3] <= SAFE[3], text.text
        for panel in panels:
            inside = panel[0] <= here[0] and here[2] <= panel[2]
            assert inside or not meet(here, panel), text.text


@pytest.mark.parametrize("words", [LONG, NARROW, WIDE])
@pytest.mark.parametrize("scale", [1.0, 1.25])
@pytest.mark.parametrize("beside", [False, True])
def test_a_long_title_and_tag_stay_in_the_frame_and_off_the_panels(words, scale, beside):
    rows = (Train(words, (-70.0, 20.0, -70.0), (0.5,)),)
    plots = (Plot("trains", "beside", 0, LAST_TICK, 0, 8_000_000, trains=rows),) if beside else ()
    show = timeline(
        span("title", 0, 40, text=words, tag=words),
        traces=(TraceWindow(0, LAST_TICK, 0, 4_000_000),),
        plots=plots,
    )
    items = frame(show, MadeTape(), 6000, Look(text_scale=scale)).items
    assert any(text.text.endswith("…") for text in texts(items))
    check(items)


@pytest.mark.parametrize("run", [axon_run, neuron_run], ids=["axon", "neuron"])
def test_it_does_so_on_a_cable_too(run):
    tape = run.tape()
    show = run.timeline(tape)
    other = tuple(s for s in show.spans if s.kind != "title")
    show = replace(show, spans=(*other, span("title", 0, 40, text=LONG, tag=LONG)))
    check(frame(show, tape, 3000).items)


def test_a_long_name_of_a_curve_stays_off_its_number():
    tape = neuron_run.tape()
    show = neuron_run.timeline(tape)
    window = show.traces[0]
    curves = tuple(TraceCurve(LONG, curve.compartment) for curve in window.curves)
    items = frame(replace(show, traces=(replace(window, curves=curves),)), tape, 3000).items
    names = [text for text in texts(items) if text.text.startswith("Why the")]
    assert len(names) == len(curves)
    for name in names:
        row = [text for text in texts(items) if text.y == name.y and text.anchor == "middle"]
        assert row
        assert box(name)[2] < min(box(digit)[0] for digit in row)


def test_what_fits_is_left_alone_and_mark_up_is_not_cut_in_two():
    assert fitted("Rising phase", 1000, 58, 800) == ("Rising phase", 58)
    smaller = fitted("Rising phase", 300, 58, 800)
    assert smaller.text == "Rising phase"
    assert width(*smaller, 800) == pytest.approx(300)
    for room in range(60, 700, 7):
        cut = fitted("Ca^{2+} and SO_4^{2−} cross the wall, as Na^+ does", room, 28, 600)
        assert width(*cut, 600) <= room
        assert cut.text.count("{") == cut.text.count("}")
        assert not cut.text.removesuffix("…").endswith(("^", "_"))
