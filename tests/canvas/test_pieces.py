"""What is put together from pieces, or drawn many times at once, looks as if it were drawn whole."""

import numpy as np
import pytest

from apanim.canvas import flat, rasterise, vector
from apanim.canvas.atlas import BakedCache
from apanim.canvas.raster import RasterCanvas
from apanim.canvas.sprites import SIZE_STEPS, SpriteBaker
from apanim.canvas.stamp import NOTHING, Stamp
from apanim.picture.drawlist import (
    COLUMNS,
    ColumnLight,
    DrawList,
    Item,
    Line,
    LitShape,
    Points,
    SoftLight,
    Sprite,
    Sprites,
    Tint,
    Veil,
)
from apanim.picture.rigs import parts
from apanim.picture.theme import theme
from apanim.picture.views.neuron.silhouette import silhouette

SIZE = (640, 360)
PATH = tuple((float(x), float(y)) for x, y in ((0, 0), (90, -40), (120, 60)))


def pixels(canvas: RasterCanvas) -> np.ndarray:
    width, height = canvas.surface.get_size()
    return np.frombuffer(canvas.buffer(), np.uint8).reshape(height, width, 4)[..., 2::-1].astype(int)


def painted(*items: Item, size: tuple[int, int] = SIZE, ground: str = "#304050") -> np.ndarray:
    canvas = RasterCanvas(size)
    canvas.paint(DrawList((Veil(ground, 1.0), *items)))
    return pixels(canvas)


def test_a_line_may_carry_its_origin_or_have_it_in_its_points():
    moved = tuple((x + 700.0, y + 300.0) for x, y in PATH)
    whole = painted(Line(moved, "#FFFFFF", 5, under="#000000", under_width=10))
    assert np.array_equal(
        whole, painted(Line(PATH, "#FFFFFF", 5, under="#000000", under_width=10, x=700, y=300))
    )


WAYS = {
    "across": ((0, 0), (400, 0)),
    "down": ((0, 0), (0, 150)),
    "slanting": ((0, 0), (310, 140)),
    "back": ((0, 0), (-200, 37)),
    "bent": ((0, 0), (90, 40), (220, 40), (260, -90)),
    "turning": ((0, 0), (120, 10), (80, 90)),
    "closed": ((100, 10), (200, 20), (180, 130), (-30, 90), (0, 0), (100, 10)),
}


@pytest.mark.parametrize("scale", [1.0, 0.4447])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("under", ["", "#102030"])
def test_a_line_is_what_resvg_draws(way, scale, under):
    points = Points(tuple(map(float, point)) for point in WAYS[way])
    item = Line(points, "#FFE0B0", 4.0, under=under, under_width=12.0 if under else 0.0)
    assert flat.is_whole(item)
    markup, box = vector.drawing(item)
    drawn = rasterise.stamped(theme().markup(markup), box, (1, 2), scale)
    stamps = flat.line(item, (1, 2), scale, theme()), drawn, NOTHING
    ours, resvg, nothing = (on_a_plate(stamp, (800, 400), (260, 160)) for stamp in stamps)
    assert abs(ours - resvg).max() < 50
    assert abs(ours - resvg).mean() < 0.03
    assert abs(ours - nothing).max() > 60


def on_a_plate(stamp: Stamp, size=(100, 120), origin=(50, 60)) -> np.ndarray:
    """(height, width, 3) the stamp with its origin at `origin`."""
    import pygame

    plate = pygame.Surface(size, pygame.SRCALPHA, 32)
    plate.fill((60, 60, 70, 255))
    at = origin[0] + stamp.left, origin[1] + stamp.top
    plate.blit(stamp.surface, at, None, pygame.BLEND_PREMULTIPLIED)
    return pygame.surfarray.array3d(plate).swapaxes(0, 1).astype(float)


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize(
    ("rig", "pose"),
    [
        ("na_channel", "open"),
        ("na_channel", "closed>inactivated:0.5000"),
        ("k_channel", "closed>open:0.2500"),
    ],
)
def test_a_rig_of_parts_is_the_rig_drawn_whole(rig, pose, mirror):
    press, size, quarters = SpriteBaker(0.8, theme(), BakedCache()), round(0.42 * SIZE_STEPS), (1, 3)
    item = Sprite(rig, 0.0, 0.0, pose=pose, mirror=mirror)
    together = on_a_plate(press.bake(item, size, 0, quarters))
    whole = on_a_plate(press._whole(item, size / SIZE_STEPS, 0.0, quarters))
    assert abs(together - whole).mean() < 1.5
    upside_down = on_a_plate(press.bake(item._replace(mirror=not mirror), size, 0, quarters))
    assert abs(upside_down - whole).mean() > 4.0, "the judge sees which way it stands"


def test_the_parts_of_a_rig_are_in_their_order_and_no_group_of_groups():
    assert parts("k_channel") == (
        "body-back", "pore-glow", "gate-left", "gate-right", "body-left", "body-right",
    )  # fmt: skip


def test_sprites_alike_are_those_sprites():
    like = Sprite("trail_na", 5.0, 0.0, scale=0.5, angle=90.0, opacity=0.75, additive=True)
    x, y = np.array([700.25, 703.0, 1400.5], np.float32), np.array([300.0, 310.75, 612.5], np.float32)
    opacity = np.array([8, 2, 4], np.uint8)
    ones = [
        like._replace(x=5.0 + float(px), y=float(py), opacity=0.75 * level / 8)
        for px, py, level in zip(x, y, opacity.tolist(), strict=True)
    ]
    assert np.array_equal(painted(Sprites(like, x, y, opacity)), painted(*ones))


def test_two_screened_colours_are_as_one_light_on_the_other():
    place = np.linspace(0.0, np.pi, COLUMNS)
    rows = np.stack([0.6 * np.sin(place), 0.5 * np.cos(place) ** 2]).astype(np.float32)
    colours = ("#7C66E8", "#FFB02E")
    both = painted(ColumnLight("axon/inside", Tint(colours, rows), screen=True))
    ones = painted(
        *(
            ColumnLight("axon/inside", Tint((c,), r[None]), screen=True)
            for c, r in zip(colours, rows, strict=True)
        )
    )
    assert abs(both - ones).max() <= 3
    assert abs(both - painted()).max() > 60


def test_the_body_is_as_the_item_says_whatever_it_was_before():
    count, rng = len(silhouette().x), np.random.default_rng(3)
    bright = np.full(count, 255, np.uint8)
    rest = LitShape(silhouette(), np.full(count, 20, np.uint8), bright)
    part = LitShape(silhouette(), np.where(np.arange(count) % 300 < 40, 200, 20).astype(np.uint8), bright)
    dim = LitShape(
        silhouette(),
        rng.integers(0, 255, count).astype(np.uint8),
        rng.integers(90, 255, count).astype(np.uint8),
    )
    canvas = RasterCanvas(SIZE)
    for item in (rest, part, dim, part, rest):
        canvas.paint(DrawList((Veil("#304050", 1.0), item)))
        assert np.array_equal(pixels(canvas), painted(item))


def test_a_body_is_lit_from_the_top_left_and_shines_of_itself_where_it_is_hot():
    count, spread = len(silhouette().x), {}
    for level in (20, 255):
        levels = np.full(count, level, np.uint8), np.full(count, 255, np.uint8)
        light = painted(LitShape(silhouette(), *levels), ground="#000000").sum(axis=2)
        body, inside = light > 60, slice(8, -8)
        above, below = np.zeros_like(body), np.zeros_like(body)
        above[8:, 8:], below[:-8, :-8] = body[:-8, :-8], body[8:, 8:]
        edges = [light[inside, inside][(body & a & ~b)[inside, inside]].mean() for a, b in
                 ((below, above), (above, below))]  # fmt: skip
        assert edges[0] > 1.3 * edges[1]
        spread[level] = np.divide(*np.percentile(light[body], (10, 90)))
    assert spread[20] < 0.27 < 0.31 < spread[255], "its own light has no shadow"


@pytest.mark.parametrize("size", [(1920, 1080), (854, 480)])
def test_soft_light_lies_where_its_cell_is_and_has_no_seam(size):
    strength = np.zeros((54, 96), np.uint8)
    strength[9:17, 30:50] = 120
    light = painted(SoftLight(strength, "#FFFFFF", "#FFFFFF"), size=size, ground="#000000")[..., 1]
    rows, columns = np.indices(light.shape)
    middle = ((columns + 0.5) * light).sum() / light.sum(), ((rows + 0.5) * light).sum() / light.sum()
    assert middle == pytest.approx((size[0] * 40 / 96, size[1] * 13 / 54), abs=1.0)
    down = light[:, size[0] * 40 // 96]
    lit = np.flatnonzero(down > 100)
    assert np.ptp(down[lit[0] + 4 : lit[-1] - 4]) <= 8, "an even field stays even across strips"


def test_full_soft_light_lets_a_fifth_of_the_ground_through():
    full = np.full((54, 96), 255, np.uint8)
    dark = painted(SoftLight(full, "#000000", "#000000"), ground="#FFFFFF")
    assert dark[180, 320].tolist() == pytest.approx([55] * 3, abs=2)
