"""The box of true scale: its ions counted, their paths measured, and its lies told apart."""

from dataclasses import replace

import numpy as np
import pytest

from apanim import lies
from apanim.physics.slab import SLAB, spacing_nm, through_open_ms
from apanim.physics.textbook import TEXTBOOK
from apanim.picture.drawlist import BEAD_RIGS, Beads
from apanim.picture.views.box import ions, pace
from apanim.script.timeline import FineRun, Timeline
from apanim.world import Plan, Setup

AVOGADRO = 6.02214076e23
D_NM2_NS = {"ion_na": 1.33, "ion_k": 1.96, "ion_cl": 2.03}  # Hille 2001, table 10.1


def made(**more):
    setup = Setup(TEXTBOOK, 1, 0, 0, 100, 100, 1)
    plan = Plan(setup, np.arange(0, 601, 10, dtype=np.int64))
    return Timeline("made", "Made", 600, plan, "box", **more)


CROWD = ions.crowd(made())


def rows(rig):
    return CROWD.rig == BEAD_RIGS.index(rig)


@pytest.mark.parametrize(
    ("rig", "outside_mM", "inside_mM"), [("ion_na", 145, 15), ("ion_k", 5, 140), ("ion_cl", 110, 8)]
)
def test_there_are_as_many_as_the_concentration_says(rig, outside_mM, inside_mM):
    for outside, mM, high_nm in ((True, outside_mM, SLAB.outside_nm), (False, inside_mM, SLAB.inside_nm)):
        litres = SLAB.width_nm * SLAB.depth_nm * high_nm * 1e-24
        count = int((rows(rig) & ((CROWD.start[:, 1] > 0) == outside)).sum())
        assert count == pytest.approx(mM * 1e-3 * litres * AVOGADRO, abs=1)


@pytest.mark.parametrize("rig", D_NM2_NS)
@pytest.mark.parametrize("ns", [0.03, 0.1, 0.5, 2.0])
def test_a_path_is_brownian(rig, ns):
    """Mean square way 2 D t along an axis, of every ion from many instants on, walls left out."""
    amplitude, per_ns, phase = (
        getattr(CROWD, name)[rows(rig), 0] for name in ("amplitude", "per_ns", "phase")
    )
    begins = np.linspace(0.0, 400.0, 200)
    way = [
        (amplitude * (np.sin(per_ns * (t + ns) + phase) - np.sin(per_ns * t + phase))).sum(axis=1)
        for t in begins
    ]
    assert np.mean(np.square(way)) == pytest.approx(2.0 * D_NM2_NS[rig] * ns, rel=0.15)


def test_no_ion_leaves_its_side_and_no_place_is_liked_better():
    side = np.sign(CROWD.start[:, 1])
    heights = []
    for ns in np.linspace(0.0, 300.0, 60):
        at = ions.places(CROWD, ns)
        assert (np.sign(at[:, 1]) == side).all()
        assert ((at[:, 2] >= 0) & (at[:, 2] <= SLAB.depth_nm)).all()
        heights.append(at[rows("ion_na") & (side > 0), 1])
    found, _ = np.histogram(np.concatenate(heights), 6, (2.91, 17.35))
    assert found == pytest.approx(found.mean(), rel=0.12)


def test_an_instant_is_the_same_by_any_road():
    first = ions.places(CROWD, 7.0)
    ions.places(CROWD, 90.0)
    assert (ions.places(ions.crowd(made()), 7.0) == first).all()


def beads(blurred=0.0, bent=ions.Bent()) -> Beads:  # noqa: B008
    return ions.seen(CROWD, 3.0, 5.0, blurred, bent, lambda x, y: np.ones(len(x)))


def test_the_bent_half_draws_one_in_ten_and_the_true_one_all():
    true, bent = beads(), beads(bent=ions.Bent(fewer=1.0))
    named = [BEAD_RIGS.index(rig) for rig in D_NM2_NS]

    def halves(drawn):
        mine = np.isin(drawn.rig, named)
        return int((mine & (drawn.x < 940)).sum()), int((mine & (drawn.x > 980)).sum())

    assert halves(bent)[0] == halves(true)[0]
    assert halves(bent)[1] == pytest.approx(halves(true)[1] / lies.BATH_BEAD.value, rel=0.35)


def test_where_true_ions_blur_those_of_the_lecture_are_seen():
    assert len(beads(blurred=1.0).x) == 0
    lectures = beads(blurred=1.0, bent=ions.Bent(1.0, 1.0))
    assert (lectures.x > 960).all()
    assert len(lectures.x) > 0.8 * int((beads(bent=ions.Bent(fewer=1.0)).x > 980).sum()) > 10


def test_ions_are_seen_at_a_tenth_of_a_nanosecond_a_second_and_blur_at_the_pace_of_a_spike():
    slow = made(fine=(FineRun(0, 600, 0.0, 0.1),))
    assert pace.blur(slow, 500) == 0.0
    assert pace.rate_ns_s(slow, 500) == pytest.approx(0.1)
    fast = made()
    fast = replace(fast, plan=replace(fast.plan, model_ns=np.arange(61, dtype=np.int64) * 1000))
    assert pace.blur(fast, 500) == 1.0


def test_one_open_channel_and_how_far_it_is_to_the_next():
    # 20 pS at 75 mV are 1.5 pA, 9.36 million ions a second; 32 mS/cm2 are 16 such channels in 1 um2.
    assert through_open_ms(75.0) == pytest.approx(9362, rel=1e-3)
    assert spacing_nm(TEXTBOOK) == pytest.approx(250.0)
    assert SLAB.filled(TEXTBOOK) == pytest.approx(0.0215, abs=0.001)
