"""Where scenes/ and assets/ are: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"apanim's {name}/ folder is missing; install apanim again")


def scenes_dir() -> Path:
    """The folder of the scenes that come with apanim."""
    return _find("scenes")


def assets_dir() -> Path:
    """The folder of sprites and themes."""
    return _find("assets")
