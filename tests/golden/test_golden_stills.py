"""Frozen pictures: a change of the picture is seen, and meant.

Compared away from edges: a pixel counts only where its neighbourhood in the golden still is even, and
differs only if it is off by more than a few levels. Run this file by itself to freeze the stills anew. On
failure a picture of the differences lies among the test's temporary files.
"""

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "picture"))

from made import MadeTape, full_timeline

from apanim.canvas import RasterCanvas
from apanim.picture import frame

HERE = Path(__file__).parent
SIZE = (480, 270)
STILLS = {
    "legend": 2400, "labels": 6600, "sodium_flows": 10500, "handing_over": 12150, "potassium_flows": 14400,
    "undershoot": 17400,
}  # fmt: skip
LEVELS, EVEN_LEVELS = 10, 24  # off by more is different; neighbours that differ by more are an edge
SHARE = 0.002


def still(tick: int) -> np.ndarray:
    canvas = RasterCanvas(SIZE)
    canvas.paint(frame(full_timeline(), MadeTape(), tick))
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
    now = still(STILLS[name])
    wrong = different(golden, now)
    if wrong.mean() > SHARE:
        seen = np.where(wrong[..., None], [255, 0, 255], now // 3).astype(np.uint8)
        Image.fromarray(seen).save(tmp_path / f"{name}.diff.png")
    assert wrong.mean() <= SHARE, f"{wrong.mean():.2%} differs; see {tmp_path}/{name}.diff.png"


def test_the_judge_sees_a_missing_caption():
    golden = np.asarray(Image.open(HERE / "sodium_flows.png").convert("RGB"))
    bare = golden.copy()
    bare[222:256, 24:304] = golden[200:234, 24:304]
    assert different(golden, bare).mean() > SHARE
    assert not different(golden, golden).any()


if __name__ == "__main__":
    for stem, when in STILLS.items():
        Image.fromarray(still(when)).save(HERE / f"{stem}.png", optimize=True)
