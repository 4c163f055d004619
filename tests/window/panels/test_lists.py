"""Events, chapters and text, plots, the selected thing."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from apanim.picture.theme import colour
from apanim.window.film import Film, TimeMark
from apanim.window.panels import style
from apanim.window.panels.rows import RowList
from apanim.window.panels.settings import PANELS
from apanim.window.panels.side.plots import DIAGRAMS
from apanim.window.panels.widgets import Button
from apanim.window.processes.messages import Readout


def listed(one, index=0):
    return next(w for w in one.panels.built.side.sections[index].everything() if isinstance(w, RowList))


def type_(one, words):
    one.panels.built.focus.set(one.panels.built.side.sections[0].entry)
    for letter in words:
        one.do(pygame.TEXTINPUT, text=letter, window=None)


def test_a_click_on_an_event_goes_there(room):
    one = room(panels=["events"])
    rows = listed(one)
    assert len(rows._rows) == len(one.film.events)
    wanted = rows._rows[rows._at(rows.rect.y + 20)].does
    one.click((rows.rect.centerx, rows.rect.y + 20))
    assert one.state.tick == wanted != 30_000
    tick = one.state.tick
    before, after = one.panels.built.side.sections[0].everything()[:2]
    after.press()
    one.key(pygame.K_ESCAPE)
    assert one.state.tick > tick
    before.press()
    one.key(pygame.K_ESCAPE)
    assert one.state.tick == tick


def test_the_text_follows_the_lecture(room):
    one = room(panels=["transcript"])
    rows = listed(one)
    for tick in (1000, 21_000, 59_000):
        one.state = one.state.__class__(tick=tick)
        one.go(10)
        row = rows._rows[rows._current]
        assert row.does <= tick < row.does + 2400
        top, foot = rows._tops[rows._current], rows._tops[rows._current + 1]
        assert rows._top <= top < foot <= rows._top + rows.rect.height


def test_typing_leaves_what_has_the_words_and_a_row_leads_there(room):
    one = room(panels=["transcript"])
    type_(one, "2700")
    rows = listed(one)
    assert [row.words for row in rows._rows if not row.heading] == ["Sentence 2700: Na⁺ enters the cell."]
    one.key(pygame.K_RETURN)
    assert one.state.tick == 2700


def test_a_search_needs_no_accents_no_capitals_and_no_raised_signs(room):
    one = room(panels=["transcript"])
    one.film = Film(
        "x",
        1000,
        30,
        (TimeMark(0, "La célula"),),
        (TimeMark(10, "El Na⁺ entra.", 90), TimeMark(100, "Nada.", 200)),
    )
    one.go()
    type_(one, "na+")
    assert [row.words for row in listed(one)._rows] == ["La célula", "El Na⁺ entra."]


def test_a_search_that_finds_nothing_says_so(room):
    one = room(panels=["transcript"])
    blank = one.drawn()
    type_(one, "xyzzy")
    assert listed(one)._rows == ()
    assert (one.drawn() != blank).any()


def test_the_wheel_scrolls_a_list_and_it_stays_where_it_was_put(room, monkeypatch):
    one = room(panels=["events"])
    rows = listed(one)
    monkeypatch.setattr(pygame.mouse, "get_pos", lambda: rows.rect.center)
    top = rows._top
    one.do(pygame.MOUSEWHEEL, x=0, y=-3)
    assert rows._top > top
    put = rows._top
    one.state = one.state.__class__(tick=100)
    one.go(0.5)
    assert rows._top == put


def test_plots_are_those_that_a_run_has(room):
    one = room((1920, 1080), panels=["plots"])
    drawn = [plot.diagram.title for plot in one.panels.built.side.sections[0].everything()]
    assert drawn == [diagram.title for diagram in DIAGRAMS]
    lines = dict(one.readout.curves.lines)
    one.readout = Readout(
        curves=one.readout.curves.__class__(0, 1, one.readout.curves.t_ms, {"V_mV": lines["V_mV"]}, [], {})
    )
    one.go(1)
    assert [plot.diagram.title for plot in one.panels.built.side.sections[0].everything()] == [
        "Membrane potential"
    ]


def test_a_plot_tells_the_value_under_the_pointer(room):
    one = room((1920, 1080), panels=["plots"])
    plot = one.panels.built.side.sections[0].everything()[0]
    field = plot._field.move(plot.rect.topleft)
    before = one.drawn()
    one.do(
        pygame.MOUSEMOTION, pos=(field.x + field.width // 4, field.centery), rel=(0, 0), buttons=(0, 0, 0)
    )
    assert plot._at == pytest.approx(0.25, abs=0.01)
    assert (one.drawn() != before).any()


def test_a_plots_line_is_where_its_values_are(room):
    """The highest place of V's line is where sin(t) is highest: at pi/2 ms of ten."""
    one = room((1920, 1080), panels=["plots"])
    plot = one.panels.built.side.sections[0].everything()[2]
    t_ms = one.readout.curves.t_ms
    values = one.readout.curves.lines["V_mV"]
    from apanim.window.panels.side.plots import _points

    points = _points(plot._field, one.readout.curves, t_ms, values, -1.0, 1.0)
    top = points[points[:, 1].argmin()]
    assert (top[0] - plot._field.x) / plot._field.width == pytest.approx(0.157, abs=0.01)
    assert top[1] == pytest.approx(plot._field.top, abs=3)


def test_the_selected_thing_has_its_facts_and_its_buttons(room):
    one = room(panels=["thing"])
    buttons = one.panels.built.side.sections[0].everything()
    assert not any(button.is_enabled for button in buttons)
    one.readout = Readout(
        before_tick=10,
        next_tick=90,
        thing="Na⁺ channel",
        facts=(("State", "open"),),
        strip=((0, "closed"), (60, "open"), (90, "closed")),
    )
    one.go()
    assert all(button.is_enabled for button in buttons)
    for button in buttons:
        button.press()
    one.key(pygame.K_ESCAPE)
    assert one.deeds == ["thing_before", "thing_next", "follow"]


def test_the_strip_of_the_selected_thing_is_as_long_as_its_states_lasted(room):
    """1 ms shut, 2 ms open, shut for 1 ms until now: half of the strip is in the open state's colour."""
    one = room(panels=["thing"])
    strip = ((3.0, "closed"), (4.0, "open"), (6.0, "closed"))
    one.readout = Readout(model_ms=7.0, thing="Na⁺ channel", facts=(("State", "closed"),), strip=strip)
    one.go()
    box = one.panels.built.side.sections[0]._facts.rect
    inside = one.drawn().astype(int)[box.top : box.bottom, box.left : box.right]
    opened = np.abs(inside - one.panels.built.desk.style.rgb(colour("plot.trace"))[:3]).sum(axis=2) < 60
    assert opened.sum(axis=1).max() == pytest.approx(box.width / 2, rel=0.06)


@pytest.mark.parametrize("name", PANELS)
def test_a_click_on_a_button_does_what_enter_does(room, name):
    """Of every button of a panel, and of the tabs above it."""
    by_hand, by_key = room((1920, 1080), panels=[name]), room((1920, 1080), panels=[name])
    for one in (by_hand, by_key):
        one.readout = Readout(thing="Na⁺ channel", before_tick=1, next_tick=9)
        one.go()
    count = len(by_hand.panels.built.side.everything())
    for index in range(count):
        for one, press in (
            (by_hand, lambda w: by_hand.click(w.rect.center)),
            (by_key, lambda w: w.press()),
        ):
            widgets = one.panels.built.side.everything() if one.panels.built.side else []
            if index < len(widgets) and isinstance(widgets[index], Button):
                getattr(widgets[index], "into_sight", lambda: None)()
                press(widgets[index])
            one.key(pygame.K_ESCAPE)
            one.panels.settings = replace(one.panels.settings, panels=(name,), side=True)
            one.go()
        assert by_hand.deeds == by_key.deeds
        assert by_hand.state.tick == by_key.state.tick
    assert by_hand.panels.built.desk.deeds == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_strip_of_a_channel_shows_how_long_each_state_lasted(room, language):
    """Closed for three quarters of the time, open for the last one, which still lasts."""
    one = room((1920, 1080), language, panels=["thing"])
    closed, opened = one.panels._words("closed"), one.panels._words("open")
    one.readout = Readout(thing="K⁺", model_ms=4.0, strip=((0.0, closed), (3.0, opened)))
    one.go()
    facts, s = one.panels.built.side.sections[0]._facts, one.panels.built.desk.style
    picture = pygame.surfarray.array3d(facts.image).swapaxes(0, 1)
    amber = (abs(picture.astype(int) - s.rgb(style.AMBER)[:3]).max(axis=2) < 16).sum(axis=1)
    assert amber.max() == pytest.approx(0.25 * facts.rect.width, rel=0.03)
