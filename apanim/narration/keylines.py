"""Where each key of a TOML file stands: tomllib gives values, an author needs lines."""

import re
import tomllib
from collections.abc import Iterator

_KEY = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_PATH = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_BLANK = re.compile(r"(?:\s|#[^\n]*)+")
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_PATH})[ \t]*\]?\]")
_ASSIGN = re.compile(rf"({_PATH})[ \t]*=")
_VALUE_PIECE = re.compile(
    r'"""(?:\\.|[^\\])*?"""+|' r"'''.*?'''+|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'|#[^\n]*|.",
    re.DOTALL,
)


def key_lines(source: str) -> dict[tuple[str, ...], int]:
    """The line (from 1) of every table header and every key of `source`, which must be valid TOML.

    A table of an array has its number in its path: of the second [[do]], ("do", "1"). Keys inside an inline
    table or an array are not listed; the line of the key that holds them is.
    """
    lines: dict[tuple[str, ...], int] = {}
    for path, offset in _keys(source):
        line = source.count("\n", 0, offset) + 1
        for depth in range(len(path)):  # '[cues.rest]' is also the first line of 'cues'
            lines.setdefault(path[: depth + 1], line)
    return lines


def _keys(source: str) -> Iterator[tuple[tuple[str, ...], int]]:
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}  # of each array of tables, how many were begun
    at = 0
    while at < len(source):
        if blank := _BLANK.match(source, at):
            at = blank.end()
        elif header := _HEADER.match(source, at):
            table = _numbered(_names(header.group(2)), counts, header.group(1) == "[[")
            yield table, at
            at = header.end()
        elif assign := _ASSIGN.match(source, at):
            yield table + _names(assign.group(1)), at
            at = _end_of_value(source, assign.end())
        else:
            raise ValueError(f"not valid TOML at character {at}")


def _numbered(names: tuple[str, ...], counts: dict[tuple[str, ...], int], begins: bool) -> tuple[str, ...]:
    """The path of a header's `names`, with the number of each array's table in it; `begins` one of them."""
    path: tuple[str, ...] = ()
    for depth, name in enumerate(names, start=1):
        path = (*path, name)
        if begins and depth == len(names):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, str(counts[path] - 1))
    return path


def _names(path: str) -> tuple[str, ...]:
    """The names of a dotted, perhaps quoted key, unescaped by tomllib itself."""
    names: list[str] = []
    level = tomllib.loads(f"{path} = 0")
    while isinstance(level, dict):
        name, level = next(iter(level.items()))
        names.append(name)
    return tuple(names)


def _end_of_value(source: str, at: int) -> int:
    """Where the value that begins at `at` ends: at the line's end, outside strings and brackets."""
    depth = 0
    for piece in _VALUE_PIECE.finditer(source, at):
        token = piece.group()
        if token == "\n" and depth == 0:
            return piece.end()
        depth += (token in "[{") - (token in "]}")
    return len(source)
