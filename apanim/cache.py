"""Where apanim keeps what it can make again: tapes, speech, sprites."""

import os
import tempfile
from pathlib import Path

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
        part.unlink(missing_ok=True)
        return False
    return True
