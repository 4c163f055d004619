"""Charges and light follow the membrane potential and nothing else."""

import numpy as np
from made import made_world, plan

from apanim.picture.views.membrane.charges import chip_opacity, chips
from apanim.picture.views.membrane.frame import band, depolarisation, pore_lights
from apanim.picture.views.membrane.geometry import membrane_y
from apanim.picture.views.membrane.proteins import in_sight, posed

ROW = in_sight(plan().setup.layout)


def test_at_rest_the_outside_is_positive_and_the_inside_negative():
    for chip in chips(-70.0, ROW):
        assert (chip.rig == "charge_plus") == (chip.y < membrane_y(chip.x))
        assert chip.opacity == 1
        assert chip.scale == 1


def test_at_the_peak_the_signs_have_changed_places():
    rest, peak = chips(-70.0, ROW), chips(35.0, ROW)
    assert [(c.x, c.y) for c in rest] == [(c.x, c.y) for c in peak]
    assert all(a.rig != b.rig for a, b in zip(rest, peak, strict=True))


def test_a_chip_is_gone_when_it_changes_its_sign():
    opacities = np.array([chip_opacity(v) for v in np.linspace(-80, 50, 1301)])
    assert np.abs(np.diff(opacities)).max() < 0.005, "no blinking"
    assert chips(-5.0, ROW) == []
    assert chip_opacity(-5.0) == 0


def test_light_is_dark_at_rest_and_grows_with_the_potential():
    row = posed(made_world(na_open=1), plan().setup.layout, 0)
    assert pore_lights(-70.0, row) == []
    assert band(-75.0) == []
    assert depolarisation(40.0) == 1
    brighter = [sum(glow.opacity for glow in pore_lights(v, row)) for v in (-50, -20, 10, 40)]
    assert brighter == sorted(brighter)
    shut = posed(made_world(), plan().setup.layout, 0)
    assert sum(g.opacity for g in pore_lights(20.0, shut)) < sum(g.opacity for g in pore_lights(20.0, row))
