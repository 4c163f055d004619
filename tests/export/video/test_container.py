"""A film's tracks as another program reads them: ffprobe and ffmpeg, built and shipped by others."""

import json
import re
import shutil
import subprocess
from dataclasses import replace

import numpy as np
import pytest

from apanim.export.video.container import write_video
from apanim.export.video.formats import FORMATS
from apanim.export.video.tracks import CaptionTrack, SoundTrack, Tracks
from apanim.narration.captions import CaptionPage

pytestmark = pytest.mark.skipif(not shutil.which("ffprobe"), reason="needs Debian's ffmpeg")
FPS = 30
SPANISH = (CaptionPage(0, 500, ("Na⁺ espera.",)), CaptionPage(620, 1100, ("Dentro hay", "−70 mV.")))


@pytest.fixture(scope="module", params=sorted(FORMATS))
def suffix(request):
    return request.param


def written(flat, path, shown=False):
    """A film of the 2 s scene in two languages; the second speaks half as loud."""
    clip = flat.clip()
    (sound,), (words,) = clip.tracks.sounds, clip.tracks.captions
    spanish = SoundTrack(0.5 * sound.samples, "spa", "Español")
    captions = (replace(words, shown=shown, name="English"), CaptionTrack(SPANISH, "spa", "Español"))
    tracks = replace(clip.tracks, sounds=(sound, spanish), captions=captions)
    write_video(replace(clip, tracks=tracks), path, flat.quiet, FORMATS[path.suffix])
    return path


def probed(path, *asked):
    run = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", *asked, str(path)], capture_output=True, check=True
    )
    return json.loads(run.stdout)


def decoded(path, *asked):
    """What ffmpeg decodes of a stream, raw."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), *asked, "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_streams_languages_names_and_what_plays_unasked(flat, tmp_path, suffix):
    found = probed(written(flat, tmp_path / f"a{suffix}"), "-show_streams", "-show_format")
    name = {".mp4": "handler_name", ".mov": "handler_name", ".webm": "title"}[suffix]
    streams = [s for s in found["streams"] if s["codec_type"] != "data"]  # an MP4's chapters
    assert [(s["codec_type"], s["tags"].get("language", "und")) for s in streams] == [
        ("video", "und"), ("audio", "eng"), ("audio", "spa"), ("subtitle", "eng"), ("subtitle", "spa"),
    ]  # fmt: skip
    assert [s["tags"][name] for s in streams[2:]] == ["Español", "English", "Español"]
    assert [s["disposition"]["default"] for s in streams] == [1, 1, 0, 0, 0]
    codecs = {
        ".mp4": ("h264", "aac", "mov_text"), ".mov": ("prores", "aac", "mov_text"),
        ".webm": ("vp9", "opus", "webvtt"),
    }[suffix]  # fmt: skip
    assert [streams[at]["codec_name"] for at in (0, 1, 3)] == list(codecs)
    assert [streams[0][f"color_{key}"] for key in ("range", "space", "transfer", "primaries")] == [
        "tv", "bt709", "bt709", "bt709",
    ]  # fmt: skip
    assert found["format"]["tags"]["title"] == "Spike"


def test_captions_that_are_not_burned_in_are_shown_unasked(flat, tmp_path, suffix):
    found = probed(written(flat, tmp_path / f"a{suffix}", shown=True), "-show_streams")["streams"]
    words = [s for s in found if s["codec_type"] == "subtitle"]
    assert [s["disposition"]["default"] for s in words] == [1, 0]


def test_duration_chapters_and_frames(flat, tmp_path, suffix):
    path = written(flat, tmp_path / f"a{suffix}")
    found = probed(path, "-show_format", "-show_chapters", "-count_frames", "-show_streams")
    assert abs(float(found["format"]["duration"]) - 2) < 1 / FPS
    assert int(found["streams"][0]["nb_read_frames"]) == 2 * FPS
    chapters = [
        (c["tags"]["title"], float(c["start_time"]), float(c["end_time"])) for c in found["chapters"]
    ]
    assert chapters == [("Rest", 0, 1), ("Rising", 1, 2)]


def test_words_of_both_languages_come_back_at_their_times(flat, tmp_path, suffix):
    path = written(flat, tmp_path / f"a{suffix}")
    for number, second in ((0, "The inside\nis −70 mV."), (1, "Dentro hay\n−70 mV.")):
        text = decoded(path, "-map", f"0:s:{number}", "-f", "srt").decode()
        assert second in text.replace("\r", "")
        shown = [60 * int(m) + float(f"{s}.{ms}") for m, s, ms in re.findall(r"(\d\d):(\d\d),(\d+)", text)]
        assert np.abs(np.array(shown) - [0, 500 / 600, 620 / 600, 1100 / 600]).max() < 1 / FPS / 2


def test_sound_and_picture_begin_and_end_together_in_every_language(flat, tmp_path, suffix):
    path = written(flat, tmp_path / f"a{suffix}")
    for number, loud in ((0, 0.8), (1, 0.4)):
        raw = decoded(path, "-map", f"0:a:{number}", "-f", "f32le", "-ac", "1", "-ar", "48000")
        heard = np.frombuffer(raw, np.float32)
        assert abs(len(heard) / 48_000 - 2) < 1 / FPS
        for at_s in flat.clicks_s:
            near = slice(round((at_s - 0.09) * 48_000), round((at_s + 0.09) * 48_000))
            peak = near.start + int(np.argmax(np.abs(heard[near])))
            assert abs(peak / 48_000 - at_s) < 1 / FPS / 4
            assert abs(np.abs(heard[near]).max() - loud) < 0.25 * loud
    pixels = decoded(path, "-map", "0:v", "-f", "rawvideo", "-pix_fmt", "rgb24")
    frames = np.frombuffer(pixels, np.uint8).reshape(-1, 90, 160, 3)
    for number in (0, 5, 30, 59):  # its colour is new every fifth frame
        off = np.abs(np.median(frames[number], axis=(0, 1)) - flat.colour_at(20 * number))
        assert off.max() <= 6


def test_a_film_plays_before_it_has_all_arrived(flat, tmp_path, suffix):
    path = written(flat, tmp_path / f"a{suffix}")
    first, data = {
        ".mp4": (b"moov", b"mdat"),
        ".mov": (b"moov", b"mdat"),
        ".webm": (b"\x1cS\xbbk", b"\x1fC\xb6u"),
    }[suffix]
    whole = path.read_bytes()
    assert 0 < whole.index(first) < whole.index(data)


def test_the_same_film_is_the_same_bytes(flat, tmp_path, suffix):
    one, two = (written(flat, tmp_path / f"{name}{suffix}").read_bytes() for name in "ab")
    assert one == two


def test_a_film_without_words_or_sound(flat, tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    write_video(replace(flat.clip(), tracks=Tracks()), path, flat.quiet, FORMATS[suffix])
    assert [s["codec_type"] for s in probed(path, "-show_streams")["streams"]] == ["video"]
