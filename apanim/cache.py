"""Where apanim keeps what it can make again: tapes, speech, sprites."""

import os
import tempfile
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_dir


def cache_folder(kind: str) -> Path | None:
    """The folder for `kind`, made if need be; None where nothing may be written.

    Under $APANIM_CACHE if that is set, else the user's cache folder. Everything in it may be deleted.
    """
    root = Path(os.environ.get("APANIM_CACHE") or user_cache_dir("apanim", appauthor=False))
    folder = root / kind
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


def write_whole(path: Path, content: bytes) -> bool:
    """Put `content` under `path` in one move, so that no reader sees half of it; False if it cannot be."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            part.unlink()
    return True


def kept_arrays(path: Path) -> dict[str, NDArray[Any]] | None:
    """The arrays of an .npz file by name; None if there is none, or if any of their bytes has changed."""
    try:
        with zipfile.ZipFile(path) as whole:
            if whole.testzip():  # numpy checks only what it reads, and a spoilt header lets it read less
                return None
        with np.load(path, allow_pickle=False) as kept:
            return dict(kept)
    # A spoilt directory can name another kind of compression, another version, or ask for a password.
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return None
