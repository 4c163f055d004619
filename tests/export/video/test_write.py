"""What an MP4 holds, read back from the file."""

from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pygame
import pytest

from apanim.canvas.raster import Picture
from apanim.export.video.container import write_video
from apanim.export.video.tracks import SoundTrack, Tracks


@pytest.fixture
def mp4(flat, tmp_path):
    """The whole 2 s scene at 30 frames a second."""
    path = tmp_path / "spike.mp4"
    write_video(flat.clip(), path, flat.quiet)
    return path


def _atoms(path):
    """The names of a file's top-level boxes, in order."""
    data, at, names = path.read_bytes(), 0, []
    while at < len(data):
        names.append(data[at + 4 : at + 8].decode())
        at += int.from_bytes(data[at : at + 4], "big")
    return names


def _sound(path):
    with av.open(str(path)) as container:
        return np.concatenate([f.to_ndarray()[0] for f in container.decode(audio=0)])


def test_streams_size_rate_and_duration(mp4):
    with av.open(str(mp4)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.pix_fmt, video.width, video.height) == (
            "h264",
            "yuv420p",
            160,
            90,
        )
        assert (video.average_rate, video.frames) == (30, 60)
        assert video.duration * video.time_base == 2
        assert (audio.codec_context.name, audio.rate) == ("aac", 48_000)
        assert audio.duration * audio.time_base == 2
        assert container.duration == 2_000_000
        assert container.metadata["title"] == "Spike"


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
def test_every_rate_lasts_as_long_as_the_scene_within_a_frame(flat, tmp_path, fps):
    path = tmp_path / "odd.mp4"
    write_video(flat.clip(fps=fps, to_tick=1187), path, flat.quiet)
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        assert video.average_rate == fps
        assert 0 <= video.duration * video.time_base - Fraction(1187, 600) < Fraction(1, fps)
        assert [f.pts * f.time_base for f in container.decode(video)] == [
            Fraction(k, fps) for k in range(video.frames)
        ]


def test_colour_is_tagged_bt709_in_the_container_and_in_the_bitstream(mp4):
    with av.open(str(mp4)) as container:
        stream = container.streams.video[0].codec_context
        tags = (stream.color_primaries, stream.color_trc, stream.colorspace, stream.color_range)
        assert tags == (1, 1, 1, 1)
    assert b"colrnclx\x00\x01\x00\x01\x00\x01\x00" in mp4.read_bytes()
    bare = av.CodecContext.create("h264", "r")  # told nothing by a container, only by the elementary stream
    with av.open(str(mp4)) as container:
        annex_b = av.bitstream.BitStreamFilterContext("h264_mp4toannexb", container.streams.video[0])
        packet = next(p for p in container.demux(video=0) if p.size)
        for out in annex_b.filter(packet):
            bare.decode(out)
    assert (bare.color_primaries, bare.color_trc, bare.colorspace, bare.color_range) == (1, 1, 1, 1)


def test_colours_come_back_within_two_levels_by_bt709(flat, mp4):
    """Decoded by the standard's own formula, not by the library that encoded."""
    with av.open(str(mp4)) as container:
        for frame in container.decode(video=0):
            tick = 20 * round(frame.time * 30)
            y, u, v = (float(np.median(frame.to_ndarray(format="yuv420p")[rows])) for rows in _planes(90))
            y, u, v = (y - 16) / 219, (u - 128) / 224, (v - 128) / 224
            red, blue = y + 1.5748 * v, y + 1.8556 * u
            green = (y - 0.2126 * red - 0.0722 * blue) / 0.7152
            off = np.abs(255 * np.array([red, green, blue]) - flat.colour_at(tick))
            assert off.max() <= 2.5, (tick, off)  # 2 levels and the rounding of limited range


def _planes(height):
    return slice(0, height), slice(height, height + height // 4), slice(height + height // 4 + 1, None)


def test_every_frame_is_its_own_picture_though_one_is_painted_over_for_all(flat, tmp_path):
    shade = pygame.Surface((160, 90), 0, 32)

    def paint(tick):
        shade.fill((tick // 20 * 4,) * 3)
        return Picture(shade)

    path = tmp_path / "shades.mp4"
    write_video(flat.clip(paint=paint), path, flat.quiet)
    with av.open(str(path)) as container:
        shades = [frame.to_ndarray(format="rgb24").mean() for frame in container.decode(video=0)]
    assert np.abs(np.array(shades) - 4 * np.arange(60)).max() < 3


def test_sound_stands_where_the_track_has_it(flat, mp4):
    heard = _sound(mp4)
    for at_s in flat.clicks_s:
        near = slice(round((at_s - 0.1) * 48_000), round((at_s + 0.1) * 48_000))
        peak_s = (near.start + int(np.argmax(np.abs(heard[near])))) / 48_000
        assert abs(peak_s - at_s) < 0.001
    assert abs(len(heard) / 48_000 - 2) < 1024 / 48_000 + 1e-9


def test_index_comes_before_the_data(mp4):
    names = _atoms(mp4)
    assert names.index("moov") < names.index("mdat")


def test_chapters_and_captions_travel_inside(mp4):
    with av.open(str(mp4)) as container:
        found = [(c["metadata"]["title"], c["start"] * c["time_base"]) for c in container.chapters()]
        assert found == [("Rest", 0), ("Rising", 1)]
        track = container.streams.subtitles[0]
        assert track.metadata["language"] == "eng"
        shown = [
            (float(p.pts * p.time_base), bytes(p)[2:].decode())
            for p in container.demux(track)
            if p.size > 2
        ]
    assert shown[0] == (0, "Na⁺ waits.")
    assert shown[1][1] == "The inside\nis −70 mV."
    assert abs(shown[1][0] - 620 / 600) < 0.001


def test_a_stretch_shows_the_same_frames_as_the_whole(flat, tmp_path):
    path = tmp_path / "part.mp4"
    clip = flat.clip(from_tick=611, to_tick=1000)  # off the grid of 20: begins at 600
    write_video(clip, path, flat.quiet)
    assert clip.paint.ticks == list(range(600, 1000, 20))
    with av.open(str(path)) as container:
        assert container.streams.video[0].frames == 20
        assert [c["metadata"]["title"] for c in container.chapters()] == ["Rising"]
    peak = int(np.argmax(np.abs(_sound(path))))
    assert abs(peak / 48_000 - 0.25) < 0.001  # the click at 1.25 s


def test_a_scene_without_titles_captions_or_sound(flat, tmp_path):
    clip = replace(flat.clip(), tracks=Tracks())
    write_video(clip, tmp_path / "a.mp4", flat.quiet)
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert container.streams.video[0].frames == 60
        assert container.chapters() == []
        assert not container.streams.subtitles


def test_progress_counts_every_frame(flat, tmp_path):
    told = []
    write_video(flat.clip(), tmp_path / "a.mp4", lambda done, total: told.append((done, total)))
    assert told == [(k, 60) for k in range(1, 61)]


def test_a_track_of_two_sides_has_each_on_its_own(flat, tmp_path):
    clip = flat.clip()
    left = clip.tracks.sounds[0].samples
    path = tmp_path / "stereo.mp4"
    both = SoundTrack(np.stack((left, 0.0 * left), axis=1))
    write_video(replace(clip, tracks=Tracks(sounds=(both,))), path, flat.quiet)
    with av.open(str(path)) as container:
        assert container.streams.audio[0].layout.name == "stereo"
        sides = np.concatenate([f.to_ndarray() for f in container.decode(audio=0)], axis=1)
    assert np.abs(sides[0]).max() > 0.5
    assert np.abs(sides[1]).max() < 0.02
