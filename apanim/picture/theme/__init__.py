"""The theme: every colour of the picture by its role.

The picture knows no colour. It names roles ("@text.ink", or a mixture of two), in its draw lists as in the
markup of its still layers; a canvas has a theme and puts the colours in: one draw list serves all themes.
"""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.cache import digest
from apanim.data import assets_dir
from apanim.errors import UserError
from apanim.picture.theme.roles_file import BASE, SPRITE_COLOUR, Sheet, read_own_themes, read_themes

LOGO = "logo.picture"  # in markup: a house's logo, from within its <svg> element on
_NAME = re.compile(r"@([a-z_]+\.[a-z_0-9]+(?:\.\d+)?)")
_MIX = re.compile(r"@mix\((#[0-9A-Fa-f]{6}),(#[0-9A-Fa-f]{6}),([0-9.e-]+)\)")


@cache
def _sheets() -> dict[str, Sheet]:
    return read_themes(assets_dir() / "theme.toml")


def theme_names(own: Path | None = None) -> tuple[str, ...]:
    """Every theme, the usual one first. Raises UserError for a theme file that cannot be used."""
    return tuple(_sheets() if own is None else _own(own)[0])


def _own(path: Path) -> tuple[dict[str, Sheet], str]:
    """The themes as a house has them, and its logo."""
    return read_own_themes(path, _sheets(), assets_dir())


@cache
def colour(role: str) -> str:
    """The colour of a role such as "text.ink", for a canvas to put in. Raises KeyError if it is none."""
    if not isinstance(_sheets()[BASE].roles[role], str):
        raise KeyError(f"{role} is not one colour")
    return f"@{role}"


@cache
def ramp(role: str) -> tuple[str, ...]:
    """The colours of a role that has several, such as "ground.outside"; see `colour`."""
    values = _sheets()[BASE].roles[role]
    if not isinstance(values, tuple):
        raise KeyError(f"{role} is not a list")
    return tuple(f"@{role}.{i}" for i in range(len(values)))


opacities = ramp  # of a role such as "panel.cool_opacity": numbers, for a canvas to put into markup


def mix(a: str, b: str, share_of_b: float) -> str:
    """The colour between `a` and `b`, each '#RRGGBB', a role's, or itself a mixture."""
    return f"@mix({a},{b},{share_of_b!r})" if "@" in a + b else _mixed(a, b, share_of_b)


def rgb(hex_colour: str) -> tuple[int, int, int]:
    """(red, green, blue), 0..255, of '#RRGGBB'."""
    return int(hex_colour[1:3], 16), int(hex_colour[3:5], 16), int(hex_colour[5:7], 16)


def _mixed(a: str, b: str, share_of_b: float) -> str:
    channels = (round(x + (y - x) * share_of_b) for x, y in zip(rgb(a), rgb(b), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*channels)


@dataclass(frozen=True)
class Theme:
    """The colours of every role, and a house's logo as picture.theme.logo reads it, "" for none. Made by
    `theme`."""

    name: str
    sheet: Sheet
    logo: str = ""
    _flat: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        flat: dict[str, str] = {}
        for role, value in self.sheet.roles.items():
            if isinstance(value, tuple):
                flat.update((f"{role}.{i}", f"{one}") for i, one in enumerate(value))
            else:
                flat[role] = f"{value}"
        object.__setattr__(self, "_flat", flat | {LOGO: self.logo})

    def __hash__(self) -> int:
        return hash(self.key)

    @cached_property
    def key(self) -> str:
        """A hash of all that it is."""
        return digest(self.name, repr(self.sheet), self.logo)

    @property
    def shaded(self) -> bool:
        """Whether light is laid on as a tint, because the ground is too bright to be lit further."""
        return self.sheet.roles["canvas.light"] == "shaded"

    def number(self, role: str) -> float:
        """The number of a role such as "focus.brightness"."""
        return float(self._flat[role])

    def hex(self, colour: str) -> str:
        """'#RRGGBB' of a colour as the picture names it. Raises KeyError for a role that is not one."""
        return self.markup(colour) if colour.startswith("@") else colour

    def rgb(self, colour: str) -> tuple[int, int, int]:
        """(red, green, blue), 0..255, of a colour as the picture names it."""
        return rgb(self.hex(colour))

    def rgbs(self, colours: tuple[str, ...]) -> NDArray[np.float64]:
        """(k, 3), 0..255, of k colours."""
        return np.array([self.rgb(colour) for colour in colours], float)

    def markup(self, svg: str) -> str:
        """SVG text with every colour put in."""
        if "@" not in svg:
            return svg
        svg = _NAME.sub(lambda match: self._flat[match[1]], svg)
        found = 1
        while found:
            svg, found = _MIX.subn(lambda m: _mixed(m[1], m[2], float(m[3])), svg)
        return svg

    def sprite(self, rig: str, svg: str) -> str:
        """SVG text of a rig in this theme's colours."""
        changes = self.sheet.sprites.get(rig)
        return SPRITE_COLOUR.sub(lambda m: changes.get(m[0], m[0]), svg) if changes else svg


@cache
def theme(name: str = BASE) -> Theme:
    """The theme called `name`. Raises UserError, naming all, if there is none."""
    return _named(name, _sheets())


def own_theme(name: str, own: Path | None) -> Theme:
    """The theme called `name` as the file `own` of a house changes it, if there is one. Raises
    UserError."""
    return theme(name) if own is None else _named(name, *_own(own))


def _named(name: str, sheets: dict[str, Sheet], logo: str = "") -> Theme:
    if name not in sheets:
        raise UserError(f"theme {name!r}: choose one of {', '.join(sheets)}")
    return Theme(name, sheets[name], logo)
