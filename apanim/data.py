"""Where scenes/ and assets/ are: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_over: Path | None = None


def _find(name: str) -> Path:
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"apanim's {name}/ folder is missing; install apanim again")


def scenes_dir() -> Path:
    """The folder of the scenes that come with apanim."""
    return _find("scenes")


def lay_over(folder: Path | None) -> None:
    """From now on, in this process, what `folder` has of scenes, words, orders and colours goes before
    apanim's; with None apanim's alone are there."""
    global _over
    _over = None if folder is None else folder.resolve()


def laid_over() -> Path | None:
    """The folder that is laid over apanim's own, resolved."""
    return _over


def roots() -> tuple[Path, ...]:
    """The folders in which things are looked up by name, nearest first."""
    return (*([_over] if _over else []), scenes_dir())


def assets_dir() -> Path:
    """The folder of sprites and themes."""
    return _find("assets")
