"""A frame is a pure function of its timeline, its tape and its tick."""

from as_text import as_text
from made import LAST_TICK, MadeTape, full_timeline, span, timeline

from apanim.picture.drawlist import Beads, Curve, Dim, Panel, Scenery, Text
from apanim.picture.frame import Look, frame


def items(draw_list, kind):
    return [item for item in draw_list.items if isinstance(item, kind)]


def test_the_same_tick_gives_the_same_draw_list_by_any_road():
    show, tape = full_timeline(), MadeTape()
    ticks = range(0, LAST_TICK, 1170)
    forwards = {tick: frame(show, tape, tick) for tick in ticks}
    other = MadeTape()
    for tick in reversed(ticks):
        again = frame(show, other, tick)
        assert again == forwards[tick]
        assert as_text(again) == as_text(forwards[tick])


def test_draw_lists_of_different_ticks_differ():
    show, tape = full_timeline(), MadeTape()
    assert frame(show, tape, 6000) != frame(show, tape, 6010)


def test_the_ground_comes_first_and_the_text_last():
    drawn = frame(full_timeline(), MadeTape(), 6000).items
    assert drawn[0] == Scenery("membrane/backdrop")
    names = [item.name for item in drawn if isinstance(item, Scenery)]
    assert (
        names.index("membrane/backdrop")
        < names.index("membrane/bilayer")
        < names.index("membrane/vignette")
    )
    bilayer = next(
        i for i, item in enumerate(drawn) if isinstance(item, Scenery) and item.name == "membrane/bilayer"
    )
    beads = [i for i, item in enumerate(drawn) if isinstance(item, Beads)]
    assert beads[0] < bilayer < beads[1], "far ions lie behind the membrane, near ones before it"
    vignette = next(
        i for i, item in enumerate(drawn) if isinstance(item, Scenery) and item.name == "membrane/vignette"
    )
    assert all(i > vignette for i, item in enumerate(drawn) if isinstance(item, Text))


def test_captions_and_plots_can_be_switched_off():
    show, tape = full_timeline(), MadeTape()
    plain = frame(show, tape, 3000, Look(captions=False, plots=False))
    assert not items(plain, Curve)
    words = " ".join(text.text for text in items(plain, Text))
    assert "At rest" not in words
    assert "Membrane potential" not in words
    assert not any(item.name == "membrane/electrode" for item in items(plain, Scenery))
    assert len(items(plain, Panel)) == 1  # the legend stays


def test_nothing_dims_without_a_highlight():
    assert not items(frame(timeline(), MadeTape(), 6000), Dim)
    assert items(frame(timeline(span("highlight", 5, 15, "pump")), MadeTape(), 6000), Dim)
