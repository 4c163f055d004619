"""What is kept on disk is whole and of its own key, or is not there; a cache may be lost, full, closed."""

import os
import subprocess
import sys

import numpy as np
import pytest

from apanim import cache
from apanim.cache import Store, cache_root, digest
from apanim.cache_size import in_use, limit_bytes, tidy
from apanim.errors import UserError

CONTENT = bytes(range(256)) * 9
ARRAYS = {"samples": np.arange(500, dtype=np.float32), "rate": np.int64(24_000)}


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "root"))
    return tmp_path / "root"


@pytest.fixture
def store(root):
    return Store("things")


def test_what_was_saved_is_loaded_by_another(store, root):
    assert store.load("one") is None
    assert store.save("one", CONTENT)
    assert store.save("empty", b"")
    assert (Store("things").load("one"), Store("things").load("empty")) == (CONTENT, b"")
    assert Store("others").load("one") is None
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


def kept_in(root):
    """Which of the numbered files are there, in any kind."""
    names = {path.name for path in root.glob("*/*")}
    return [number for number in range(50) if digest(f"{number}") in names]


def limit(monkeypatch, root, files):
    size = next(root.glob("*/*")).stat().st_size
    monkeypatch.setenv("APANIM_CACHE_GB", f"{files * size / 1e9:.12f}")


def test_the_longest_unused_go_first_over_all_kinds(root, monkeypatch):
    for number in range(4):
        Store(f"kind-{number % 2}").save(digest(f"{number}"), CONTENT)
        os.utime(root / f"kind-{number % 2}" / digest(f"{number}"), (1000 + number, 1000 + number))
    assert Store("kind-0").load(digest("0")) == CONTENT  # and so it is the newest
    limit(monkeypatch, root, 3)
    tidy(root)
    assert kept_in(root) == [0, 2, 3]
    limit(monkeypatch, root, 0)
    tidy(root)
    assert kept_in(root) == [0]


def test_the_cache_keeps_to_its_size_though_a_process_saves_for_long(root, monkeypatch):
    for number in range(40):
        Store("things").save(digest(f"{number}"), CONTENT)
        limit(monkeypatch, root, 8)
    assert len(kept_in(root)) <= 8 + 2
    assert kept_in(root)[-1] == 39


def test_what_is_in_use_is_not_let_go_though_it_is_too_much(root, monkeypatch):
    for number in range(4):
        Store("things").save(digest(f"{number}"), CONTENT)
        os.utime(root / "things" / digest(f"{number}"), (1000, 1000))
    limit(monkeypatch, root, 1)
    with in_use(root):
        for number in range(2, 8):
            if Store("things").load(digest(f"{number}")) is None:
                Store("things").save(digest(f"{number}"), CONTENT)
        tidy(root)
        assert kept_in(root) == [2, 3, 4, 5, 6, 7]
    assert len(kept_in(root)) == 1


def test_only_what_the_cache_has_named_is_let_go(root, monkeypatch):
    Store("things").save(digest("0"), CONTENT)
    Store("things").save(digest("1"), CONTENT)
    (root / "things" / "holiday.jpg").write_bytes(b"mine")
    (root / "things" / ".draft.part").write_bytes(b"mine")
    limit(monkeypatch, root, 0)
    tidy(root)
    assert {path.name for path in (root / "things").iterdir()} - {digest("0"), digest("1")} == {
        "holiday.jpg",
        ".draft.part",
    }
    assert len(kept_in(root)) == 1


@pytest.mark.parametrize("told", ["much", "-1", "nan", "1e99", "2 GB"])
def test_a_size_that_is_none_is_refused(monkeypatch, told):
    monkeypatch.setenv("APANIM_CACHE_GB", told)
    with pytest.raises(UserError, match="APANIM_CACHE_GB"):
        limit_bytes()


def test_parts_of_killed_makers_are_swept_from_every_kind(store, root):
    (root / "others").mkdir(parents=True)
    left = root / "others" / f".{digest('a')}-0a1b2c3d.4194304.part"  # as they were called once
    left.write_bytes(b"half")
    killed = [sys.executable, "-c", _KILLED_AT_WORK]
    subprocess.run(killed, env={**os.environ, "APANIM_CACHE": str(root)}, check=False)
    assert len(list((root / "things").iterdir())) == 1
    with store.growing(digest("b")) as part:
        part.file.write(b"half")
        tidy(root)
        assert [path.name for path in root.glob("*/.*")] == [part.path.name]


_KILLED_AT_WORK = """
import os, signal
from apanim.cache import Store, digest
with Store("things").growing(digest("a")) as part:
    part.file.write(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_is_damaged_is_told_once_for_its_kind(store, root, capsys, monkeypatch):
    monkeypatch.setattr(cache, "_told", set())
    for name in ("one", "two"):
        store.save(name, CONTENT)
        (root / "things" / name).write_bytes(CONTENT)
        assert store.load(name) is None
    assert store.load("never") is None
    assert capsys.readouterr().err == "apanim: damaged in the cache, and made again: things\n"


def test_what_is_no_file_is_not_there_and_is_not_waited_for(store, root):
    for name in ("pipe", "folder", "endless"):
        store.save(name, CONTENT)
        (root / "things" / name).unlink()
    os.mkfifo(root / "things" / "pipe")
    (root / "things" / "folder").mkdir()
    (root / "things" / "endless").symlink_to("/dev/zero")
    for name in ("pipe", "folder", "endless"):
        assert store.load(name) is None
        assert store.save(name, CONTENT) is (name != "folder")
        assert store.load(name) == (None if name == "folder" else CONTENT)


def test_a_warm_cache_is_read_beside_ones_own(store, root, tmp_path, monkeypatch):
    store.save("one", CONTENT)
    monkeypatch.setenv("APANIM_WARM_CACHE", str(root))
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "own"))
    assert store.load("one") == CONTENT
    assert store.path("one") == root / "things" / "one"
    assert store.save("one", CONTENT[::-1])
    assert store.load("one") == CONTENT[::-1]
    assert (root / "things" / "one").read_bytes().startswith(CONTENT)


def test_a_place_that_cannot_be_is_harmless(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "file"))
    store = Store("things")
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
    assert Store("things").folder is None
    assert not Store("things").save("one", CONTENT)
    assert Store("things").load("one") is None
