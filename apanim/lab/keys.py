"""Reading a set-up's TOML so that every complaint names file, line and key, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, cast
from unicodedata import category

from apanim.errors import UserError
from apanim.narration.catalogue_reader import Key, Reader, parsed
from apanim.narration.templates import nearest
from apanim.units import seconds, ticks

LARGEST_BYTES = 1 << 20  # a set-up of a thousand commands has a tenth of it
_NO_WORDS = ("Cc", "Cs", "Zl", "Zp")  # kinds of signs that stand in no line: controls, ends of lines
_SHOWN = 60  # characters of what was written that a complaint repeats


@dataclass(frozen=True, eq=False)
class Keys:
    """A table of the file: its keys, their values and lines. `path` is its own place in the file."""

    reader: Reader
    path: Key
    values: dict[str, Any]

    @classmethod
    def open(cls, path: Path) -> "Keys":
        """The whole file. Raises UserError if it is missing, too large, not UTF-8 or not TOML."""
        try:
            with path.open("rb") as file:
                raw = file.read(LARGEST_BYTES + 1)
        except OSError as error:
            raise UserError(f"{path}: {error.strerror}; give the .toml file of a set-up") from None
        if len(raw) > LARGEST_BYTES:
            raise UserError(f"{path}: larger than {LARGEST_BYTES >> 20} MB; that is no set-up")
        reader = parsed(path.name, raw)
        return cls(reader, (), dict(reader.root))

    def error(self, key: str, message: str) -> UserError:
        """A UserError about `key`, or about the table itself where that is ""; for the caller to raise."""
        path = (*self.path, key) if key else self.path
        return self.reader.error(path or ("apanim",), message)

    def known(self, *names: str) -> "Keys":
        """This table. Raises UserError at the first key that is none of `names`."""
        for name in self.values:
            if name not in names:
                raise self.error(
                    name, f"unknown key '{name[:_SHOWN]}'; {nearest(name, names, 'the keys here')}"
                )
        return self

    def has(self, key: str) -> bool:
        return key in self.values

    def table(self, key: str) -> "Keys":
        """The table called `key`. Raises UserError if it is missing or no table."""
        value = self._value(key, f"add a table [{'.'.join((*self.path, key))}]")
        if not isinstance(value, dict):
            raise self.error(key, f"'{key}' is no table; write it as [{'.'.join((*self.path, key))}]")
        return Keys(self.reader, (*self.path, key), cast(dict[str, Any], value))

    def tables(self, key: str) -> list["Keys"]:
        """The tables [[key]], none if there are none. Raises UserError if it is something else."""
        value = _listed(self.values.get(key, []))
        if value is None or not all(isinstance(one, dict) for one in value):
            raise self.error(key, f"'{key}' is no list of tables; write each as [[{key}]]")
        return [Keys(self.reader, (*self.path, key, str(n)), one) for n, one in enumerate(value)]

    def text(self, key: str, usual: str | None = None) -> str:
        """One line of words. Raises UserError if it is empty, no text, or missing without a `usual` one."""
        if usual is not None and key not in self.values:
            return usual
        value = self._value(key, f'add {key} = "..."')
        if not isinstance(value, str):
            raise self.error(key, f"'{key}' must be text; write {key} = \"...\" with quotes")
        if not _is_one_line(value):
            raise self.error(key, f"'{key}' is empty or not one line of words; write {key} = \"...\"")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of lines of words. Raises UserError if it is anything else."""
        value = _listed(self._value(key, f'add {key} = ["..."]'))
        if not value or not all(isinstance(one, str) and _is_one_line(one) for one in value):
            raise self.error(key, f"'{key}' must be a list of lines of words; write {key} = [\"...\"]")
        return tuple(value)

    def one_of(self, key: str, names: Iterable[str]) -> str:
        """One of `names`. Raises UserError for another, with the nearest."""
        value, there = self.text(key), tuple(names)
        if value not in there:
            raise self.error(
                key, f"no {key} '{value[:_SHOWN]}'; {nearest(value, there, f'{key} is one of')}"
            )
        return value

    def number(self, key: str) -> float:
        """A finite number. Raises UserError for anything else."""
        value = self._value(key, f"add {key} = a number")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, f"'{key}' must be a number; write {key} = 1.0 without quotes")
        return self._finite(key, value)

    def tick(self, key: str, first: int, last: int) -> int:
        """The tick, `first` to `last`, nearest to a time in seconds. Raises UserError for anything else."""
        time_s = self.number(key)
        if not first <= (tick := ticks(time_s)) <= last:
            span = f"{seconds(first):g} to {seconds(last):g} s"
            raise self.error(key, f"{key} = {time_s:g} is out of range; use {span}")
        return tick

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of finite numbers. Raises UserError if it is anything else."""
        value = _listed(self._value(key, f"add {key} = [a number, ...]"))
        if value is None:
            raise self.error(key, f"'{key}' must be a list of numbers; write {key} = [1.0, 2.0]")
        if any(isinstance(one, bool) or not isinstance(one, int | float) for one in value):
            raise self.error(key, f"'{key}' holds what is no number; write {key} = [1.0, 2.0]")
        return tuple(self._finite(key, one) for one in value)

    def _finite(self, key: str, value: float) -> float:
        try:
            number = float(value)
        except OverflowError:
            number = float("inf")
        if not isfinite(number):
            raise self.error(key, f"{key} = {str(value)[:20]} is no number to work with; give a finite one")
        return number

    def _value(self, key: str, remedy: str) -> Any:
        if key not in self.values:
            raise self.error("", f"'{key}' is missing; {remedy}")
        return self.values[key]


def _listed(value: Any) -> list[Any] | None:
    """`value` where it is a list."""
    return cast(list[Any], value) if isinstance(value, list) else None


def _is_one_line(text: str) -> bool:
    return bool(text.strip()) and not any(category(sign) in _NO_WORDS for sign in text)
