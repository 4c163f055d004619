"""The cache as a person sees it: what it holds; emptied whole, or a kind at a time; and its size."""

import re
from itertools import chain
from pathlib import Path

import pytest
from command import apanim

import apanim as package
from apanim.cache import Store, digest
from apanim.cli.cache import _HOLDS


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "root"))
    for number, kind in enumerate(("tapes", "speech", "speech")):
        Store(kind).save(digest(f"{number}"), bytes(1_000_000))
    return tmp_path / "root"


def test_what_it_holds_is_told_and_taken_away(root, tmp_path):
    told = apanim(tmp_path, "cache").stdout.splitlines()
    assert told[0] == f"{root}"
    assert [line.split()[:4] for line in told if " 0 files" not in line][1:] == [
        ["tapes", "1", "files", "1.0"],
        ["speech", "2", "files", "2.0"],
        ["in", "all", "3", "files"],
    ]
    assert len(told) == len(_HOLDS) + 2
    assert apanim(tmp_path, "cache", "speech", "--clear").stdout == f"{root}: 2.0 MB taken away\n"
    assert [path.parent.name for path in root.glob("*/*")] == ["tapes"]
    assert apanim(tmp_path, "cache", "--clear").stdout == f"{root}: 1.0 MB taken away\n"
    assert not list(root.glob("*/*"))


@pytest.mark.parametrize("words", [["cache", "nothing"], ["list"]])
def test_what_there_is_not_is_one_line(root, tmp_path, monkeypatch, words):
    if words == ["list"]:
        monkeypatch.setenv("APANIM_CACHE_GB", "two")
    done = apanim(tmp_path, *words)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")


def test_every_kind_that_is_kept_is_told():
    sources = Path(package.__file__).parent.rglob("*.py")
    kinds = [re.findall(r' = Store\("([\w-]+)"\)', path.read_text("utf-8")) for path in sources]
    assert {*chain(*kinds), "segments"} == set(_HOLDS)
