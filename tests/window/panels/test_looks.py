"""What is drawn: nothing cut, nothing unreadable, nothing stale."""

import random
from dataclasses import replace

import pygame
import pytest

from apanim.picture.theme import theme, theme_names
from apanim.window.panels import style
from apanim.window.panels.settings import PANELS
from apanim.window.panels.style import Style


def contrast(a, b):
    """The ratio of two colours' luminances, as WCAG has it."""

    def luminance(rgb):
        parts = [c / 255 for c in rgb]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme_names())
def test_words_stand_out_from_their_ground(name):
    look = theme(name)
    pointed, pressed = (style.mix(style.GROUND_TOP, style.EDGE, share) for share in (0.16, 0.28))
    assert contrast(look.rgb(style.INK), look.rgb(pressed)) >= 4.5, name
    for ground in (style.GROUND, style.GROUND_TOP, pointed):
        for ink in (style.INK, style.QUIET, style.AMBER):
            assert contrast(look.rgb(ink), look.rgb(ground)) >= 4.5, (name, ink, ground)
    for plate in (style.OWN, style.AMBER):
        assert contrast(look.rgb(style.GROUND), look.rgb(plate)) >= 4.5, (name, plate)
    assert contrast(look.rgb(style.INK), look.rgb(style.GROUND)) >= 7, "the focus ring"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("size", [(854, 480), (1280, 720), (1920, 1080)])
def test_no_words_are_cut(room, monkeypatch, size, name, language):
    cut, fit = [], Style.fit

    def watched(self, words, *args):
        shown = fit(self, words, *args)
        if shown != words:
            cut.append(words)
        return shown

    monkeypatch.setattr(Style, "fit", watched)
    one = room(size, language, panels=[name])
    for code in (pygame.K_F1,):
        one.key(code)
    for _ in range(60):
        one.key(pygame.K_TAB)
    assert not cut


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [(640, 360), (1280, 720)])
def test_widgets_of_the_side_panel_do_not_overlap(room, size, scale):
    one = room(size, panels=PANELS, text_scale=scale)
    side = one.panels.built.side
    assert one.panels.picture_rect.right <= side.place.left
    widgets = [w for w in side.everything() if w.visible]
    boxes = [w.rect for w in widgets]
    for index, box in enumerate(boxes):
        assert box.left >= side.place.left
        assert box.right <= side.place.right
        assert box.collidelist(boxes[:index]) < 0


def test_larger_text_makes_all_of_it_larger(room):
    small, large = (room((1280, 720), text_scale=scale).panels.built.strip.parts for scale in (1.0, 1.5))
    in_both = small.keys() & large.keys()  # the rest gave way
    assert {"play", "fork"} <= in_both
    for name in in_both:
        assert large[name].rect.height > 1.3 * small[name].rect.height, name


def test_a_window_of_four_times_as_many_pixels_shows_the_same_strip_larger(room):
    small, large = room((1920, 1080)), room((3840, 2160))
    for name, part in small.panels.built.strip.parts.items():
        assert abs(large.panels.built.strip.parts[name].rect.x - 2 * part.rect.x) <= 8


def test_what_is_drawn_piece_by_piece_is_what_is_drawn_whole(room):
    dice = random.Random(5)
    one = room((900, 600), panels=["controls", "transcript"])
    one.drawn()
    codes = [
        pygame.K_TAB,
        pygame.K_F2,
        pygame.K_F3,
        pygame.K_F5,
        pygame.K_g,
        pygame.K_DOWN,
        pygame.K_RETURN,
        pygame.K_ESCAPE,
    ]
    for _ in range(120):
        if dice.random() < 0.5:
            one.key(dice.choice(codes))
        else:
            at = dice.randrange(900), dice.randrange(600)
            one.click(at) if dice.random() < 0.4 else one.do(
                pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)
            )
        if one.state.fullscreen or one.state.help:
            one.state = one.state.__class__(tick=one.state.tick)
        one.state = one.state.__class__(tick=(one.state.tick + 997) % 60_000, playing=one.state.playing)
        one.go()
        pieces = one.drawn()
        one.panels.forget()
        assert (one.drawn() == pieces).all()


@pytest.mark.parametrize("panels", [(), ("controls", "plots")])
def test_in_full_screen_nothing_is_left_where_the_strip_was(room, panels):
    one = room(panels=panels)
    one.state = replace(one.state, fullscreen=True, playing=True, touched_s=one.now_s)
    one.go()
    one.drawn()
    one.go(60.0)  # nobody stirs any more
    pieces = one.drawn()
    strip = one.panels.built.strip
    assert bool(strip.ground.visible) == bool(panels)  # who works in the side panel keeps the strip
    if panels:
        assert one.panels.picture_rect.bottom <= strip.place.top
        assert one.panels.built.side.place.bottom <= strip.place.top
    one.panels.forget()
    assert (one.drawn() == pieces).all()


def test_nothing_is_drawn_while_nothing_changes(room):
    one = room(panels=PANELS)
    one.drawn()
    one.go()
    assert not one.panels.draw(one.surface, one._picture, picture_is_new=False)
