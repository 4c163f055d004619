"""What a house puts on the picture: title cards over the whole of it, and its logo."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Bar, Item, Panel, Scenery, Text, Veil
from apanim.picture.easing import smooth
from apanim.picture.frames import FRAMES, Frame
from apanim.picture.scenery import HOUSE, Layer
from apanim.picture.shot import Look, Shot
from apanim.picture.theme import LOGO, colour
from apanim.picture.type import fitted, width
from apanim.script.timeline import Span, Timeline, words_stay
from apanim.units import TICKS_PER_S

_IN_S, _OUT_S = 0.4, 0.8
_HIDES = 0.93  # of the scene, which lives on under a card
_WORDY = (Text, Panel, Bar)
_TITLE, _TITLE_LEAST, _TITLE_ROWS, _PITCH = 96.0, 48.0, 3, 1.12
_TAG, _LINE, _LINE_PITCH = 28.0, 38.0, 1.5
_BAR = 92.0, 8.0  # as that of the chapters
_CARD_LOGO = 560.0, 130.0
_CORNER_LOGO_WIDTH, _CORNER_ROOM = 300.0, 7.0  # around it, in the margin under all words


def with_house(shot: Shot, items: list[Item]) -> list[Item]:
    """A picture's items under the card that is on, and under the logo if the theme has one: on the card, or
    else in the margin. Of the words under a card only its own are read."""
    timeline, tick, look = shot.timeline, shot.tick, shot.look
    out, there = [*items], 0.0
    for span in timeline.active("card", tick):
        there = _presence(timeline, span, tick)
        left = (1.0 - there) ** 3
        out = [one._replace(opacity=one.opacity * left) if isinstance(one, _WORDY) else one for one in out]
        out += _card(span, there, there**3 * words_stay(timeline, tick), look)
    if look.logo and there < 1.0:
        out.append(Scenery(f"{HOUSE}/corner {look.frame.name}", 1.0 - there))
    return out


def layer(name: str) -> Layer:
    """The logo where a picture of some shape has it. Raises KeyError for another layer."""
    place, _, shape = name.partition(" ")
    frame = {frame.name: frame for frame in FRAMES}[shape]
    left, top, right, bottom = _PLACES[place](frame)
    align = "xMinYMax" if place == "card" else "xMaxYMid"
    at = f'x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}"'
    return Layer(
        f'<svg {at} preserveAspectRatio="{align} meet" @{LOGO}',
        window=(left, top, right - left, bottom - top),
    )


def _corner(frame: Frame) -> Box:
    right, edge, foot = frame.safe[2], frame.safe[3], frame.box[3]
    return right - _CORNER_LOGO_WIDTH, edge + _CORNER_ROOM, right, foot - _CORNER_ROOM


def _on_card(frame: Frame) -> Box:
    left, top, _, _ = frame.safe
    return left, top + 40, left + _CARD_LOGO[0], top + 40 + _CARD_LOGO[1]


_PLACES: Mapping[str, "Callable[[Frame], Box]"] = {"corner": _corner, "card": _on_card}


def _presence(timeline: Timeline, span: Span, tick: int) -> float:
    """How far a card is there: one that begins the scene is there from its first picture on."""
    ends = span.end_tick >= timeline.duration_tick  # with the scene, which dissolves if another follows
    left = 1.0 if ends else smooth((span.end_tick - tick) / (_OUT_S * TICKS_PER_S))
    if span.start_tick <= timeline.from_tick:
        return left
    return min(left, smooth((tick - span.start_tick) / (_IN_S * TICKS_PER_S)))


@lru_cache(maxsize=64)
def _card(span: Span, seen: float, words: float, look: Look) -> tuple[Item, ...]:
    frame = look.frame
    left, top, right, bottom = frame.safe
    room, larger = right - left, look.text_scale
    size, rows = _title(span.text, room, _TITLE * (1.0 if frame.stacked else larger))
    lines = [fitted(line, room, _LINE * look.scale, 500) for line in span.target.split("\n") if line]
    tag = fitted(span.tag.upper(), room, _TAG * look.scale, 700, tracking=2.0)
    pitch, step = size * _PITCH, _LINE * look.scale * _LINE_PITCH
    tall = (len(rows) - 1) * pitch + 66 + len(lines) * step
    y = (top + bottom) / 2 - tall / 2 + size / 2
    ink, quiet = colour("card.ink"), colour("card.quiet")
    out: list[Item] = [Veil(colour("card.ground"), _HIDES * seen)]
    if look.logo:
        out.append(Scenery(f"{HOUSE}/card {frame.name}", words))
    if tag.text:
        out.append(Text(left, y - size - 18, *tag, 700, quiet, tracking=2.0, opacity=words))
    out += [Text(left - 3, y + n * pitch, row, size, 800, ink, opacity=words) for n, row in enumerate(rows)]
    y += (len(rows) - 1) * pitch + 44
    out.append(Bar(left, y, *_BAR, colour("card.accent"), words))
    for line in lines:
        y += step
        out.append(Text(left, y + 26, *line, 500, quiet, opacity=words))
    return tuple(out)


def _title(words: str, room: float, size: float) -> tuple[float, list[str]]:
    """A title in at most three rows, as large as they allow."""
    while True:
        rows = _rows(words, room, size)
        fits = len(rows) <= _TITLE_ROWS and all(width(row, size, 800) <= room for row in rows)
        if fits or size <= _TITLE_LEAST:
            return size, [fitted(row, room, size, 800).text for row in rows[:_TITLE_ROWS]]
        size -= 4.0


def _rows(words: str, room: float, size: float) -> list[str]:
    rows: list[str] = []
    for word in words.split(" "):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and width(longer, size, 800) <= room:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows
