"""Pictures that are cut out, laid on grounds of any colour, against the same drawn on those grounds."""

import numpy as np
import pygame
import pytest

from apanim.canvas.cut_out import CutOutCanvas
from apanim.canvas.raster import RasterCanvas
from apanim.picture import views
from apanim.picture.drawlist import Dim, Dissolve, Dot, DrawList, Glow, Panel, Scenery, Text
from apanim.picture.ground import without_ground
from apanim.picture.scenery import layer
from apanim.picture.theme import theme

SIZE = (320, 180)
GROUNDS = [(0, 0, 0), (20, 120, 60), (250, 240, 60), (255, 255, 255)]
THINGS = (
    Panel(200, 200, 600, 300, "cool", 0.7),
    Text(240, 330, "Na^+ rushes in", 64, 700, "#FFC23C", outline="#06182E"),
    Dot(1300, 500, 180, "#3DB7E4", opacity=0.4),
    Dot(1400, 560, 120, "#E0508A", rim="#FFFFFF", rim_width=6.0),
    Scenery("membrane/electrode"),
)
GLOW = Glow(900, 800, 300, 200, ((0.0, "#FFB347", 1.0), (1.0, "#FFB347", 0.0)))


def laid_on(surface, ground):
    colour, alpha = pygame.surfarray.array3d(surface).astype(float), pygame.surfarray.array_alpha(surface)
    share = alpha[..., None] / 255
    return colour * share + np.array(ground) * (1 - share)


def drawn_on(items, ground, name):
    painted = RasterCanvas(SIZE, theme(name), behind=ground).paint(DrawList(items)).surface
    return pygame.surfarray.array3d(painted).astype(float)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_laid_on_any_ground_it_is_as_if_drawn_there(name):
    surface = CutOutCanvas(SIZE, theme(name)).paint(DrawList(THINGS)).surface
    alpha = pygame.surfarray.array_alpha(surface)
    assert (alpha == 0).mean() > 0.3
    assert (alpha == 255).mean() > 0.01
    for ground in GROUNDS:
        assert np.abs(laid_on(surface, ground) - drawn_on(THINGS, ground, name)).max() <= 4, ground


def test_light_is_as_opaque_as_it_is_bright():
    surface = CutOutCanvas(SIZE).paint(DrawList((GLOW,))).surface
    on_black = drawn_on((GLOW,), (0, 0, 0), "dark")
    assert np.abs(laid_on(surface, (0, 0, 0)) - on_black).max() <= 2
    assert np.abs(pygame.surfarray.array_alpha(surface) - on_black.max(axis=-1)).max() <= 2


@pytest.mark.parametrize("name", ["dark", "light"])
def test_dimming_dims_things_and_not_what_is_not_there(name):
    bright = CutOutCanvas(SIZE, theme(name)).paint(DrawList(THINGS)).surface
    dimmed = CutOutCanvas(SIZE, theme(name)).paint(DrawList((*THINGS, Dim(1.0)))).surface
    there, now = (pygame.surfarray.array_alpha(one).astype(int) for one in (bright, dimmed))
    assert np.abs(there - now).max() <= 6
    solid = there == 255
    seen = drawn_on((*THINGS, Dim(1.0)), (0, 0, 0), name)[solid]
    assert np.abs(pygame.surfarray.array3d(dimmed).astype(float)[solid] - seen).max() <= 6


def test_half_of_a_dissolve_is_half_there():
    other = DrawList((Dissolve((Dot(960, 540, 300, "#FF0000"),), 0.5),))
    surface = CutOutCanvas(SIZE).paint(other).surface
    assert surface.get_at((160, 90))[3] == pytest.approx(128, abs=3)
    assert surface.get_at((160, 90))[:3] == pytest.approx((255, 0, 0), abs=3)
    assert surface.get_at((5, 5))[3] == 0


def test_only_what_differs_is_cut_out_anew_and_right():
    canvas = CutOutCanvas(SIZE)
    canvas.paint(DrawList(THINGS))
    after = (*THINGS[:2], Dot(1500, 200, 90, "#FFFFFF"))
    surface, damage = canvas.paint(DrawList(after))
    assert damage is not None
    fresh = CutOutCanvas(SIZE).paint(DrawList(after)).surface
    assert np.array_equal(pygame.surfarray.array2d(surface), pygame.surfarray.array2d(fresh))


@pytest.mark.parametrize("view", views.VIEWS)
def test_each_view_knows_its_grounds(view):
    there, grounds = views.view(view).layers(), views.view(view).GROUND
    assert set(grounds) <= set(there)
    assert {stays for stays in grounds.values() if stays} <= set(there)
    filled = {name for name in there if name not in grounds and _filled(view, name)}
    assert not filled
    gone = without_ground(Scenery(f"{view}/{name}") for name in grounds)
    assert {item.name for item in gone} == {f"{view}/{stays}" for stays in grounds.values() if stays}


def _filled(view, name):
    try:
        return layer(Scenery(f"{view}/{name}")).filled
    except (KeyError, TypeError, ValueError):  # it needs to be told what proteins there are
        return False
