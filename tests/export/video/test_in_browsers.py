"""Films in the video element of real browsers: they load, have length and size, and play to the end."""

import json

import pytest
from browser import NAMES, browser

from apanim.export.video.container import write_video
from apanim.export.video.formats import MP4, WEBM

FPS = 30
PLAYED = {".mp4": MP4, ".webm": WEBM}


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    """A folder to put films in."""
    return tmp_path_factory.mktemp("two films")


@pytest.mark.parametrize("name", NAMES)
def test_films_play_to_their_end(flat, films, name):
    for suffix, form in PLAYED.items():
        write_video(flat.clip(), films / f"film{suffix}", flat.quiet, form)
    page = films / "films.html"
    page.write_text(
        "".join(f"<video muted src='film{suffix}'></video>" for suffix in PLAYED), encoding="utf-8"
    )
    with browser(name) as one:
        one.go(page.as_uri())
        one.until("document.readyState === 'complete'")
        for number in range(len(PLAYED)):
            video = f"document.querySelectorAll('video')[{number}]"
            one.until(f"{video}.readyState >= 2 || {video}.error")
            one.evaluate(f"({video}.playbackRate = 4, {video}.play(), 0)")
            one.until(f"{video}.ended || {video}.error")
            told = one.evaluate(
                f"((v) => JSON.stringify([v.error && v.error.message, v.duration, v.videoWidth, "
                f"v.videoHeight, v.currentTime]))({video})"
            )
            error, duration_s, width, height, at_s = json.loads(told)
            assert error is None, (name, number, error)
            assert (width, height) == (160, 90)
            assert abs(duration_s - 2) < 1 / FPS
            assert abs(at_s - 2) < 1 / FPS
