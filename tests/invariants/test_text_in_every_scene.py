"""Every scene, one still a second: texts apart, in the safe area, large enough, and, where they are new or
have stood for some seconds, readable.

Boxes are in design units and the same at every size; contrast is measured on the pixels under each text, as
they are at 1080p and at 480p, without the dark edge that text on the scene itself has besides.
"""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from helpers import open_show, placed_texts

from apanim.canvas.raster import RasterCanvas
from apanim.export.pixels import bgra
from apanim.picture.design_frame import SAFE, WIDTH
from apanim.picture.drawlist import DrawList, Text
from apanim.picture.frame import frame
from apanim.picture.theme import theme
from apanim.picture.type import SMALLEST
from apanim.script.programme import every_scene
from apanim.units import TICKS_PER_S

LEAST, LEAST_OF_LARGE = 4.5, 3.0  # WCAG 2 level AA, 1.4.3
LARGE = 36  # design units: 24 pixels of a picture that is seen 1280 wide
LOOKS = (((1920, 1080), "dark"), ((854, 480), "dark"), ((854, 480), "light"))
AGAIN_S = 5  # a text that stands is measured again
THERE = 0.25  # opacity from which a text that comes or goes is there
FLUSH = 2  # a title's stem stands so far out, to look flush
_LINEAR = np.array(
    [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.arange(256) / 255]
)


@cache
def show(name):
    return open_show(name)


@cache
def canvas(size, colours):
    return RasterCanvas(size, theme(colours))


def stills(name):
    """(second, draw list) all through a scene; between two seconds, where nothing is cut."""
    timeline, tape = show(name).timeline, show(name).tape
    for tick in range(TICKS_PER_S // 2, timeline.duration_tick, TICKS_PER_S):
        yield tick / TICKS_PER_S, frame(timeline, tape, tick)


def luminance(bgr):
    return _LINEAR[bgr] @ [0.0722, 0.7152, 0.2126]


def worst_ratio(text, where, pixels, scale, colours):
    """Contrast of a text to the worst hundredth of the pixels under it, where it is in the frame."""
    left, top, right, bottom = (round(side * scale) for side in where)
    ground = luminance(pixels[top:bottom, left:right, :3].reshape(-1, 3))
    ink = luminance(np.array(theme(colours).rgb(text.colour)[::-1]))
    ratios = (np.maximum(ink, ground) + 0.05) / (np.minimum(ink, ground) + 0.05)
    return float(np.percentile(ratios, 1))


@pytest.mark.parametrize("name", every_scene())
def test_texts_stand_apart_inside_the_safe_area_and_are_large_enough(name):
    for second, drawn in stills(name):
        texts = [(t.text, t.size, where) for t, where in placed_texts(drawn.items) if t.opacity > THERE]
        for text, size, (left, top, right, bottom) in texts:
            if len(text) < 2 and not SAFE[1] <= top <= bottom <= SAFE[3]:
                continue  # a sign on an ending of the scene, which the camera has left
            assert size >= SMALLEST, f"{text!r} at {second} s"
            inside = left >= SAFE[0] - FLUSH and top >= SAFE[1] and right <= SAFE[2] and bottom <= SAFE[3]
            assert inside, f"{text!r} leaves the safe area at {second} s"
        words = [text for text in texts if len(text[0]) > 1]  # a number's digits stand close
        for (a, _, one), (b, _, two) in combinations(words, 2):
            across = min(one[2], two[2]) - max(one[0], two[0])
            down = min(one[3], two[3]) - max(one[1], two[1])
            assert across <= 1 or down <= 1, f"{a!r} lies on {b!r} at {second} s"


def telling(name):
    """Stills in which a text stands where none did, or has stood for a while: (second, draw list, all its
    texts). The ground lives, so what stands is looked at again."""
    looked_s = {}
    for second, drawn in stills(name):
        texts = [
            (text, where)
            for text, where in placed_texts(drawn.items)
            if text.opacity > 0.95 and len(text.text) > 1  # a sign is a mark
        ]
        places = {(round(text.x), round(text.y), text.size, text.colour) for text, _ in texts}
        if any(second - looked_s.get(place, -AGAIN_S) >= AGAIN_S for place in places):
            looked_s |= dict.fromkeys(places, second)
            yield second, drawn, texts


@pytest.mark.parametrize("name", every_scene())
def test_every_text_is_readable_on_its_ground(name):
    for second, drawn, texts in telling(name):
        for size, colours in LOOKS:
            painter = canvas(size, colours)
            painter.paint(DrawList(tuple(item for item in drawn.items if not isinstance(item, Text))))
            pixels = bgra(painter.surface)
            scale = size[0] / WIDTH
            ratios = [(t, worst_ratio(t, where, pixels, scale, colours)) for t, where in texts]
            del pixels  # it locks the surface
            for text, ratio in ratios:
                least = LEAST_OF_LARGE if text.size >= LARGE else LEAST
                assert ratio >= least, f"{text.text!r} has {ratio:.2f}:1 at {second} s, {colours}, {size}"
