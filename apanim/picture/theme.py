"""The theme: every colour of the picture by its role, from assets/theme.toml."""

import tomllib
from functools import cache
from typing import Any

from apanim.data import assets_dir


@cache
def _theme() -> dict[str, dict[str, Any]]:
    return tomllib.loads((assets_dir() / "theme.toml").read_text(encoding="utf-8"))


def colour(role: str) -> str:
    """The '#RRGGBB' of a role such as "text.ink"."""
    group, name = role.split(".")
    return _theme()[group][name]


def ramp(role: str) -> tuple[str, ...]:
    """The colours of a role that has several, such as "ground.outside"."""
    group, name = role.split(".")
    return tuple(_theme()[group][name])


def opacities(role: str) -> tuple[float, ...]:
    """The opacities of a role such as "panel.cool_opacity"."""
    group, name = role.split(".")
    return tuple(_theme()[group][name])


def rgb(hex_colour: str) -> tuple[int, int, int]:
    """(red, green, blue), 0..255, of '#RRGGBB'."""
    return int(hex_colour[1:3], 16), int(hex_colour[3:5], 16), int(hex_colour[5:7], 16)


def mix(a: str, b: str, share_of_b: float) -> str:
    """The '#RRGGBB' between `a` and `b`."""
    channels = (round(x + (y - x) * share_of_b) for x, y in zip(rgb(a), rgb(b), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*channels)
