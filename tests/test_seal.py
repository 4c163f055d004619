"""The secret is one for all processes of a person, and nobody else's."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from apanim import seal


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(seal, "_folder", lambda: tmp_path / "state")
    seal._secret.cache_clear()
    yield tmp_path / "state"
    seal._secret.cache_clear()


def test_a_seal_is_of_its_name_its_content_and_its_secret(folder):
    whole = seal.sealed("a", b"content")
    assert whole is not None
    assert seal.unsealed("a", whole) == b"content"
    assert seal.unsealed("b", whole) is None
    for place in range(len(whole)):
        assert seal.unsealed("a", whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]) is None
    assert seal.unsealed("a", whole[:-1]) is seal.unsealed("a", b"") is None
    (folder / "seal").write_bytes(bytes(32))
    seal._secret.cache_clear()
    assert seal.unsealed("a", whole) is None


def test_all_that_begin_at_once_have_one_secret(folder):
    with ThreadPoolExecutor(8) as many:
        found = set(many.map(seal._secret.__wrapped__, [folder] * 8))
    assert len(found) == 1
    assert [path.name for path in folder.iterdir()] == ["seal"]
    assert (folder / "seal").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("spoil", ["short", "long", "writable by all", "a folder"])
def test_a_secret_that_may_be_another_hands_is_none(folder, spoil):
    assert seal.sealed("a", b"content")
    seal._secret.cache_clear()
    path = folder / "seal"
    if spoil == "writable by all":
        path.chmod(0o666)
    elif spoil == "a folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(os.urandom(31 if spoil == "short" else 33))
    assert seal.sealed("a", b"content") is None


def test_a_person_without_a_home_has_none(monkeypatch):
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: __import__("pathlib").Path("~/x"))
    assert seal._folder() is None
    assert seal._secret(None) is None
