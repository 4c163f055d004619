"""The contact sheet and the page of sprites, read back from the files."""

import json

import numpy as np
import pygame
import pytest
from PIL import Image

from apanim.canvas.raster import Picture
from apanim.data import assets_dir
from apanim.errors import UserError
from apanim.export import sheet
from apanim.export.board import GAP, HEAD_HEIGHT, MARGIN
from apanim.export.sheet import MOST, STILL, clock, sheet_ticks, write_sheet
from apanim.export.sprites import sprite, sprite_cells, write_sprites
from apanim.picture.theme import ramp, theme
from apanim.picture.type import width as text_width
from apanim.script.programme import Chapter

NAVY = np.array([theme().rgb(c) for c in ramp("ground.outside")[:2]])


def test_every_so_many_seconds_from_the_start():
    assert sheet_ticks(6000, 2.5, "spike") == [0, 1500, 3000, 4500]
    assert sheet_ticks(6001, 2.5, "spike")[-1] == 6000
    assert sheet_ticks(6000, 0.5, "spike") == list(range(0, 6000, 300))


@pytest.mark.parametrize("duration_s", [0.2, 3, 11, 30, 80.57, 137, 600, 3601])
def test_a_sensible_number_by_itself(duration_s):
    ticks = sheet_ticks(round(duration_s * 600), None, "spike")
    assert len(ticks) <= 24
    assert len(ticks) >= min(12, duration_s)
    assert set(np.diff(ticks)) <= {ticks[1] - ticks[0]} if len(ticks) > 1 else True


@pytest.mark.parametrize(
    ("every_s", "says"),
    [
        (0.0, "--every 0: not a time"),
        (-3.0, "--every -3: not a time"),
        (float("nan"), "--every nan: not a time"),
        (float("inf"), "--every inf: not a time"),
        (10.0, "--every 10: spike lasts only 10.00 s"),
        (0.1, f"100 stills, a sheet holds {MOST}; use 0.2 or more"),
    ],
)
def test_a_step_that_makes_no_sheet_is_told(every_s, says):
    with pytest.raises(UserError) as told:
        sheet_ticks(6000, every_s, "spike")
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_the_advised_step_is_one_that_fits():
    assert len(sheet_ticks(6000, 0.2, "spike")) <= MOST


def test_clock():
    assert [clock(t) for t in (0, 600, 36_000, 37_500, 330, 61)] == [
        "0:00", "0:01", "1:00", "1:02.5", "0:00.55", "0:00.1",
    ]  # fmt: skip


def write(tmp_path, count, step=600):
    """A sheet of `count` flat stills, each of its own colour."""
    surface, told = pygame.Surface(STILL, 0, 32), []

    def paint(tick):
        surface.fill((tick // step * 10 + 20, 200, 40))
        return Picture(surface)

    path = tmp_path / "sheet.png"
    ticks = range(0, count * step, step)
    write_sheet(paint, ticks, "A scene", [Chapter(step, "Rest")], path, lambda *of: told.append(of))
    with Image.open(path) as image:
        assert image.mode == "RGB"
        return np.asarray(image), told


@pytest.mark.parametrize(("count", "columns", "rows"), [(2, 2, 1), (4, 4, 1), (5, 4, 2), (9, 4, 3)])
def test_an_even_grid_of_the_stills_in_order(tmp_path, count, columns, rows):
    sheet, told = write(tmp_path, count)
    width = 2 * MARGIN + columns * STILL[0] + (columns - 1) * GAP
    assert sheet.shape[1] == width
    assert told == [(k, count) for k in range(1, count + 1)]
    green = sheet[..., 1] == 200
    starts_x = np.flatnonzero(np.diff(green[HEAD_HEIGHT + 180].astype(int)) == 1) + 1
    assert list(starts_x) == [MARGIN + k * (STILL[0] + GAP) for k in range(columns)]
    starts_y = np.flatnonzero(np.diff(green[:, MARGIN + 300].astype(int)) == 1) + 1
    assert len(starts_y) == rows
    assert len(set(np.diff(starts_y))) <= 1
    reds = [int(sheet[y + 180, x + 300, 0]) for y in starts_y for x in starts_x][:count]
    assert reds == [k * 10 + 20 for k in range(count)]


def test_navy_ground_and_a_caption_below_each_still(tmp_path):
    sheet, _ = write(tmp_path, 5)
    corners = sheet[[0, 0, -1, -1], [0, -1, 0, -1]].astype(int)
    assert np.abs(corners - NAVY[[0, 0, 1, 1]]).max() <= 2

    def ink(column, row):
        x = MARGIN + column * (STILL[0] + GAP)
        y = HEAD_HEIGHT + STILL[1] + row * (STILL[1] + 76)
        return np.argwhere(sheet[y + 8 : y + 58, x : x + STILL[0]].min(axis=2) > 150)

    first, second = ink(0, 0), ink(1, 0)
    assert len(first) > 50  # its time
    assert second[:, 1].max() > first[:, 1].max() + 30  # its time, and the chapter that has begun
    assert len(ink(0, 1)) > 50
    assert not len(ink(1, 1))  # no still, no words
    assert np.ptp(first[:, 0]) < 30  # one line


def test_the_page_has_every_rig_in_every_state_once():
    poses = json.loads((assets_dir() / "sprites" / "poses.json").read_text(encoding="utf-8"))
    cells, height = sprite_cells()
    shown = [(cell.rig, cell.pose) for cell in cells]
    assert sorted(shown) == sorted((name, pose) for name in poses for pose in poses[name]["poses"])
    assert all(cell.y + cell.size[1] + 76 <= height for cell in cells)


def test_no_two_sprites_touch_and_all_lie_on_the_ground():
    cells, _ = sprite_cells()
    for k, a in enumerate(cells):
        assert a.x >= 0
        assert a.x + a.size[0] <= 1840
        for b in cells[:k]:
            apart_x = a.x >= b.x + b.size[0] or b.x >= a.x + a.size[0]
            apart_y = a.y >= b.y + b.size[1] + 76 or b.y >= a.y + a.size[1] + 76
            assert apart_x or apart_y, (a, b)


def test_states_of_a_rig_differ():
    cells, _ = sprite_cells()
    gated = [sprite(cell).tobytes() for cell in cells if cell.rig in ("na_channel", "k_channel", "pump")]
    assert len(set(gated)) == len(gated) == 10


def test_the_sprites_are_drawn_on_both_grounds(tmp_path):
    told = []
    write_sprites(tmp_path / "s.png", lambda *of: told.append(of))
    cells, height = sprite_cells()
    assert told[-1] == (len(cells), len(cells))
    with Image.open(tmp_path / "s.png") as image:
        page = np.asarray(image.convert("RGB"), int)
    assert page.shape == (HEAD_HEIGHT + height + MARGIN, 3840, 3)
    for left in (MARGIN, MARGIN + 1840 + GAP):
        for cell in cells[::4]:
            picture = np.asarray(sprite(cell), int)
            solid = picture[..., 3] == 255
            x, y = left + cell.x, HEAD_HEIGHT + cell.y
            there = page[y : y + picture.shape[0], x : x + picture.shape[1]]
            assert np.array_equal(there[solid], picture[solid][:, :3]), cell
    outside, inside = page[HEAD_HEIGHT + 20, MARGIN + 900], page[HEAD_HEIGHT + 20, -MARGIN - 900]
    assert outside[2] > outside[0] + 30
    assert inside[0] > inside[2] + 30


@pytest.mark.parametrize("title", ["Rest", "Two degrees warmer: what do you expect?", "W" * 200])
def test_a_long_title_ends_where_its_still_does(title):
    _, chapter = sheet._caption(0, title, (0, 0), 480)
    assert chapter.x + text_width(chapter.text, chapter.size, 500) <= 480
    assert chapter.text == title or (chapter.text.endswith("…") and title.startswith(chapter.text[:-1]))
