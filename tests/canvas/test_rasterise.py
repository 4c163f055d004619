"""SVG as pixels: of what is large only the part is drawn that is not empty, as the whole has it."""

import numpy as np
import pytest

from apanim.canvas import rasterise
from apanim.canvas.rasterise import rasterise_tight

WINDOW = (-300.0, -200.0, 800.0, 500.0)
_CIRCLE = '<circle cx="-40.3" cy="61.7" r="33" fill="#F0A030"/>'
SPOTS = _CIRCLE + '<rect x="60" y="20" width="57" height="8" fill="#3060F0"/>'


def placed(image, column, row, size):
    """(height, width, 4) with the drawn part where it says it lies."""
    whole = np.zeros((size[1], size[0], 4), int)
    part = np.asarray(image).astype(int)
    whole[row : row + part.shape[0], column : column + part.shape[1]] = part
    return whole


@pytest.mark.parametrize("zoom", [0.75, 1.0])
def test_the_part_that_is_not_empty_is_that_of_the_whole(zoom):
    tight = rasterise_tight(SPOTS, WINDOW, zoom)
    whole = rasterise_tight(SPOTS, WINDOW, zoom, look=False)
    size = whole[0].size
    assert size == (round(800 * zoom), round(500 * zoom))
    assert whole[1:] == (0, 0)
    assert np.abs(placed(*tight, size) - placed(*whole, size)).max() <= 2
    assert tight[0].size[0] * tight[0].size[1] < 0.1 * size[0] * size[1]
    # It lies where the drawing has it: the circle's middle, to a pixel.
    rows, columns = np.nonzero(np.asarray(tight[0])[..., 0] > 200)
    assert columns.mean() + tight[1] == pytest.approx((-40.3 + 300) * zoom, abs=1)
    assert rows.mean() + tight[2] == pytest.approx((61.7 + 200) * zoom, abs=1)


def test_what_touches_the_windows_edges_is_not_cut():
    edges = '<rect x="-300" y="-200" width="800" height="500" fill="#FFFFFF"/>'
    image, column, row = rasterise_tight(edges, WINDOW, 1.0)
    assert (image.size, column, row) == ((800, 500), 0, 0)
    assert (np.asarray(image) == 255).all()


def test_what_is_small_is_drawn_at_once_and_what_is_empty_is_a_pixel(monkeypatch):
    drawn, draw = [], rasterise._draw
    monkeypatch.setattr(rasterise, "_draw", lambda *a, **more: drawn.append(a[1:]) or draw(*a, **more))
    image, *corner = rasterise_tight(SPOTS, (-100.0, 0.0, 60.0, 100.0), 1.0)
    assert (drawn, image.size, corner) == ([(60, 100)], (60, 100), [0, 0])
    drawn.clear()
    image, *corner = rasterise_tight("", WINDOW, 1.0)
    assert drawn == [(100, 63)]  # an eighth as fine
    assert np.asarray(image).max() == 0
    assert image.size == (1, 1)
