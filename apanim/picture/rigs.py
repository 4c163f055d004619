"""The sprite rigs: named groups with pivots, anchors and poses (assets/sprites and its poses.json).

Unit: 1 px at 1080p. Origin: pore axis on the membrane's mid-plane; the outside is up (-y).
"""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from apanim.picture.rig_file import NUMBER, SVG, Named, all_rigs, drawing, group_of


class Pose(NamedTuple):
    """One group of a rig: moved by (dx, dy), turned about its pivot; `shape` its path, if it bends."""

    dx: float = 0.0
    dy: float = 0.0
    rot: float = 0.0
    opacity: float = 1.0
    shape: str = ""


@dataclass(frozen=True)
class Rig:
    """One rig. `view_box` left, top, width, height."""

    name: str
    view_box: tuple[float, float, float, float]
    rest: str
    pivots: dict[str, tuple[float, float]]
    anchors: dict[str, tuple[float, float]]
    half_width: float
    poses: dict[str, dict[str, dict[str, Any]]]

    def pivot(self, part: str) -> tuple[float, float]:
        """The point that `part` turns about; (0, 0) if it has none."""
        return self.pivots.get(part, (0.0, 0.0))

    def pose(self, name: str, part: str) -> Pose:
        """How `part` stands in the pose `name`."""
        given = self.poses[name].get(part, {})
        return Pose(
            given.get("dx", 0.0), given.get("dy", 0.0), given.get("rot", 0.0), given.get("opacity", 1.0),
            given.get("d", ""),
        )  # fmt: skip


@cache
def rig(name: str) -> Rig:
    """The rig called `name`. Raises UserError if there is none, or if poses.json is damaged."""
    data = all_rigs()[name]
    anchors = {key: tuple(at) for key, at in data["anchors"].items() if isinstance(at, list)}
    return Rig(
        name=name,
        view_box=tuple(data["viewBox"]),
        rest=data["rest"],
        pivots={key: tuple(at) for key, at in data["pivots"].items()},
        anchors=Named(f"'{name}'", anchors),
        half_width=float(data["anchors"].get("half-width", data["viewBox"][2] / 2)),
        poses=Named(f"'{name}'", data["poses"]),
    )


def between(a: Pose, b: Pose, share_of_b: float) -> Pose:
    """The pose that far from `a` to `b`; paths are mixed number by number."""
    moved = (x + (y - x) * share_of_b for x, y in zip(a[:4], b[:4], strict=True))
    return Pose(*moved, shape=_mix_paths(a.shape, b.shape, share_of_b))


def _mix_paths(a: str, b: str, share_of_b: float) -> str:
    if not a or a == b:
        return a
    goals = iter(float(n) for n in NUMBER.findall(b))

    def mixed(match: re.Match[str]) -> str:
        start = float(match[0])
        return f"{round(2 * (start + (next(goals) - start) * share_of_b)) / 2:g}"

    return NUMBER.sub(mixed, a)


@cache
def parts(name: str) -> tuple[str, ...]:
    """The groups that a rig is put together of, back to front: those that hold no other named group."""
    groups = [g for g in drawing(name).iter(f"{{{SVG}}}g") if "id" in g.attrib]
    return tuple(g.attrib["id"] for g in groups if not any("id" in h.attrib for h in [*g.iter(g.tag)][1:]))


@lru_cache(maxsize=256)
def part_markup(name: str, part: str, shape: str = "") -> str:
    """SVG of one group of a rig where it stands unposed, with the definitions it needs."""
    root = drawing(name)
    group = group_of(root, name, part)
    for key in ("transform", "opacity"):
        group.attrib.pop(key, None)
    if shape:
        for path in group.iter(f"{{{SVG}}}path"):
            path.set("d", shape)
    return _text(root.find(f"{{{SVG}}}defs")) + _text(group)


@cache
def rig_markup(name: str, pose: str = "") -> str:
    """SVG of the whole rig in a named pose, or in one between two, "a>b:share"."""
    root, this = drawing(name), rig(name)
    posable = {part for parts in this.poses.values() for part in parts}
    for group in root.iter(f"{{{SVG}}}g"):
        part = group.get("id", "")
        if part not in posable:
            continue
        at = stands(this, pose or this.rest, part)
        px, py = this.pivot(part)
        group.set("transform", f"translate({at.dx} {at.dy}) rotate({at.rot} {px} {py})")
        group.set("opacity", f"{at.opacity}")
        for path in group.iter(f"{{{SVG}}}path"):
            if at.shape:
                path.set("d", at.shape)
    return "".join(_text(child) for child in root)


def stands(this: Rig, pose: str, part: str) -> Pose:
    """How `part` stands in a pose, or in one between two, "a>b:share"."""
    if ">" not in pose:
        return this.pose(pose, part)
    names, share = pose.split(":")
    a, b = names.split(">")
    return between(this.pose(a, part), this.pose(b, part), float(share))


def _text(element: ElementTree.Element | None) -> str:
    return "" if element is None else ElementTree.tostring(element, encoding="unicode")
