"""A file appears under its name only when it is whole.

It grows under a hidden name beside the final one, reaches the disk, and is renamed in one go. Whatever
interrupts it, Ctrl-C too, takes the hidden file away and leaves a file that already had the name. Files
that belong together are moved with a stop held off, and back if the disk refuses one of them.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from apanim.errors import UserError
from apanim.parts import part_file, part_folder, sweep
from apanim.stop import held_off

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {
    errno.EROFS, errno.EIO, errno.EFBIG, errno.ENXIO, errno.ENODEV, errno.EPERM, errno.EACCES, errno.EEXIST,
}  # fmt: skip


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Gives the hidden path to write to; on a clean exit it becomes `path`.

    Raises UserError when the disk is full or refuses.
    """
    sweep(path.parent)
    with _disk_trouble(path), part_file(path) as part:
        yield part
        _reach_disk(part)
        os.replace(part, path)
        _reach_disk(path.parent)


@contextmanager
def whole_files(folder: Path, name: str) -> Iterator[Path]:
    """Gives a hidden folder to fill; on a clean exit all that it holds moves into `folder` at once.

    `folder` is made then if it is missing; files there with other names stay. Raises as whole_file does.
    """
    beside = folder / name if folder.exists() else folder.parent / name
    sweep(beside.parent)
    with _disk_trouble(folder), part_folder(beside) as staging:
        yield staging
        _put_in_place(staging, folder)


def _put_in_place(staging: Path, folder: Path) -> None:
    if not folder.exists():
        with suppress(OSError):  # somebody has made it just now
            staging.rename(folder)
            return
    with held_off():
        _move_in(staging, folder)


def _move_in(staging: Path, folder: Path) -> None:
    """Move all that `staging` holds into `folder`; if one cannot be moved, none is, and the old ones stand.

    Raises UserError where a folder is in the way, OSError for what the disk refuses.
    """
    files = sorted(staging.iterdir())
    aside = staging / "replaced"
    aside.mkdir()
    with ExitStack() as undo:
        for file in files:
            final = folder / file.name
            if final.is_dir() and not final.is_symlink():
                raise UserError(f"{final}: a folder is in the way; move it or write elsewhere with -o")
            if os.path.lexists(final):
                os.replace(final, aside / file.name)
                undo.callback(os.replace, aside / file.name, final)
            os.replace(file, final)
            undo.callback(os.replace, final, file)
        undo.pop_all()


def _reach_disk(path: Path) -> None:
    """A power cut after the rename must not leave an empty file under the final name."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _disk_trouble(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise UserError(
                f"{path}: the disk is full; free some space or write elsewhere with -o"
            ) from error
        if error.errno in _REFUSED:
            why = os.strerror(error.errno or 0)
            raise UserError(f"{path}: cannot be written ({why}); write elsewhere with -o") from error
        raise


def write_text(path: Path, text: str) -> None:
    """Put `text` under `path`, UTF-8 with LF. Raises UserError as whole_file does."""
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
