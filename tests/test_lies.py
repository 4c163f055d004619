"""The figures that the named lies give for what is true, worked out anew from the physics."""

import re

import numpy as np
import pytest

from apanim import lies
from apanim.particles.fill import LARGE_ANIONS, shares
from apanim.particles.ions import Species
from apanim.particles.layout import FLOOR_OUT_NM, HEIGHT_NM, make_layout
from apanim.physics.textbook import TEXTBOOK

IONS_PER_NM3_MM = 6.022e-4
DIFFUSION_UM2_MS = (1.33, 1.96)  # Na+ and K+ in water at 25 C (Robinson & Stokes 1959)
SCENES = ((900, make_layout(8, 6, 3)), (1600, make_layout(13, 7, 4, row="spike")),
          (800, make_layout(2, 2, 2, row="leaks")), (1300, make_layout(0, 0, 4, 8)))  # fmt: skip


def figures(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\.?\d*", text)]


@pytest.mark.parametrize(("ions", "layout"), SCENES)
def test_a_bead_of_a_bath_stands_for_some_ten_ions(ions, layout):
    volume_nm3 = 2 * layout.half_width_nm * (HEIGHT_NM - FLOOR_OUT_NM) * lies.DEPTH.value
    really = TEXTBOOK.na_out_mM * IONS_PER_NM3_MM * volume_nm3
    each = really / shares(TEXTBOOK, ions)[Species.NA, False]
    assert lies.BATH_BEAD.low <= each <= lies.BATH_BEAD.high
    assert "one in some 10" in lies.BEAD_SIZE.truth


def test_how_far_an_ion_comes_in_a_lecture_second():
    slow, fast, near, far = figures(lies.ION_SPEED.truth)
    reach = [np.sqrt(4 * d * ms) for d in DIFFUSION_UM2_MS for ms in (slow, fast)]
    assert min(reach) == pytest.approx(near, abs=0.1)
    assert max(reach) == pytest.approx(far, abs=0.3)


def test_how_many_ions_pass_an_open_channel():
    low, high = figures(lies.FLOW_SPEED.truth)[:2]
    drives = [abs(v - TEXTBOOK.e_na_mV) for v in (20.0, TEXTBOOK.v_rest_mV)]
    flow = [lies.CHANNEL_CONDUCTANCE.value * mV * 1e-15 / 1.602e-19 * 1e-3 for mV in drives]
    assert flow == pytest.approx([low, high], rel=0.05)


def test_an_ion_leaves_the_picture_within_a_microsecond():
    half_um = 0.030
    assert max(half_um**2 / (2 * d) for d in DIFFUSION_UM2_MS) < 1e-3  # ms


def test_which_charges_have_no_partner():
    counts = shares(TEXTBOOK, 900)
    inside = counts[Species.NA, True] + counts[Species.K, True]
    outside = counts[Species.NA, False] + counts[Species.K, False]
    assert inside == pytest.approx(320, rel=0.05)
    assert counts[Species.CL, True] + LARGE_ANIONS == pytest.approx(30, abs=3)
    assert 1 - counts[Species.CL, False] / outside == pytest.approx(1 / 4, abs=0.03)
    missing_mM = TEXTBOOK.na_out_mM + TEXTBOOK.k_out_mM - TEXTBOOK.cl_out_mM
    assert missing_mM == pytest.approx(40, abs=1)
    anions_mM = TEXTBOOK.na_in_mM + TEXTBOOK.k_in_mM - TEXTBOOK.cl_in_mM
    assert anions_mM == pytest.approx(147, abs=3)
