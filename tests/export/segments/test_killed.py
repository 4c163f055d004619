"""A render that is killed goes on where it was: nothing is lost, nothing is made twice."""

import json
import os
import random
import threading
import time

from command import apanim
from small_film import fresh_cache, scene

from apanim.cache import Store

KILLS = 20
FILM = (
    "render",
    "small.py",
    "-o",
    "ä film.mp4",
    "--voice",
    "silent",
    "--size",
    "320x180",
    "--fps",
    "24",
    "--json",
)


def _finished():
    """The keys of all segments that are kept whole."""
    store = Store("segments")
    found = set()
    for path in store.folder.glob("[!.]*") if store.folder.exists() else ():
        content = store.load(path.name)
        if content is not None and len(content) > 64:  # else it is the name of one
            found.add((path.name, path.stat().st_ino))
    return found


def _last(run):
    return json.loads(run.stdout.splitlines()[-1])


def test_killed_at_random_moments_it_goes_on_and_ends_alike(tmp_path, monkeypatch):
    scene(tmp_path)
    assert apanim(tmp_path, "check", "small.py", "--voice", "silent").returncode == 0  # it is read
    monkeypatch.setenv("APANIM_CACHE", str(fresh_cache(tmp_path / "whole")))
    began_s = time.monotonic()
    whole = apanim(tmp_path, *FILM, "--workers", "1")
    took_s = time.monotonic() - began_s
    final = tmp_path / "ä film.mp4"
    content, count = final.read_bytes(), _last(whole)["segments_made"]
    final.unlink()

    seed = int.from_bytes(os.urandom(4), "big")
    chance, rounds, kills = random.Random(seed), 0, 0
    print(f"seed {seed}")  # shown where this fails
    while kills < KILLS:
        monkeypatch.setenv("APANIM_CACHE", str(fresh_cache(tmp_path / f"round {rounds}")))
        rounds += 1
        while True:
            before = _finished()
            workers = chance.choice(["1", "1", "1", "2"])
            run = apanim(
                tmp_path, *FILM, "--workers", workers, killed_after_s=chance.uniform(0.1, 0.7 * took_s)
            )
            assert before <= _finished(), "a finished segment was made anew"
            if run.returncode == 0:
                break
            kills += 1
            assert run.returncode < 0
            # Killed on its way out it has given the film its name: whole.
            assert not final.exists() or final.read_bytes() == content
        told = _last(run)
        assert told["segments_made"] + told["segments_kept"] == count
        assert told["segments_kept"] >= len(
            before
        )  # a worker may just have finished one when it was killed
        assert final.read_bytes() == content
        assert [path.name for path in tmp_path.glob(".*.part")] == []
        final.unlink()


def test_two_renders_to_one_name_at_once_end_in_one_whole_film(tmp_path):
    scene(tmp_path)
    runs = []
    both = [
        threading.Thread(target=lambda: runs.append(apanim(tmp_path, *FILM, "--workers", "1")))
        for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [run.returncode for run in runs] == [0, 0]
    content = (tmp_path / "ä film.mp4").read_bytes()
    (tmp_path / "ä film.mp4").unlink()
    assert _last(apanim(tmp_path, *FILM))["segments_made"] == 0
    assert (tmp_path / "ä film.mp4").read_bytes() == content
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".part"]
