"""Spoken cues on disk, by a hash of all they depend on. A cache may always be lost, full or spoilt."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_dir

from apanim.cache import kept_arrays


def folder() -> Path:
    """Where speech is kept: under $APANIM_CACHE if that is set, else under the user's cache folder."""
    root = os.environ.get("APANIM_CACHE") or user_cache_dir("apanim", appauthor=False)
    return Path(root) / "speech"


def load(key: str) -> tuple[NDArray[np.float32], int] | None:
    """The samples and rate kept under `key`, or None if there are none that are whole."""
    kept = kept_arrays(_file(key))
    if kept is None or not {"samples", "rate"} <= kept.keys() or kept["rate"].ndim:
        return None
    samples, rate = kept["samples"], int(kept["rate"])
    whole = samples.dtype == np.float32 and samples.ndim == 1 and rate > 0
    return (samples, rate) if whole else None


def store(key: str, samples: NDArray[np.float32], rate: int) -> None:
    """Keep speech under `key`. The file appears whole or not at all; a failing disk is no failure here."""
    part = None
    try:
        target = _file(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as file:
            part = Path(file.name)
            np.savez(file, samples=samples, rate=np.int64(rate))
        os.replace(part, target)
    except OSError:
        pass
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink()


def _file(key: str) -> Path:
    return folder() / f"{key}.npz"
