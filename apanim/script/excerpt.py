"""A chapter of a scene, told by itself: the same world at the same instants, and of the timeline what is
told in it. The clock stays the scene's own; it begins at `from_tick`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from apanim.errors import UserError
from apanim.narration.templates import nearest
from apanim.script.compile import Compiled
from apanim.script.timeline import Span, Timeline
from apanim.units import TICKS_PER_S

_LEAD_OUT_TICKS = round(0.6 * TICKS_PER_S)  # it is seen for so long after its end, to dissolve in
_NUMBERS = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")


def excerpt(scene: Compiled, chapter: str, where: str) -> Compiled:
    """The `chapter` of a scene, by number ("2", "2-3") or by title, as an order has it at `where`.

    Raises UserError if there is none.
    """
    timeline = scene.timeline
    titles = sorted(timeline.of_kind("title"), key=lambda span: span.start_tick)
    first, last = _chosen(timeline, titles, chapter, where)
    start = titles[first].start_tick if first else 0
    end = titles[last + 1].start_tick if last + 1 < len(titles) else timeline.duration_tick
    cues = tuple(cue for cue in timeline.cues if start <= cue.start_tick < end)
    names = {cue.name for cue in cues}
    told = replace(
        timeline,
        from_tick=start,
        duration_tick=min(end + _LEAD_OUT_TICKS, timeline.duration_tick),
        cues=cues,
        captions=tuple(page for page in timeline.captions if start <= page.start_tick < end),
        spans=tuple(span for span in timeline.spans if _is_told(span, start, end)),
        claims=tuple(claim for claim in timeline.claims if claim.cue in names),
        borrowed=tuple(name for name in timeline.borrowed if name in names),
    )
    lines = tuple(line for line in scene.lines if start <= line.start_tick < end)
    return replace(scene, timeline=told, lines=lines)


def _is_told(span: Span, start: int, end: int) -> bool:
    """Whether a span is part of the excerpt: nothing of what follows it, no title of what was before."""
    return span.start_tick < end and (span.kind != "title" or span.end_tick > start)


def _chosen(timeline: Timeline, titles: Sequence[Span], chapter: str, where: str) -> tuple[int, int]:
    """The first and the last of the titles that are meant. Raises UserError."""
    english = {shown: word for word, shown in timeline.screen.items()}
    names: dict[str, int] = {}
    for number, span in enumerate(titles):
        for name in (span.text, english.get(span.text, span.text)):
            names.setdefault(name.casefold(), number)
    if chapter.casefold() in names:
        number = names[chapter.casefold()]
        return number, number
    if match := _NUMBERS.fullmatch(chapter):
        first, last = int(match[1]), int(match[2] or match[1])
        if 1 <= first <= last <= len(titles):
            return first - 1, last - 1
    listed = ", ".join(f"{number} '{span.text}'" for number, span in enumerate(titles, start=1)) or "none"
    close = nearest(chapter, names, "") if names else ""
    meant = f"; {close}" if close.startswith("did you mean") else ""
    raise UserError(f"{where}: no chapter '{chapter}' in scene '{timeline.name}'{meant}; it has {listed}")
