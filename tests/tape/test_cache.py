"""A cache may be spoilt, full or gone; the tape is the same."""

import numpy as np
import pytest

from apanim.physics.textbook import TEXTBOOK
from apanim.tape import open_tape
from apanim.tape.bake import key
from apanim.tape.records import columns
from apanim.world import Plan, Setup

PLAN = Plan(Setup(TEXTBOOK, ions=200), np.arange(31) * 5_000)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    return tmp_path / "tapes"


def state(tape):
    return columns(tape.step(30))


def same(a, b):
    return all(np.array_equal(a[name], b[name]) for name in a)


@pytest.mark.parametrize("suffix", ["", "-index"])
@pytest.mark.parametrize("spoil", [b"", b"junk" * 50, "half", "middle"])
def test_a_spoilt_cache_is_made_again(folder, suffix, spoil):
    whole = state(open_tape(PLAN))
    path = folder / f"{key(PLAN)}{suffix}"
    content = path.read_bytes()
    if spoil == "half":
        path.write_bytes(content[: len(content) // 2])
    elif spoil == "middle":
        path.write_bytes(content[:300] + bytes(255 - b for b in content[300:500]) + content[500:])
    elif isinstance(spoil, bytes):
        path.write_bytes(spoil)
    assert same(state(open_tape(PLAN)), whole)


@pytest.mark.parametrize("place", [0.0, 0.3, 0.7, 0.9999])
def test_a_single_flipped_bit_is_noticed(folder, place):
    tape = open_tape(PLAN)
    whole = [columns(tape.step(step)) for step in range(PLAN.steps + 1)]
    path = folder / key(PLAN)
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= 4
    path.write_bytes(content)
    again = open_tape(PLAN)
    assert all(same(columns(again.step(number)), state) for number, state in enumerate(whole))
    assert path.read_bytes() != content  # and it is kept whole from now on


def test_a_full_cache_is_as_good_as_none(folder, monkeypatch):
    from apanim.tape import bake

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bake, "_keep_index", full)
    tape = open_tape(PLAN)
    assert tape.step(30).step == 30
    assert not list(folder.iterdir())


def test_a_second_opening_reads_what_the_first_has_baked(folder, monkeypatch):
    first = open_tape(PLAN)
    told = []
    monkeypatch.setattr("apanim.particles.motion.drift", lambda *_: told.append("an ion was moved"))
    second = open_tape(PLAN, lambda done, steps: told.append(done))
    assert first.digest() == second.digest()
    for number in (0, 30):
        assert same(columns(first.step(number)), columns(second.step(number)))
    assert told == []
