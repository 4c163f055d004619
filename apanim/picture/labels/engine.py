"""The labels of a scene: each is given its place once, and stands while its leader follows its part."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple, Protocol

from apanim.picture.camera import Sight
from apanim.picture.camera.path import at_rest
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item, Text
from apanim.picture.kept import kept
from apanim.picture.labels.draw import LabelStyle, Point, draw
from apanim.picture.shot import Shot
from apanim.picture.type import box as text_box
from apanim.script.timeline import Span


class LabelWay(NamedTuple):
    """One way to set a label: the leader's further points, and the text's baseline with its anchor."""

    bends: tuple[Point, ...]
    text: Point
    anchor: Literal["start", "middle", "end"]


class Placed(NamedTuple):
    """A label where it stands in the frame: which of several parts it points at, and what is then seen."""

    span: Span
    way: LabelWay
    sight: Sight
    owner: int = -1
    at: Point = (0.0, 0.0)  # where its part is, if that stays
    outline: str = ""  # of its words, if not the style's edge


class Labelled(Protocol):
    """What a view tells of its parts. Raises UserError for a part that it does not draw."""

    style: LabelStyle

    def place(self, span: Span, sight: Sight, owner: int, others: Sequence[Placed]) -> Placed | None:
        """Where a label stands while the camera rests on `sight`, which shows the part's `owner` (-1: any),
        beside the `others` of its time; None if there is no room, or no such part then."""
        ...

    def leader(self, placed: Placed, tick: int) -> Sequence[Point]:
        """The leader in the frame at `tick`, from the part on; empty if the part is not there."""
        ...


def labels(
    shot: Shot[Any], view_of: Callable[[Shot[Any]], Labelled],
    key_of: Callable[[Shot[Any]], Hashable] = lambda shot: (),
) -> list[Item]:  # fmt: skip
    """The labels that are on, while the camera rests; what `key_of` gives names what else their places
    depend on. Those that a branch goes on with stand where they stood in the run that it comes from."""
    tick, spans = shot.tick, shot.timeline.of_kind("label")
    if not any(span.start_tick <= tick < span.end_tick for span in spans):
        return []
    view, out = view_of(shot), list[Item]()
    for placed in _stay(shot, view_of, key_of):
        if placed.span.start_tick <= tick < placed.span.end_tick:
            leader = view.leader(placed, tick)
            words = words_of(placed.span.text, placed.way, view.style, shot.look.scale, placed.outline)
            out += draw(placed.span, leader, words, tick, view.style) if leader else []
    return out


def _stay(
    shot: Shot[Any], view_of: Callable[[Shot[Any]], Labelled], key_of: Callable[[Shot[Any]], Hashable]
) -> tuple[Placed, ...]:
    if shot.origin is None:
        spans = shot.timeline.of_kind("label")
        home, look = shot.camera.home, shot.look
        everything = "labels", spans, shot.path, home, look.frame, look.text_scale, key_of(shot)
        return kept(shot.tape, everything, lambda: _placed(view_of(shot), at_rest(spans, shot.path, home)))
    begin_tick, end_tick = shot.timeline.begin_tick, shot.timeline.duration_tick
    stood = (one for one in _stay(shot.origin, view_of, key_of) if one.span.start_tick <= begin_tick)
    return tuple(
        one._replace(span=replace(one.span, end_tick=end_tick)) if one.span.end_tick > begin_tick else one
        for one in stood
    )


def _placed(view: Labelled, spans: Iterable[tuple[Span, Sight, int]]) -> tuple[Placed, ...]:
    """Every label in its place; it gives way to those before it whose time overlaps with its own."""
    out: list[Placed] = []
    for span, sight, owner in spans:
        others = [other for other in out if meet(other.span, span)]
        placed = view.place(span, sight, owner, others)
        out += [placed] if placed else []
    return tuple(out)


def words_of(text: str, way: LabelWay, style: LabelStyle, scale: float, outline: str = "") -> Text:
    """The words of a label, set `scale` times as large as its style says."""
    size, outline = style.size * scale, outline or style.edge
    return Text(*way.text, text, size, style.weight, style.ink, way.anchor, outline=outline)


def words_box(text: str, way: LabelWay, style: LabelStyle, scale: float) -> Box:
    """The box that the words of a label fill."""
    return text_box(words_of(text, way, style, scale))


class Spell(Protocol):
    @property
    def start_tick(self) -> int: ...
    @property
    def end_tick(self) -> int: ...


def meet(a: Spell, b: Spell) -> bool:
    """Whether two things are there at one time."""
    return a.start_tick < b.end_tick and b.start_tick < a.end_tick


def beyond(safe: Box, box: Box) -> tuple[float, float, float, float]:
    """By how much a box is out of the safe area, on each side."""
    left, top, right, bottom = box
    return max(safe[0] - left, 0), max(right - safe[2], 0), max(safe[1] - top, 0), max(bottom - safe[3], 0)


def overlap(a: Box, b: Box) -> tuple[float, float]:
    """Width and height of what two boxes share; (0, 0) if nothing."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return (width, height) if width > 0 and height > 0 else (0.0, 0.0)


def widened(box: Box, by_x: float, by_y: float) -> Box:
    """A box with so much more on each side."""
    return box[0] - by_x, box[1] - by_y, box[2] + by_x, box[3] + by_y
