"""The controls: what can be done to a run, from the laboratory's own ranges and commands."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pygame

from apanim.lab.commands import (
    BlockStretch,
    Clamp,
    Command,
    Concentration,
    Drug,
    Inactivation,
    Inject,
    Pace,
    Pump,
    Ramp,
    Release,
    Stimulate,
    Temperature,
)
from apanim.lab.ranges import RANGES
from apanim.window.film import Film
from apanim.window.panels import style
from apanim.window.panels.scroll import Scroll
from apanim.window.panels.side import sliders
from apanim.window.panels.side.sliders import Slider
from apanim.window.panels.side.switches import SWITCH_HEIGHT, Choice, Switch
from apanim.window.panels.widgets import Button, Desk, Label
from apanim.window.player import Player

# What a change of one quantity does; `at` reads the others that the same command sets.
_SETS: dict[str, Callable[[float, Callable[[str], float]], Command]] = {
    "na_left": lambda value, at: Drug(value, at("k_left")),
    "k_left": lambda value, at: Drug(at("na_left"), value),
    "inactivation_left": lambda value, at: Inactivation(value),
    "pump_left": lambda value, at: Pump(value),
    "celsius": lambda value, at: Temperature(value),
    "ms_per_s": lambda value, at: Pace(value),
}
_IONS = ("k_out_mM", "k_in_mM", "na_out_mM", "na_in_mM", "cl_out_mM", "cl_in_mM")
_OWN_HINT = "What you change acts from this instant on. What lay beyond is lived anew."
_HINT = "Change anything: the lecture waits at this instant, and Back leads there again."


class ControlledView(NamedTuple):
    """What is looked at ("membrane", "neuron" or "axon"), and what commands may name in it."""

    view: str = "membrane"
    synapses: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


class Controls:
    """Built for a kind of run.

    `memory` keeps what the sliders of an act were set to, for the next time that the panel is built.
    """

    def __init__(
        self,
        desk: Desk,
        place: pygame.Rect,
        level: int,
        kind: ControlledView,
        memory: dict[str, float],
    ) -> None:
        self.desk, self._level, self._memory = desk, level, memory
        self.scroll = Scroll(desk, place, level)
        self._y, self._own = desk.style.px(2), False
        self._sliders: dict[str, Slider] = {}
        self._clamp: Switch | None = None
        self._widgets: list[Any] = []
        self._sections = kind.sections
        self._fill(kind.view, kind.synapses)
        self.scroll.done()

    def everything(self) -> list[Any]:
        """Its widgets in the order of Tab."""
        return self._widgets

    # ---- what there is

    def _fill(self, view: str, synapses: tuple[str, ...]) -> None:
        words = self.desk.words
        self._hint = self._label(words(_HINT), style.QUIET, 2)
        self._button("Stimulate", self._stimulate, "call")
        self._asks("times_threshold", "length_ms", "again_ms")
        if self._sections:
            self._where()
        if view == "neuron":
            for synapse in synapses:
                self._button(
                    f"{words('Release')}: {words(f'{synapse} synapse')}",
                    lambda one=synapse: self._do(Release(one)),
                )
        if self._sections:
            self._asks("nA")
            self._button("Inject current", self._inject)
        if view == "axon":
            self._head("Block a stretch")
            self._asks("from_um", "to_um", "stretch_left")
            self._button("Block", self._block)
        if view == "membrane":
            self._asks("to_uA_cm2", "over_ms")
            self._button("Ramp", lambda: self._do(Ramp(self._asked("to_uA_cm2"), self._asked("over_ms"))))
            self._head("Voltage clamp")
            self._asks("v_mV", told=self._hold_elsewhere)
            self._clamp = self._add(
                lambda at: Switch(
                    self.desk,
                    at,
                    words("Hold the voltage"),
                    False,
                    self._hold,
                    container=self.scroll.box,
                    level=1,
                ),
                SWITCH_HEIGHT,
            )
        self._head("Channels and pump")
        self._sets("na_left", "k_left", "inactivation_left", "pump_left")
        self._head("Ions and temperature")
        self._sets(*_IONS, "celsius")
        self._head("Time")
        self._sets("ms_per_s")
        self._button("Save this run", lambda: self.desk.do("save"))

    def _add(self, make: Callable[[pygame.Rect], Any], height: float, gap: float = 4) -> Any:
        s = self.desk.style
        widget = make(pygame.Rect(0, self._y, self.scroll.width, s.px(height)))
        self.scroll.add(widget, self._y)
        self._y += s.px(height) + s.px(gap)
        if getattr(widget, "focusable", False):
            self._widgets.append(widget)
        return widget

    def _head(self, english: str) -> None:
        self._y += self.desk.style.px(6)
        words = self.desk.words(english)
        self._add(
            lambda at: Label(self.desk, at, words, weight=800, size=style.TEXT, container=self.scroll.box),
            26,
        )

    def _label(self, words: str, tint: style.Tint, lines: int) -> Label:
        return self._add(
            lambda at: Label(self.desk, at, words, tint=tint, size=style.SMALL, container=self.scroll.box),
            20 * lines,
        )

    def _button(self, english: str, press: Callable[[], None], kind: str = "plate") -> None:
        words = self.desk.words(english)
        self._add(
            lambda at: Button(
                self.desk, at, press, label=words, kind=kind, size=style.SMALL, container=self.scroll.box,
                tint=style.OWN if kind == "call" else style.INK,
            ),
            32, 8,
        )  # fmt: skip

    def _slider(self, name: str, value: float, change: Callable[[float], None]) -> None:
        words, span = self.desk.words, RANGES[name]
        title = words(span.words)
        title = title[:1].upper() + title[1:]
        self._sliders[name] = self._add(
            lambda at: Slider(
                self.desk, at, title, span, value, change, tip=words(span.told), container=self.scroll.box
            ),
            sliders.HEIGHT,
        )

    def _asks(self, *names: str, told: Callable[[float], None] | None = None) -> None:
        """Sliders that only say how the next act will be."""
        for name in names:

            def change(value: float, name: str = name) -> None:
                self._memory[name] = value
                if told:
                    told(value)

            self._slider(name, self._asked(name), change)

    def _sets(self, *names: str) -> None:
        """Sliders that change the run at once."""
        for name in names:
            make = _SETS.get(name, lambda value, at, name=name: Concentration(name, value))
            self._slider(
                name, RANGES[name].default, lambda value, make=make: self._do(make(value, self._now))
            )

    # ---- what is done

    def _asked(self, name: str) -> float:
        return self._memory.get(name, RANGES[name].default)

    def _now(self, name: str) -> float:
        return self._sliders[name].value

    def _do(self, command: Command) -> None:
        if not self._own:
            self.desk.do("fork")
            self._own = True
        self.desk.do(command)

    def _stimulate(self) -> None:
        section = self._section
        place = f"{section}@{self._asked('x_um'):g}" if section else ""
        self._do(
            Stimulate(
                self._asked("times_threshold"), self._asked("length_ms"), self._asked("again_ms"), place
            )
        )

    def _inject(self) -> None:
        section = self._section or self._sections[0]
        self._do(Inject(section, self._asked("x_um"), self._asked("nA"), self._asked("length_ms")))

    @property
    def _section(self) -> str:
        """Where the next act is to be; "" for the usual place."""
        index = int(self._memory.get("where", 0))
        return self._sections[index - 1] if 0 < index <= len(self._sections) else ""

    def _where(self) -> None:
        """The section, and how far along it."""
        words = self.desk.words
        options = (words("usual place"), *map(words, self._sections))

        def choose(index: int) -> None:
            self._memory["where"] = index

        self._add(
            lambda at: Choice(
                self.desk, at, words("Where"), options,
                options.index(words(self._section or "usual place")), choose, container=self.scroll.box,
            ),
            SWITCH_HEIGHT,
        )  # fmt: skip
        self._asks("x_um")

    def _block(self) -> None:
        first, last = sorted((self._asked("from_um"), self._asked("to_um")))
        last = last if last > first else first + RANGES["to_um"].step
        self._do(BlockStretch(first, last, self._asked("stretch_left")))

    def _hold(self, on: bool) -> None:
        self._do(Clamp(self._asked("v_mV") if on else None))

    def _hold_elsewhere(self, value: float) -> None:
        if self._clamp and self._clamp.on:
            self._do(Clamp(value))

    # ---- what is

    def show(self, state: Player, film: Film, readout: Any, now_s: float) -> None:
        """Every slider where the run is."""
        self._own = state.run != 0
        self._hint.say(self.desk.words(_OWN_HINT if self._own else _HINT))
        settings: Mapping[str, float] = getattr(readout, "settings", None) or {}
        for name, slider in self._sliders.items():
            if name in settings and name not in self._memory:
                if slider.usual is None or not self._own:
                    slider.usual = settings[name]
                slider.bring(settings[name])
        if self._clamp and settings:
            self._clamp.bring("v_mV" in settings)
