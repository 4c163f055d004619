"""What is kept on disk is whole and of its own key, or is not there; a cache may be lost, full, closed."""

import os
import subprocess
import sys

import numpy as np
import pytest

from apanim import cache
from apanim.cache import Store, cache_root, digest, tidy

CONTENT = bytes(range(256)) * 9
ARRAYS = {"samples": np.arange(500, dtype=np.float32), "rate": np.int64(24_000)}


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "root"))
    return tmp_path / "root"


@pytest.fixture
def store(root):
    return Store("things", 1 << 20)


def dead_process():
    command = [sys.executable, "-c", "import os; print(os.getpid())"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_what_was_saved_is_loaded_by_another(store, root):
    assert store.load("one") is None
    assert store.save("one", CONTENT)
    assert store.save("empty", b"")
    assert (Store("things", 99).load("one"), Store("things", 99).load("empty")) == (CONTENT, b"")
    assert Store("others", 99).load("one") is None
    assert sorted(path.name for path in (root / "things").iterdir()) == ["empty", "one"]


def test_arrays_come_back_as_they_were(store):
    assert store.save_arrays("a", ARRAYS)
    back = store.load_arrays("a")
    assert back is not None
    assert back.keys() == ARRAYS.keys()
    assert all(back[name].dtype == ARRAYS[name].dtype for name in ARRAYS)
    assert all(np.array_equal(back[name], ARRAYS[name]) for name in ARRAYS)
    store.save("junk", b"no archive")
    assert store.load_arrays("junk") is None


def test_arrays_that_would_run_are_refused(store):
    import io

    planted = io.BytesIO()
    np.savez(planted, bad=np.array([print], dtype=object))
    store.save("planted", planted.getvalue())
    assert store.load_arrays("planted") is None


@pytest.mark.parametrize("bit", [0x01, 0x10, 0x80])
def test_any_changed_bit_is_noticed(store, root, bit):
    store.save("one", CONTENT)
    path = root / "things" / "one"
    whole = path.read_bytes()
    for place in range(len(whole)):
        spoilt = bytearray(whole)
        spoilt[place] ^= bit
        path.write_bytes(spoilt)
        assert store.load("one") is None, place


def test_what_is_cut_off_too_long_or_another_keys_is_not_there(store, root):
    store.save("one", CONTENT)
    store.save("two", CONTENT[::-1])
    one, two = (root / "things" / name for name in ("one", "two"))
    whole = one.read_bytes()
    for spoilt in (b"", b"x", whole[:-1], whole[1:], whole + b"\0", whole[-16:], two.read_bytes()):
        one.write_bytes(spoilt)
        assert store.load("one") is None
    assert store.save("one", CONTENT)
    assert store.load("one") == CONTENT


def test_a_key_tells_its_parts_apart():
    keys = {digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("ab", "c", ""), digest()}
    assert len(keys) == 5
    assert digest("é") == digest("é".encode())


def test_a_file_may_grow_and_be_read_on(store):
    with store.growing("long") as part:
        part.file.write(CONTENT)
        part.file.write(CONTENT)
        file = part.keep()
    file.seek(256)
    assert file.read(256) == CONTENT[:256]
    file.close()
    found = store.open("long")
    assert found is not None
    file, size = found
    with file:
        assert size == 2 * len(CONTENT)
        assert file.read(size) == CONTENT * 2


def test_what_is_not_finished_leaves_nothing(store, root):
    def stopped():
        with store.growing("half") as part:
            part.file.write(CONTENT)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    with store.growing("given up") as part:
        part.file.write(CONTENT)
    assert part.file.closed
    assert not list((root / "things").iterdir())


def test_a_full_disk_leaves_nothing(store, root, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.os, "replace", full)
    assert not store.save("one", CONTENT)
    assert not list((root / "things").iterdir())


def test_the_longest_unused_go_first(store, root):
    small = Store("things", 10_000)
    for number in range(4):
        small.save(f"{number}", CONTENT)
        os.utime(root / "things" / f"{number}", (1000 + number, 1000 + number))
    assert small.load("0") == CONTENT  # and so it is the newest
    tidy(root / "things", 3 * 2400)
    assert {path.name for path in (root / "things").iterdir()} == {"2", "3", "0"}
    tidy(root / "things", 1)
    assert [path.name for path in (root / "things").iterdir()] == ["0"]


def test_a_store_keeps_to_its_size_though_a_process_saves_for_long(root):
    small = Store("things", 20_000)
    for number in range(40):
        small.save(f"{number}", CONTENT)
    assert sum(path.stat().st_size for path in (root / "things").iterdir()) < 20_000 + 2 * 2400
    assert small.load("39") == CONTENT


def test_parts_of_dead_processes_are_swept_and_those_of_living_ones_stay(store, root):
    (root / "things").mkdir(parents=True)
    dead, living = f".a-1.{dead_process()}.part", f".a-1.{os.getpid()}.part"
    for name in (dead, living, ".odd.name.part"):
        (root / "things" / name).write_bytes(b"half")
    store.save("one", CONTENT)
    assert {path.name for path in (root / "things").iterdir()} == {"one", living, ".odd.name.part"}


def test_a_place_that_cannot_be_is_harmless(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "file"))
    store = Store("things", 99)
    assert not store.save("one", CONTENT)
    assert store.load("one") is None
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_warm_cache_that_may_not_be_written_is_read(store, monkeypatch):
    store.save("one", CONTENT)

    def refused(*_, **__):
        raise OSError(30, "Read-only file system")

    for name in ("utime", "replace"):
        monkeypatch.setattr(cache.os, name, refused)
    monkeypatch.setattr(cache.Path, "mkdir", refused)
    monkeypatch.setattr(cache, "_FRESH_S", -1.0)
    assert store.load("one") == CONTENT
    assert not store.save("two", CONTENT)


def test_the_cache_is_the_users_unless_told_otherwise(monkeypatch, tmp_path):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    assert cache_root() == tmp_path
    monkeypatch.delenv("APANIM_CACHE")
    place = cache_root()
    assert place is not None
    assert "apanim" in place.parts


def test_a_user_without_a_home_has_no_cache(monkeypatch):
    monkeypatch.delenv("APANIM_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: "~/.cache/apanim")
    assert cache_root() is None
    assert Store("things", 99).folder is None
    assert not Store("things", 99).save("one", CONTENT)
    assert Store("things", 99).load("one") is None
