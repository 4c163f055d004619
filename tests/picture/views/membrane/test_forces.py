"""What drives the ions, as arrows: as long as the model's millivolts, and the way that they push."""

from dataclasses import replace
from functools import cache

import pytest
from made import LAST_TICK, MadeTape, plan, span

from apanim.errors import UserError
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.drawlist import Line, Text
from apanim.picture.frame import Look, frame
from apanim.picture.type import box
from apanim.picture.views.membrane.forces import forces_at
from apanim.picture.views.membrane.geometry import MID_Y
from apanim.script.timeline import Timeline
from apanim.tape.readings import readings

READS = readings(TEXTBOOK)

TAPE = MadeTape()


@cache
def leaky():
    """A made scene with leaks in the middle."""
    return replace(plan(), setup=replace(plan().setup, row="leaks"))


def scene(*spans):
    return Timeline("made", "Made", LAST_TICK, leaky(), "membrane", spans=spans)


def arrows(target, tick=6000, **look):
    show = scene(span("forces", 5, 14, target))
    drawn = frame(show, TAPE, tick, Look(**look)).items
    shafts = [i for i in drawn if isinstance(i, Line) and i.width == 8.0 and len(i.points) == 2]
    words = [
        i
        for i in drawn
        if isinstance(i, Text) and (i.text.endswith(" mV") or i.text in ("gradient", "voltage"))
    ]
    return shafts, [w for w in words if w.outline]


def length(line):
    return abs(line.points[1][1] - line.points[0][1])


def test_at_rest_the_gradient_drives_potassium_out_and_the_voltage_pulls_it_back():
    gradient, voltage = forces_at("k_leak", TEXTBOOK.v_rest_mV, READS)
    assert gradient.push_mV == pytest.approx(-TEXTBOOK.e_k_mV)
    assert voltage.push_mV == TEXTBOOK.v_rest_mV
    assert gradient.push_mV + voltage.push_mV == pytest.approx(TEXTBOOK.v_rest_mV - TEXTBOOK.e_k_mV)
    assert all(force.push_mV < 0 for force in forces_at("na_leak", TEXTBOOK.v_rest_mV, READS))


def test_at_a_receptor_each_cation_has_its_driving_force():
    na, k = forces_at("ligand_stream", -60.0, READS)
    assert na.push_mV == pytest.approx(-60.0 - TEXTBOOK.e_na_mV)
    assert k.push_mV == pytest.approx(-60.0 - TEXTBOOK.e_k_mV)


def test_arrows_are_as_long_as_their_forces_and_point_the_way_they_push():
    (gradient, voltage), words = arrows("k_leak")
    assert length(gradient) / length(voltage) == pytest.approx(-TEXTBOOK.e_k_mV / 70.0, rel=0.02)
    assert gradient.points[1][1] < gradient.points[0][1] < MID_Y  # outward is up
    assert voltage.points[1][1] > voltage.points[0][1] > MID_Y
    assert {"gradient", "voltage", "89 mV", "70 mV"} == {word.text for word in words}


def test_they_grow_and_go_with_their_span():
    early, later = arrows("k_leak", tick=3060)[0], arrows("k_leak")[0]
    assert length(early[0]) < length(later[0])
    assert early[0].opacity < later[0].opacity == 1.0
    assert arrows("k_leak", tick=2990) == ([], [])


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_their_words_lie_on_no_other_text(scale):
    show = scene(span("forces", 5, 14, "k_leak"))
    texts = [i for i in frame(show, TAPE, 6000, Look(text_scale=scale)).items if isinstance(i, Text)]
    for n, a in enumerate(texts):
        for b in texts[:n]:
            one, two = box(a), box(b)
            across, down = (
                min(one[2], two[2]) - max(one[0], two[0]),
                min(one[3], two[3]) - max(one[1], two[1]),
            )
            assert across <= 1 or down <= 1, f"{a.text} on {b.text}"


def test_an_unknown_part_is_refused():
    show = scene(span("forces", 5, 14, "moon"))
    with pytest.raises(UserError, match="moon"):
        frame(show, TAPE, 6000)
