"""What befalls a file or a value: bytes, words, numbers and lines as no author means them; by a seed."""

# ruff: noqa: E501

import random
import re
from collections.abc import Callable

_NUMBERS = (
    "0", "-1", "1e308", "-1e308", "1e-308", "nan", "inf", "-inf", "7000", "2", "0.5", "true", "9" * 4301,
    "2" + "0" * 30, "9223372036854775808", "-0.0", "1e400", "0x7fffffff", "1979-05-27", "1" * 70_000,
)  # fmt: skip
_WORDS = (
    "", " ", "x", "../../x", "/dev/null", "/", ".", "a\u0000b", "\\u0000", "\\ud800", "\\n", "\u202e", "é\u0301",
    "Na⁺", "😀", "x" * 300, "word " * 4000, "{", "}", "{peak", "{peak:mV}", "{peak:parsecs}", "{0}", "{{}}",
    "<b>", "</b>", "<rush>", "%s", "$(x)", "\\", "'", '\\"', "[bold]", "\x1b[31m", "#", "E_Na^2+", "_" * 200,
    "^" * 200, "en_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a!", "x-x-x-x-x-x-x-x", "العربية", "日本語", "\ufffe",
)  # fmt: skip
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_A_NUMBER = re.compile(r"(?<![\w#.])-?\d+(?:\.\d+)?")


def damaged(content: bytes, chance: random.Random, words: bool = True) -> bytes:
    """`content` with one to three things wrong; of a text mostly what its author may have typed."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        kinds = _OF_TEXT if words and chance.random() < 0.85 else _OF_BYTES
        content = chance.choice(kinds)(content, chance)
    return content


def a_number(chance: random.Random) -> str:
    return chance.choice(_NUMBERS)


def a_word(chance: random.Random) -> str:
    return chance.choice(_WORDS)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.choice((1, 4, 40))):
        if flipped:
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _gone(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at + chance.choice((1, 10, 200)) :]


def _stuffed(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    stuff = (
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
        b"\r",
        b"[" * 3000,
        b"\x1b[2J",
        b"\n" * 100,
        chance.randbytes(50),
    )
    return content[:at] + chance.choice(stuff) + content[at:]


def _replaced(_: bytes, chance: random.Random) -> bytes:
    whole = (
        b"",
        b"\n",
        b"\0" * 10,
        b"\xff\xfe",
        b"a = " + b"[" * 2500,
        b"a." * 2500 + b"b = 1",
        chance.randbytes(400),
    )
    return chance.choice(whole)


def _line(
    change: Callable[[list[str], int, random.Random], None],
) -> Callable[[bytes, random.Random], bytes]:
    def of_content(content: bytes, chance: random.Random) -> bytes:
        lines = content.decode("utf-8", "surrogateescape").split("\n")
        change(lines, chance.randrange(len(lines)), chance)
        return "\n".join(lines).encode("utf-8", "surrogateescape")

    return of_content


def _piece(
    pattern: re.Pattern[str], other: Callable[[random.Random], str]
) -> Callable[[bytes, random.Random], bytes]:
    def of_content(content: bytes, chance: random.Random) -> bytes:
        text = content.decode("utf-8", "surrogateescape")
        if not (found := list(pattern.finditer(text))):
            return _flipped(content, chance)
        at = chance.choice(found)
        return (text[: at.start()] + other(chance) + text[at.end() :]).encode("utf-8", "surrogateescape")

    return of_content


@_line
def _line_gone(lines: list[str], at: int, _: random.Random) -> None:
    del lines[at]


@_line
def _line_twice(lines: list[str], at: int, _: random.Random) -> None:
    lines.insert(at, lines[at])


@_line
def _lines_change_places(lines: list[str], at: int, chance: random.Random) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


@_line
def _line_renamed(lines: list[str], at: int, chance: random.Random) -> None:
    lines[at] = re.sub(r"[A-Za-z_]\w*", lambda _: a_word(chance)[:40] or "x", lines[at], count=1)


@_line
def _line_of_many(lines: list[str], at: int, chance: random.Random) -> None:
    lines[at:at] = [lines[at]] * chance.choice((20, 400))


_OF_BYTES = (_cut, _flipped, _gone, _stuffed, _replaced)
_OF_TEXT = (
    _piece(_A_NUMBER, a_number), _piece(_A_NUMBER, a_number), _piece(_QUOTED, lambda chance: f'"{a_word(chance)}"'),
    _piece(_QUOTED, lambda chance: f'"{a_word(chance)}"'), _piece(_QUOTED, a_number),
    _piece(_A_NUMBER, lambda chance: f'"{a_word(chance)}"'), _piece(_A_NUMBER, lambda _: "[]"),
    _piece(_QUOTED, lambda _: "{}"), _line_gone, _line_twice, _lines_change_places, _line_renamed, _line_of_many,
)  # fmt: skip
