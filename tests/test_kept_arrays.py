"""What lies in the cache as an .npz is whole or it is not there, whichever of its bits has changed."""

import numpy as np
import pytest

from apanim.cache import kept_arrays

WHOLE = {"samples": np.arange(500, dtype=np.float32), "rate": np.int64(24_000)}


@pytest.mark.parametrize("bit", [0x01, 0x08, 0x40])
def test_every_changed_bit_is_harmless_or_noticed(tmp_path, bit):
    file = tmp_path / "kept.npz"
    np.savez(file, **WHOLE)
    content = file.read_bytes()
    for place in [*range(300), *range(2000, len(content))]:
        spoilt = bytearray(content)
        spoilt[place] ^= bit
        file.write_bytes(spoilt)
        kept = kept_arrays(file)
        assert kept is None or all(
            np.array_equal(kept[name], WHOLE[name]) for name in WHOLE if name in kept
        ), place


def test_what_is_missing_or_no_archive_is_none(tmp_path):
    assert kept_arrays(tmp_path / "none.npz") is None
    (tmp_path / "junk.npz").write_bytes(b"junk" * 50)
    assert kept_arrays(tmp_path / "junk.npz") is None
