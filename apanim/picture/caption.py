"""The caption bar, bottom left. It never moves; its words change, and it leaves only for a long silence."""

from apanim.picture.drawlist import Bar, Item, Panel, Text
from apanim.picture.easing import presence
from apanim.picture.stage import BOTTOM, LEFT, RIGHT, Box
from apanim.picture.theme import colour
from apanim.script.timeline import Timeline
from apanim.units import TICKS_PER_S

_WIDTH, _LINE, _PADDING = 1120, 48, 38
_HEIGHT = _PADDING + 2 * _LINE
_TOP = BOTTOM - _HEIGHT
_SIZE, _WEIGHT = 36, 600
_IN_S, _OUT_S = 0.25, 0.20
_BRIDGE_S = 0.7  # a silence shorter than this leaves the bar standing

BOX: Box = (LEFT, _TOP, LEFT + _WIDTH, BOTTOM)


def caption(timeline: Timeline, tick: int, *, wide: bool = False) -> list[Item]:
    """The bar, and the page of words on it at `tick`; `wide` is one line across, on cool ground."""
    standing = _standing(timeline, tick)
    if standing == 0.0:
        return []
    top = _TOP + _LINE if wide else _TOP
    panel = Panel(
        LEFT, top, RIGHT - LEFT if wide else _WIDTH, BOTTOM - top, "cool" if wide else "warm", standing
    )
    out: list[Item] = [panel, Bar(LEFT, top + 22, 6, BOTTOM - top - 44, colour("plot.trace"), standing)]
    for page in timeline.captions:
        seen = presence(tick, page.start_tick, page.end_tick, _IN_S, _OUT_S)
        lines = (" ".join(page.lines),) if wide else page.lines
        first = top + 55 + (_LINE / 2 if len(lines) == 1 and not wide else 0)
        out += [
            Text(LEFT + 36, first + i * _LINE, line, _SIZE, _WEIGHT, colour("text.ink"), opacity=seen)
            for i, line in enumerate(lines)
            if seen > 0
        ]
    return out


def _standing(timeline: Timeline, tick: int) -> float:
    """How far the bar is there: through every run of pages with only short silences between them."""
    bridge = _BRIDGE_S * TICKS_PER_S
    runs: list[list[int]] = []
    for page in timeline.captions:
        if runs and page.start_tick - runs[-1][1] <= bridge:
            runs[-1][1] = page.end_tick
        else:
            runs.append([page.start_tick, page.end_tick])
    return max((presence(tick, start, end, _IN_S, _OUT_S) for start, end in runs), default=0.0)
