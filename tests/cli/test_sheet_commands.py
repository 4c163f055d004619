"""`apanim sheet`, `sprites` and `flash`, end to end on a small scene, and their mistakes in one line."""

import pytest
from command import apanim
from helpers import write_scene
from PIL import Image
from test_bad_input import files

SILENT = ("--voice", "silent")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sheets")
    write_scene(folder, 's.title("Small", tag="TEST")\ns.say("hello")')
    return folder


def test_sheet_is_written_under_its_name(folder):
    done = apanim(folder, "sheet", "small.py", "-o", "s.png", "--every", "1", *SILENT)
    assert (done.returncode, done.stdout) == (0, "s.png\n"), done.stderr
    with Image.open(folder / "s.png") as sheet:
        assert sheet.width > 1280
    assert not list(folder.glob(".*part*"))


def test_flash_passes_a_quiet_scene(folder):
    done = apanim(folder, "flash", "small.py", "--fps", "24")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("small: ")
    assert "at 24 a second: at most 0 general and 0 red flashes in any second; passes" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("sheet", "small.py", "-o", "s.bmp", *SILENT), ["s.bmp", ".png"]),
        (("sheet", "small.py", "-o", "no/s.png", *SILENT), ["no/s.png", "folder"]),
        (("sheet", "small.py", "-o", "t.png", "--every", "0", *SILENT), ["--every 0", "seconds"]),
        (("sheet", "small.py", "-o", "t.png", "--every", "99", *SILENT), ["--every 99", "small lasts"]),
        (("sheet", "smal", *SILENT), ["no scene 'smal'"]),
        (("sprites", "-o", "p.svg"), ["p.svg", ".png"]),
        (("flash", "small.py", "--fps", "29"), ["--fps 29", "30"]),
        (("flash", "nowhere.py"), ["nowhere.py", "no such file"]),
    ],
)
def test_a_mistake_is_one_line(folder, arguments, says):
    before = files(folder)
    done = apanim(folder, *arguments)
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert all(word in lines[0] for word in says), lines
    assert files(folder) == before
