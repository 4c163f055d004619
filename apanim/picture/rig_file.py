"""assets/sprites as they are on disk, judged when they are read: what is damaged is named with its file."""

import json
import math
import re
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path
from typing import Any

from apanim.data import assets_dir
from apanim.errors import UserError

SVG = "http://www.w3.org/2000/svg"
NUMBER = re.compile(r"-?\d+\.?\d*")
_FARTHEST = 4000.0  # px at 1080p, of anything in a sprite
_MENDED = "mend it, or install apanim again"


class Named(dict[str, Any]):
    """Poses or anchors of a rig by name; one that is not there is a mistake in the file."""

    def __init__(self, what: str, of: dict[str, Any]) -> None:
        super().__init__(of)
        self._what = what

    def __missing__(self, name: str) -> Any:
        raise UserError(f"{_poses_file()}: {self._what} has no {name!r}; {_MENDED}")


def _poses_file() -> Path:
    return assets_dir() / "sprites" / "poses.json"


@cache
def all_rigs() -> dict[str, Any]:
    """What poses.json says of each rig, checked. Raises UserError."""
    file = _poses_file()
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(f"{file}: cannot be read ({error}); {_MENDED}") from None
    if not isinstance(data, dict):
        raise UserError(f"{file}: holds no sprites by name; {_MENDED}")
    for name, one in data.items():
        try:
            _check(one)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UserError(f"{file}: '{name}' is damaged ({error!r}); {_MENDED}") from None
    return Named("it", data)


def _check(rig: Any) -> None:
    """Raises KeyError, TypeError, ValueError or AttributeError for what is no rig."""
    left, top, width, height = map(_length, rig["viewBox"])
    if width <= 0 or height <= 0:
        raise ValueError(f"a window of {width:g} x {height:g} at ({left:g}, {top:g})")
    if rig["rest"] not in rig["poses"]:
        raise ValueError(f"it rests in {rig['rest']!r}, which is none of its poses")
    for at in rig["pivots"].values():
        _, _ = map(_length, at)
    for at in rig["anchors"].values():
        if isinstance(at, list):
            _, _ = map(_length, at)
        else:
            _length(at)
    paths: dict[str, int] = {}  # a part that bends, and of how many numbers its path is
    for parts in rig["poses"].values():
        for part, given in parts.items():
            for key, value in given.items():
                if key == "d":
                    count = len([_length(float(number)) for number in NUMBER.findall(value)])
                    if paths.setdefault(part, count) != count:
                        raise ValueError(f"the paths of {part!r} are of different lengths")
                elif key in ("dx", "dy", "rot", "opacity"):
                    _length(value)
                else:
                    raise KeyError(key)


def _length(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    if not math.isfinite(value) or abs(value) > _FARTHEST:
        raise ValueError(f"{value!r} is out of range")
    return float(value)


@cache
def _drawing_text(name: str) -> str:
    """The SVG of a rig, which can be read. Raises UserError."""
    file = assets_dir() / "sprites" / f"{name}.svg"
    try:
        text = file.read_text(encoding="utf-8")
        ElementTree.fromstring(text)
    except (OSError, ValueError, ElementTree.ParseError) as error:
        raise UserError(f"{file}: cannot be read ({error}); {_MENDED}") from None
    return text


def drawing(name: str) -> ElementTree.Element:
    """The SVG of a rig, to be changed by who asks. Raises UserError for one that cannot be read."""
    ElementTree.register_namespace("", SVG)
    return ElementTree.fromstring(_drawing_text(name))


def group_of(root: ElementTree.Element, name: str, part: str) -> ElementTree.Element:
    """The group called `part` of the rig `name`. Raises UserError where its drawing lacks it."""
    for group in root.iter(f"{{{SVG}}}g"):
        if group.get("id") == part:
            return group
    raise UserError(f"{assets_dir() / 'sprites' / f'{name}.svg'}: there is no group {part!r}; {_MENDED}")
