"""assets/theme.toml, read and judged: a base of roles, and the themes that change some of them.

A role's value is a colour '#RRGGBB', a list of them, a number 0..1 or a list of them, or a word. A theme
may change any role, to a value of the same kind and length, and may recolour sprites.
"""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from apanim.errors import UserError

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
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path}: {error}; mend the theme file") from error
    changes = data.pop(THEMES, {})
    base = _roles(path, "", data)
    found = {BASE: Sheet(base, {})}
    for name, table in _tables(path, THEMES, changes):
        sprites = table.pop(SPRITES, {})
        roles = _roles(path, f"{THEMES}.{name}.", table)
        for role, value in roles.items():
            _same_kind(path, f"{THEMES}.{name}.{role}", value, base.get(role))
        recolour = _sprites(path, f"{THEMES}.{name}.{SPRITES}", sprites)
        found[name] = Sheet({**base, **roles}, recolour)
    return found


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


def _sprites(path: Path, where: str, table: Any) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for rig, colours in _tables(path, where, table):
        drawing = path.parent / "sprites" / f"{rig}.svg"
        if not drawing.is_file():
            raise UserError(f"{path}: {where}.{rig} recolours a sprite that is not in {drawing.parent}")
        has = set(SPRITE_COLOUR.findall(drawing.read_text(encoding="utf-8")))
        for old, new in colours.items():
            if old not in has:
                raise UserError(f"{path}: {where}.{rig} changes {old!r}, which {drawing.name} has not")
            if not isinstance(new, str) or not _COLOUR.fullmatch(new):
                raise UserError(f"{path}: {where}.{rig}.{old} is {new!r}; write a colour as '#RRGGBB'")
        out[rig] = dict(colours)
    return out
