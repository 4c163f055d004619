"""assets/theme.toml, read and judged: a base of roles, and the themes that change some of them.

A file of one's own, theme.toml beside an order or in a folder that is laid over apanim's, changes roles of
these, adds themes, and may name a logo beside it: logo = "logo.svg".

A role's value is a colour '#RRGGBB', a list of them, a number 0..1 or a list of them, or a word. A theme
may change any role, to a value of the same kind and length, and may recolour sprites.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

from apanim.errors import UserError
from apanim.picture.theme.logo import read_logo
from apanim.tables import parse_toml

BASE = "dark"  # the theme that the file's own tables make
THEMES = "themes"  # the table of all others
SPRITES = "sprites"  # in a theme: for each rig, its colours and what becomes of them
_WORDS = {"canvas.light": ("added", "shaded")}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
SPRITE_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")

Value = str | float | tuple[str, ...] | tuple[float, ...]


class Sheet(NamedTuple):
    """One theme: roles "group.name" to values, and for each rig its colours to their new ones."""

    roles: dict[str, Value]
    sprites: dict[str, dict[str, str]]


def read_themes(path: Path) -> dict[str, Sheet]:
    """All themes of the file, by name. Raises UserError, naming file and key, for what cannot be used."""
    data = _parsed(path)
    changes = data.pop(THEMES, {})
    base = _roles(path, "", data)
    found = {BASE: Sheet(base, {})}
    for name, table in _tables(path, THEMES, changes):
        found[name] = _changed(path, name, table, found[BASE], path.parent)
    return found


def read_own_themes(path: Path, sheets: dict[str, Sheet], art: Path) -> tuple[dict[str, Sheet], str]:
    """All themes as the file of a house changes them, and its logo, "" for none. Raises UserError.

    What it changes of the base is changed in every theme that had it from there. `art` has the sprites.
    """
    data = _parsed(path)
    changes, logo = data.pop(THEMES, {}), data.pop("logo", None)
    base, roles = sheets[BASE].roles, _roles(path, "", data)
    for role, value in roles.items():
        _same_kind(path, role, value, base.get(role))
    found = {
        name: Sheet(
            {role: roles.get(role, had) if had == base[role] else had for role, had in one.roles.items()},
            one.sprites,
        )
        for name, one in sheets.items()
    }
    for name, table in _tables(path, THEMES, changes):
        found[name] = _changed(path, name, table, found.get(name, found[BASE]), art)
    if logo is None:
        return found, ""
    if not isinstance(logo, str) or not logo.isprintable() or not logo:
        raise UserError(f'{path}: logo is {logo!r}; name a picture beside it, logo = "logo.svg"')
    return found, read_logo(path.parent / logo, f"{path}: logo")


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return parse_toml(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: {error}; mend the theme file") from error


def _changed(path: Path, name: str, table: dict[str, Any], base: Sheet, art: Path) -> Sheet:
    """A sheet with what a theme's table changes of it."""
    sprites = table.pop(SPRITES, {})
    roles = _roles(path, f"{THEMES}.{name}.", table)
    for role, value in roles.items():
        _same_kind(path, f"{THEMES}.{name}.{role}", value, base.roles.get(role))
    recolour = _sprites(path, f"{THEMES}.{name}.{SPRITES}", sprites, art)
    return Sheet({**base.roles, **roles}, {**base.sprites, **recolour})


def _tables(path: Path, where: str, table: Any) -> list[tuple[str, dict[str, Any]]]:
    if not isinstance(table, dict) or not all(isinstance(value, dict) for value in table.values()):
        raise UserError(f"{path}: {where} must hold tables only; write [{where}.NAME]")
    return list(table.items())


def _roles(path: Path, where: str, table: Any) -> dict[str, Value]:
    out: dict[str, Value] = {}
    for group, members in _tables(path, where.rstrip(".") or "the file", table):
        for name, value in members.items():
            out[f"{group}.{name}"] = _value(path, f"{where}{group}.{name}", value, f"{group}.{name}")
    return out


def _value(path: Path, where: str, value: Any, role: str) -> Value:
    if role in _WORDS:
        if value not in _WORDS[role]:
            raise UserError(f"{path}: {where} is {value!r}; write one of {', '.join(_WORDS[role])}")
        return str(value)
    several = value if isinstance(value, list) else [value]
    if several and all(_is_share(one) for one in several):
        return tuple(map(float, several)) if isinstance(value, list) else float(value)
    if several and all(isinstance(one, str) and _COLOUR.fullmatch(one) for one in several):
        return tuple(several) if isinstance(value, list) else value
    raise UserError(f"{path}: {where} is {value!r}; write a colour as '#RRGGBB' or a share from 0 to 1")


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0.0 <= value <= 1.0


def _same_kind(path: Path, where: str, value: Value, base: Value | None) -> None:
    if base is None:
        raise UserError(f"{path}: {where} changes a role that the picture has not; see the tables above it")
    if _kind(value) != _kind(base):
        raise UserError(f"{path}: {where} must be like the role that it changes, {base!r}")


def _kind(value: Value) -> tuple[type, int]:
    return (type(value[0]), len(value)) if isinstance(value, tuple) else (type(value), 0)


def _sprites(path: Path, where: str, table: Any, art: Path) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for rig, colours in _tables(path, where, table):
        drawing = art / "sprites" / f"{rig}.svg"
        if not drawing.is_file():
            raise UserError(f"{path}: {where}.{rig} recolours a sprite that is not in {drawing.parent}")
        has = set(SPRITE_COLOUR.findall(drawing.read_text(encoding="utf-8", errors="replace")))
        for old, new in colours.items():
            if old not in has:
                raise UserError(f"{path}: {where}.{rig} changes {old!r}, which {drawing.name} has not")
            if not isinstance(new, str) or not _COLOUR.fullmatch(new):
                raise UserError(f"{path}: {where}.{rig}.{old} is {new!r}; write a colour as '#RRGGBB'")
        out[rig] = dict(colours)
    return out
