"""The caption bar, at the bottom. It never moves, is never empty, and leaves only for a long silence."""

from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from apanim.letters.breaks import joined, pieces
from apanim.letters.language import is_backward
from apanim.narration.captions import CaptionPage
from apanim.picture import onstage
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Bar, Item, Panel, Text
from apanim.picture.easing import presence, presence_in
from apanim.picture.frames import Frame
from apanim.picture.kept import kept_by_owner
from apanim.picture.shot import USUAL, Look
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.script.timeline import Timeline, words_stay
from apanim.units import TICKS_PER_S

_WIDTH, _LINE, _PADDING = 1120, 48, 38
_SIZE, _WEIGHT = 36, 600  # the size that the line is for
_IN_S, _OUT_S = 0.25, 0.20
_CROSS_S = 0.10  # in which old words go, and then new ones come: the eye never reads two at once
_BRIDGE_S = 1.5  # in a silence no longer than this the bar stays, with the words before it

_CLOSER = 0.67
_TEXT_LEFT, _TEXT_RIGHT = 36, 30  # from the bar's ends


def box(look: Look = USUAL, *, wide: bool = False) -> Box:
    """The bar; with larger text it has a line more, and keeps its width: that of a stacked frame.

    Where a stacked frame has no room for it, it is flat.
    """
    frame, larger = look.frame, look.text_scale > 1.0
    left, _, right, bottom = frame.safe
    if frame.stacked and not look.caption_room:
        return left, bottom, right, bottom
    rows = (1 if wide and not frame.stacked else frame.caption_rows) + larger
    if not (wide or frame.stacked):
        right = left + _WIDTH
    return left, bottom - _PADDING - rows * _pitch(_size(frame, look.text_scale)), right, bottom


def captions(timeline: Timeline, tick: int, look: Look) -> list[Item]:
    """The bar below a view, and the wide one below the stage of V(t), each as far as it is there."""
    below, above = onstage.away(timeline, tick, look), onstage.there(timeline, tick, look)
    return [
        *(caption(timeline, tick, look, there=below) if below else ()),
        *(caption(timeline, tick, look, wide=True, there=above) if above else ()),
    ]


def _size(frame: Frame, scale: float) -> float:
    return frame.caption_px * scale


def _pitch(size: float) -> float:
    """From line to line: larger words are set a little closer."""
    return _LINE * (1.0 + _CLOSER * (size / _SIZE - 1.0))


def caption(
    timeline: Timeline, tick: int, look: Look = USUAL, *, wide: bool = False, there: float = 1.0
) -> list[Item]:
    """The bar, and the page of words on it at `tick`; `wide` is one line across, on cool ground. All of it
    is there as far as `there`, 0..1."""
    there *= words_stay(timeline, tick)
    standing = there * presence_in(_runs(timeline), tick, _IN_S, _OUT_S)
    if standing == 0.0:
        return []
    left, top, right, bottom = bar = box(look, wide=wide)
    size = _size(look.frame, look.text_scale)
    panel = Panel(left, top, right - left, bottom - top, "cool" if wide else "warm", standing)
    backward = is_backward(timeline.language)
    edge = right - 6 if backward else left
    out: list[Item] = [panel, Bar(edge, top + 22, 6, bottom - top - 44, colour("plot.trace"), standing)]
    for page, end_tick, come_s, go_s in _turns(timeline):
        if page.start_tick <= tick < end_tick:
            seen = there * presence(tick, page.start_tick, end_tick, come_s, go_s)
            lines = page.lines
            if size > _SIZE:
                lines = wrapped(page.text, right - left - _TEXT_LEFT - _TEXT_RIGHT, size)
            elif wide:
                lines = (page.text,)
            out += _words(lines, seen, bar, size, backward) if seen > 0.0 else ()
    return out


@lru_cache(maxsize=64)  # a page stands still for seconds
def _words(lines: tuple[str, ...], seen: float, bar: Box, size: float, backward: bool) -> tuple[Text, ...]:
    """The words of a page on the bar, so far there; from its right, where they run from right to left."""
    left, top, right, bottom = bar
    x, anchor = (right - _TEXT_LEFT, "end") if backward else (left + _TEXT_LEFT, "start")
    pitch, ink = _pitch(size), colour("text.ink")
    rows = round((bottom - top - _PADDING) / pitch)
    first = top + 19 + 0.75 * pitch + (rows - len(lines)) * pitch / 2
    return tuple(
        Text(x, first + i * pitch, line, size, _WEIGHT, ink, anchor, opacity=seen)
        for i, line in enumerate(lines)
    )


@lru_cache(maxsize=64)
def wrapped(words: str, room: float, size: float) -> tuple[str, ...]:
    """`words` in lines no wider than `room`, the fewest that hold them, and then as even as they can be."""
    lines = _filled(words, room, size)
    narrower = room
    while narrower > 0.5 * room:
        narrower -= size / 2
        fewer = _filled(words, narrower, size)
        if len(fewer) > len(lines):
            break
        lines = fewer
    return lines


def _filled(words: str, room: float, size: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in pieces(words):
        longer = joined((lines[-1], word)) if lines else joined((word,))
        if lines and width(longer, size, _WEIGHT) <= room:
            lines[-1] = longer
        else:
            lines.append(joined((word,)))
    return tuple(lines)


class _Turn(NamedTuple):
    """A page of words, when it is gone, and in what time it comes and goes."""

    page: CaptionPage
    end_tick: int
    come_s: float
    go_s: float


@kept_by_owner
def _turns(timeline: Timeline) -> tuple[_Turn, ...]:
    """The pages in order: one is gone as the next comes."""
    out: list[_Turn] = []
    come_s = _IN_S
    for page, after in zip_longest(timeline.captions, timeline.captions[1:]):
        if after is not None and _bridged(page, after):
            out.append(_Turn(page, after.start_tick, come_s, _CROSS_S))
            come_s = _CROSS_S
        else:
            out.append(_Turn(page, page.end_tick, come_s, _OUT_S))
            come_s = _IN_S
    return tuple(out)


def _bridged(page: CaptionPage, after: CaptionPage) -> bool:
    return after.start_tick - page.end_tick <= _BRIDGE_S * TICKS_PER_S


@kept_by_owner
def _runs(timeline: Timeline) -> tuple[tuple[int, int], ...]:
    """(start, end) ticks through which the bar stands: runs of pages with only short silences between."""
    runs: list[tuple[int, CaptionPage]] = []
    for page in timeline.captions:
        start = runs.pop()[0] if runs and _bridged(runs[-1][1], page) else page.start_tick
        runs.append((start, page))
    return tuple((start, last.end_tick) for start, last in runs)
