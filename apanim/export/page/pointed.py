"""What can be pointed at in the film: where each thing and each plot is at every frame, and its state."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from apanim.export.page.facts import SceneFacts
from apanim.export.page.scene_frames import SceneFrames
from apanim.export.page.texts import Texts
from apanim.export.page.values import column
from apanim.picture.drawlist import DrawList
from apanim.picture.frame import Pictured, pictured
from apanim.picture.plots.traced import curves_drawn
from apanim.picture.shot import Look
from apanim.picture.things.targets import Targets
from apanim.picture.things.thing import Facts
from apanim.tape import CablePlan
from apanim.tape.cable import stations
from apanim.units import NS_PER_MS

_KINDS = ("protein", "channel", "synapse", "bouton")
_AROUND_PX = 24.0  # of a plot's curves: so far its panel is taken to reach

Place = tuple[float, float, float]


class _Sighting(NamedTuple):
    """A thing while it is in sight without a break: from the scene's frame `first` on."""

    name: str
    first: int
    places: list[Place]
    facts: list[Facts]
    ticks: list[int]


def pictures(scene: SceneFrames, look: Look) -> Iterator[Pictured]:
    """The picture of every frame with what can be pointed at in it, listed but not painted."""
    for tick in scene.ticks.tolist():
        yield pictured(scene.timeline, scene.tape, tick, look)


def things_of(
    scene: SceneFrames, look: Look, texts: Texts, shown: Iterator[Pictured]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The things and the plots of a scene, from its pictures in order."""
    told, wanted = SceneFacts(scene, texts), _compartments(scene)
    open_now: dict[str, _Sighting] = {}
    done: list[_Sighting] = []
    plots = _Plots(scene, look)
    for row, (drawing, targets) in enumerate(shown):
        tick, now = int(scene.ticks[row]), dict[str, _Sighting]()
        plots.see(row, drawing)
        for name, place in _places(targets, wanted):
            facts = told.facts(name, tick)
            if facts is None:
                continue
            one = open_now.get(name) or _Sighting(name, row, [], [], [])
            one.places.append(place)
            one.facts.append(facts)
            one.ticks.append(tick)
            now[name] = one
        done += [one for name, one in open_now.items() if name not in now]
        open_now = now
    sightings = [*done, *open_now.values()]
    return [_packed(one, scene, look, told) for one in sightings], plots.runs


def _compartments(scene: SceneFrames) -> set[str]:
    """Of a cable, which places are told of: so many that one is near wherever one points."""
    plan = scene.tape.plan
    return {f"compartment {place}" for place in stations(plan)} if isinstance(plan, CablePlan) else set()


def _places(targets: Targets, compartments: set[str]) -> Iterator[tuple[str, Place]]:
    rows = zip(targets.names, targets.own.tolist(), targets.x.tolist(), targets.y.tolist(),
               targets.radius.tolist(), strict=True)  # fmt: skip
    seen = set[str]()
    for name, own, x, y, radius in rows:
        if own and name not in seen and (name.startswith(_KINDS) or name in compartments):
            seen.add(name)
            yield name, (x, y, radius)


def _packed(one: _Sighting, scene: SceneFrames, look: Look, told: SceneFacts) -> dict[str, Any]:
    """A sighting as it travels."""
    left, top = look.frame.box[:2]
    x, y, radius = zip(*one.places, strict=True)
    return {
        "name": one.name, "f": scene.first + one.first, "n": len(one.places),
        "x": column([value - left for value in x]), "y": column([value - top for value in y]),
        "r": column(radius), "title": told.title(one.name, one.facts[0], one.ticks[0]),
        "rows": told.rows(one.name, one.facts, one.ticks),
    }  # fmt: skip


class _Plots:
    """The panels of curves in the picture, each as long as it stands where it is."""

    def __init__(self, scene: SceneFrames, look: Look) -> None:
        self._scene, (self._left, self._top) = scene, look.frame.box[:2]
        self.runs: list[dict[str, Any]] = []
        self._open: list[dict[str, Any]] = []

    def see(self, row: int, drawing: DrawList) -> None:
        """The picture of the scene's next frame."""
        now: list[dict[str, Any]] = []
        for box, span, names in self._panels(drawing):
            same = next(
                (one for one in self._open if (one["box"], one["ms"], one["of"]) == (box, span, names)),
                None,
            )
            if same is None:
                same = {"f": self._scene.first + row, "n": 0, "box": box, "ms": span, "of": names}
                self.runs.append(same)
            same["n"] += 1
            now.append(same)
        self._open = now

    def _panels(self, drawing: DrawList) -> list[tuple[list[int], list[float], list[str]]]:
        by_axis: dict[tuple[float, float, float, float], tuple[list[float], list[str]]] = {}
        for curve in curves_drawn(drawing.items):
            reach, names = by_axis.setdefault(curve.across, ([], []))
            y = curve.points[:, 1] + curve.shift_y
            reach += [float(y.min()), float(y.max())]
            names.append(curve.name.replace("g_", "g"))
        out = []
        for (left, right, first, last), (reach, names) in by_axis.items():
            box = [left - self._left, min(reach) - _AROUND_PX - self._top,
                   right - self._left, max(reach) + _AROUND_PX - self._top]  # fmt: skip
            span = [round(first / NS_PER_MS, 4), round(last / NS_PER_MS, 4)]
            out.append(([round(side) for side in box], span, names))
        return out
