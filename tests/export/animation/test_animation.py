"""Animated pictures, read back from their files: GIF, WebP, AVIF, and any of them made to fit."""

import json
import shutil
import subprocess
from dataclasses import replace

import numpy as np
import pygame
import pytest
from PIL import Image, ImageSequence

from apanim.canvas.raster import Picture
from apanim.errors import UserError
from apanim.export.animation.within import steps, write_within
from apanim.export.clip import Clip, Painting
from apanim.export.render import write_clip
from apanim.export.target import render_target
from apanim.export.video.tracks import Tracks
from apanim.picture.frame import Look
from apanim.script.programme import compile_programme

SIZE = (160, 90)
SCENE = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene

scene = Scene("rest", title="Rest")


@scene.script
def script(s):
    s.membrane(TEXTBOOK)
    s.say("rests")
"""
WORDS = '[language]\ncode = "en"\nname = "English"\n[cues.rests]\ntext = "It rests."\n'


class MovingDot:
    """A soft still ground of many colours, and a dot that wanders over its upper half."""

    def __init__(self) -> None:
        self._surface = pygame.Surface(SIZE, 0, 32)
        x, y = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
        self._ground = np.stack([x + 40, 2 * y + 20, 200 - x // 2 + y // 3], axis=-1).astype(np.uint8)

    def __call__(self, tick: int) -> Picture:
        pygame.surfarray.blit_array(self._surface, self._ground)
        pygame.draw.circle(self._surface, (255, 220, 60), (10 + tick // 10, 20), 8)
        return Picture(self._surface)


def frames(path):
    with Image.open(path) as animation:
        return [
            (frame.info["duration"], np.asarray(frame.convert("RGB"), int))
            for frame in ImageSequence.Iterator(animation)
            if frame.load() is not False
        ]


def test_what_stands_still_in_a_gif_does_not_shimmer(flat, tmp_path):
    write_clip(flat.clip(paint=MovingDot(), to_tick=600), render_target(f"{tmp_path}/a.gif"), flat.quiet)
    shown = [pixels[45:] for _, pixels in frames(tmp_path / "a.gif")]
    assert len(shown) > 20
    assert all(np.array_equal(one, shown[0]) for one in shown)
    assert len(np.unique(shown[0].reshape(-1, 3), axis=0)) > 50


@pytest.mark.parametrize("name", ["a.webp", "a.avif"])
@pytest.mark.parametrize("fps", [15, 24])
def test_every_frame_has_its_colours_and_its_time(flat, tmp_path, name, fps):
    write_clip(flat.clip(fps=fps), render_target(f"{tmp_path}/{name}"), flat.quiet)
    at_ms = 0
    for duration_ms, pixels in frames(tmp_path / name):
        colour = np.median(pixels.reshape(-1, 3), axis=0)
        assert np.abs(colour - flat.colour_at(round(at_ms * 0.6 + 0.5))).max() <= 8, at_ms
        at_ms += duration_ms
    assert at_ms == 2000
    if name.endswith("webp"):
        with Image.open(tmp_path / name) as animation:
            assert animation.info["loop"] == 0


def test_ffmpeg_reads_an_avif_too(flat, tmp_path):
    if shutil.which("ffprobe") is None:
        pytest.skip("needs ffprobe: install ffmpeg from your system")
    write_clip(flat.clip(fps=15), render_target(f"{tmp_path}/a.avif"), flat.quiet)
    said = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-count_packets", "-show_streams", tmp_path / "a.avif"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    longest = max(json.loads(said)["streams"], key=lambda stream: int(stream["nb_read_packets"]))
    assert longest["codec_name"] == "av1"
    assert (longest["width"], longest["height"], longest["nb_read_packets"]) == (*SIZE, "30")


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (854, 480), (320, 180)])
def test_steps_lead_down_to_180_lines_and_8_a_second(size):
    ways = steps(size, 25)
    assert (ways[0].size, ways[0].fps) == (size, 25)
    assert (min(ways[-1].size), ways[-1].fps) == (180, 8)
    weights = [way.weight for way in ways]
    assert weights == sorted(weights, reverse=True)
    for way in ways:
        assert 600 % way.fps == 0
        assert not any(side % 2 for side in way.size)
        assert abs(way.size[0] / way.size[1] / (size[0] / size[1]) - 1) < 0.02


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rest")
    (folder / "narration").mkdir()
    (folder / "narration" / "en.toml").write_text(WORDS, encoding="utf-8")
    (folder / "rest.py").write_text(SCENE, encoding="utf-8")
    programme = compile_programme(str(folder / "rest.py"), "silent", "en")
    programme.bake()
    return programme


def resting(programme, size=(400, 226)):
    return Clip(Painting(programme, size, None, Look()), size, 25, 0, 600, Tracks())


@pytest.fixture(scope="module")
def plain(programme, tmp_path_factory):
    """How large the whole clip is."""
    path = tmp_path_factory.mktemp("plain") / "a.gif"
    write_clip(resting(programme), render_target(str(path)), lambda *_: None)
    return path.stat().st_size


def test_a_gif_is_made_to_fit_and_says_how(programme, plain, flat, tmp_path):
    path, said = tmp_path / "a.gif", []
    allowed = plain * 3 // 5
    target = replace(render_target(str(path)), max_bytes=allowed)
    write_clip(resting(programme), target, flat.quiet, remark=said.append)
    assert path.stat().st_size <= allowed
    assert said
    assert said[0].startswith("400x226, 25 a second: ")
    with Image.open(path) as gif:
        assert f"now {gif.width}x{gif.height}, " in said[-1]
        assert gif.width < 400
    assert sum(duration for duration, _ in frames(path)) == pytest.approx(1000, abs=20)


def test_what_cannot_fit_is_refused_and_leaves_nothing(programme, tmp_path):
    tried = []

    def write(clip, path):
        tried.append((clip.size, clip.fps))
        path.write_bytes(bytes(1000))

    with pytest.raises(UserError, match=r"0\.0001: .*a\.gif takes 0\.001 MB even at 3\d\dx180, 8 a"):
        write_within(resting(programme), tmp_path / "a.gif", 100, write, lambda _: None)
    assert tried[-1][1] == 8
    assert list(tmp_path.iterdir()) == []
