"""The head of the picture: tag, title, the bar of chapters, and the names of the two sides."""

from functools import lru_cache

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Bar, Item, Text
from apanim.picture.easing import presence
from apanim.picture.plots.places import floor, rooms_of
from apanim.picture.shot import USUAL, Look
from apanim.picture.theme import colour
from apanim.picture.type import Fitted, fitted, width
from apanim.script.timeline import Span, Timeline, words_stay

_IN_S, _OUT_S = 0.35, 0.25
_TAG_Y, _TITLE_Y, _BAR_Y = 50, 116, 146  # below the top of the safe area
_LIFTS = (22, 32, 42)  # of tag, title and bar, wholly lifted
_NOW_WIDTH, _OTHER_WIDTH, _BAR_HEIGHT, _BAR_GAP = 92, 46, 8, 10
_LONGEST = 560  # so that a lecture's bar ends left of a second panel
_PAST_OPACITY, _FUTURE_OPACITY = 0.75, 0.26
_TITLE_SIZE, _TITLE_LEAST, _TRACKING = 58, 38.0, 1.5
_CLEAR = 24  # between a title and a panel
_PANEL_X = 1180  # of the V(t) panel at its largest
_OUTSIDE_Y, _INSIDE_Y, _ABOVE = 238, 860, 32  # below the safe area's top; of the plane; above what is below
_OUTSIDE_STACKED_Y, _LEAST_INSIDE_Y = 200, 736  # in a stacked frame; the membrane ends above the second
_ON_STAGE_Y = (162, 510)


def title(
    timeline: Timeline, tick: int, look: Look = USUAL, lifted: float = 0.0, there: float = 1.0
) -> list[Item]:
    """The title that is on at `tick`, with its tag and the bar of chapters.

    All of it stands closer to the top as far (0..1) as it is `lifted`, for a view that is there itself;
    and it is there as far as `there`.
    """
    out: list[Item] = []
    there *= words_stay(timeline, tick)
    for span in timeline.active("title", tick):
        seen = there * presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
        out += _title(span, timeline.chapter_count, seen, look, _room(timeline, span, look), lifted)
    return out


@lru_cache(maxsize=64)
def _title(
    span: Span, chapters: int, seen: float, look: Look, room: float, lifted: float
) -> tuple[Item, ...]:
    outline, ink, quiet = colour("text.outline_cool"), colour("text.ink"), colour("text.quiet")
    tag, words, (left, top, _, _) = _tag(span, look.scale, room), _words(span, room), look.frame.safe
    return (
        Text(
            left,
            top + _TAG_Y - _LIFTS[0] * lifted,
            *tag,
            700,
            quiet,
            tracking=_TRACKING,
            outline=outline,
            opacity=seen,
        ),
        Text(
            left - 2, top + _TITLE_Y - _LIFTS[1] * lifted, *words, 800, ink, outline=outline, opacity=seen
        ),
        *_chapters(span, chapters, seen, (left, top + _BAR_Y - _LIFTS[2] * lifted), room),
    )


def head(timeline: Timeline, look: Look = USUAL) -> Box:
    """Where the heads of a scene with these titles stand, with a little room around them."""
    return _head(tuple((s, _room(timeline, s, look)) for s in timeline.spans if s.kind == "title"), look)


@lru_cache(maxsize=16)
def _head(titles: tuple[tuple[Span, float], ...], look: Look) -> Box:
    widths = [width(*_words(span, room), 800) for span, room in titles]
    widths += [width(*_tag(span, look.scale, room), 700, _TRACKING) for span, room in titles]
    left, top, _, _ = look.frame.safe
    return left - 36, top - 4, left + max(widths, default=0.0) + 36, top + 170


def _room(timeline: Timeline, span: Span, look: Look) -> float:
    """How wide a title may be all the time that it is on: up to what ever stands right of it."""
    left, _, right, _ = look.frame.safe
    if look.frame.stacked:
        return right - left
    beside = any(
        plot.place == "beside" and plot.start_tick < span.end_tick and span.start_tick < plot.end_tick
        for plot in timeline.plots
    )
    return (rooms_of(timeline, look)["beside"].box[0] if beside else _PANEL_X) - _CLEAR - left


def _words(span: Span, room: float) -> Fitted:
    return fitted(span.text, room, _TITLE_SIZE, 800, least=_TITLE_LEAST)


def _tag(span: Span, scale: float, room: float) -> Fitted:
    return fitted(span.tag.upper(), room, 28 * scale, 700, tracking=_TRACKING)


def _chapters(span: Span, count: int, seen: float, at: tuple[float, float], room: float) -> list[Bar]:
    """A piece for each chapter, the present one long; a single one would be a lone dash."""
    if count < 2:
        return []
    whole = _NOW_WIDTH + (count - 1) * (_OTHER_WIDTH + _BAR_GAP)
    scale = min(1.0, min(_LONGEST, room) / whole)
    bars, (x, y) = [], at
    for i in range(count):
        now = i == span.index
        wide = scale * (_NOW_WIDTH if now else _OTHER_WIDTH)
        strength = 1.0 if now else _PAST_OPACITY if i < span.index else _FUTURE_OPACITY
        tint = colour("plot.trace" if now else "plot.bar")
        bars.append(Bar(x, y, wide, _BAR_HEIGHT, tint, strength * seen))
        x += wide + scale * _BAR_GAP
    return bars


def sides_on_stage(timeline: Timeline, seen: float = 1.0, look: Look = USUAL) -> tuple[Text, ...]:
    """The same above the stage of V(t), on the right."""
    usual, right = sides(timeline, seen, look), look.frame.safe[2]
    return tuple(
        text._replace(x=right, y=y, anchor="end") for text, y in zip(usual, _ON_STAGE_Y, strict=False)
    )


def sides(timeline: Timeline, seen: float = 1.0, look: Look = USUAL) -> tuple[Text, ...]:
    """OUTSIDE and INSIDE THE CELL; the inside's stands above what is under the view."""
    names = timeline.word("OUTSIDE THE CELL"), timeline.word("INSIDE THE CELL")
    return _sides(names, seen, min(_INSIDE_Y, floor(timeline, look) - _ABOVE), look)


@lru_cache(maxsize=64)
def _sides(names: tuple[str, str], seen: float, inside: float, look: Look) -> tuple[Text, ...]:
    left, top, _, _ = look.frame.safe
    outside = top + (_OUTSIDE_STACKED_Y if look.frame.stacked else _OUTSIDE_Y)
    return tuple(
        Text(
            left, y, name, 28 * look.scale, 700, colour(f"text.{tone}"), tracking=2,
            outline=colour(f"text.outline_{tone}"), opacity=seen,
        )
        for name, y, tone in zip(names, (outside, inside), ("cool", "warm"), strict=True)
        if seen > 0.0 and (tone == "cool" or inside >= _LEAST_INSIDE_Y)
    )  # fmt: skip
