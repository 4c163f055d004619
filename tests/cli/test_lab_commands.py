"""The laboratory at the command: a set-up renders as a scene does, and mistakes are one line."""

import csv

import numpy as np
import pytest
from command import apanim
from helpers import write_scene
from PIL import Image
from test_bad_input import files

PULSE = """apanim = "lab"
version = 1
title = "A pulse"
until_s = 3.0

[start]
set = "membrane"

[[do]]
at_s = 0.5
what = "stimulate"
times_threshold = 1.5
length_ms = 0.5
"""
FORK = """apanim = "lab"
version = 1
until_s = 2.0
[start]
scene = "small.py"
at_s = 1.0
voice = "silent"
language = "en"
[[do]]
at_s = 1.5
what = "drug"
na_left = 0.0
k_left = 1.0
"""
SMALL = ("--size", "320x180")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pulse.toml").write_text(PULSE)
    (tmp_path / "fork.toml").write_text(FORK)
    write_scene(tmp_path, "s.title('Small')\ns.stimulate(patch, 1.4 * THRESHOLD)\ns.wait(3)")
    return tmp_path


def run(folder, *arguments):
    done = apanim(folder, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pixels(path):
    return np.asarray(Image.open(path).convert("RGB"))


def test_a_film_of_a_set_up_shows_what_its_stills_show(folder):
    import av

    run(folder, "render", "pulse.toml", "-o", "p.mp4", *SMALL)
    with av.open(str(folder / "p.mp4")) as film:
        assert sum(1 for _ in film.decode(film.streams.video[0])) == 90
        assert film.metadata["title"] == "A pulse"
    run(folder, "render", "pulse.toml", "-o", "p.png", "--from", "1", "--to", "1.2", *SMALL)
    run(folder, "still", "pulse.toml", "--at", "1.1", "-o", "s.png", *SMALL)
    assert np.array_equal(pixels(folder / "s.png"), pixels(folder / "p_00004.png"))


def test_workers_for_one_run_are_refused(folder):
    done = apanim(folder, "render", "pulse.toml", "-o", "w.mp4", "--workers", "2")
    said = "apanim: --workers: one process paints a run of the laboratory; leave --workers out\n"
    assert (done.returncode, done.stderr) == (2, said)
    assert not (folder / "w.mp4").exists()


def test_its_data_is_the_model_s(folder):
    run(folder, "data", "pulse.toml", "-o", "p.csv")
    with (folder / "p.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 181
    assert max(float(row["V_mV"]) for row in rows) > 10  # on its way up
    assert all(abs(float(row["V_mV"]) + 70) < 0.01 for row in rows[:31])


def test_a_run_from_a_scene_begins_where_it_leaves_it(folder):
    run(folder, "still", "small.py", "--at", "1", "-o", "scene.png", "--voice", "silent", *SMALL)
    run(folder, "render", "fork.toml", "-o", "f.png", *SMALL)
    frames = sorted(folder.glob("f_*.png"))
    assert len(frames) == 30
    assert np.array_equal(pixels(frames[0]), pixels(folder / "scene.png"))


def test_words_of_the_picture_are_in_the_language(folder):
    for language in ("en", "es"):
        run(folder, "still", "pulse.toml", "-o", f"{language}.png", "--language", language, *SMALL)
    assert not np.array_equal(pixels(folder / "en.png"), pixels(folder / "es.png"))


def test_a_sheet_and_flashes_of_it(folder):
    run(folder, "sheet", "fork.toml", "--every", "0.5", "-o", "sheet.png")
    assert "0" in run(folder, "flash", "fork.toml")


def test_the_experiments_are_listed_in_every_language(tmp_path):
    english, spanish = (run(tmp_path, "lab", "--list", "--language", code) for code in ("en", "es"))
    assert english.splitlines()[0] == spanish.splitlines()[0] == "sets: membrane, neuron, axon"
    for name in ("threshold", "refractory", "ttx", "tea", "pump_off", "potassium", "cold", "clamp"):
        assert f"\n{name} " in english
        assert f"\n{name} " in spanish
    assert english != spanish


MISTAKES = {
    "unknown experiment": (("lab", "treshold"), ["treshold", "did you mean 'threshold'"]),
    "nothing by no name": (("lab", ""), ["no set and no experiment"]),
    "missing file": (("lab", "nowhere.toml"), ["nowhere.toml", "No such file"]),
    "not a set-up": (("lab", "narration/en.toml"), ["en.toml:", "unknown key"]),
    "unknown language": (("lab", "--list", "--language", "xx"), ["--language xx"]),
    "wrong size": (("lab", "--size", "2x2"), ["--size 2x2"]),
    "wrong number": (("render", "wrong.toml", "-o", "w.mp4"), ["wrong.toml:12", "times_threshold is 99"]),
    "NaN": (("still", "nan.toml"), ["nan.toml:10", "at_s = nan"]),
    "spoken": (("render", "pulse.toml", "-o", "w.mp4", "--voice", "hibari"), ["--voice hibari", "nobody"]),
    "words": (("words", "pulse.toml"), ["pulse.toml", "no words"]),
    "after its end": (("still", "pulse.toml", "--at", "4"), ["--at 4", "ends at 3.00 s"]),
    "cannot be done": (("render", "held.toml", "-o", "w.mp4"), ["held.toml:11", "clamped"]),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_and_nothing_is_written(folder, mistake):
    arguments, says = MISTAKES[mistake]
    (folder / "wrong.toml").write_text(PULSE.replace("1.5", "99"))
    (folder / "nan.toml").write_text(PULSE.replace("at_s = 0.5", "at_s = nan"))
    (folder / "held.toml").write_text(PULSE + '[[do]]\nat_s = 0.2\nwhat = "clamp"\nv_mV = 0.0\n')
    before = files(folder)
    done = apanim(folder, *arguments)
    assert done.returncode == 2, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert "Traceback" not in done.stderr
    assert len(lines) == 1, done.stderr
    for word in says:
        assert word in lines[0]
    assert files(folder) == before
