"""The camera moves without a jerk, keeps depth and text in order, and can be told to keep still."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from as_text import as_text
from made import LAST_TICK, MadeTape, full_timeline, span, timeline

from apanim.errors import UserError
from apanim.picture.camera import BACKDROP, WHOLE, Camera, PathSegment, Sight, at, between
from apanim.picture.design_frame import HEIGHT, SAFE, WIDTH
from apanim.picture.drawlist import Beads, Dissolve, Lens, Scenery, Sprite, Text, Veil
from apanim.picture.frame import Look, frame
from apanim.picture.type import SMALLEST, box
from apanim.script.timeline import DISSOLVE_TICKS, CameraMove, Framing

TAPE = MadeTape()
NEAR = Sight(700, 560, 2.0)
GOALS = ("pump", "na_channel.ball", "k_channel.gate", "na_stream", "k_leak")


def going(part="pump", scale=2.0, start_s=9.0, seconds=1.8, back_s=20.0):
    """To a part and back."""
    near, first, last = Framing(part, scale=scale), round(start_s * 600), round(back_s * 600)
    lasts = round(seconds * 600)
    return CameraMove(first, first + lasts, Framing(), near), CameraMove(
        last, last + lasts, near, Framing()
    )


def show(*moves, **more):
    return replace(full_timeline(), camera=moves or going(), **more)


def lenses(tick, scene, look=None):
    """The lens of the scene, and that of the backdrop."""
    found = [item for item in frame(scene, TAPE, tick, look or Look()).items if isinstance(item, Lens)]
    return (found[1], found[0]) if found else (Lens(), Lens())


def texts(tick, scene):
    return [i for i in frame(scene, TAPE, tick).items if isinstance(i, Text) and i.opacity > 0.02]


def path(legs, ticks):
    """(n, 3): the corner of the frame in the scene, and the scale."""
    found = [at(legs, (), tick).sight for tick in ticks]
    return np.array([(*sight.onto(0.0, 0.0), sight.scale) for sight in found])


def test_without_moves_nothing_is_changed():
    assert not any(isinstance(item, Lens) for item in frame(full_timeline(), TAPE, 6000).items)
    before, after = (as_text(frame(s, TAPE, 3000)) for s in (full_timeline(), show()))
    assert before == after, "nor before the first move"


def test_a_move_has_no_break_in_its_speed():
    legs = (
        PathSegment(0, 600, WHOLE, WHOLE),
        PathSegment(600, 1680, WHOLE, NEAR),
        PathSegment(1680, 3000, NEAR, NEAR),
        PathSegment(3000, 4080, NEAR, Sight(1200, 600, 1.3)),
        PathSegment(4080, 9000, Sight(1200, 600, 1.3), WHOLE),
    )  # fmt: skip
    speed = np.diff(path(legs, range(400, 9000, 2)), axis=0)
    change = np.abs(np.diff(speed, axis=0)).max(axis=0)
    assert (change < 0.03 * np.abs(speed).max(axis=0)).all()
    # A break would show: a move at an even pace begins with all of its speed.
    jerk = np.diff([0.0, 0.0, *np.linspace(0, 1, 540)])
    assert np.abs(np.diff(jerk)).max() > 0.9 * jerk.max()


def test_the_frame_never_shows_what_is_not_drawn():
    legs = (
        PathSegment(0, 1000, WHOLE, Sight(480, 270, 2.0)),
        PathSegment(1000, 2000, Sight(480, 270, 2.0), NEAR),
    )
    for tick in range(0, 2001, 50):
        left, top, right, bottom = at(legs, (), tick).sight.box((0, 0, WIDTH, HEIGHT))
        assert left <= 1e-6
        assert top <= 1e-6
        assert right >= WIDTH - 1e-6
        assert bottom >= HEIGHT - 1e-6


def test_a_zoom_between_two_views_keeps_one_point_still():
    (x0, y0), (x1, y1) = (between(WHOLE, NEAR, share).onto(0, 0) for share in (0.0, 1.0))
    for share in (0.2, 0.5, 0.9):
        x, y = between(WHOLE, NEAR, share).onto(0, 0)
        assert (x - x0) * (y1 - y0) == pytest.approx((y - y0) * (x1 - x0))


@pytest.mark.parametrize("part", GOALS)
def test_the_part_is_brought_where_it_can_be_seen(part):
    scene = show(*going(part))
    scene_lens, _ = lenses(14 * 600, scene)
    assert scene_lens.scale == 2.0
    assert scene_lens.scale in scene_lens.levels, "sharp at rest"
    named = timeline(span("label", 12, 18, part, "this"), camera=going(part))
    dots = [i for i in frame(named, TAPE, 14 * 600).items if type(i).__name__ == "Dot" and i.r == 6]
    assert dots, "and labelled there"
    assert (400 if part != "k_leak" else 96) < dots[0].x < 1240, "but for what stands at the very edge"
    assert 200 < dots[0].y < 880


def test_far_planes_follow_by_less():
    scene, backdrop = lenses(14 * 600, show())
    assert backdrop.scale == pytest.approx(1 + BACKDROP * (scene.scale - 1))
    camera = Camera(NEAR, (2.0,))
    z = np.array([0.0, 4.0, 12.0, 20.0])
    x, _ = camera.deepened(np.full(4, 1400.0), np.full(4, 300.0), z)
    off = np.abs(np.array([camera.sight.onto(value, 300)[0] for value in x]) - 1400.0)
    assert off[0] == off[1], "what is in focus goes with the membrane"
    assert off[1] > off[2] > off[3] > 0


def test_water_stays_on_its_side_at_every_depth():
    camera = Camera(Sight(900, 640, 2.0), (2.0,))
    _, y = camera.deepened(np.full(2, 500.0), np.array([500.0, 620.0]), np.full(2, 20.0))
    assert y[0] < 556 < y[1]


def test_a_drift_is_slow_small_and_parts_the_planes():
    scene = timeline(span("drift", 4, 36))
    ticks = range(0, LAST_TICK, 20)
    sway = np.array([lenses(tick, scene)[1].x for tick in ticks])
    assert np.ptp(sway) > 15
    assert np.abs(sway - 960).max() < 0.06 * 960
    assert np.abs(np.diff(sway)).max() * 30 < 8, "px a second"
    assert np.abs(np.diff(sway, 2)).max() < 0.02, "no jerk, at its ends either"
    assert all(lenses(tick, scene)[0] in (Lens(), Lens(960.0, 540.0, 1.0)) for tick in ticks)


@pytest.mark.parametrize("tick", range(8 * 600, 23 * 600, 450))
@pytest.mark.parametrize("part", GOALS[:4])
def test_text_rules_hold_under_the_camera(tick, part):
    found = texts(tick, show(*going(part)))
    assert found
    for text in found:
        left, top, right, bottom = box(text)
        assert text.size >= SMALLEST
        assert left >= SAFE[0] - 2, text.text
        assert top >= SAFE[1], text.text
        assert right <= SAFE[2], text.text
        assert bottom <= SAFE[3], text.text
    for a, b in combinations(found, 2):
        one, two = box(a), box(b)
        across = min(one[2], two[2]) - max(one[0], two[0])
        down = min(one[3], two[3]) - max(one[1], two[1])
        assert across <= 1 or down <= 1, f"{a.text!r} lies on {b.text!r}"


def test_labels_wait_while_the_camera_moves():
    scene = timeline(span("label", 5, 20, "pump", "the pump"), camera=going(start_s=9, seconds=1.8))
    seen = [any(t.text == "the pump" for t in texts(tick, scene)) for tick in range(3600, 9000, 60)]
    at_s = np.arange(6, 15, 0.1)
    assert all(s for s, second in zip(seen, at_s, strict=True) if second < 8.7)
    assert not any(s for s, second in zip(seen, at_s, strict=True) if 9.0 <= second < 10.8)
    assert all(s for s, second in zip(seen, at_s, strict=True) if second > 11.3)


def glass_beads(tick, scene):
    """Every bead in focus, where it is in the frame, by its rig."""
    items = frame(scene, TAPE, tick).items
    lens = next((i for i in items if isinstance(i, Lens) and i.scale > 1.0 and not i.glides), Lens())
    near = [i for i in items if isinstance(i, Beads)][1]
    return {
        (int(rig), round(float(x), 1), round(float(y), 1)): (
            lens.scale * (float(x) - lens.x), lens.scale * (float(y) - lens.y),
        )
        for rig, x, y in zip(near.rig, near.x, near.y, strict=True)
    }  # fmt: skip


def test_beads_take_bounded_steps_under_a_move():
    """The made beads stand still, so that what moves them is the camera alone."""
    scene = timeline(camera=going(start_s=9))
    for before, after in pairwise(glass_beads(tick, scene) for tick in range(5400, 6500, 20)):
        both = before.keys() & after.keys()
        assert len(both) > 10
        assert max(np.hypot(*np.subtract(before[k], after[k])) for k in both) < 60


def test_nothing_on_the_glass_ever_scales():
    flat, near = (frame(s, TAPE, 14 * 600).items for s in (full_timeline(), show()))
    last = max(i for i, item in enumerate(near) if isinstance(item, Lens))
    assert near[last] == Lens()
    assert [i for i in near if isinstance(i, Scenery)][-1].name == "membrane/vignette"
    panels = [[i for i in items if type(i).__name__ in ("Panel", "Curve")] for items in (flat, near)]
    assert panels[0] == panels[1]


def test_the_same_tick_is_the_same_picture_by_any_road():
    scene = show()
    ticks = range(5000, 13200, 410)
    forwards = [as_text(frame(scene, TAPE, tick)) for tick in ticks]
    other = MadeTape()
    assert [as_text(frame(scene, other, tick)) for tick in reversed(ticks)][::-1] == forwards


def test_reduced_motion_cuts_and_keeps_still():
    look = Look(reduced_motion=True)
    scene = show(*going(), spans=(*full_timeline().spans, span("drift", 12, 19)))
    found = {lenses(tick, scene, look)[0].scale for tick in range(4800, 13200, 60)}
    assert found == {1.0, 2.0}
    assert len({lenses(tick, scene, look)[1].x for tick in range(6000, 11400, 120)}) == 1

    def dark(tick):
        return max(
            (i.opacity for i in frame(scene, TAPE, tick, look).items if isinstance(i, Veil)), default=0
        )

    assert dark(5400) == 1.0, "a short fade hides the cut"
    assert dark(5280) == dark(5520) == 0.0
    still = [
        [i.angle for i in frame(timeline(), TAPE, tick, look).items if is_body(i)] for tick in (3000, 3400)
    ]
    assert still[0] == still[1], "nothing breathes"


def is_body(item):
    return isinstance(item, Sprite) and item.rig == "na_channel" and item.part.startswith("body")


def test_a_scene_in_a_row_dissolves_into_the_next_at_its_end():
    scene, after = timeline(leads_on=True), timeline(camera=going("pump"))
    first = frame(after, TAPE, 0)

    def laid(tick):
        last = frame(scene, TAPE, tick, into=(after, TAPE)).items[-1]
        return last if isinstance(last, Dissolve) else None

    assert laid(0) is None
    assert laid(LAST_TICK - DISSOLVE_TICKS) is None
    shares = [laid(LAST_TICK - left).opacity for left in range(DISSOLVE_TICKS - 10, 0, -10)]
    assert shares == sorted(shares)
    assert shares[0] < 0.01
    assert shares[-1] > 0.99
    assert laid(LAST_TICK - 20).items == first.items
    assert laid(LAST_TICK - 20).items is laid(LAST_TICK - 10).items, "listed once, painted once"
    assert not any(isinstance(i, Veil) for i in frame(scene, TAPE, LAST_TICK - 5, into=(after, TAPE)).items)


def test_a_part_that_is_not_there_is_refused_by_name():
    with pytest.raises(UserError, match=r"camera goes to 'axon'.*pump"):
        frame(show(*going("axon")), TAPE, 6000)
