"""Compiled code is kept where it can be, is bare machine code, and works where it cannot be kept."""

import gc
import math
import pickle
import subprocess
import sys

import numpy as np
import pytest

from apanim import compiled as module
from apanim import seal
from apanim.compiled import compiled

FACTOR = 2


def inner(number):
    return FACTOR * number


def doubled(number) -> int:
    return tripled(number) - number


def tripled(number):
    return 3 * number


def sextupled(number) -> int:
    return 6 * number


def summed(numbers, rows, halves) -> int:
    total = 0
    for row in range(rows):
        for column in range(numbers.shape[1]):
            total += numbers[row, column]
    return total if halves else 2 * total


def filled(numbers, value) -> None:
    """What is not returned is written."""
    for k in range(numbers.shape[0]):
        numbers[k] = value


tripled = compiled(tripled)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    return tmp_path / "loops"


@pytest.fixture
def made(monkeypatch):
    """The names of the loops that were compiled, in order."""
    names, make = [], module.Loop.compile
    monkeypatch.setattr(
        module.Loop,
        "compile",
        lambda self, kinds: names.append(self.function.__name__) or make(self, kinds),
    )
    return names


def test_code_is_kept_and_found_again(own_folder, made):
    assert compiled(doubled)(21) == 42
    assert len(list(own_folder.iterdir())) == 1
    assert compiled(doubled)(4) == 8
    assert made == ["doubled"]


def test_arguments_are_numbers_and_arrays_of_any_layout(made):
    loop, numbers = compiled(summed), np.arange(12).reshape(3, 4)
    assert loop(numbers, 2, True) == numbers[:2].sum()
    assert loop(numbers, 2, False) == 2 * numbers[:2].sum()
    assert loop(numbers[:, ::2], 3, True) == numbers[:, ::2].sum()
    assert loop(numbers.T, 4, True) == numbers.sum()
    assert len(made) == 2  # in C order, and in any
    target = np.zeros(3, np.float32)
    assert compiled(filled)(target, 1.5) is None
    assert target.tolist() == [1.5] * 3


def test_code_is_of_its_own_sources(own_folder, made, monkeypatch):
    """A loop that it calls, and a number that it names, are its sources; what is elsewhere is not."""
    compiled(doubled)(1)
    monkeypatch.setitem(doubled.__globals__, "UNRELATED", 7)
    monkeypatch.setitem(doubled.__globals__, "FACTOR", 3)
    compiled(doubled)(1)
    assert made == ["doubled"]
    monkeypatch.setitem(doubled.__globals__, "tripled", compiled(inner))
    assert compiled(doubled)(5) == 10
    monkeypatch.setitem(doubled.__globals__, "FACTOR", 4)
    monkeypatch.setitem(doubled.__globals__, "tripled", compiled(inner))  # a loop is compiled once
    assert compiled(doubled)(5) == 15
    assert made == ["doubled"] * 3


SPOILT = {
    "empty": lambda content: b"",
    "cut to almost nothing": lambda content: content[:20],
    "cut in its code": lambda content: content[:-1],
    "another check sum": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "a bit of its code": lambda content: content[:200] + bytes([content[200] ^ 4]) + content[201:],
    "junk": lambda content: b"junk" * 99,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_spoilt_is_compiled_again(own_folder, made, spoil):
    compiled(doubled)(21)
    (kept,) = own_folder.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))
    assert compiled(doubled)(21) == 42
    assert made == ["doubled"] * 2
    assert kept.read_bytes() == whole


class Trap:
    """What runs when it is unpickled."""

    def __init__(self, path):
        self._path = path

    def __reduce__(self):
        return open, (self._path, "w")


def test_a_crafted_file_does_not_run_when_it_is_read(own_folder, tmp_path, made):
    compiled(doubled)(21)
    (kept,) = own_folder.iterdir()
    crafted, sprung = pickle.dumps(Trap(str(tmp_path / "sprung"))), tmp_path / "sprung"
    pickle.loads(crafted)
    assert sprung.exists()  # the trap works where it is unpickled
    sprung.unlink()
    kept.write_bytes(crafted)
    assert compiled(doubled)(21) == 42
    module._STORE.save(kept.name, crafted)  # as whole as a file can be
    assert compiled(doubled)(21) == 42
    assert made == ["doubled"] * 3
    assert not sprung.exists()


def test_machine_code_from_another_hand_is_not_run(own_folder, made, monkeypatch):
    """It is whole, of the right name and the right form, but for the seal, whose secret nobody else has."""
    compiled(doubled)(21)
    (kept,) = own_folder.iterdir()
    whole = module._STORE.load(kept.name)
    foreign = compiled(sextupled).compile((int,))
    assert whole is not None
    for planted in (foreign, whole[: seal.SEAL_BYTES] + foreign, b"\0" * seal.SEAL_BYTES + foreign):
        assert module._STORE.save(kept.name, planted)
        assert compiled(doubled)(21) == 42
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(seal, "_secret", lambda _: bytes(seal.SEAL_BYTES))
        module._STORE.save(kept.name, seal.sealed(kept.name, foreign) or b"")
        assert compiled(doubled)(21) == 126  # there it would be believed
    assert compiled(doubled)(21) == 42


def test_without_a_place_for_a_secret_no_code_is_kept(own_folder, made, monkeypatch):
    monkeypatch.setattr(seal, "_secret", lambda _: None)
    assert [compiled(doubled)(21) for _ in range(2)] == [42, 42]
    assert made == ["doubled"] * 2
    assert not own_folder.exists()


def test_a_full_disk_costs_only_time(made, monkeypatch):
    monkeypatch.setattr(module.Store, "save", lambda *_: False)
    assert [compiled(doubled)(21) for _ in range(2)] == [42, 42]
    assert made == ["doubled"] * 2


def test_where_nothing_may_be_written_code_is_made_each_time(made, monkeypatch):
    monkeypatch.setattr("apanim.cache.cache_root", lambda: None)
    assert [compiled(doubled)(21) for _ in range(2)] == [42, 42]
    assert made == ["doubled"] * 2


def test_a_loop_calls_nothing_but_loops():
    """Else its code would not do alone, and a sine's last digit is a matter of the machine."""

    def calls(angle) -> int:
        return int(1000 * math.sin(angle))

    with pytest.raises(TypeError, match="sin"):
        compiled(calls)(3.0)


def test_kept_loops_need_no_numba(own_folder):
    script = (
        "import sys, pygame; from apanim.canvas import blit; surface = pygame.Surface((64, 64), 0, 32);"
        "blit.draw(surface, [blit.veil_row((64, 64), 1.0, (9, 8, 7))]);"
        "print(tuple(surface.get_at((5, 5)))[:3], 'numba' in sys.modules)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert [run.splitlines()[-1] for run in runs] == ["(9, 8, 7) True", "(9, 8, 7) False"]


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_who_compiles_for_himself_beside_it_is_not_hindered(made):
    import numba

    assert compiled(doubled)(21) == 42
    assert made == ["doubled"]
    assert gc.isenabled()
    assert numba.njit(lambda n: max(n, 3) + abs(n))(-7) == 10
