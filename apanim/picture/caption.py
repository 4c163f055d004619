"""The caption bar, bottom left. It never moves, is never empty, and leaves only for a long silence."""

from functools import lru_cache
from itertools import zip_longest

from apanim.narration.captions import CaptionPage
from apanim.picture.drawlist import Bar, Item, Panel, Text
from apanim.picture.easing import presence
from apanim.picture.stage import BOTTOM, LEFT, RIGHT, Box
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.script.timeline import Timeline
from apanim.units import TICKS_PER_S

_WIDTH, _LINE, _PADDING = 1120, 48, 38
_SIZE, _WEIGHT = 36, 600
_IN_S, _OUT_S = 0.25, 0.20
_CROSS_S = 0.10  # old words go as new ones come, so soon that the eye never reads two at once
_BRIDGE_S = 1.5  # in a silence no longer than this the bar stays, with the words before it

_CLOSER = 0.67
_TEXT_LEFT, _TEXT_RIGHT = 36, 30  # from the bar's ends


def box(scale: float = 1.0, *, wide: bool = False) -> Box:
    """The bar; with text `scale` times as large it has a line more, and keeps its width."""
    rows = (1 if wide else 2) + (scale > 1.0)
    return LEFT, BOTTOM - _PADDING - rows * _pitch(scale), RIGHT if wide else LEFT + _WIDTH, BOTTOM


def _pitch(scale: float) -> float:
    """From line to line: larger words are set a little closer."""
    return _LINE * (1.0 + _CLOSER * (scale - 1.0))


def caption(timeline: Timeline, tick: int, *, wide: bool = False, scale: float = 1.0) -> list[Item]:
    """The bar, and the page of words on it at `tick`; `wide` is one line across, on cool ground."""
    standing = _standing(timeline, tick)
    if standing == 0.0:
        return []
    left, top, right, bottom = box(scale, wide=wide)
    panel = Panel(left, top, right - left, bottom - top, "cool" if wide else "warm", standing)
    out: list[Item] = [panel, Bar(left, top + 22, 6, bottom - top - 44, colour("plot.trace"), standing)]
    size, pitch = _SIZE * scale, _pitch(scale)
    rows = round((bottom - top - _PADDING) / pitch)
    for page, seen in _pages(timeline, tick):
        lines = (" ".join(page.lines),) if wide else page.lines
        if scale > 1.0:
            lines = wrapped(" ".join(page.lines), right - left - _TEXT_LEFT - _TEXT_RIGHT, size)
        first = top + 19 + 0.75 * pitch + (rows - len(lines)) * pitch / 2
        out += [
            Text(
                left + _TEXT_LEFT, first + i * pitch, line, size, _WEIGHT, colour("text.ink"), opacity=seen
            )
            for i, line in enumerate(lines)
        ]
    return out


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
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, _WEIGHT) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _pages(timeline: Timeline, tick: int) -> list[tuple[CaptionPage, float]]:
    """The pages of words at `tick`, and how far each is there: one goes as the next comes."""
    out: list[tuple[CaptionPage, float]] = []
    for page, after in zip_longest(timeline.captions, timeline.captions[1:]):
        if after is not None and _bridged(page, after):
            end, go_s = after.start_tick + round(_CROSS_S * TICKS_PER_S), _CROSS_S
        else:
            end, go_s = page.end_tick, _OUT_S
        seen = presence(tick, page.start_tick, end, _IN_S, go_s)
        if seen > 0.0:
            out.append((page, seen))
    return out


def _bridged(page: CaptionPage, after: CaptionPage) -> bool:
    return after.start_tick - page.end_tick <= _BRIDGE_S * TICKS_PER_S


def _standing(timeline: Timeline, tick: int) -> float:
    """How far the bar is there: through every run of pages with only short silences between them."""
    runs: list[tuple[int, CaptionPage]] = []
    for page in timeline.captions:
        start = runs.pop()[0] if runs and _bridged(runs[-1][1], page) else page.start_tick
        runs.append((start, page))
    return max((presence(tick, start, last.end_tick, _IN_S, _OUT_S) for start, last in runs), default=0.0)
