"""A run that is saved is three files or none, and nothing that was there is written over."""

import csv

import numpy as np
import pygame
import pytest
from PIL import Image

from apanim.errors import UserError
from apanim.export import saved
from apanim.export.saved import save_run
from apanim.lab.commands import Stimulate
from apanim.lab.run import SetupRun
from apanim.lab.setup_file import AtRest, LabSetup, load_setup


@pytest.fixture(scope="module")
def run():
    run = SetupRun(LabSetup("membrane", AtRest("membrane"), (), 6000))
    run.do(60, Stimulate(1.5, 0.5))
    run.reach(300)
    return run


@pytest.fixture
def picture():
    surface = pygame.Surface((64, 36), 0, 32)
    surface.fill("#306090")
    return surface


def test_three_files_that_belong_together(run, picture, tmp_path):
    setup = run.kept()
    folder = tmp_path / "new"
    files = save_run(setup, run.branch.tape, picture, folder)
    assert [file.name for file in files] == ["membrane.toml", "membrane.csv", "membrane.png"]
    assert sorted(folder.iterdir()) == sorted(files)
    assert load_setup(files[0]).commands == setup.commands
    with files[1].open() as file:
        times = [float(row["lecture_s"]) for row in csv.DictReader(file)]
    assert times[-1] == pytest.approx(0.5)
    pixels = np.asarray(Image.open(files[2]).convert("RGB"))
    assert pixels.shape == (36, 64, 3)
    assert (pixels == (0x30, 0x60, 0x90)).all()


@pytest.mark.parametrize("there", ["membrane.toml", "membrane.csv", "membrane.png"])
def test_what_is_there_stays(run, picture, tmp_path, there):
    (tmp_path / there).write_text("mine")
    setup = run.kept()
    names = [save_run(setup, run.branch.tape, picture, tmp_path)[0].name for _ in range(2)]
    assert names == ["membrane-2.toml", "membrane-3.toml"]
    assert (tmp_path / there).read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 7


def test_where_one_cannot_be_written_there_is_none(run, picture, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saved, "write_png", full)
    with pytest.raises(UserError, match="disk is full"):
        save_run(run.kept(), run.branch.tape, picture, tmp_path)
    assert list(tmp_path.iterdir()) == []
