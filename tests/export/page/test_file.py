"""The file of a page: all in itself, its film as other people's tools see it, and what is refused."""

import base64
import json
import re
import shutil
import subprocess

import pytest
from command import apanim

KEY_FRAMES_AT_MOST = 30  # frames apart


def pieces(text, kind):
    found = re.findall(rf'data-travels="{kind}">([^<]*)</script>', text)
    return b"".join(base64.b64decode(one) for one in found)


@pytest.fixture(scope="module")
def film(page, tmp_path_factory):
    if shutil.which("ffprobe") is None:
        pytest.skip("needs ffprobe: install ffmpeg from your system")
    file = tmp_path_factory.mktemp("film") / "film.mp4"
    file.write_bytes(pieces(page.text, "film"))
    return file


def probed(film, *what):
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", *what, film], capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_the_film_has_a_constant_rate_and_key_frames_close_together(film, page):
    frames = probed(film, "-select_streams", "v", "-show_entries", "packet=pts_time,flags")["packets"]
    times = [float(one["pts_time"]) for one in frames]
    assert times == pytest.approx([k / 30 for k in range(-(-page.programme.duration_tick // 20))], abs=1e-3)
    keys = [k for k, one in enumerate(frames) if "K" in one["flags"]]
    assert keys[0] == 0
    assert max(b - a for a, b in zip(keys, [*keys[1:], len(frames)], strict=True)) <= KEY_FRAMES_AT_MOST


def test_the_film_has_sound_but_no_captions(film):
    streams = probed(film, "-show_streams")["streams"]
    assert [one["codec_name"] for one in streams if one["codec_type"] != "data"] == ["h264", "aac"]
    assert streams[0]["color_space"] == "bt709"


def test_nothing_is_fetched_from_elsewhere(page):
    bare = re.sub(r'data-travels="\w+">[^<]*<|base64,[A-Za-z0-9+/=]*', "", page.text)
    assert not re.findall(r'(?:src|href)\s*=\s*"(?!#)[^"]*|url\((?!"data:)|@import|fetch\(|XMLHttp', bare)
    assert set(re.findall(r"https?://[^\s\"']+", bare)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("spike", "-o", "page.htm"), "page.htm: this command writes a .html file"),
        (("spike", "--languages", "en,xx"), "--language xx: no narration in it"),
        (("spike", "--languages", "en,,es"), "--languages en,,es: write each language once"),
        (("spike", "--size", "853x480"), "--size 853x480: a film needs even sides"),
        (("nowhere",), "no scene 'nowhere'"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(tmp_path, arguments, said):
    done = apanim(tmp_path, "page", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
