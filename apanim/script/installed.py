"""A checkout that apanim was installed from and that has changed since: what is edited there is untold."""

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

from apanim.data import laid_over, scenes_dir

_TOLD = ("*.py", "*.toml", "narration/*.toml", "*/*.py", "*/*.toml", "*/narration/*.toml")
_NAMED = 3  # files, before the rest is counted


def edited_elsewhere() -> str:
    """A line about files that were edited where they are not told from; "" if there are none.

    apanim has its scenes from where it was installed from only if it was installed to follow that folder.
    """
    for source in (Path("scenes").resolve(), *_installed_from()):
        told = scenes_dir()
        if source in (told, laid_over()) or not (source / "lecture.toml").is_file():
            continue
        if changed := unlike(source, told):
            more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
            names = f"{', '.join(changed[:_NAMED])}{more}"
            return (
                f"{source}: {names} differ from what was installed, which is told; "
                f"use --with {source}, or install again with pip install -e {source.parent}"
            )
    return ""


def unlike(source: Path, told: Path) -> list[str]:
    """The files of `source` that `told` has otherwise, or not at all."""
    files = {path for pattern in _TOLD for path in source.glob(pattern)}
    return sorted(
        path.relative_to(source).as_posix()
        for path in files
        if not _same(path, told / path.relative_to(source))
    )


def _same(path: Path, other: Path) -> bool:
    try:
        return path.read_bytes() == other.read_bytes()
    except OSError:
        return False


def _installed_from() -> list[Path]:
    """The scenes of the folder that apanim was installed from, if it was one."""
    try:
        told = json.loads(distribution("apanim").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return []
    if told.get("dir_info", {}).get("editable"):
        return []  # it follows that folder
    url = urlparse(str(told.get("url", "")))
    return [Path(url2pathname(url.path)).resolve() / "scenes"] if url.scheme == "file" else []
