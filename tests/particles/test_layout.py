import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim import lies
from apanim.particles.layout import WIDEST_NM, drawn_area_um2, make_layout
from apanim.particles.proteins import ROWS, Kind


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.sampled_from(sorted(ROWS)))
def test_every_protein_asked_for_stands_in_the_row_and_none_overlap(na, k, pumps, row):
    layout = make_layout(na, k, pumps, row=row)
    assert len(layout.sites(Kind.NA_CHANNEL)) == na
    assert len(layout.sites(Kind.K_CHANNEL)) == k
    assert len(layout.sites(Kind.PUMP)) == pumps
    apart, seen = np.diff(layout.x_nm), np.abs(layout.x_nm) < WIDEST_NM / 2
    assert apart[seen[1:] | seen[:-1]].min() >= lies.CHANNEL_SPACING.low - 0.01
    assert apart.min() >= lies.UNSEEN_SPACING.value - 0.01
    assert np.abs(layout.x_nm).max() < layout.half_width_nm


def test_every_leak_stands_in_sight_or_there_is_one_beyond():
    for row, places in ROWS.items():
        layout = make_layout(5, 3, 1, row=row)
        for kind in (Kind.NA_LEAK, Kind.K_LEAK, Kind.CL_LEAK):
            assert len(layout.sites(kind)) == max(1, sum(shown == kind for shown, _ in places))


def test_the_floor_makes_way_for_what_hangs_into_the_cell():
    layout = make_layout(8, 6, 1)
    pump = layout.x_nm[layout.sites(Kind.PUMP)]
    assert layout.floor_nm(pump, inside=True)[0] > layout.floor_nm(np.array([12.0]), inside=True)[0]
    x = np.linspace(-20, 20, 77).astype(np.float32)
    for inside in (False, True):
        quick = layout.quick_floor_nm(x, np.full(len(x), inside))
        assert np.allclose(quick, layout.floor_nm(x, inside), atol=0.1)


def test_drawn_channels_stand_for_an_area_of_membrane():
    # 32 mS/cm2 = 320 pS/um2 = 16 channels of 20 pS a um2
    assert drawn_area_um2(8, 32.0, 20.0) == pytest.approx(0.5)
