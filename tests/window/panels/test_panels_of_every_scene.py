"""What every scene says of itself at many instants, in every panel of the side: shown, whatever it is."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from helpers import open_show

from apanim.picture.frame import Look, pictured
from apanim.script.programme import every_scene
from apanim.units import TICKS_PER_STEP
from apanim.window.panels.settings import PANELS
from apanim.window.processes.readouts import looked_into, read_out

INSTANTS = 6


def instants(tape):
    """All through a scene, and where model time stands still or runs as fast as anywhere."""
    per_step = np.diff(tape.plan.model_ns)
    evenly = np.linspace(0, tape.steps, INSTANTS, dtype=int)
    return sorted({*map(int, evenly), int(per_step.argmin()), int(per_step.argmax())})


@pytest.mark.parametrize("scene", every_scene())
def test_every_readout_of_a_scene_is_shown(room, scene):
    show = open_show(scene)
    timeline, tape = show.timeline, show.tape
    one = room((1280, 2000), panels=PANELS)
    assert one.panels.built.side.shown == PANELS
    for number in instants(tape):
        tick = number * TICKS_PER_STEP
        names = pictured(timeline, tape, tick, Look())[1].names
        selected = names[number % len(names)] if names else ""
        of = looked_into(timeline, tape, tick, SimpleNamespace(selected=selected, tick=tick))
        one.readout = read_out(timeline, tape, tick, True, **of)
        one.state = replace(one.state, tick=tick)
        one.go()
        assert one.drawn().any()
