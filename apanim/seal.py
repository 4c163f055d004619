"""A seal on what is run when it is read: kept machine code is this person's own, or it is made again.

The seal is a hash that only who has a secret can make. The secret is 32 bytes by chance in a file among
what the person's programs remember (`~/.local/state/apanim` on Linux), which never lies in the cache:
whoever puts a file there, by hand or in an archive, has it not.
"""

import hashlib
import hmac
import os
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path

from apanim.parts import part_file

SEAL_BYTES = 32
_FILE = "seal"


def sealed(name: str, content: bytes) -> bytes | None:
    """`content` called `name` behind its seal; None for a person who has no place for a secret."""
    secret = _secret(_folder())
    return None if secret is None else _seal(secret, name, content) + content


def unsealed(name: str, whole: bytes) -> bytes | None:
    """What was sealed under that name here; None for anything else."""
    secret, content = _secret(_folder()), whole[SEAL_BYTES:]
    if secret is None or not hmac.compare_digest(whole[:SEAL_BYTES], _seal(secret, name, content)):
        return None
    return content


def _seal(secret: bytes, name: str, content: bytes) -> bytes:
    return hmac.new(secret, hashlib.sha256(name.encode()).digest() + content, "sha256").digest()


def _folder() -> Path | None:
    from platformdirs import user_state_path

    try:
        place = user_state_path("apanim", appauthor=False)
    except (RuntimeError, OSError):
        return None
    return place if place.is_absolute() else None


@cache
def _secret(folder: Path | None) -> bytes | None:
    """The secret in that folder, which is made there first if need be; None where that cannot be."""
    if folder is None:
        return None
    path = folder / _FILE
    with suppress(OSError):
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _make(path)
        return _read(path)
    return None


def _make(path: Path) -> None:
    """Whole under its name, and the first one stays: others may make it at the same time."""
    with part_file(path) as part:
        part.chmod(0o600)
        part.write_bytes(os.urandom(SEAL_BYTES))
        with suppress(FileExistsError):
            os.link(part, path)


def _read(path: Path) -> bytes | None:
    """None for a secret that somebody else may have put there."""
    with path.open("rb") as file:
        found, secret = os.fstat(file.fileno()), file.read(SEAL_BYTES + 1)
    others = os.name == "posix" and (
        found.st_uid not in (0, os.geteuid()) or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
    return None if others or len(secret) != SEAL_BYTES else secret
