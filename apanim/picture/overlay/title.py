"""The head of the picture: tag, title, the bar of chapters, and the names of the two sides."""

from functools import lru_cache

from apanim.picture.drawlist import Bar, Item, Text
from apanim.picture.easing import presence
from apanim.picture.overlay.caption import box as caption_box
from apanim.picture.plots.places import BOXES
from apanim.picture.stage import LEFT, RIGHT, Box
from apanim.picture.theme import colour
from apanim.picture.type import Fitted, fitted, width
from apanim.script.timeline import Span, Timeline

_IN_S, _OUT_S = 0.35, 0.25
_TAG_Y, _TITLE_Y, _BAR_Y = 104, 170, 200
_LIFTS = (22, 32, 42)  # of tag, title and bar, wholly lifted
_NOW_WIDTH, _OTHER_WIDTH, _BAR_HEIGHT, _BAR_GAP = 92, 46, 8, 10
_LONGEST = 560  # so that a lecture's bar ends left of a second panel
_PAST_OPACITY, _FUTURE_OPACITY = 0.75, 0.26
_TITLE_SIZE, _TITLE_LEAST, _TRACKING = 58, 38.0, 1.5
_CLEAR = 24  # between a title and a panel
_ROOM_BESIDE = BOXES["beside"][0] - _CLEAR - LEFT
_ROOM = 1180 - _CLEAR - LEFT  # up to the V(t) panel at its largest
_OUTSIDE_Y, _INSIDE_Y, _ABOVE_CAPTION = 292, 860, 32
_ON_STAGE_Y = (162, 510)


def title(timeline: Timeline, tick: int, scale: float = 1.0, lifted: float = 0.0) -> list[Item]:
    """The title that is on at `tick`, with its tag, `scale` times as large, and the bar of chapters.

    All of it stands closer to the top as far (0..1) as it is `lifted`, for a view that is there itself.
    """
    out: list[Item] = []
    for span in timeline.active("title", tick):
        seen = presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
        room = _room(timeline, span)
        out += _title(span, timeline.chapter_count, seen, scale, room, lifted)
    return out


@lru_cache(maxsize=64)
def _title(
    span: Span, chapters: int, seen: float, scale: float, room: float, lifted: float
) -> tuple[Item, ...]:
    outline, ink, quiet = colour("text.outline_cool"), colour("text.ink"), colour("text.quiet")
    tag, words = _tag(span, scale, room), _words(span, room)
    return (
        Text(
            LEFT,
            _TAG_Y - _LIFTS[0] * lifted,
            *tag,
            700,
            quiet,
            tracking=_TRACKING,
            outline=outline,
            opacity=seen,
        ),
        Text(LEFT - 2, _TITLE_Y - _LIFTS[1] * lifted, *words, 800, ink, outline=outline, opacity=seen),
        *_chapters(span, chapters, seen, _BAR_Y - _LIFTS[2] * lifted),
    )


def head(timeline: Timeline, scale: float = 1.0) -> Box:
    """Where the heads of a scene with these titles stand, with a little room around them."""
    return _head(tuple((s, _room(timeline, s)) for s in timeline.spans if s.kind == "title"), scale)


@lru_cache(maxsize=16)
def _head(titles: tuple[tuple[Span, float], ...], scale: float) -> Box:
    widths = [width(*_words(span, room), 800) for span, room in titles]
    widths += [width(*_tag(span, scale, room), 700, _TRACKING) for span, room in titles]
    return LEFT - 36, 50, LEFT + max(widths, default=0.0) + 36, 224


def _room(timeline: Timeline, span: Span) -> float:
    """How wide a title may be all the time that it is on: up to what ever stands right of it."""
    beside = any(
        plot.place == "beside" and plot.start_tick < span.end_tick and span.start_tick < plot.end_tick
        for plot in timeline.plots
    )
    return _ROOM_BESIDE if beside else _ROOM


def _words(span: Span, room: float) -> Fitted:
    return fitted(span.text, room, _TITLE_SIZE, 800, least=_TITLE_LEAST)


def _tag(span: Span, scale: float, room: float) -> Fitted:
    return fitted(span.tag.upper(), room, 28 * scale, 700, tracking=_TRACKING)


def _chapters(span: Span, count: int, seen: float, y: float) -> list[Bar]:
    """A piece for each chapter, the present one long; a single one would be a lone dash."""
    if count < 2:
        return []
    whole = _NOW_WIDTH + (count - 1) * (_OTHER_WIDTH + _BAR_GAP)
    scale = min(1.0, _LONGEST / whole)
    bars, x = [], float(LEFT)
    for i in range(count):
        now = i == span.index
        wide = scale * (_NOW_WIDTH if now else _OTHER_WIDTH)
        strength = 1.0 if now else _PAST_OPACITY if i < span.index else _FUTURE_OPACITY
        tint = colour("plot.trace" if now else "plot.bar")
        bars.append(Bar(x, y, wide, _BAR_HEIGHT, tint, strength * seen))
        x += wide + scale * _BAR_GAP
    return bars


@lru_cache(maxsize=64)
def sides_on_stage(seen: float, scale: float = 1.0) -> tuple[Text, ...]:
    """The same above the stage of V(t), on the right."""
    usual = sides(seen, scale)
    return tuple(
        text._replace(x=RIGHT, y=y, anchor="end") for text, y in zip(usual, _ON_STAGE_Y, strict=False)
    )


@lru_cache(maxsize=64)
def sides(seen: float = 1.0, scale: float = 1.0) -> tuple[Text, ...]:
    """OUTSIDE and INSIDE THE CELL; the inside's stands above the caption, however large that is."""
    inside = min(_INSIDE_Y, caption_box(scale)[1] - _ABOVE_CAPTION)
    return tuple(
        Text(
            LEFT, y, f"{side} THE CELL", 28 * scale, 700, colour(f"text.{tone}"), tracking=2,
            outline=colour(f"text.outline_{tone}"), opacity=seen,
        )
        for y, side, tone in ((_OUTSIDE_Y, "OUTSIDE", "cool"), (inside, "INSIDE", "warm"))
        if seen > 0.0
    )  # fmt: skip
