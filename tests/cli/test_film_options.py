"""What a film may be asked for on the command line: its shape, languages, words and pieces."""

import json
import re
import shutil
import subprocess

import numpy as np
import pytest
from command import apanim
from helpers import write_scene

BODY = """
s.title("Small", tag="TEST")
s.say("hello")
"""
SPANISH = """
[language]
code = "es"
name = "Español"

[lexicon]

[cues.hello]
text = "En reposo la membrana espera quieta."
"""
SHORT = ("--size", "320x180", "--fps", "24", "--from", "0.5", "--to", "1", "--voice", "silent")
needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffprobe"), reason="needs Debian's ffmpeg")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("options")
    write_scene(found, BODY)
    (found / "narration" / "es.toml").write_text(SPANISH, encoding="utf-8")
    return found


def rendered(folder, name, *options):
    done = apanim(folder, "render", "small.py", "-o", name, *options)
    assert done.returncode == 0, done.stderr
    return folder / name


def streams(path):
    asked = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", str(path)]
    found = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)["streams"]
    return [s for s in found if s["codec_type"] != "data"]  # an MP4's chapters


def picture(path):
    asked = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(path),
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-",
    ]
    raw = subprocess.run(asked, capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(180, 320, 3).astype(int)


@needs_ffmpeg
def test_words_are_in_the_picture_or_beside_it_never_both_unasked(folder):
    """Where the caption stands, white on dark, there is white only when it is burned in."""
    white, on = {}, {}
    for way in ("burned", "track", "none"):
        path = rendered(folder, f"{way}.webm", *SHORT, "--languages", "en,es", "--captions", way)
        below = picture(path)[145:]
        white[way] = int((below.min(axis=2) > 170).sum())
        on[way] = [s["disposition"]["default"] for s in streams(path) if s["codec_type"] == "subtitle"]
    assert white["burned"] > 20
    assert white["track"] == white["none"] == 0
    assert on == {"burned": [0, 0], "track": [1, 0], "none": []}


@needs_ffmpeg
@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs espeak-ng")
def test_a_second_language_is_heard_in_the_same_film_as_loud_and_as_long(folder):
    options = ("--size", "320x180", "--fps", "24", "--voice", "espeak-ng", "--languages", "en,es")
    path = rendered(folder, "two.mp4", *options)
    found = streams(path)
    assert [(s["codec_type"], s["tags"]["language"]) for s in found[1:]] == [
        ("audio", "eng"), ("audio", "spa"), ("subtitle", "eng"), ("subtitle", "spa"),
    ]  # fmt: skip
    picture_s = int(found[0]["nb_frames"]) / 24
    for stream in found[:3]:
        assert abs(float(stream["start_time"])) < 1 / 24
        assert abs(float(stream["duration"]) - picture_s) < 1 / 24
    measured = [loudness(path, number) for number in (0, 1)]
    for lufs, peak_dbtp in measured:
        assert abs(lufs + 16) < 1
        assert peak_dbtp <= -0.5
    assert measured[0] != measured[1]


def loudness(path, number):
    """Integrated loudness (LUFS) and true peak (dBTP) of a film's sound, by ffmpeg's EBU R 128 meter."""
    meter = ["-map", f"0:a:{number}", "-af", "ebur128=peak=true", "-f", "null", "-"]
    asked = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path), *meter]
    told = subprocess.run(asked, capture_output=True, check=True, text=True).stderr.rpartition("Summary")[2]
    return tuple(float(re.search(rf"{name}:\s+(-?[\d.]+)", told)[1]) for name in ("I", "Peak"))


@needs_ffmpeg
def test_a_preset_has_its_shape_and_rate(folder):
    path = rendered(
        folder, "tall.webm", "--preset", "draft", "--from", "0.5", "--to", "0.6", "--voice", "silent"
    )
    video = streams(path)[0]
    assert (video["width"], video["height"], video["r_frame_rate"]) == (960, 540, "30/1")


def test_a_film_in_pieces(folder):
    rendered(folder, "cut.mp4", *SHORT, "--split", "cues")
    assert [path.name for path in folder.glob("cut*")] == ["cut-01-hello.mp4"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "a.gif", "--captions", "track"), "--captions track: a.gif has no tracks"),
        (("-o", "a.gif", "--languages", "es"), "--languages: a.gif has no tracks"),
        (("-o", "a.mp4", "--captions", "yes"), "--captions yes: write burned, track or none"),
        (("-o", "a.mp4", "--languages", "en,en"), "write each language once"),
        (("-o", "a.mp4", "--languages", "xx"), "xx: no narration in it"),
        (("-o", "a.png", "--split", "cues"), "--split cues: a.png"),
        (("-o", "a.mp4", "--split", "words"), "--split words: write chapters or cues"),
        (("-o", "a.mp4", "--preset", "tal"), "did you mean 'tall'"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_read(folder, options, said):
    done = apanim(folder, "render", "small.py", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
