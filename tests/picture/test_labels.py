"""Labels find free places, point at what they speak of, and stay where they are."""

from itertools import combinations

import pytest
from made import OPEN_CHANNEL, MadeTape, full_timeline, plan, span, timeline

from apanim.errors import UserError
from apanim.particles.proteins import Kind
from apanim.picture.drawlist import Dim, Dot, Line, Text
from apanim.picture.frame import frame
from apanim.picture.overlay import caption
from apanim.picture.plots import rooms
from apanim.picture.shot import USUAL
from apanim.picture.type import box
from apanim.picture.views.membrane.geometry import x_from_nm
from apanim.picture.views.membrane.label_targets import target, targets

TAPE = MadeTape()
LABELS = {"activation gate", "inactivation gate", "K⁺ channel", "Na⁺/K⁺ pump", "electrode"}


def drawn(tick, show=None):
    return frame(show or full_timeline(), TAPE, tick).items


def labels(tick, names):
    return {item.text: item for item in drawn(tick) if isinstance(item, Text) and item.text in names}


def apart(a, b):
    return min(a[2], b[2]) <= max(a[0], b[0]) or min(a[3], b[3]) <= max(a[1], b[1])


def test_labels_keep_clear_of_each_other_and_of_every_panel():
    found = labels(7000, LABELS)
    assert found.keys() == LABELS
    boxes = [box(text) for text in found.values()]
    assert all(apart(a, b) for a, b in combinations(boxes, 2))
    key, plot = rooms.legend(frozenset(), 0.0, USUAL), rooms.rooms(frozenset(), USUAL)["panel"]
    for panel in (caption.box(), key.box, plot.box):
        assert all(apart(panel, b) for b in boxes)


def test_a_label_stays_where_it_is():
    places = [
        {name: (t.x, t.y) for name, t in labels(tick, LABELS).items()} for tick in range(6000, 8200, 100)
    ]
    assert all(place == places[0] for place in places)


def test_a_label_comes_and_goes_gently():
    opacities = [
        next((i.opacity for i in drawn(tick) if isinstance(i, Text) and i.text == "electrode"), 0.0)
        for tick in range(5400, 8400, 10)
    ]
    assert opacities[0] == 0
    assert max(opacities) == 1
    assert opacities[-1] < 0.1


def test_the_stream_is_named_where_it_flows():
    items = drawn(17 * 600)
    at = next(i for i, item in enumerate(items) if isinstance(item, Text) and item.text == "Na⁺ rushes in")
    dot = items[at - 1]
    assert isinstance(dot, Dot)
    channels = plan().setup.layout.x_nm[plan().setup.layout.sites(Kind.NA_CHANNEL)]
    assert abs(dot.x - x_from_nm(channels[OPEN_CHANNEL])) < 80


def test_the_leader_follows_the_ball():
    show = timeline(span("label", 19, 22, "na_channel.ball", "the ball"))

    def tip(tick):
        return next(item.points[0] for item in drawn(tick, show) if isinstance(item, Line))

    assert tip(11940)[0] - tip(12600)[0] > 40


def test_an_unknown_part_is_refused_by_name():
    with pytest.raises(UserError, match=r"'axon'.*na_stream"):
        target("axon")
    with pytest.raises(UserError, match="'axon'"):
        frame(timeline(span("label", 0, 10, "axon", "x")), MadeTape(), 600)
    with pytest.raises(UserError, match="'axon'"):
        frame(timeline(span("highlight", 0, 10, "axon")), MadeTape(), 600)


# A synapse's parts have tests of their own, see test_synapse_picture.
@pytest.mark.parametrize("name", sorted(n for n, t in targets().items() if t.rig != "ligand_channel"))
def test_every_part_can_be_labelled_and_highlighted(name):
    show = timeline(span("label", 0, 10, name, "this"), span("highlight", 0, 10, name))
    items = drawn(3000, show)
    assert any(isinstance(item, Text) and item.text == "this" for item in items)
    assert any(isinstance(item, Dim) for item in items)


def test_the_veil_does_not_lift_between_cues():
    show = timeline(
        span("highlight", 5, 8, "na_channels"), span("highlight", 8.5, 12, "na_channels"),
        span("highlight", 12.3, 16, "k_channels"),
    )  # fmt: skip
    depth = [
        next((i.strength for i in drawn(tick, show) if isinstance(i, Dim)), 0.0)
        for tick in range(3300, 9300, 60)
    ]
    assert min(depth) == max(depth) > 0.3
