"""Shapes and rates by name."""

import pytest

from apanim.errors import UserError
from apanim.export.presets import PRESETS, Preset, preset_of
from apanim.picture.frames import frame_for


def test_the_presets_are_the_ones_that_people_ask_for():
    assert {
        "draft": Preset((960, 540), 30), "lecture": Preset((1920, 1080), 30),
        "smooth": Preset((1920, 1080), 60), "print": Preset((3840, 2160), 30),
        "square": Preset((1080, 1080), 30), "tall": Preset((1080, 1920), 30),
    } == PRESETS  # fmt: skip


def test_each_shape_is_composed_for_itself():
    frames = {name: frame_for(PRESETS[name].size) for name in ("lecture", "square", "tall")}
    assert len(set(frames.values())) == 3


def test_size_and_rate_go_before_the_presets():
    assert preset_of(None) == PRESETS["lecture"]
    assert preset_of("tall", fps=60) == Preset((1080, 1920), 60)
    assert preset_of("smooth", size="640x360") == Preset((640, 360), 60)


@pytest.mark.parametrize(
    ("given", "said"),
    [(("tal",), "did you mean 'tall'"), (("tall", "7x7"), "--size 7x7"), (("draft", None, 29), "--fps 29")],
)
def test_what_there_is_not_is_refused(given, said):
    with pytest.raises(UserError, match=said):
        preset_of(*given)
