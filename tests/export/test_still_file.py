"""One picture in every kind of file, read back by other code than wrote it."""

import numpy as np
import pytest
from PIL import Image

from apanim.errors import UserError
from apanim.export.sheet import write_sheet
from apanim.export.still import write_still
from apanim.export.still_file import STILL_SUFFIXES, write_image


@pytest.mark.parametrize("suffix", [one for one in STILL_SUFFIXES if one != ".pdf"])
def test_a_still_keeps_its_colours(flat, tmp_path, suffix):
    write_still(flat.painter((160, 90)), 350, tmp_path / f"a{suffix.upper()}")
    with Image.open(tmp_path / f"a{suffix.upper()}") as still:
        assert still.size == (160, 90)
        assert np.abs(np.asarray(still.convert("RGB"), int) - flat.colour_at(350)).max() <= 4


def test_a_pdf_is_a_page(flat, tmp_path):
    write_still(flat.painter((160, 90)), 350, tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [ 0 0 80.0 45.0 ]" in data


@pytest.mark.parametrize("suffix", [".png", ".webp", ".avif", ".tif"])
def test_what_is_clear_stays_clear(tmp_path, suffix):
    ramp = np.zeros((32, 64, 4), np.uint8)
    ramp[..., :3], ramp[..., 3] = (200, 80, 30), np.arange(64) * 4
    write_image(Image.fromarray(ramp), tmp_path / f"a{suffix}")
    with Image.open(tmp_path / f"a{suffix}") as still:
        assert np.abs(np.asarray(still.convert("RGBA"), int)[..., 3] - ramp[..., 3]).max() <= 6


def test_a_sheet_of_stills_of_any_size(flat, tmp_path):
    size = (180, 320)
    write_sheet(flat.painter(size), [0, 100, 200, 300], "A", (), tmp_path / "a.jpg", flat.quiet, size)
    with Image.open(tmp_path / "a.jpg") as sheet:
        assert sheet.width == 2 * 64 + 4 * 180 + 3 * 32
        centres = [sheet.getpixel((64 + 90 + k * (180 + 32), 190 + 160)) for k in range(4)]
    wanted = [flat.colour_at(tick) for tick in (0, 100, 200, 300)]
    assert np.abs(np.array(centres) - wanted).max() <= 6
    with pytest.raises(UserError, match="too large to be opened"):
        write_sheet(
            flat.painter(size), list(range(60)), "A", (), tmp_path / "b.jpg", flat.quiet, (3840, 2160)
        )
