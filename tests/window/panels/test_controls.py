"""The controls: every slider, switch and button makes the laboratory's own command, within its range."""

import pygame
import pytest

from apanim.lab import commands
from apanim.lab.ranges import RANGES
from apanim.window.panels.side.sliders import Slider, share_of, value_at, written
from apanim.window.panels.side.switches import Choice, Switch
from apanim.window.processes.messages import Readout

SETS = {
    "na_left": lambda v: commands.Drug(v, 1.0),
    "k_left": lambda v: commands.Drug(1.0, v),
    "inactivation_left": commands.Inactivation,
    "pump_left": commands.Pump,
    "celsius": commands.Temperature,
    "ms_per_s": commands.Pace,
    **{name: (lambda v, name=name: commands.Concentration(name, v)) for name in commands.CONCENTRATIONS},
}


def controls(room, view="membrane", synapses=(), sections=(), size=(1920, 1080)):
    one = room(size, panels=["controls"])
    one.readout = Readout(view=view, synapses=synapses, sections=sections)
    one.go()
    one.go()
    return one, one.panels.built.side.sections[0]


@pytest.mark.parametrize("name", RANGES)
def test_a_slider_reaches_every_end_of_its_range_and_only_its_steps(name):
    span = RANGES[name]
    assert value_at(span, 0.0) == pytest.approx(span.low)
    assert value_at(span, 1.0) == pytest.approx(span.high, abs=span.step)
    values = [value_at(span, index / 100) for index in range(101)]
    assert values == sorted(values)
    for value in values:
        assert span.low <= value <= span.high
        steps = value / span.step
        assert abs(steps - round(steps)) < 1e-6 or value in (span.low, span.high)
        assert value_at(span, share_of(span, value)) == pytest.approx(value, rel=0.02)
    assert written(span.default, span.unit, span.step)


def test_values_are_written_with_a_real_minus_and_as_few_figures_as_they_need():
    assert written(-70.0, "mV", 1.0) == "−70 mV"
    assert written(1.3, "×", 0.05) == "1.3×"
    assert written(0.35, "", 0.05) == "35 %"
    assert written(0.005, "ms/s", 0.005) == "0.005 ms/s"


@pytest.mark.parametrize("name", SETS)
def test_a_slider_that_is_dragged_sets_the_run(room, name):
    one, panel = controls(room)
    slider = panel._sliders[name]
    panel.scroll.show(slider.rect.y - panel.scroll.place.y + panel.scroll.top, slider.rect.height)
    one.go()
    y = slider.rect.bottom - 10
    one.do(pygame.MOUSEBUTTONDOWN, pos=(slider.rect.centerx, y), button=1)
    one.do(
        pygame.MOUSEMOTION, pos=(slider.rect.x + slider.rect.width // 4, y), rel=(-9, 0), buttons=(1, 0, 0)
    )
    one.do(pygame.MOUSEBUTTONUP, pos=(slider.rect.x + slider.rect.width // 4, y), button=1)
    assert one.deeds[0] == "fork", "to touch a control of the lecture is to try something"
    assert one.deeds.count("fork") == 1
    assert one.deeds[-1] == SETS[name](slider.value)
    assert slider.value == pytest.approx(value_at(RANGES[name], 0.25), rel=0.25, abs=RANGES[name].step)


def test_arrows_move_a_slider_by_its_step(room):
    one, panel = controls(room)
    slider = panel._sliders["k_left"]
    one.panels.built.focus.set(slider)
    one.key(pygame.K_LEFT)
    assert one.deeds == ["fork", commands.Drug(1.0, 0.95)]
    one.key(pygame.K_RIGHT)
    assert one.deeds[-1] == commands.Drug(1.0, 1.0)


def test_a_stimulus_is_as_its_sliders_say(room):
    one, panel = controls(room)
    for name in ("times_threshold", "length_ms", "again_ms"):
        one.panels.built.focus.set(panel._sliders[name])
        one.key(pygame.K_RIGHT)
        one.key(pygame.K_RIGHT)
    assert not one.deeds, "nothing happens before the button is pressed"
    asked = {name: panel._sliders[name].value for name in ("times_threshold", "length_ms", "again_ms")}
    panel.everything()[0].press()
    one.key(pygame.K_ESCAPE)
    assert one.deeds == ["fork", commands.Stimulate(**asked)]
    assert asked["times_threshold"] == pytest.approx(1.4)


def test_the_clamp_holds_and_lets_go(room):
    one, panel = controls(room)
    switch = next(w for w in panel.everything() if isinstance(w, Switch))
    one.panels.built.focus.set(switch)
    one.key(pygame.K_RETURN)
    one.key(pygame.K_RETURN)
    assert one.deeds == ["fork", commands.Clamp(0.0), commands.Clamp(None)]


def test_in_a_branch_sliders_stand_where_the_run_is(room):
    one, panel = controls(room)
    one.readout = Readout(branch=True, settings={"na_left": 0.4, "k_out_mM": 12.0})
    one.state = one.state.__class__(run=1, tick=100)
    one.go()
    assert panel._sliders["na_left"].value == 0.4
    assert panel._sliders["k_out_mM"].value == 12.0
    one.panels.built.focus.set(panel._sliders["k_left"])
    one.key(pygame.K_LEFT)
    assert one.deeds == [commands.Drug(0.4, 0.95)], "no second fork, and what is blocked stays blocked"


@pytest.mark.parametrize(
    ("view", "synapses", "sections", "kinds"),
    [
        ("membrane", (), (), {"Stimulate", "Ramp"}),
        ("neuron", ("left", "right"), ("soma", "axon"), {"Stimulate", "Release", "Inject"}),
        ("axon", (), ("axon",), {"Stimulate", "Inject", "BlockStretch"}),
    ],
)
def test_every_button_makes_a_command_of_its_view(room, view, synapses, sections, kinds):
    one, panel = controls(room, view, synapses, sections)
    for widget in panel.everything():
        if not isinstance(widget, Slider | Switch | Choice):
            widget.press()
    one.key(pygame.K_ESCAPE)
    made = {type(deed).__name__ for deed in one.deeds if isinstance(deed, commands.Command)}
    assert made == kinds
    assert all(deed in ("fork", "save") for deed in one.deeds if isinstance(deed, str))


def test_what_was_asked_is_remembered_when_the_window_changes(room):
    one, panel = controls(room)
    one.panels.built.focus.set(panel._sliders["again_ms"])
    one.key(pygame.K_RIGHT)
    value = panel._sliders["again_ms"].value
    one.panels.resize((1280, 720))
    one.go()
    assert one.panels.built.side.sections[0]._sliders["again_ms"].value == value > 0


def test_a_hand_is_not_disturbed_by_what_the_run_says(room):
    one, panel = controls(room)
    slider = panel._sliders["na_left"]
    panel.scroll.show(slider.rect.y - panel.scroll.place.y, slider.rect.height)
    one.do(pygame.MOUSEBUTTONDOWN, pos=(slider.rect.centerx, slider.rect.bottom - 10), button=1)
    held = slider.value
    one.readout = Readout(settings={"na_left": 1.0})
    one.go()
    assert slider.value == held


def test_a_place_is_chosen_and_named_in_the_commands(room):
    one, panel = controls(room, "neuron", ("left",), ("soma", "axon"))
    choice = next(w for w in panel.everything() if isinstance(w, Choice))
    one.panels.built.focus.set(choice)
    one.key(pygame.K_RIGHT)
    one.key(pygame.K_RIGHT)
    one.panels.built.focus.set(panel._sliders["x_um"])
    one.key(pygame.K_RIGHT)
    panel.everything()[0].press()
    one.key(pygame.K_ESCAPE)
    assert one.deeds[-1].place == "axon@1"
    one.panels.built.focus.set(choice)
    one.key(pygame.K_RIGHT)
    panel.everything()[0].press()
    one.key(pygame.K_ESCAPE)
    assert one.deeds[-1].place == "", "after the last the usual place"
