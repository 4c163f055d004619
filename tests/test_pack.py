"""Plain data comes back as it was, kind by kind, and what is no plain data is refused."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from apanim.narration.catalogue import CueLine
from apanim.pack import NotPlainError, pack, unpack
from apanim.physics.textbook import TEXTBOOK
from apanim.script.timeline import CueSpan, Span
from apanim.tape import EventKind

PLAIN = [
    None, True, 0, -7, 1.5, float("inf"), "Na⁺ \N{NO-BREAK SPACE}\n", (), (1, (2.0, "x")), [1, [2]],
    {"a": (1,), 2: "b"}, frozenset({"a"}), Path("scenes/spike.py"), EventKind.CROSSING,
    CueSpan("one", 0, 60, "It rests."), Span("line", 0, 9, value_mV=-55.0),
    CueLine("−70 mV", "Minus seventy"),
    TEXTBOOK, np.float64(0.1), np.int64(7), np.bool_(True),
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: type(value).__name__)
def test_plain_data_comes_back_equal_and_of_its_kind(value):
    back = unpack(pack(value))
    assert back == value
    assert type(back) is type(value)
    assert repr(back) == repr(value)


@pytest.mark.parametrize("dtype", ["float32", "int64", "uint8", "bool", "<f8"])
def test_arrays_come_back_bit_by_bit(dtype):
    arrays = tuple(np.arange(24).reshape(shape).astype(dtype) for shape in ((24,), (2, 3, 4), (24, 1)))
    for array, back in zip(arrays, unpack(pack(arrays)), strict=True):
        assert (back.dtype, back.shape) == (array.dtype, array.shape)
        assert back.tobytes() == array.tobytes()
        assert back.flags.writeable
    assert np.array_equal(unpack(pack(arrays[1][:, ::2])), arrays[1][:, ::2])


@dataclass
class Theirs:
    x: int = 0


class Word(str):
    """A word with more to it."""


@pytest.mark.parametrize(
    "value", [Theirs(), print, object(), {1: lambda: 0}, Word("x"), np.array([None]), {1}]
)
def test_what_is_no_plain_data_is_refused(value):
    with pytest.raises(NotPlainError):
        pack(value)


def planted(tree):
    content = json.dumps(tree).encode()
    return len(content).to_bytes(8, "big") + content


@pytest.mark.parametrize(
    "tree",
    [
        ["record", "os:system", "true"],
        ["record", "subprocess:Popen", "true"],
        ["record", "apanim.cache:Store", "x", 1],
        ["record", "apanim.cache:tidy", "x", 1],
        ["record", "apanim.cache:Path", "x"],
        ["record", "apanim.script.timeline:CueSpan", "one"],
        ["record", "apanim.nothing:None"],
        ["enum", "apanim.tape.events:EventKind", "NOTHING"],
        ["array", "|O", [1]],
        ["array", "<f8", [9]],
        ["number", "<i4", 1e300],
        ["record", "apanim.narration.templates:Template", "{bad", "x"],
        ["sorcery", 1],
        [],
    ],
)
def test_a_planted_file_runs_nothing(tree):
    with pytest.raises(ValueError, match=r".*"):
        unpack(planted(tree))


def test_what_is_cut_off_is_told():
    whole = pack((CueSpan("one", 0, 60, "It rests."), np.arange(9)))
    for length in (0, 5, 20, len(whole) - 1):
        with pytest.raises(ValueError, match=r".*"):
            unpack(whole[:length])
