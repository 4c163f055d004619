"""The channels shown on the neuron: as many on a patch as the model has, all on it, lit where open."""

import neuron_run
import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics.cable.neuron import unmyelinated
from apanim.picture.camera import PLAIN, Camera, Sight
from apanim.picture.drawlist import Glow, Sprites
from apanim.picture.views.neuron.density import channels, placed
from apanim.picture.views.neuron.geometry import courses
from apanim.picture.views.neuron.samples import samples
from apanim.script.timeline import Span, Timeline

RUN = neuron_run.tape()
ASKED = Span("density", 600, 6000)
NEAR = Camera(Sight(740, 585, 3.0), (3.0,))


def scene(*spans):
    return Timeline("n", "N", neuron_run.LAST_TICK, RUN.plan, "neuron", spans=spans)


def drawn_area(name):
    points = courses()[name].points
    steps = np.hypot(*np.diff(points[:, :2], axis=0).T)
    return float(np.sum(steps * (points[1:, 2] + points[:-1, 2]) / 2))


def count_on(name):
    rows, at = RUN.plan.tree.compartments(name), placed(RUN.plan).compartment
    return int(np.sum((at >= rows.start) & (at < rows.stop)))


def test_there_are_as_many_on_a_patch_as_the_model_has():
    """Against the densities of the cable, section by section."""
    tree = unmyelinated().tree
    g = tree.density("g_na_mS_cm2")
    per_g = {}
    for name in ("hillock", "initial segment", "axon"):
        per_g[name] = count_on(name) / drawn_area(name) / float(g[tree.at(name, 0.5)])
    assert per_g["axon"] == pytest.approx(per_g["initial segment"], rel=0.1)
    assert per_g["hillock"] == pytest.approx(per_g["initial segment"], rel=0.15)
    densities = {name: count_on(name) / drawn_area(name) for name in per_g}
    assert densities["initial segment"] > 8 * densities["axon"]
    stems = [s.name for s in RUN.plan.sections if s.membrane.g_na_mS_cm2 == 12.0]
    twigs = [s.name for s in RUN.plan.sections if s.membrane.g_na_mS_cm2 == 0.0]
    assert sum(map(count_on, stems)) > 0
    assert sum(map(count_on, twigs)) == 0


def test_each_is_on_the_neuron():
    lights, dots = placed(RUN.plan), samples()
    for x, y in zip(lights.x.tolist(), lights.y.tolist(), strict=True):
        assert np.min(np.hypot(dots.x - x, dots.y - y) - dots.reach) < 1.0


def test_they_show_when_asked_for_or_near_and_else_not():
    def shown(timeline, tick, camera):
        found = [i for i in channels(timeline, RUN, tick, camera) if isinstance(i, Sprites)]
        return found[0].like.opacity if found else 0.0

    assert shown(scene(), 2000, PLAIN) == 0.0
    assert shown(scene(ASKED), 300, PLAIN) == 0.0
    assert 0.0 < shown(scene(ASKED), 700, PLAIN) < 1.0
    assert shown(scene(ASKED), 2000, PLAIN) == 1.0
    assert shown(scene(), 2000, NEAR) == 1.0


def test_they_shine_where_the_models_channels_are_open():
    timeline, start = scene(ASKED), neuron_run.tick_when(RUN, "initial segment", 0.9)
    for tick in (700, start):
        state, lights = RUN.at(tick), placed(RUN.plan)
        opened = (state.m**3 * state.h)[lights.compartment]
        glows = [(i.x, i.y) for i in channels(timeline, RUN, tick, PLAIN) if isinstance(i, Glow)]
        lit = [(float(lights.x[i]), float(lights.y[i])) for i in np.flatnonzero(opened > 0.03)]
        assert glows == lit
    assert len(lit) > 50
    assert not [i for i in channels(timeline, RUN, 700, PLAIN) if isinstance(i, Glow)]


def test_a_scene_without_a_neuron_has_none(tmp_path):
    from helpers import compiled

    with pytest.raises(UserError, match=r"s\.density shows the channels of a neuron"):
        compiled(tmp_path, "s.density()")
