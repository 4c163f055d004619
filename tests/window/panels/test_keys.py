"""Everything by keyboard, and the ring that shows where it is."""

import pygame
import pytest

from apanim.window import keys
from apanim.window.panels.settings import PANELS


def walked(one, count):
    """The widgets that Tab comes to, while it is there."""
    for _ in range(count):
        one.key(pygame.K_TAB)
        yield one.panels.built.focus.on


@pytest.mark.parametrize("name", PANELS)
def test_tab_comes_to_every_widget_once_and_back_to_the_first(room, name):
    one = room(panels=[name])
    order = [w for w in one.widgets() if w.is_enabled and getattr(w, "focusable", False)]
    assert len(order) > 15
    assert list(walked(one, len(order) + 1)) == [*order, order[0]]
    one.key(pygame.K_TAB, pygame.KMOD_SHIFT)
    assert one.panels.built.focus.on is order[-1]


def test_the_ring_is_seen_round_what_has_the_keys(room):
    one = room(panels=["controls"])
    before = one.drawn()
    for widget in walked(one, 40):
        ring = one.panels.built.focus._ring
        assert ring.visible
        assert ring.rect.contains(widget.rect)
        assert pygame.Rect((0, 0), one.size).contains(ring.rect)
        after = one.drawn()
        assert (after != before).any()
        before = after


def test_a_widget_out_of_sight_comes_into_sight_with_the_keys(room):
    one = room(panels=["controls"])
    for widget in walked(one, 45):
        if widget in one.panels.built.side.everything():
            assert one.panels.built.side.place.contains(widget.rect)


def test_enter_presses_and_escape_gives_the_keys_back(room):
    one = room()
    for _ in range(30):
        one.key(pygame.K_TAB)
        if one.panels.built.focus.on is one.panels.built.strip.parts["play"]:
            break
    one.key(pygame.K_RETURN)
    assert one.state.playing
    assert one.key(pygame.K_ESCAPE) is not None
    assert one.panels.built.focus.on is None
    assert one.key(pygame.K_ESCAPE) is None, "the second one is the player's"


@pytest.mark.parametrize("name", PANELS)
def test_each_panel_opens_and_closes_by_its_key(room, name):
    one, key = room(), next(key for key in keys.OPENS if key.name == name)
    one.key(key.code)
    assert one.panels.settings.panels == (name,)
    assert one.panels.wanted == (name,)
    one.key(key.code)
    assert one.panels.wanted == ()


def test_letters_are_the_players_unless_they_are_written(room):
    one = room(panels=["transcript"])
    assert one.key(pygame.K_m) is None
    one.panels.built.focus.set(one.panels.built.side.sections[0].entry)
    assert one.key(pygame.K_m) is not None
    one.key(pygame.K_ESCAPE)
    assert one.key(pygame.K_m) is None


@pytest.mark.parametrize("size", [(320, 240), (640, 360), (1280, 720), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_help_lists_every_key_and_can_be_read_to_its_end(room, size, language):
    one = room(size, language)
    codes = [code for key in keys.KEYS for code in key.codes] + [key.code for key in keys.OPENS]
    assert len(codes) == len(set(codes)), "one key, two deeds"
    listed = [printed for printed, _ in keys.told()]
    assert len(listed) == len(set(listed))
    one.state = one.state.__class__(help=True)
    one.go()
    sheet = one.panels.built.help
    assert sheet.visible
    assert pygame.Rect((0, 0), size).contains(sheet.plate)
    for _ in range(200):
        one.key(pygame.K_DOWN)
    assert sheet._top == sheet._most


def test_a_key_that_is_held_opens_once(room):
    one = room()
    for _ in range(5):
        one.do(pygame.KEYDOWN, key=pygame.K_F4, mod=0, unicode="")
    assert one.panels.wanted == ("events",)
    one.do(pygame.KEYUP, key=pygame.K_F4, mod=0, unicode="")
    one.do(pygame.KEYDOWN, key=pygame.K_F4, mod=0, unicode="")
    assert one.panels.wanted == ()
