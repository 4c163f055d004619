"""The experiments: choose one, say what will happen, watch, and see who was right."""

from collections.abc import Callable
from typing import Any

import pygame

from apanim.lab.cards import Answer, ExperimentCard, Trial
from apanim.window.film import Film
from apanim.window.panels import style
from apanim.window.panels.rows import ListRow, RowList
from apanim.window.panels.scroll import Scroll
from apanim.window.panels.widgets import Button, Desk, Label
from apanim.window.player import Player


class Trials:
    """Which experiment is under way; outlives the widgets."""

    def __init__(self, cards: Callable[[], tuple[ExperimentCard, ...]]) -> None:
        self._read, self._cards = cards, ()
        self.trial: Trial | None = None

    @property
    def cards(self) -> tuple[ExperimentCard, ...]:
        """All experiments, read when they are first looked at."""
        self._cards = self._cards or self._read()
        return self._cards

    def reveal(self, choice: int, value: float) -> None:
        """The run has answered."""
        if self.trial:
            self.trial = self.trial.reveal(Answer(choice, value))


class Experiments:
    """A list of all, or the one under way."""

    def __init__(self, desk: Desk, place: pygame.Rect, level: int, bench: Trials) -> None:
        self.desk, self._place, self._level, self._bench = desk, place, level, bench
        self._shown: Any = self
        self._parts: list[Any] = []
        self._kill: Callable[[], None] = lambda: None
        self.scroll: Scroll | None = None

    def everything(self) -> list[Any]:
        """Its widgets in the order of Tab."""
        return self._parts

    def show(self, state: Player, film: Film, readout: Any, now_s: float) -> None:
        """Build it for what is under way."""
        if self._bench.trial == self._shown:
            return
        self._kill()
        self._shown, self._parts, self.scroll = self._bench.trial, [], None
        if self._shown is None:
            self._choose()
        else:
            self._trial(self._shown)

    def _choose(self) -> None:
        rows = tuple(ListRow(card.title, "@experiments", card) for card in self._bench.cards)
        rows_list = RowList(
            self.desk, self._place, lambda row: self._begin(row.does), level=self._level, size=style.TEXT
        )
        rows_list.bring(rows)
        self._parts, self._kill = [rows_list], rows_list.kill

    def _begin(self, card: ExperimentCard) -> None:
        self._bench.trial = Trial(card)
        self.desk.do(("experiment", card.name))

    def _trial(self, trial: Trial) -> None:
        words, s, card = self.desk.words, self.desk.style, trial.card
        scroll = Scroll(self.desk, self._place, self._level)
        self._kill, self.scroll, y = scroll.kill, scroll, 0

        def say(text: str, tint: style.Tint, size: float = style.SMALL, weight: int = 600) -> None:
            nonlocal y
            count = len(s.lines(text, scroll.width, size, weight))
            place = pygame.Rect(0, y, scroll.width, count * s.line_height(size) + s.px(2))
            scroll.add(
                Label(self.desk, place, text, tint=tint, size=size, weight=weight, container=scroll.box), y
            )
            y += place.height + s.px(6)

        def button(
            text: str, press: Callable[[], None], tint: style.Tint = style.INK, icon: str = ""
        ) -> None:
            nonlocal y
            place = pygame.Rect(0, y, scroll.width, s.px(34))
            made = Button(
                self.desk,
                place,
                press,
                icon=icon,
                label=text,
                kind="plate",
                tint=tint,
                container=scroll.box,
                size=style.SMALL,
            )
            scroll.add(made, y)
            self._parts.append(made)
            y += place.height + s.px(6)

        say(card.title, style.INK, style.TEXT, 800)
        say(card.look_for, style.QUIET)
        say(card.question, style.INK, style.SMALL, 700)
        for index, choice in enumerate(card.choices):
            if trial.stage == "predict":
                button(choice, lambda index=index: self._predict(index))
                continue
            right = trial.answer is not None and trial.answer.choice == index
            mine = trial.predicted == index
            tint = style.OWN if right else style.INK if mine else style.QUIET
            sign = "→ " if right else "   "
            say(
                f"{sign}{choice}" + (f" ({words('your prediction')})" if mine else ""),
                tint,
                style.SMALL,
                700,
            )
        if trial.stage == "run":
            say(words("Watch the run to its end."), style.QUIET)
        if trial.stage == "reveal":
            say(
                words("You were right.") if trial.right else words("Not so."),
                style.OWN if trial.right else style.AMBER,
                style.TEXT,
                800,
            )
            say(trial.told, style.INK)
        button(words("Other experiments"), self._leave, style.QUIET)
        scroll.done()

    def _predict(self, choice: int) -> None:
        assert self._bench.trial is not None
        self._bench.trial = self._bench.trial.predict(choice)
        self.desk.do(("reveal",))

    def _leave(self) -> None:
        self._bench.trial = None
