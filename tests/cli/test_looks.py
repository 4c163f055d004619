"""Themes and vectors from the command line."""

import numpy as np
import pytest
from command import apanim
from helpers import write_scene
from PIL import Image

BODY = """
s.trace(patch, window_ms=4, lines=["threshold"])
s.title("Small", tag="TEST")
s.wait(2)
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("looks")
    write_scene(folder, BODY)
    return folder


def still(folder, name, *more):
    done = apanim(folder, "still", "small.py", "--at", "1", "-o", name, "--voice", "silent", *more)
    assert done.returncode == 0, done.stderr
    return folder / name


def test_a_theme_is_chosen_by_its_name(small):
    pictures = {
        name: np.asarray(Image.open(still(small, f"{name}.png", "--size", "480x270", "--theme", name)))
        for name in ("dark", "contrast", "light")
    }
    assert pictures["light"].mean() > 190
    assert pictures["contrast"].mean() < pictures["dark"].mean() < 90


def test_a_still_is_vectors_where_its_name_says_so(small):
    markup = still(small, "small.svg", "--theme", "light").read_text(encoding="utf-8")
    assert markup.startswith("<svg")
    assert 'aria-label="Small"' in markup
    assert not list(small.glob(".*part*"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-o", "x.png", "--theme", "sepia"), "theme 'sepia': choose one of dark, contrast, light"),
        (("-o", "x.png", "--text-size", "huge"), "text size 'huge': choose one of normal, large"),
        (("-o", "x.bmp"), "x.bmp: this command writes a .png, .jpg, .webp, "),
    ],
)
def test_a_look_there_is_not_is_refused_before_any_work(small, arguments, says):
    done = apanim(small, "still", "small.py", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(f"apanim: {says}")
    assert done.stderr.count("\n") == 1
    assert not (small / arguments[1]).exists()
