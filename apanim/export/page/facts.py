"""What is told of one thing, frame by frame: numbers as columns, words by the frames where they change."""

import re
from collections.abc import Callable
from typing import Any

from apanim.export.page.scene_frames import SceneFrames
from apanim.export.page.texts import Texts
from apanim.export.page.values import column
from apanim.picture.things.find import thing
from apanim.picture.things.thing import Facts

_NUMBER = re.compile(r"([+−]?)(\d+(?:\.(\d+))?)(?: (.+))?")


class SceneFacts:
    """The facts of things of one scene, in every language of the page.

    What is told in the film's own language is looked up in the others once for each new wording.
    """

    def __init__(self, scene: SceneFrames, texts: Texts) -> None:
        self._scene, self._texts = scene, texts
        self._known: dict[tuple[str, str], int] = {}
        self._things = {}

    def facts(self, name: str, tick: int) -> Facts | None:
        """What there is to say of the thing `name` at a tick of the scene, in the film's language."""
        if name not in self._things:
            self._things[name] = thing(self._scene.timeline, self._scene.tape, name)
        one = self._things[name]
        return None if one is None else one.facts(tick)

    def title(self, name: str, told: Facts, tick: int) -> int:
        """The number of the title of what was told."""
        return self._number(name, ("title", told.title), tick, lambda facts: facts.title)

    def rows(self, name: str, told: list[Facts], ticks: list[int]) -> list[dict[str, Any]]:
        """The rows of what was told at consecutive frames, each as long as it is told in one way."""
        open_rows: dict[str, dict[str, Any]] = {}
        closed: list[dict[str, Any]] = []
        for k, (facts, tick) in enumerate(zip(told, ticks, strict=True)):
            now: dict[str, dict[str, Any]] = {}
            for place, (label, text) in enumerate(facts.rows):
                number = _NUMBER.fullmatch(text)
                form = _form(number)
                row = open_rows.get(label)
                if row is None or row["form"] != form:
                    if row is not None:
                        closed.append(row)
                    row = {"form": form, "from": k, "label": self._label(name, label, place, tick), "v": []}
                    if number is not None and number[4]:
                        row["unit"] = self._texts.number(*[number[4]] * len(self._scene.told))
                    row["place"] = place
                if number is not None:
                    row["v"].append(float(number[2]) * (-1.0 if number[1] == "−" else 1.0))
                else:
                    row["v"].append(self._text(name, text, place, tick))
                now[label] = row
            closed += [row for label, row in open_rows.items() if label not in now]
            open_rows = now
        return [
            _packed(row) for row in sorted([*closed, *open_rows.values()], key=lambda row: row["place"])
        ]

    def _label(self, name: str, label: str, place: int, tick: int) -> int:
        return self._number(name, ("label", label), tick, lambda facts: facts.rows[place][0])

    def _text(self, name: str, text: str, place: int, tick: int) -> int:
        return self._number(name, ("text", text), tick, lambda facts: facts.rows[place][1])

    def _number(self, name: str, key: tuple[str, str], tick: int, part: Callable[[Facts], str]) -> int:
        if key not in self._known:
            said = []
            for timeline in self._scene.told:
                one = thing(timeline, self._scene.tape, name)
                assert one is not None
                said.append(timeline.number(part(one.facts(tick))))
            self._known[key] = self._texts.number(*said)
        return self._known[key]


def _form(number: re.Match[str] | None) -> tuple[str, int] | None:
    """How a number is written: its unit and decimals; None for words."""
    return None if number is None else (number[4] or "", len(number[3] or ""))


def _packed(row: dict[str, Any]) -> dict[str, Any]:
    """A row as it travels."""
    out = {name: row[name] for name in ("from", "label", "unit") if name in row}
    out["n"] = len(row["v"])
    if row["form"] is None:
        out["text"] = [[k, v] for k, v in enumerate(row["v"]) if k == 0 or v != row["v"][k - 1]]
    else:
        out["places"] = row["form"][1]
        out["number"] = column(row["v"], row["form"][1])
    return out
