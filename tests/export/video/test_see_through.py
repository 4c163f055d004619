"""Films with alpha, decoded by FFmpeg's own command, against the pictures that they were made of."""

import io
import json
import shutil
import subprocess
import time
from dataclasses import replace

import numpy as np
import pygame
import pytest
from browser import NAMES, browser
from PIL import Image

from apanim.canvas.raster import Picture
from apanim.export.render import write_clip
from apanim.export.target import render_target

SIZE = (160, 90)
GROUNDS = [(0, 0, 0), (255, 255, 255), (20, 120, 60)]


class Veiled:
    """A picture that is clear on the left, opaque on the right, and soft in between; it moves."""

    def __init__(self) -> None:
        self.surface = pygame.Surface(SIZE, pygame.SRCALPHA, 32)

    def __call__(self, tick: int) -> Picture:
        x = np.arange(SIZE[0])[:, None] + np.zeros(SIZE[1])[None, :]
        alpha = np.clip((x - 40 - tick / 60) * 4, 0, 255).astype(np.uint8)
        pygame.surfarray.pixels_alpha(self.surface)[:] = alpha
        pygame.surfarray.pixels3d(self.surface)[:] = np.where(alpha[..., None] > 0, (230, 120, 40), 0)
        return Picture(self.surface)


def pixels(surface):
    colour = pygame.surfarray.array3d(surface)
    alpha = pygame.surfarray.array_alpha(surface)[..., None]
    return np.concatenate([colour, alpha], axis=-1).transpose(1, 0, 2).astype(float)


def laid_on(picture, ground):
    share = picture[..., 3:] / 255
    return picture[..., :3] * share + np.array(ground) * (1 - share)


@pytest.mark.parametrize(("name", "codec", "most"), [("a.mov", "prores", 3), ("a.webm", "vp9", 12)])
def test_alpha_and_colours_come_through(flat, tmp_path, name, codec, most):
    if shutil.which("ffmpeg") is None:
        pytest.skip("needs ffmpeg: install ffmpeg from your system")
    painter, path = Veiled(), tmp_path / name
    clip = flat.clip(paint=painter, to_tick=600)
    write_clip(clip, replace(render_target(str(path)), clear=True), flat.quiet)
    said = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_streams", path], check=True, capture_output=True
    ).stdout
    picture = next(one for one in json.loads(said)["streams"] if one["codec_type"] == "video")
    assert (picture["codec_name"], picture["color_space"]) == (codec, "bt709")
    assert picture.get("tags", {}).get("alpha_mode") == "1" or picture["pix_fmt"].startswith("yuva444p")
    with_alpha = ("-c:v", "libvpx-vp9") if codec == "vp9" else ()
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", *with_alpha, "-i", path, "-map", "0:v", "-vf", "format=rgba", "-f",
         "rawvideo", "-"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    shown = np.frombuffer(raw, np.uint8).reshape(-1, SIZE[1], SIZE[0], 4).astype(float)
    assert len(shown) == clip.frame_total
    for tick, decoded in list(zip(clip.frame_ticks(), shown, strict=True))[::10]:
        wanted = pixels(painter(tick).surface)
        for ground in GROUNDS:
            assert np.abs(laid_on(decoded, ground) - laid_on(wanted, ground)).mean() < most / 3
            assert np.abs(laid_on(decoded, ground) - laid_on(wanted, ground)).max() < 4 * most


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_seen_through_a_webm(flat, tmp_path, name):
    """As a real browser lays it over what stands behind it."""
    painter, ground = Veiled(), GROUNDS[2]
    clip = flat.clip(paint=painter, to_tick=600)
    write_clip(clip, replace(render_target(str(tmp_path / "a.webm")), clear=True), flat.quiet)
    page = tmp_path / "page.html"
    page.write_text(
        f"<body style='margin:0;background:rgb{ground}'>"
        "<video muted src='a.webm' style='display:block'></video>",
        encoding="utf-8",
    )
    with browser(name) as one:
        one.resize(500, 300)
        one.go(page.as_uri())
        one.until("document.querySelector('video').readyState >= 2")
        wanted = laid_on(pixels(painter(0).surface), ground)
        for _ in range(60):  # its first picture is decoded before it is on the page
            shot = Image.open(io.BytesIO(one.screenshot())).convert("RGB")
            off = np.abs(np.asarray(shot, float)[: SIZE[1], : SIZE[0]] - wanted)
            if off.mean() < 4:
                break
            time.sleep(0.25)
    assert off.mean() < 4
    assert off.max() < 48
    assert tuple(np.asarray(shot)[200, 400]) == ground


def test_opaque_pictures_are_opaque_in_a_mov(flat, tmp_path):
    if shutil.which("ffmpeg") is None:
        pytest.skip("needs ffmpeg: install ffmpeg from your system")
    write_clip(flat.clip(to_tick=300), render_target(f"{tmp_path}/a.mov"), flat.quiet)
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", tmp_path / "a.mov", "-map", "0:v", "-vf", "format=rgba",
         "-frames:v", "1", "-f", "rawvideo", "-"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    first = np.frombuffer(raw, np.uint8).reshape(-1, 4)
    assert (first[:, 3] == 255).all()
    assert np.abs(np.median(first[:, :3], axis=0) - flat.colour_at(0)).max() <= 3
