"""GIF, numbered frames and stills, read back from the files."""

import numpy as np
import pytest
from PIL import Image, ImageSequence

from apanim.errors import UserError
from apanim.export.render import write_clip
from apanim.export.still import write_still
from apanim.export.target import render_target


def test_gif_loops_at_25_with_true_colours_and_the_right_length(flat, tmp_path):
    write_clip(flat.clip(), render_target(f"{tmp_path}/a.gif"), flat.quiet)
    with Image.open(tmp_path / "a.gif") as gif:
        assert gif.size == (160, 90)
        assert gif.info["loop"] == 0
        at_ms = 0
        for frame in ImageSequence.Iterator(gif):
            colour = np.median(np.asarray(frame.convert("RGB")).reshape(-1, 3), axis=0)
            assert np.abs(colour - flat.colour_at(round(at_ms * 0.6))).max() <= 4, at_ms
            at_ms += frame.info["duration"]
    assert at_ms == 2000


def test_gif_has_one_palette(flat, tmp_path):
    write_clip(flat.clip(), render_target(f"{tmp_path}/a.gif"), flat.quiet)
    data = (tmp_path / "a.gif").read_bytes()
    with Image.open(tmp_path / "a.gif") as gif:
        palettes = {bytes(f.getpalette("RGB") or b"") for f in _raw_frames(gif)}
    assert data[10] & 0x80  # a global colour table
    assert len(palettes) == 1


def _raw_frames(gif):
    for index in range(gif.n_frames):
        gif.seek(index)
        if gif.mode == "P":
            yield gif


def test_sequence_is_numbered_from_one_and_exact(flat, tmp_path):
    write_clip(flat.clip(), render_target(f"{tmp_path}/shot.png"), flat.quiet)
    names = sorted(p.name for p in tmp_path.iterdir())
    assert names == [f"shot_{k:05d}.png" for k in range(1, 61)]
    for number in (1, 6, 31, 60):
        with Image.open(tmp_path / f"shot_{number:05d}.png") as still:
            assert still.mode == "RGB"
            assert still.getcolors() == [(160 * 90, flat.colour_at(20 * (number - 1)))]


def test_sequence_into_a_new_folder_and_over_an_old_one(flat, tmp_path):
    target = render_target(f"{tmp_path}/frames/")
    write_clip(flat.clip(), target, flat.quiet)
    (tmp_path / "frames" / "notes.txt").write_text("kept")
    write_clip(flat.clip(), target, flat.quiet)
    assert len(list((tmp_path / "frames").iterdir())) == 61
    assert [p.name for p in tmp_path.iterdir()] == ["frames"]


def test_frames_of_a_longer_sequence_are_not_mixed_in(flat, tmp_path):
    target = render_target(f"{tmp_path}/shot.png")
    write_clip(flat.clip(), target, flat.quiet)
    painter = flat.painter((160, 90))
    with pytest.raises(UserError, match=r"shot_00031\.png: left from a longer sequence"):
        write_clip(flat.clip(to_tick=600, paint=painter), target, flat.quiet)
    assert painter.ticks == []


def test_still_is_the_frame(flat, tmp_path):
    write_still(flat.painter((160, 90)), 350, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as still:
        assert still.getcolors() == [(160 * 90, flat.colour_at(350))]
