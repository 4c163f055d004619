"""A film in segments beside the bare encoder: by one and two processes, on a cluster; and memory."""

import io
import re
import resource
import time
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
import psutil
import pytest

from apanim.export.clip import Clip, Painting
from apanim.export.pixels import Yuv420
from apanim.export.segments.cut import cut
from apanim.export.segments.joined import work_of, write_film
from apanim.export.segments.team import Workers, team_of
from apanim.export.video.codecs import H264
from apanim.export.video.formats import MP4
from apanim.export.video.tracks import Tracks
from apanim.picture.frame import Look
from apanim.script.programme import compile_programme
from apanim.units import TICKS_PER_S

SIZE, FPS = (1920, 1080), 30
FROM_S, LONG_S = 8, 24  # of the spike's own scene, where most moves: six segments
HELD = 150  # frames that are held for the bare encoder
STATUS = Path("/proc/self/status")


@pytest.fixture(scope="module")
def busiest():
    read = compile_programme("spike", "silent", "en")
    read.bake()
    start = FROM_S * TICKS_PER_S
    return Clip(
        Painting(read, SIZE, None, Look()),
        SIZE,
        FPS,
        start,
        start + LONG_S * TICKS_PER_S,
        Tracks(read.title),
    )


class Memory:
    """The greatest memory of every process below this one, MB, whenever a picture is painted."""

    def __init__(self):
        self.first, self.last = {}, {}

    def __call__(self, done, total, note=""):
        if done % 10 == 0:
            for child in psutil.Process().children():
                with suppress(psutil.Error, OSError, TypeError):
                    status = Path(f"/proc/{child.pid}/status").read_text()
                    greatest = int(re.search(r"VmHWM:\s*(\d+)", status)[1]) >> 10
                    if done > total // 2:
                        self.last[child.pid] = greatest
                    else:
                        self.first[child.pid] = greatest


def made(clip, folder, team, watch=lambda *_: None):
    """(wall s, CPU s) of a film made from nothing, its processes' beginnings included."""
    work, ticks = work_of(clip, MP4.codec), clip.frame_ticks()
    assert work is not None
    for segment in cut([0], clip.paint.programme.duration_tick, ticks):
        if key := work.store.known(work.name(segment)):
            work.store.forget(key)
    cpu, wall = _cpu_s(), time.perf_counter()
    write_film(clip, folder / "a.mp4", MP4, watch, team)
    return time.perf_counter() - wall, _cpu_s() - cpu


def _cpu_s():
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def encoded(clip):
    """(wall s, CPU s) of encoding the same pictures, held in memory, and nothing else; with every core."""
    wall = cpu = 0.0
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = H264.stream(container, SIZE, FPS)
        stream.codec_context.thread_count = 0
        ticks = clip.frame_ticks()
        for start in range(0, len(ticks), HELD):
            held = []
            for number in range(start, min(start + HELD, len(ticks))):
                picture = Yuv420(SIZE)(clip.paint(ticks[number]))
                picture.pts, picture.time_base = number, Fraction(1, FPS)
                held.append(picture)
            begun_cpu, begun = time.process_time(), time.perf_counter()
            for picture in held:
                container.mux(stream.encode(picture))
            wall += time.perf_counter() - begun
            time.sleep(0.3)  # for its threads to finish before the clock is read
            cpu += time.process_time() - begun_cpu
        begun_cpu, begun = time.process_time(), time.perf_counter()
        container.mux(stream.encode(None))
        return wall + time.perf_counter() - begun, cpu + time.process_time() - begun_cpu


@pytest.mark.benchmark
@pytest.mark.skipif(not STATUS.exists(), reason="reads the memory of processes from /proc")
def test_a_film_in_segments_costs_little_more_than_encoding_it(busiest, tmp_path, ratio):
    frames = busiest.frame_total
    bare_wall, bare_cpu = encoded(busiest)
    one_wall, one_cpu = made(busiest, tmp_path, Workers(1))
    memory = Memory()
    two_wall, two_cpu = made(busiest, tmp_path, Workers(2), memory)
    told = f"{frames} frames, CPU s: encoder {bare_cpu:.1f}, one process {one_cpu:.1f}, two {two_cpu:.1f}"
    ratio(
        "a film in segments by two, its frames a CPU second over the encoder's",
        bare_cpu / two_cpu,
        "",
        told,
    )
    clock = f"by the clock: encoder {bare_wall:.1f} s, one {one_wall:.1f}, two {two_wall:.1f}"
    ratio("two processes as fast as one", one_wall / two_wall, "", clock)
    grown = [memory.last[pid] / memory.first[pid] for pid in memory.last if pid in memory.first]
    told = f"at most {max(memory.last.values())} MB"
    ratio("a worker's memory, over that of its first half", max(grown), "< 1.25", told)
    assert max(grown) < 1.25


@pytest.mark.benchmark
def test_a_cluster_here_beside_as_many_workers(busiest, tmp_path, ratio):
    pytest.importorskip("distributed", reason="Dask is an extra")
    workers_wall, _ = made(busiest, tmp_path, Workers(2))
    cluster_wall, _ = made(busiest, tmp_path, team_of(None, "local:2"))
    told = f"{cluster_wall:.1f} and {workers_wall:.1f} s by the clock"
    ratio("`--cluster local:2` as fast as `--workers 2`", workers_wall / cluster_wall, "", told)
