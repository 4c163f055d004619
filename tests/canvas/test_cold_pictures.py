"""Pictures kept on disk: what was damaged there is drawn again, never shown."""

import pytest

from apanim.canvas import rasterise
from apanim.picture import svg

MARKUP = svg.document('<circle cx="150" cy="150" r="120" fill="#FFC23C"/>', 0, 0, 300, 300)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    first = rasterise.rasterise(MARKUP, 300, 300, keep=True).tobytes()
    (path,) = (tmp_path / "pictures").iterdir()
    return first, path


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_few_wrong_bytes_are_found_and_mended(kept, share):
    first, path = kept
    png = bytearray(path.read_bytes())
    png[round(share * len(png))] ^= 0x5A
    path.write_bytes(png)
    assert rasterise.rasterise(MARKUP, 300, 300, keep=True).tobytes() == first
    assert path.read_bytes() != bytes(png)


def test_a_picture_that_was_cut_off_is_drawn_again(kept):
    first, path = kept
    path.write_bytes(path.read_bytes()[:-7])
    assert rasterise.rasterise(MARKUP, 300, 300, keep=True).tobytes() == first
