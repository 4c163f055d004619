"""The loops of local circuits, by the V(x) of a hump: where they begin and end, which way they turn."""

import math

import numpy as np
import pytest
from axon_run import tape

from apanim.picture.views.axon import local_circuits
from apanim.picture.views.axon.geometry import LOWER_Y, UPPER_Y, compartments_x
from apanim.picture.views.axon.local_circuits import Current, axial_nA, currents, loops

RIGHT = Current(600.0, 1000.0, 0.5)
LEFT = Current(1000.0, 600.0, -0.5)


def hump(middle_x: float, wide_px: float, high_mV: float = 100.0):
    """V that is depolarised about a place of the picture, and is at rest far from it."""
    x = compartments_x(tape().plan)
    return x, -70.0 + high_mV * np.exp(-(((x - middle_x) / wide_px) ** 2) / 2)


def test_a_hump_drives_current_from_its_middle_to_both_sides_alike():
    plan, (x, v_mV) = tape().plan, hump(1000.0, 150.0)
    left, right = currents(plan, v_mV)
    assert (left.peak_nA < 0, right.peak_nA > 0) == (True, True)
    assert left.peak_nA == pytest.approx(-right.peak_nA, rel=0.02)
    assert left.source + right.source == pytest.approx(2000.0, abs=4)
    assert left.sink + right.sink == pytest.approx(2000.0, abs=4)
    # From inside of where V falls most steeply, a width from the middle, to outside of it.
    assert left.sink < 850.0 < left.source < 1000.0 < right.source < 1150.0 < right.sink
    # The means of -V'' of a Gaussian on either side: 0.4 and 2.1 times its width.
    u = np.linspace(0.0, 6.0, 6001)
    bend = (1 - u**2) * np.exp(-(u**2) / 2)
    inner, outer = np.maximum(bend, 0.0), np.maximum(-bend, 0.0)
    assert right.source == pytest.approx(1000.0 + 150.0 * (u * inner).sum() / inner.sum(), abs=12)
    assert right.sink == pytest.approx(1000.0 + 150.0 * (u * outer).sum() / outer.sum(), abs=12)
    # Ohm's law between neighbours, outward at the hottest place.
    flow = axial_nA(plan, v_mV)
    k = int(np.argmin(np.abs(x - 1100.0)))
    assert flow[k] == pytest.approx(plan.tree.along_uS[k] * (v_mV[k] - v_mV[k + 1]))


def test_half_the_hump_drives_half_the_current_and_a_tenth_of_a_full_loops_is_none():
    plan = tape().plan
    (_, full), (_, half) = (
        currents(plan, hump(1000.0, 150.0)[1]),
        currents(plan, hump(1000.0, 150.0, 50.0)[1]),
    )
    assert half.peak_nA == pytest.approx(full.peak_nA / 2)
    faint = 0.042 / full.peak_nA * 100.0
    assert len(currents(plan, hump(1000.0, 150.0, 1.02 * faint)[1])) == 2
    assert currents(plan, hump(1000.0, 150.0, 0.98 * faint)[1]) == []


def test_a_loop_is_as_plain_as_its_current_is_strong():
    plain = [Current(0.0, 100.0, nA).strength for nA in (-9.0, -0.3, 0.0, 0.1, 0.3, 0.5)]
    assert plain[0] == plain[-1] == 1.0
    assert plain[1] == plain[4]
    assert plain[2] == 0.0 < plain[3] < plain[4] < 1.0
    assert plain[3] / plain[4] < 1 / 3  # a weak one is fainter than its share
    assert {line.opacity for line in loops([Current(600.0, 1000.0, 0.3)])} == {plain[4]}


def along(line) -> np.ndarray:
    return np.array(line.points, float) + np.array((line.x, line.y))


@pytest.mark.parametrize("current", [RIGHT, LEFT])
def test_each_wall_has_a_loop_from_source_to_sink_that_is_closed_and_smooth(current):
    rings = [along(line) for line in loops([current]) if len(line.points) > 20]
    for ring, wall_y, inward in zip(rings, (UPPER_Y, LOWER_Y), (1, -1), strict=True):
        assert tuple(ring[0]) == tuple(ring[-1])
        assert (ring[:, 0].min(), ring[:, 0].max()) == pytest.approx((600.0, 1000.0), abs=4)
        deep = inward * (ring[:, 1] - wall_y)  # px from the wall's middle to the axon's inside
        assert (deep.min(), deep.max()) == pytest.approx((-76.0, 88.0), abs=0.1)
        steps = np.diff(ring, axis=0)
        assert np.hypot(*steps.T).max() < 100.0
        turns = np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0])))
        assert np.abs(turns).max() < math.radians(25)  # no corner
        assert abs(turns.sum()) == pytest.approx(2 * math.pi, abs=math.radians(25))  # once round
        # Inside it runs as the axial current does, outside it comes back.
        middle = np.abs(ring[:-1, 0] - 800.0) < 150.0
        way = np.sign(steps[:, 0]) * np.sign(current.peak_nA)
        assert (way[middle & (deep[:-1] > 80.0)] == 1).all()
        assert (way[middle & (deep[:-1] < -70.0)] == -1).all()


@pytest.mark.parametrize("current", [RIGHT, LEFT])
def test_arrowheads_lie_on_the_loop_point_along_it_and_are_alike_on_both_sides(current):
    items = loops([current])
    assert len(items) == 10
    for at in (0, 5):
        ring, heads = along(items[at]), [along(line) for line in items[at + 1 : at + 5]]
        for head in heads:
            tip, barbs = head[0], (head[1], head[3])
            back = (barbs[0] + barbs[1]) / 2
            ahead = (tip - back) / np.hypot(*(tip - back))
            middle = back + 8.0 * ahead
            near = int(np.argmin(np.hypot(*(ring - middle).T)))
            assert np.hypot(*(ring[near] - middle)) < 0.1
            course = ring[(near + 1) % (len(ring) - 1)] - ring[near - 1]
            assert ahead @ course / np.hypot(*course) > 0.99
            # Mirrored at its axis it is the same shape, and no part of it lies ahead of the tip.
            u = (head - middle) @ ahead
            v = (head - middle) @ np.array([-ahead[1], ahead[0]])
            shape = {(round(a, 1) + 0.0, round(b, 1) + 0.0) for a, b in zip(u, v, strict=True)}
            assert all(any(math.dist((a, -b), other) < 0.25 for other in shape) for a, b in shape)
            assert u.max() == pytest.approx(8.0, abs=0.05)
            assert (u.min(), v.max()) == pytest.approx((-8.0, 7.5), abs=0.05)
        firsts = np.array([head[0] for head in heads])
        gaps = np.hypot(*np.diff(np.vstack([firsts, firsts[:1]]), axis=0).T)
        assert gaps.min() > 60.0  # they stand all round it


def test_a_loop_is_drawn_where_the_axon_is_seen_and_is_wide_enough():
    assert loops([Current(600.0, 619.0, 0.5)]) == []
    assert len(loops([Current(600.0, 625.0, 0.5)])) == 10
    assert loops([Current(50.0, 200.0, 0.5)]) == []  # left of it
    assert len(loops([Current(100.0, 240.0, 0.5)])) == 10
    assert loops([Current(1750.0, 1880.0, 0.5)]) == []  # right of it
    assert len(loops([Current(1700.0, 1900.0, 0.5)])) == 10


def test_as_it_travels_a_loop_keeps_its_shape():
    """Its width goes in steps, so that it does not tremble."""
    one, other = loops([Current(600.0, 1000.0, 0.5)]), loops([Current(603.0, 1005.0, 0.5)])
    assert [line.points for line in one] == [line.points for line in other]
    assert other[0].x - one[0].x == 4
    assert local_circuits._WIDTH_STEP <= 10
