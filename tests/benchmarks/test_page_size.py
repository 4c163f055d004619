"""How large a page is: MB a minute of the busiest chapter and of a calm one, of film, tape and words."""

import re
import sys
from subprocess import run

import pytest

STRETCHES = {"the busiest": ("action", "60", "66"), "a calm one": ("resting", "10", "16")}
AT_MOST_MB = 20.0  # a minute of the busiest, so that ten minutes can be put into a course


@pytest.mark.benchmark
def test_a_minute_of_a_page_is_no_larger_than_that_of_a_good_film(tmp_path, ratio):
    for name, (scene, start, end) in STRETCHES.items():
        file = tmp_path / f"{scene}.html"
        command = [sys.executable, "-m", "apanim", "page", scene, "--from", start, "--to", end, "-o", file]
        run(command, check=True, capture_output=True)
        text = file.read_text(encoding="utf-8")
        pieces = {kind: re.findall(rf'data-travels="{kind}">([^<]*)', text) for kind in ("film", "data")}
        parts = {kind: sum(map(len, found)) for kind, found in pieces.items()}
        minutes = (float(end) - float(start)) / 60
        rest = len(text) - sum(parts.values())
        whole = (len(text) - rest) / minutes / 1e6
        film, data = (parts[kind] / minutes / 1e6 for kind in ("film", "data"))
        told = f"MB a minute: film {film:.1f}, tape and words {data:.2f}; once {rest / 1e6:.2f} MB"
        ratio(f"a page's minute, {name}, over {AT_MOST_MB:g} MB", whole / AT_MOST_MB, "< 1", told)
        assert whole < AT_MOST_MB
