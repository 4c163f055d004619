"""The widgets under a real hand: a real window, every button clicked, every slider dragged."""

import os
import re
from contextlib import ExitStack

import pygame
import pytest
from person import Person, real_window, virtual_screen

from apanim.lab.ranges import RANGES
from apanim.window.panels.side.sliders import Slider, value_at
from apanim.window.panels.side.switches import Switch

pytestmark = real_window

_PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
import pygame
import conftest
size, panels = tuple(map(int, sys.argv[2].split("x"))), sys.argv[4].split(",") if sys.argv[4] else ()
room = conftest.Room(size, sys.argv[3], panels)
while not room.state.done:
    for event in [pygame.event.wait(20), *pygame.event.get()]:
        taken = room.panels.take(event)
        if event.type == pygame.KEYDOWN and taken is None and event.key == pygame.K_q:
            room.state = room.state.__class__(done=True)
        for deed in taken or ():
            if callable(deed):
                room.state = deed(room.film, room.state, room.now_s)
            else:
                print(repr(deed), flush=True)
        room.now_s += 0.02
        room.panels.update(room.state, room.film, room.readout, room.now_s)
    room.panels.draw(room.surface, room._picture, False)
    room.window.flip()
s = room.state
print("speed", s.speed)
print("settings", room.panels.settings.side, room.panels.settings.panels)
"""


@pytest.fixture
def person(tmp_path):
    def meet(size, language, panels):
        screen = screens.enter_context(virtual_screen(size))
        arguments = [os.path.dirname(__file__), f"{size[0]}x{size[1]}", language, ",".join(panels)]
        one = Person(screen, tmp_path, _PROGRAM, arguments, lambda seen: seen[-20:].max() > 150)
        screens.callback(one.end)
        return one

    with ExitStack() as screens:
        yield meet


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(320, 240), (1280, 720), (1920, 1080)])
def test_every_button_of_the_strip_shows_what_it_did(room, person, size, language):
    strip = room(size, language).panels.built.strip
    places = {name: part.rect.center for name, part in strip.parts.items() if name != "time"}
    pygame.quit()
    one = person(size, language, ())
    plain = one.see()
    for name, (x, y) in places.items():
        if name == "full":
            continue  # a screen without a manager of windows: see test_strip
        one.do("mousemove", x, y, "click", 1)
        one.until(lambda seen, plain=plain: (seen != plain).any(), f"{name} does nothing")
        one.do("mousemove", size[0] // 2, 8)
        if name in ("chapters", "speed", "more", "help"):
            one.do("key", "F1" if name == "help" else "Escape")
        elif name == "panels":
            one.do("key", "F8")
    one.do("key", "Tab", "key", "Escape", "key", "q")
    out, err, code = one.leave()
    assert (err, code) == ("", 0)
    assert "'fork'" in out


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_slider_is_dragged_and_every_switch_turned(room, person, language):
    size = (1920, 1080)
    made = room(size, language, ("controls",))
    scroll = made.panels.built.side.sections[0].scroll
    names = {id(slider): name for name, slider in made.panels.built.side.sections[0]._sliders.items()}
    seen = [
        (w, w.rect.copy()) for w in made.panels.built.side.everything() if scroll.place.contains(w.rect)
    ]
    pygame.quit()
    one = person(size, language, ("controls",))
    expected = []
    for widget, rect in seen:
        if isinstance(widget, Slider):
            one.do("mousemove", rect.centerx, rect.bottom - 18, "mousedown", 1)
            one.do("mousemove", rect.centerx - 60, rect.bottom - 18, "mouseup", 1)
            span, side = RANGES[names[id(widget)]], widget.desk.style.px(9)
            share = (rect.width / 2 - 60 - side) / (rect.width - 2 * side)
            expected.append(value_at(span, share))
        elif isinstance(widget, Switch):
            one.do("mousemove", *rect.center, "click", 1)
    one.do("mousemove", seen[0][1].centerx, seen[0][1].centery, "click", 1)
    one.do("key", "Tab", "key", "Escape", "key", "q")
    out, err, code = one.leave()
    assert (err, code) == ("", 0)
    asked = re.search(r"Stimulate\(times_threshold=([\d.]+)", out)
    assert asked, out
    assert float(asked[1]) == pytest.approx(expected[0], abs=0.11), "two pixels of the track"
    assert "Clamp(v_mV=" in out


def test_letters_typed_into_the_search_are_not_the_players(room, person):
    size = (1280, 720)
    made = room(size, panels=("transcript",))
    place = made.panels.built.side.sections[0].entry.rect.center
    pygame.quit()
    one = person(size, "en", ("transcript",))
    plain = one.see()
    one.do("mousemove", *place, "click", 1)
    one.do("type", "qqq")
    one.until(lambda seen: (seen != plain).any(), "nothing is written")
    assert one.player.poll() is None
    one.do("key", "Escape", "key", "q")
    assert one.leave()[1:] == ("", 0)
