"""A film of segments is the same bytes whoever makes them, and nothing is made twice."""

import shutil
import subprocess
import sys
from contextlib import suppress

import av
import numpy as np
import psutil
import pytest
from small_film import FPS, SIZE, Watch, clip_of, filmed, programme, scene

from apanim.cache import cache_root
from apanim.errors import UserError
from apanim.export.segments import joined
from apanim.export.segments.cut import cut
from apanim.export.segments.team import Workers, team_of
from apanim.export.segments.work import SegmentStore
from apanim.export.video.container import write_video
from apanim.export.video.formats import MP4


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The programme, its film made alone from nothing, and how many segments that has."""
    folder = tmp_path_factory.mktemp("whole")
    read, path = programme(scene(folder)), folder / "a.mp4"
    counts = filmed(read, path)
    assert counts.kept == 0
    assert counts.made >= 3
    return read, path.read_bytes(), counts.made


def forget(read, count=None):
    """Let go the segments of a programme's film, or the last `count` of them."""
    clip = clip_of(read)
    work, segments = (
        joined.work_of(clip, MP4.codec),
        cut(read.starts, read.duration_tick, clip.frame_ticks()),
    )
    for segment in segments[-count if count else 0 :]:
        if key := work.store.known(work.name(segment)):
            work.store.forget(key)
            work.store.forget(work.name(segment))


def test_made_again_it_is_only_joined(whole, tmp_path):
    read, content, count = whole
    watch = Watch()
    assert filmed(read, tmp_path / "a.mp4", watch=watch) == joined.Counts(0, count)
    assert (tmp_path / "a.mp4").read_bytes() == content
    frames = clip_of(read).frame_total
    assert [heard[:2] for heard in watch.heard] == [(frames, frames)]


def test_only_what_is_missing_or_damaged_is_made(whole, tmp_path):
    read, content, count = whole
    forget(read, 1)
    clip = clip_of(read)
    work = joined.work_of(clip, MP4.codec)
    first = cut(read.starts, read.duration_tick, clip.frame_ticks())[0]
    file = SegmentStore().folder / work.store.known(work.name(first))
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    assert filmed(read, tmp_path / "a.mp4") == joined.Counts(2, count - 2)
    assert (tmp_path / "a.mp4").read_bytes() == content


def test_several_processes_make_the_same_bytes_though_one_is_killed(whole, tmp_path):
    read, content, count = whole
    forget(read)
    killed = []

    def kill(done):
        if not killed and done > 5:
            killed.extend(process for process in psutil.Process().children() if _paints(process))
            killed[0].kill()

    counts = filmed(read, tmp_path / "a.mp4", Workers(2), Watch(kill))
    assert killed
    assert counts == joined.Counts(count, 0)
    assert (tmp_path / "a.mp4").read_bytes() == content


def _paints(process):
    with suppress(psutil.Error):
        return "spawn_main" in " ".join(process.cmdline())
    return False


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(whole, tmp_path):
    pytest.importorskip("distributed", reason="Dask is an extra")
    read, content, count = whole
    forget(read)
    killed = []

    def kill(done):
        if not killed and done:
            below = psutil.Process().children(recursive=True)
            killed.extend(process for process in below if _paints(process) and process.ppid() != 1)
            killed[-1].kill()

    counts = filmed(read, tmp_path / "a.mp4", team_of(None, "local:2"), Watch(kill))
    assert killed
    assert counts == joined.Counts(count, 0)
    assert (tmp_path / "a.mp4").read_bytes() == content


def test_a_worker_that_lives_the_scene_otherwise_is_told(whole, monkeypatch):
    pytest.importorskip("distributed", reason="Dask is an extra")
    from apanim.export.segments.cluster import made_there

    read, *_ = whole
    clip = clip_of(read)
    segment = cut(read.starts, read.duration_tick, clip.frame_ticks())[0]
    with pytest.raises(UserError, match="same versions"):
        made_there(joined.work_of(clip, MP4.codec), segment, "another hash", "no mark")


def test_a_changed_sentence_makes_only_what_it_changes(tmp_path, monkeypatch):
    monkeypatch.setattr("small_film.uuid.uuid4", lambda: f"{tmp_path}")  # one title for both
    read = programme(scene(tmp_path))
    count = filmed(read, tmp_path / "a.mp4").made
    changed = programme(scene(tmp_path, last="It waits, and nothing stirs."))
    last = changed.captions[-1]
    seen = [
        segment
        for segment in cut(changed.starts, changed.duration_tick, clip_of(changed).frame_ticks())
        if segment.ticks[-1] >= last.start_tick
    ]
    assert changed.duration_tick == read.duration_tick
    assert len(seen) < count
    assert filmed(changed, tmp_path / "b.mp4").made >= len(seen)  # the others' pictures were listed
    made = set(SegmentStore().folder.iterdir())
    forget(changed)
    assert filmed(changed, tmp_path / "c.mp4").made == count
    assert made >= set(SegmentStore().folder.iterdir())  # under the names that they had
    assert (tmp_path / "b.mp4").read_bytes() == (tmp_path / "c.mp4").read_bytes()


def test_its_pictures_are_those_of_a_film_in_one_piece(whole, tmp_path):
    """Decoded, they differ by no more than encoding does; and they come at the same instants."""
    read, content, _ = whole
    (tmp_path / "a.mp4").write_bytes(content)
    write_video(clip_of(read), tmp_path / "one.mp4", lambda *_: None)
    with av.open(str(tmp_path / "a.mp4")) as ours, av.open(str(tmp_path / "one.mp4")) as one:
        pairs = list(zip(ours.decode(video=0), one.decode(video=0), strict=True))
    assert len(pairs) == clip_of(read).frame_total
    for number, (mine, theirs) in enumerate(pairs):
        assert mine.time == theirs.time == pytest.approx(number / FPS)
        assert (mine.width, mine.height) == SIZE
        off = np.abs(mine.to_ndarray(format="gray").astype(int) - theirs.to_ndarray(format="gray"))
        assert off.mean() < 3.0


@pytest.mark.parametrize("suffix", [".mp4", ".webm"])
def test_other_peoples_tools_play_it(whole, tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    filmed(whole[0], path, from_tick=whole[0].duration_tick - 3000)
    played = subprocess.run(
        [*_tool("ffmpeg"), "-v", "warning", "-i", str(path), "-f", "null", "-"],
        capture_output=True,
        text=True,
    )
    assert (played.returncode, played.stderr.strip()) == (0, "")


def _tool(name):
    import shutil

    if not (found := shutil.which(name)):
        pytest.skip(f"needs {name}")
    return [found]


def test_without_a_cache_segments_stand_beside_the_film_for_a_while(whole, tmp_path, monkeypatch):
    read, content, count = whole
    (tmp_path / "no folder").write_text("a file")
    (tmp_path / "out").mkdir()
    during = set()
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "no folder"))
    watch = Watch(lambda _: during.update(path.name for path in (tmp_path / "out").iterdir()))
    assert filmed(read, tmp_path / "out" / "a.mp4", watch=watch) == joined.Counts(count, 0)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.mp4"]
    assert (tmp_path / "out" / "a.mp4").read_bytes() == content
    assert any(name.endswith(".part") for name in during)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a folder")
def test_a_warm_cache_that_takes_nothing_is_read(whole, tmp_path, monkeypatch):
    read, content, count = whole
    filmed(read, tmp_path / "before.mp4")
    root = cache_root()
    assert root is not None
    warm = tmp_path / "warm"
    shutil.copytree(root / "segments", warm / "segments")
    mounted = [["mount", "--bind", str(warm), str(warm)], ["mount", "-o", "remount,ro,bind", str(warm)]]
    if any(subprocess.run(command).returncode for command in mounted):
        pytest.skip("needs the right to mount a folder")
    try:
        monkeypatch.setenv("APANIM_CACHE", str(warm))
        assert filmed(read, tmp_path / "a.mp4") == joined.Counts(0, count)
        assert (tmp_path / "a.mp4").read_bytes() == content
    finally:
        subprocess.run(["umount", str(warm)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk")
def test_a_cache_that_is_full_is_told_and_keeps_what_is_finished(tmp_path, monkeypatch):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(disk)]).returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        read = programme(scene(tmp_path))
        monkeypatch.setenv("APANIM_CACHE", str(disk))
        with pytest.raises(UserError, match=r"no room for the film's segments.*APANIM_CACHE"):
            filmed(read, tmp_path / "a.mp4")
        assert not (tmp_path / "a.mp4").exists()
        assert not [path for path in (disk / "segments").iterdir() if path.suffix == ".part"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ((0, None), "--workers 0"), ((2, "local:2"), "leave --workers out"), ((None, "local:0"), "local:1"),
        ((None, "nowhere"), "tcp://host:port"), ((None, "tcp://127.0.0.1:1"), "no Dask scheduler answers"),
    ],
)  # fmt: skip
def test_teams_that_there_are_not_are_refused(options, word, monkeypatch):
    monkeypatch.setattr("apanim.export.segments.cluster._ANSWERS_S", 1)
    with pytest.raises(UserError, match=word):
        team_of(*options)
