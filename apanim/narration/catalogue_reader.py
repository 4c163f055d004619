"""Reading a catalogue's TOML so that every complaint names file, line and cue, and how to mend it."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from apanim.errors import UserError
from apanim.narration.keylines import key_lines
from apanim.narration.templates import nearest
from apanim.tables import parse_toml

Key = tuple[str, ...]
LARGEST_BYTES = 1 << 20  # a tenth of it is a lecture of an hour
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_TWICE = re.compile(r"Cannot declare \('cues', (?P<quote>['\"])(?P<name>.+)(?P=quote)\) twice")
_CUE_HEADER = re.compile(r"[ \t]*\[[ \t]*cues[ \t]*\.[ \t]*([^\]\s]+)[ \t]*\]")


@dataclass(frozen=True, eq=False)
class Reader:
    """The parsed file: its name, its values, and the line of every key."""

    file: str
    root: Mapping[str, Any]
    lines: Mapping[Key, int]

    @classmethod
    def open(cls, path: Path) -> "Reader":
        """Parse `path`. Raises UserError if it is missing, not UTF-8 or not TOML."""
        try:
            with path.open("rb") as file:
                raw = file.read(LARGEST_BYTES + 1)
            if len(raw) > LARGEST_BYTES:
                raise UserError(f"{path}: larger than {LARGEST_BYTES >> 20} MB; take out what nobody says")
            return parsed(path.name, raw)
        except OSError as error:
            there = ", ".join(sorted(other.stem for other in path.parent.glob("*.toml"))) or "none"
            raise UserError(
                f"{path}: {error.strerror}; the languages in that folder are: {there}"
            ) from None

    def where(self, key: Key) -> str:
        """'en.toml:12: cue 'rest'' for a key of that cue; the line of the nearest key that is written."""
        written = key
        while written and written not in self.lines:
            written = written[:-1]
        place = f"{self.file}:{self.lines.get(written, 1)}"
        return f"{place}: cue '{key[1]}'" if key[0] == "cues" and len(key) > 1 else place

    def error(self, key: Key, message: str) -> UserError:
        """A UserError about `key`, to be raised by the caller."""
        return UserError(f"{self.where(key)}: {message}")

    def table(self, key: Key) -> Mapping[str, Any]:
        """The table at `key`, empty if it is not written. Raises UserError if it is something else."""
        value: Any = self.root
        for name in key:
            value = value.get(name, {})
        if not isinstance(value, dict):
            raise self.error(key, f"'{key[-1]}' is no table; write it as [{'.'.join(key)}]")
        return value

    def check_keys(self, key: Key, known: set[str]) -> Mapping[str, Any]:
        """The table at `key`. Raises UserError at the first name in it that is not `known`."""
        table = self.table(key)
        for name in table:
            if name not in known:
                remedy = nearest(name, known, "the keys here")
                raise self.error((*key, name), f"unknown key '{name}'; {remedy}")
        return table

    def text(self, key: Key) -> str:
        """The text at `key`. Raises UserError if it is missing, not text, or blank."""
        table = self.table(key[:-1])
        name = key[-1]
        if name not in table:
            raise self.error(key, f"'{name}' is missing; add {name} = \"...\" under [{'.'.join(key[:-1])}]")
        value = table[name]
        if not isinstance(value, str):
            raise self.error(key, f"'{name}' must be text; write {name} = \"...\" with quotes")
        if not value.strip():
            raise self.error(key, f"'{name}' is empty; write its words, or remove the key")
        self._check_signs(key, value)
        return value

    def texts(self, key: Key) -> dict[str, str]:
        """The table at `key` as text by name."""
        for name in self.table(key):
            if not name.strip():
                raise self.error((*key, name), "a key is empty; write the word it stands for")
            self._check_signs((*key, name), name)
        return {name: self.text((*key, name)) for name in self.table(key)}

    def words(self, key: Key) -> tuple[str, ...]:
        """The list of texts at `key`. Raises UserError if it is anything else."""
        value = self.table(key[:-1])[key[-1]]
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            raise self.error(key, f"'{key[-1]}' must be a list of texts; write {key[-1]} = [\"...\"]")
        for word in value:
            self._check_signs(key, word)
        return tuple(value)

    def _check_signs(self, key: Key, text: str) -> None:
        """Raises UserError for a control character, which stands in no words and in no file's name."""
        if odd := next((sign for sign in text if sign < " " and sign not in "\t\n\r"), ""):
            raise self.error(key, f"'{key[-1]}' holds the sign U+{ord(odd):04X}; take it out")


@lru_cache(maxsize=64)
def parsed(file: str, raw: bytes) -> Reader:
    """The TOML `raw` of a file of that name. Raises UserError if it is not UTF-8 or not TOML."""
    try:
        source = unicodedata.normalize("NFC", raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UserError(f"{file}:{line}: this is not UTF-8 text; save the file as UTF-8") from None
    try:
        return Reader(file, parse_toml(source), key_lines(source))
    except tomllib.TOMLDecodeError as error:
        raise _malformed(file, source, str(error)) from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, tables in tables
        raise UserError(f"{file}: this cannot be read as TOML ({error}); make it simpler") from None


def _malformed(file: str, source: str, message: str) -> UserError:
    found = _AT_LINE.search(message)
    line = int(found.group(1)) if found else source.rstrip("\n").count("\n") + 1
    what = _AT_LINE.sub("", message).removesuffix(" (at end of document)")
    if twice := _TWICE.match(what):
        return UserError(
            f"{file}:{line}: cue '{twice['name']}': it is declared twice; rename or remove one of the two"
        )
    headers = [_CUE_HEADER.match(text) for text in source.split("\n")[:line]]
    above = [header.group(1) for header in headers if header]
    place = f"{file}:{line}: cue '{above[-1]}'" if above else f"{file}:{line}"
    if what == "Cannot overwrite a value":
        return UserError(f"{place}: a key is written twice; remove one of the two")
    return UserError(f"{place}: this is not TOML: {what[:1].lower()}{what[1:]}; mend the line")
