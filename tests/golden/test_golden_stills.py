"""Frozen pictures: a change of the picture is seen, and meant.

Compared away from edges: a pixel counts only where its neighbourhood in the golden still is even, and
differs only if it is off by more than a few levels. Run this file by itself to freeze the stills anew. On
failure a picture of the differences lies among the test's temporary files.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "picture"))

import axon_run
import neuron_run
from made import MadeTape, full_timeline, span, timeline

from apanim.canvas.raster import RasterCanvas
from apanim.picture.drawlist import DrawList
from apanim.picture.frame import Look, frame
from apanim.picture.theme import theme
from apanim.script.timeline import FineRun

HERE = Path(__file__).parent
SIZE = (384, 216)
PLAIN, LARGE = Look(), Look(text_scale=1.25)


def membrane(tick: int, look: Look = PLAIN) -> DrawList:
    return frame(full_timeline(), MadeTape(), tick, look)


def axon(tick: int, place: float = 0.0, look: Look = PLAIN) -> DrawList:
    run = axon_run.tape(place)
    return frame(axon_run.timeline(run), run, tick, look)


def neuron(ms: float) -> DrawList:
    run = neuron_run.tape()
    return frame(neuron_run.timeline(run), run, round(600 * ms))


def box(*lies: str) -> DrawList:
    """A tenth of a nanosecond in a second, half a second on."""
    spans = (span("title", 0, 40, text="A made box"), *(span("bend", -5, 40, lie) for lie in lies))
    show = timeline(*spans, fine=(FineRun(0, 600, 0.0, 0.1),))
    return frame(replace(show, view="box"), MadeTape(), 300)


STILLS = {  # name: the theme, and what is drawn
    "legend": ("dark", lambda: membrane(2400)),
    "labels": ("dark", lambda: membrane(6600)),
    "sodium_flows": ("dark", lambda: membrane(10500)),
    "handing_over": ("dark", lambda: membrane(12150)),
    "potassium_flows": ("dark", lambda: membrane(14400)),
    "undershoot": ("dark", lambda: membrane(17400)),
    "axon_front": ("dark", lambda: axon(2600)),
    "axon_both_ways": ("dark", lambda: axon(2200, place=0.5)),
    "print_rest": ("light", lambda: membrane(2400)),
    "print_focus": ("light", lambda: membrane(14400)),
    "print_axon": ("light", lambda: axon(2600)),
    "contrast_labels": ("contrast", lambda: membrane(6600)),
    "contrast_axon_large": ("contrast", lambda: axon(2600, look=LARGE)),
    "large_text": ("dark", lambda: membrane(10500, LARGE)),
    "neuron_inputs": ("dark", lambda: neuron(1.5)),
    "neuron_spike": ("dark", lambda: neuron(6.9)),
    "print_neuron": ("light", lambda: neuron(6.9)),
    "box_true": ("dark", lambda: box()),
    "box_bent": ("dark", lambda: box("BATH_BEAD", "ION_SPEED", "CHANNEL_SPACING")),
}
LEVELS, EVEN_LEVELS = 10, 24  # off by more is different; neighbours that differ by more are an edge
SHARE = 0.002


def still(name: str) -> np.ndarray:
    look, draw = STILLS[name]
    canvas = RasterCanvas(SIZE, theme(look))
    canvas.paint(draw())
    return np.frombuffer(canvas.buffer(), np.uint8).reshape(SIZE[1], SIZE[0], 4)[..., 2::-1].copy()


def edges(image: np.ndarray) -> np.ndarray:
    """(rows, columns) true near a step in brightness."""
    grey = image.astype(int).mean(axis=2)
    steep = np.zeros(grey.shape, dtype=bool)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            steep |= np.abs(grey - np.roll(grey, (dy, dx), (0, 1))) > EVEN_LEVELS
    return steep


def different(golden: np.ndarray, now: np.ndarray) -> np.ndarray:
    """(rows, columns) true where the pictures differ away from edges."""
    off = np.abs(golden.astype(int) - now.astype(int)).max(axis=2) > LEVELS
    return off & ~edges(golden)


@pytest.mark.parametrize("name", STILLS)
def test_the_picture_is_the_frozen_one(name, tmp_path):
    golden = np.asarray(Image.open(HERE / f"{name}.png").convert("RGB"))
    now = still(name)
    wrong = different(golden, now)
    if wrong.mean() > SHARE:
        seen = np.where(wrong[..., None], [255, 0, 255], now // 3).astype(np.uint8)
        Image.fromarray(seen).save(tmp_path / f"{name}.diff.png")
    assert wrong.mean() <= SHARE, f"{wrong.mean():.2%} differs; see {tmp_path}/{name}.diff.png"


@pytest.mark.parametrize("name", ["labels", "print_focus", "contrast_axon_large"])
def test_a_still_is_the_same_twice(name):
    assert np.array_equal(still(name), still(name))


def test_the_judge_sees_a_missing_caption():
    golden = np.asarray(Image.open(HERE / "sodium_flows.png").convert("RGB"))
    bare = golden.copy()
    bare[180:204, 20:240] = golden[160:184, 20:240]
    assert different(golden, bare).mean() > SHARE
    assert not different(golden, golden).any()


if __name__ == "__main__":
    for stem in STILLS:
        Image.fromarray(still(stem)).save(HERE / f"{stem}.png", optimize=True)
