"""What the player shows over the picture, as draw-list items: the bar, the hover card, notes, the help."""

from collections.abc import Iterator

from apanim.narration.markup import markup
from apanim.picture import type
from apanim.picture.drawlist import Bar as Plate
from apanim.picture.drawlist import Dot, DrawList, Glow, Item, Line, Panel, Text
from apanim.picture.stage import LEFT, MID_X, RIGHT
from apanim.picture.theme import colour
from apanim.units import TICKS_PER_S
from apanim.window import bar as bars
from apanim.window import glyphs
from apanim.window.bar import Bar
from apanim.window.film import Film, mark_at
from apanim.window.help import help_sheet
from apanim.window.player import Player, bar_shown, loudness, note_shown, unspoken

_TEXT, _WEIGHT = 28, 600
_DIGIT_EM = 0.66  # digits stand in cells: Manrope's own widths differ
_GAP = 6  # between chapters on the timeline


def hud(
    film: Film, player: Player, now_s: float, zoom: float, hover: tuple[float, float] | None
) -> DrawList:
    """All that lies over the picture now. `hover` is the pointer in design units, None when it is away."""
    if player.help:
        return help_sheet(zoom)
    items: list[Item] = []
    bar = bars.layout(zoom)
    if bar_shown(player, now_s):
        items += _bar(film, player, bar, hover)
        if hover and (player.scrubbing or bars.hit(bar, *hover) == "timeline"):
            items += _card(film, bar, hover[0])
    note = note_shown(player, now_s)
    if note:
        items += _note(note, zoom)
    return DrawList(tuple(items))


def _bar(film: Film, player: Player, bar: Bar, hover: tuple[float, float] | None) -> Iterator[Item]:
    z = bar.zoom
    left, top, right, bottom = bar.box
    y = (top + bottom) / 2
    yield Panel(left, top, right - left, bottom - top, "cool")
    under = bars.hit(bar, *hover) if hover else ""

    def ink(name: str) -> str:
        return colour("text.ink" if name == under else "text.quiet")

    sign = glyphs.pause if player.playing else glyphs.play
    yield from sign((bar.play[0] + bar.play[2]) / 2, y, 1.9 * z, colour("text.ink"))
    if bar.time[2] > bar.time[0]:
        x = bar.time[0] + 8 * z
        yield from _digits(clock(player.tick), x, y, z, colour("text.ink"))
        x += _digits_width(clock(player.tick), z)
        yield from _digits(f" / {clock(film.duration_tick)}", x, y, z, colour("text.quiet"))
    yield from _timeline(film, player, bar, y)
    for name, box in bar.buttons.items():
        yield from _button(name, player, (box[0] + box[2]) / 2, y, z, ink(name))


def _button(name: str, player: Player, x: float, y: float, z: float, ink: str) -> Iterator[Item]:
    u = 1.9 * z
    if name == "speed":
        shade = colour("plot.trace") if player.speed != 1 else ink
        yield Text(x, y + 10 * z, f"{player.speed:g}×", _TEXT * z, _WEIGHT, shade, "middle")
    elif name == "captions":
        yield from glyphs.captions(x, y, u, ink, player.captions)
    elif name == "sound":
        yield from glyphs.sound(x, y, u, ink, 0.0 if unspoken(player) else loudness(player))
    elif name == "help":
        yield Text(x, y + 10 * z, "?", _TEXT * z, 700, ink, "middle")
    else:
        yield from glyphs.fullscreen(x, y, u, ink, player.fullscreen)


def _timeline(film: Film, player: Player, bar: Bar, y: float) -> Iterator[Item]:
    """One piece a chapter, the past in amber, a notch above it for each cue, and a glowing head."""
    z, head = bar.zoom, bars.x_at(bar, film, player.tick)
    starts = sorted({0, *(mark.tick for mark in film.chapters if mark.tick < film.last_tick)})
    thick = 8 * z
    for start, end in zip(starts, [*starts[1:], film.last_tick], strict=True):
        left = bars.x_at(bar, film, start)
        right = max(left + thick, bars.x_at(bar, film, end) - (_GAP * z if end < film.last_tick else 0))
        yield Plate(left, y - thick / 2, right - left, thick, colour("plot.grid"), 0.34)
        if head > left:
            # Whole units, so that the canvas bakes few lengths.
            past = max(thick, round(min(head, right) - left))
            yield Plate(left, y - thick / 2, past, thick, colour("plot.trace"))
    for cue in film.cues:
        x = bars.x_at(bar, film, cue.tick)
        yield Plate(x - z, y - 14 * z, 2 * z, 5 * z, colour("text.quiet"), 0.6)
    amber = colour("plot.trace")
    yield Glow(head, y, 24 * z, 24 * z, ((0, amber, 0.6), (0.4, amber, 0.25), (1, amber, 0)))
    yield Dot(head, y, 9 * z, colour("text.ink"))


def _card(film: Film, bar: Bar, x: float) -> Iterator[Item]:
    """What is at the pointed place: the time, the chapter, and the sentence spoken there."""
    z = bar.zoom
    left, top, right, bottom = bar.timeline
    x = min(max(x, left), right)
    tick = film.clamp(bars.tick_at(bar, film, x))
    chapter, cue = mark_at(film.chapters, tick), mark_at(film.cues, tick)
    lines = [clock(tick) + (f"   {markup(chapter.text)}" if chapter else "")]
    if cue:
        lines.append(_shortened(markup(cue.text), 0.7 * (RIGHT - LEFT), _TEXT * z))
    width = max(type.width(line, _TEXT * z, _WEIGHT) for line in lines) + 48 * z
    height = (20 + 38 * len(lines)) * z
    card_left = min(max(x - width / 2, LEFT), RIGHT - width)
    yield Line(((x, top + 8 * z), (x, bottom - 8 * z)), colour("text.ink"), 2 * z, opacity=0.8)
    yield Panel(card_left, top - height - 14 * z, width, height, "cool")
    for row, line in enumerate(lines):
        baseline = top - height - 14 * z + (38 + 38 * row) * z
        shade = colour("text.quiet" if row else "text.ink")
        yield Text(card_left + 24 * z, baseline, line, _TEXT * z, _WEIGHT, shade)


def _note(text: str, z: float) -> Iterator[Item]:
    """A short message in the quiet top of the picture, between title and plot."""
    words = markup(text)
    width = type.width(words, 32 * z, 700) + 64 * z
    yield Panel(MID_X - width / 2, 64, width, 68 * z, "cool")
    yield Text(MID_X, 64 + 45 * z, words, 32 * z, 700, colour("text.ink"), "middle")


def clock(tick: int) -> str:
    """Lecture time as minutes, seconds and tenths."""
    tenths = 10 * tick // TICKS_PER_S
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def _digits(text: str, x: float, y: float, z: float, shade: str) -> Iterator[Item]:
    for letter in text:
        cell = _cell(letter, z)
        if letter != " ":
            yield Text(x + cell / 2, y + 10 * z, letter, _TEXT * z, _WEIGHT, shade, "middle")
        x += cell


def _digits_width(text: str, z: float) -> float:
    return sum(_cell(letter, z) for letter in text)


def _cell(letter: str, z: float) -> float:
    return (_DIGIT_EM if letter.isdigit() else 0.34 if letter != "/" else 0.45) * _TEXT * z


def _shortened(text: str, room: float, size: float) -> str:
    """`text`, or as many whole words of it as there is room for."""
    if type.width(text, size, _WEIGHT) <= room:
        return text
    words = text.split()
    while words and type.width(" ".join(words) + " …", size, _WEIGHT) > room:
        words.pop()
    return " ".join(words) + " …"
