"""A film of the same ions and the same curve by Manim Community and by matplotlib: CPU of a further frame.

`$APANIM_PEERS` is the Python of an environment with `peers/requirements.txt`. The peers draw plain dots,
one curve and one number; apanim draws its whole picture: membrane, proteins, shine, labels and captions.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from apanim.cache import cache_root
from apanim.picture.drawlist import Beads
from apanim.picture.frame import frame
from apanim.script.programme import compile_programme
from apanim.units import TICKS_PER_S, TICKS_PER_STEP, frame_tick

HERE = Path(__file__).parent / "peers"
FROM_S, FPS, FEW, MANY = 12, 30, 15, 75
PYTHON = os.environ.get("APANIM_PEERS", "")


def run_of(path):
    """Where each ion is drawn in each frame, and V so far, kept as arrays that any library can read."""
    read = compile_programme("spike", "silent", "en")
    read.bake()
    timeline, tape = read.timelines[0], read.tapes[0]
    ticks = [FROM_S * TICKS_PER_S + frame_tick(k, FPS) for k in range(MANY)]
    joined = []
    for tick in ticks:
        beads = [item for item in frame(timeline, tape, tick).items if isinstance(item, Beads)]
        joined.append(
            {key: np.concatenate([getattr(one, key) for one in beads]) for key in ("x", "y", "rig")}
        )
    most = max(len(each["x"]) for each in joined)

    def padded(key, nothing):
        return np.array(
            [np.pad(each[key], (0, most - len(each[key])), constant_values=nothing) for each in joined]
        )

    x, y, kind = padded("x", np.nan), padded("y", np.nan), padded("rig", 0) % 4
    first, last = ticks[0] // TICKS_PER_STEP - 240, ticks[-1] // TICKS_PER_STEP + 1
    v_mV = np.asarray(tape.series.v_mV[first:last], dtype=float)
    now = np.array([tick // TICKS_PER_STEP - first + 1 for tick in ticks])
    np.savez(path, x=x, y=y, kind=kind, v_mV=v_mV, now=np.minimum(now, len(v_mV)))
    return most


def cpu_s(command, **environment):
    """CPU seconds of a command with all its processes, and what it printed last."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        done.stdout.strip().splitlines(),
    )


def a_frame_s(make):
    """CPU seconds of a frame: a longer film less a short one, so that what happens once does not count."""
    return (make(MANY) - make(FEW)) / (MANY - FEW)


def frames_of(path):
    with av.open(str(path)) as film:
        return sum(1 for _ in film.decode(video=0))


def ours(folder):
    def make(count):
        cache = folder / f"cache{count}"
        cache.mkdir()
        for kind in cache_root().iterdir():
            if kind.name != "segments":
                (cache / kind.name).symlink_to(kind)
        out = folder / f"{count}.mp4"
        words = ["render", "spike", "--voice", "silent", "--workers", "1", "--quiet", "--size", "1920x1080"]
        stretch = ["--from", f"{FROM_S}", "--to", f"{FROM_S + count / FPS}", "-o", str(out)]
        took_s, _ = cpu_s([sys.executable, "-m", "apanim", *words, *stretch], APANIM_CACHE=str(cache))
        assert frames_of(out) == count
        return took_s

    make(1)  # what this machine lacks is made once
    return a_frame_s(make)


@pytest.mark.benchmark
@pytest.mark.skipif(not PYTHON, reason="$APANIM_PEERS names no Python with peers/requirements.txt")
@pytest.mark.parametrize(
    ("name", "script"), [("matplotlib", "matplotlib_film.py"), ("Manim", "manim_film.py")]
)
def test_a_whole_picture_costs_less_than_a_peers_dots(name, script, tmp_path, ratio, peers):
    ions = run_of(tmp_path / "run.npz")

    def make(count):
        out = tmp_path / f"peer{count}.mp4"
        took_s, said = cpu_s([PYTHON, str(HERE / script), str(tmp_path / "run.npz"), f"{count}", str(out)])
        library, _, number = said[-1].rpartition(" ")
        peers[library] = number
        assert frames_of(out) == pytest.approx(count, abs=1)
        return took_s

    theirs_s, ours_s = a_frame_s(make), ours(tmp_path)
    dots = f"{1e3 * theirs_s:.0f} ms for {ions} dots, a curve and a number"
    told = f"CPU: {dots}; {1e3 * ours_s:.0f} ms for the whole picture"
    ratio(f"{name}'s CPU for a frame at 1080p, encoded, over apanim's", theirs_s / ours_s, "≥ 1", told)
    assert ours_s <= theirs_s
