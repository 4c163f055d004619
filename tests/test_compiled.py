"""Compiled code is kept where it can be, and works where it cannot."""

import errno
import pickle

import pytest
from numba.core.caching import FunctionCache

from apanim.compiled import compiled


def doubled(number):
    return 2 * number


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("numba.core.config.CACHE_DIR", str(tmp_path))
    return tmp_path


def test_code_is_kept_and_found_again(own_folder):
    assert compiled(doubled)(21) == 42
    assert list(own_folder.rglob("*.nbc"))
    again = compiled(doubled)
    assert again(21) == 42
    assert sum(again.stats.cache_hits.values()) == 1


def test_code_of_another_source_is_not_taken(monkeypatch):
    """Also when the function's own file is the same: another file may hold what it calls."""
    compiled(doubled)(21)
    monkeypatch.setattr("apanim.compiled._package_stamp", lambda: "another")
    again = compiled(doubled)
    assert again(21) == 42
    assert sum(again.stats.cache_hits.values()) == 0


def test_a_full_disk_costs_only_time(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FunctionCache, "save_overload", full)
    assert compiled(doubled)(21) == 42


@pytest.mark.parametrize("fault", [OSError(), EOFError(), pickle.UnpicklingError()])
def test_what_cannot_be_read_is_compiled_again(monkeypatch, fault):
    compiled(doubled)(21)

    def broken(*_):
        raise fault

    monkeypatch.setattr(FunctionCache, "load_overload", broken)
    assert compiled(doubled)(21) == 42


def test_where_nothing_may_be_written_code_is_made_each_time(monkeypatch):
    def nowhere(*_):
        raise RuntimeError("no locator available")

    monkeypatch.setattr(FunctionCache, "__init__", nowhere)
    assert compiled(doubled)(21) == 42
