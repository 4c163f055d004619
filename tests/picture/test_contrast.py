"""Text stands out from what is really under it, in every theme, at the worst hundredth of its pixels."""

from functools import cache

import axon_run
import numpy as np
import pytest
from made import MadeTape, full_timeline

from apanim.canvas.raster import RasterCanvas
from apanim.picture.drawlist import DrawList, Text
from apanim.picture.frame import frame
from apanim.picture.theme import theme, theme_names
from apanim.picture.type import box

LEAST = {"dark": 4.5, "contrast": 7.0, "light": 4.5}  # WCAG 2: level AA, and AAA


def luminance(srgb):
    """Relative luminance (WCAG 2) of (..., 3) colours, 0..255."""
    c = np.asarray(srgb, dtype=float) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


@cache
def canvas(name):
    return RasterCanvas((960, 540), theme(name))


def worst_ratios(drawn, name):
    """(text, its contrast to the worst hundredth of what is under it) for all that is wholly there."""
    texts = [item for item in drawn.items if isinstance(item, Text) and item.opacity > 0.95]
    painter = canvas(name)
    painter.paint(DrawList(tuple(item for item in drawn.items if not isinstance(item, Text))))
    pixels = np.frombuffer(painter.buffer(), np.uint8).reshape(540, 960, 4)[..., 2::-1].copy()
    for text in texts:
        left, top, right, bottom = (round(side / 2) for side in box(text))
        ground = luminance(pixels[top:bottom, left:right].reshape(-1, 3))
        ink = float(luminance(theme(name).rgb(text.colour)))
        ratio = (np.maximum(ink, ground) + 0.05) / (np.minimum(ink, ground) + 0.05)
        yield text.text, float(np.percentile(ratio, 1))


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("second", [3, 11, 18, 24, 36])
def test_text_is_readable_on_its_ground(second, name):
    drawn = frame(full_timeline(), MadeTape(), second * 600)
    ratios = list(worst_ratios(drawn, name))
    assert len(ratios) > 10
    for text, ratio in ratios:
        assert ratio >= LEAST[name], f"{text!r} at {second} s"


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("tick", [1800, 2700])
def test_text_on_the_axon_is_readable(tick, name):
    run = axon_run.tape()
    ratios = list(worst_ratios(frame(axon_run.timeline(run), run, tick), name))
    assert len(ratios) > 8
    for text, ratio in ratios:
        assert ratio >= LEAST[name], f"{text!r} at tick {tick}"
