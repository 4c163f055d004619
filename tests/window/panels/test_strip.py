"""The strip: every part does what it says, by hand and by key, and nothing is over anything else."""

import pygame
import pytest

from apanim.window import player
from apanim.window.panels.floats import card_lines
from apanim.window.panels.settings import PANELS, Settings

SIZES = [(320, 240), (480, 270), (640, 360), (854, 480), (1280, 720), (1920, 1080), (720, 1280)]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", SIZES)
def test_no_part_is_over_another_or_out_of_the_window(room, size, language):
    strip = room(size, language).panels.built.strip
    parts = [strip.timeline, *strip.parts.values()]
    window = pygame.Rect((0, 0), size)
    for index, part in enumerate(parts):
        assert window.contains(part.rect)
        assert part.rect.collidelist([other.rect for other in parts[:index]]) < 0
        if part is not strip.timeline and part is not strip.parts.get("time"):
            assert min(part.rect.size) >= 24, "too small for a hand"
    assert strip.timeline.rect.width >= 0.3 * size[0]


@pytest.mark.parametrize("size", SIZES)
def test_the_strip_is_under_the_picture_not_over_it(room, size):
    one = room(size)
    assert not one.panels.picture_rect.colliderect(one.panels.built.strip.place)
    assert one.panels.picture_rect.height > 0.7 * size[1]


@pytest.mark.parametrize("size", SIZES)
def test_what_gave_way_is_found_behind_the_dots(room, size):
    one = room(size)
    strip = one.panels.built.strip
    wanted = {
        "previous",
        "play",
        "next",
        "fork",
        "chapters",
        "speed",
        "captions",
        "sounds",
        "sound",
        "panels",
        "help",
        "full",
    }
    assert set(strip.parts) | set(strip.away) >= wanted
    if strip.away:
        one.click(strip.parts["more"].rect.center)
        shown = [row.words for row in one.panels.built.menu.list._rows]
        assert shown == [strip.entry(name)[1] for name in strip.away]


def test_every_button_does_its_deed(room):
    one = room((1920, 1080))

    def press(name):
        one.click(one.panels.built.strip.parts[name].rect.center)

    press("play")
    assert one.state.playing
    press("play")
    assert not one.state.playing
    tick = one.state.tick
    press("previous")
    assert one.state.tick < tick
    press("next")
    assert one.state.tick > 29_000
    press("captions")
    assert not one.state.captions
    press("sounds")
    assert one.state.sounds
    press("sound")
    assert player.loudness(one.state) == 0
    press("help")
    assert one.state.help
    one.click((960, 540))
    assert not one.state.help
    press("fork")
    assert one.deeds == ["fork"]
    press("panels")
    assert one.panels.settings.side
    press("panels")
    assert not one.panels.settings.side
    press("full")
    assert one.state.fullscreen


def test_the_chapter_menu_leads_to_a_chapter(room):
    one = room()
    one.click(one.panels.built.strip.parts["chapters"].rect.center)
    menu = one.panels.built.menu
    assert [row.words for row in menu.list._rows] == ["Rest", "Rising phase", "Falling phase"]
    assert menu.list._current == 1
    one.click((menu.list.rect.centerx, menu.list.rect.top + menu.list._tops[2] + 5))
    assert one.state.tick == 40_000
    assert one.panels.built.menu is None


def test_the_speed_menu_sets_the_speed(room):
    one = room()
    one.click(one.panels.built.strip.parts["speed"].rect.center)
    rows = one.panels.built.menu.list._rows
    assert [row.words for row in rows] == [f"{speed:g}×" for speed in reversed(player.SPEEDS)]
    one.key(pygame.K_DOWN)
    one.key(pygame.K_RETURN)
    assert one.state.speed in player.SPEEDS
    assert one.panels.built.menu is None


def test_a_press_beside_a_menu_closes_it_and_no_more(room):
    one = room()
    one.click(one.panels.built.strip.parts["chapters"].rect.center)
    assert one.do(pygame.MOUSEBUTTONDOWN, pos=(40, 40), button=1) is not None
    assert one.panels.built.menu is None
    assert one.state.tick == 30_000


def test_a_hand_leads_the_timeline(room):
    one = room()
    line = one.panels.built.strip.timeline
    one.do(pygame.MOUSEBUTTONDOWN, pos=(round(line.x_at(12_000)), line.rect.centery), button=1)
    assert one.state.scrubbing
    assert abs(one.state.tick - 12_000) < 60_000 / line.rect.width
    one.do(pygame.MOUSEMOTION, pos=(round(line.x_at(50_000)), 10), rel=(0, 0), buttons=(1, 0, 0))
    assert abs(one.state.tick - 50_000) < 60_000 / line.rect.width
    one.do(pygame.MOUSEBUTTONUP, pos=(5, 5), button=1)
    assert not one.state.scrubbing


def test_a_hand_that_leaves_lets_go(room):
    one = room()
    line = one.panels.built.strip.timeline
    one.do(pygame.MOUSEBUTTONDOWN, pos=line.rect.center, button=1)
    one.do(pygame.WINDOWFOCUSLOST)
    assert not one.state.scrubbing


def test_the_card_tells_time_chapter_and_sentence(room):
    one = room()
    lines = [words for words, _, _ in card_lines(one.panels.built.desk, one.film, 21_000, 900)]
    assert lines[0] == "0:35.0   Rising phase"
    assert "Sentence 19500" in lines[1]


def test_in_full_screen_the_strip_goes_while_nobody_stirs_and_comes_back(room):
    one = room((1920, 1080))
    one.click(one.panels.built.strip.parts["full"].rect.center)
    one.key(pygame.K_F8)
    one.key(pygame.K_F8)
    one.click(one.panels.built.strip.parts["play"].rect.center)
    assert one.panels.picture_rect.size == (1920, 1080)
    assert one.panels.built.strip.ground.visible
    one.go(player.BAR_LINGERS_S + 1)
    assert not one.panels.built.strip.ground.visible
    one.key(pygame.K_TAB)
    assert one.panels.built.strip.ground.visible
    # The lecture's captions and legend end at 1026 of 1080.
    assert one.panels.built.strip.place.top >= 1026


def test_a_click_on_a_tab_opens_its_panel_and_closes_it(room):
    one = room((1920, 1080), panels=["events"])
    for index, name in enumerate(PANELS):
        one.panels.settings = Settings(panels=("events",), side=True)
        one.go()
        one.click(one.panels.built.side.tabs[index].rect.center)
        assert (name in one.panels.wanted) == (name != "events")
    one.panels.settings = Settings(panels=("events",), side=True)
    one.go()
    one.click(one.panels.built.side.tabs[-1].rect.center)
    assert not one.panels.settings.side
