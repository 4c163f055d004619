"""Files that are being made: each grows under a hidden name that says which process makes it."""

import glob
import os
import shutil
from pathlib import Path


def part_path(path: Path) -> Path:
    """The hidden sibling under which `path` grows in this process."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def sweep(folder: Path, name: str | None = None) -> None:
    """Take away the parts in `folder`, of the file `name` or of any, whose processes are no more."""
    for left in folder.glob(f".{'*' if name is None else glob.escape(name)}.*.part"):
        process = left.name.split(".")[-2]
        if process.isdigit() and not _alive(int(process)):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    if os.name != "posix":
        return True  # there is no harmless way to ask elsewhere, so nothing is taken away
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
