"""Text stands out from what is really under it: at least 4.5 to 1 at the worst hundredth of its pixels."""

import numpy as np
import pytest
from made import MadeTape, full_timeline

from apanim.canvas import RasterCanvas
from apanim.picture import DrawList, frame
from apanim.picture.drawlist import Text
from apanim.picture.theme import theme
from apanim.picture.type import box

LEAST = 4.5  # WCAG 2, level AA


def luminance(srgb):
    """Relative luminance (WCAG 2) of (..., 3) colours, 0..255."""
    c = np.asarray(srgb, dtype=float) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


@pytest.fixture(scope="module")
def canvas():
    return RasterCanvas((960, 540))


@pytest.mark.parametrize("second", [3, 11, 18, 24, 36])
def test_text_is_readable_on_its_ground(canvas, second):
    drawn = frame(full_timeline(), MadeTape(), second * 600)
    texts = [item for item in drawn.items if isinstance(item, Text) and item.opacity > 0.95]
    canvas.paint(DrawList(tuple(item for item in drawn.items if not isinstance(item, Text))))
    pixels = np.frombuffer(canvas.buffer(), np.uint8).reshape(540, 960, 4)[..., 2::-1].copy()
    assert len(texts) > 10
    for text in texts:
        left, top, right, bottom = (round(side / 2) for side in box(text))
        ground = luminance(pixels[top:bottom, left:right].reshape(-1, 3))
        ink = float(luminance(theme().rgb(text.colour)))
        ratio = (np.maximum(ink, ground) + 0.05) / (np.minimum(ink, ground) + 0.05)
        assert np.percentile(ratio, 1) >= LEAST, f"{text.text!r} at {second} s"
