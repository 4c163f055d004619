"""The control strip: what is on it, what gives way where there is no room, and what each part shows."""

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from apanim.window import inputs
from apanim.window.film import Film
from apanim.window.panels import style
from apanim.window.panels.style import blank, put
from apanim.window.panels.timeline_bar import TimelineBar, clock
from apanim.window.panels.tips import tip_of
from apanim.window.panels.widgets import Button, Desk, Widget
from apanim.window.player import Player, loudness, unspoken

HEIGHT = 46  # units
OVERLAY_HEIGHT, OVERLAY_UNITS = 0.046, 40  # of the screen, in full screen: no text of the picture is so low
_BUTTON, _PAD = 36, 8
_SHORTEST = 0.32  # of the strip: what a timeline needs
_LEVEL = 10
# Where there is little room these give way, the first first, and are found in the menu behind the dots.
_GIVE_WAY = (
    "words",
    "help",
    "full",
    "sounds",
    "captions",
    "chapters",
    "speed",
    "sound",
    "panels",
    "previous",
    "next",
    "time",
)

_KEYS = ("chapters", "speed", "captions", "sounds", "sound", "panels", "help", "full")


@dataclass(frozen=True)
class Doors:
    """What the strip opens but does not own."""

    chapters: Callable[[], None]
    speed: Callable[[], None]
    more: Callable[[], None]
    panels: Callable[[], None]
    fork: Callable[[], None]


class TimeDisplay(Widget):
    """The time and the whole length, in figures that keep their places."""

    def bring(self, tick: int, duration_tick: int) -> None:
        """Lecture time."""
        self.refresh((clock(tick), clock(duration_tick)))

    @staticmethod
    def width(desk: Desk, duration_tick: int) -> int:
        """How wide it is for a film of that length."""
        s = desk.style
        return 2 * sum(_cell(s, letter) for letter in clock(duration_tick)) + s.width(" / ") + s.px(10)

    def painted(self) -> pygame.Surface:
        """Each figure in a cell of its own: Manrope's own widths differ."""
        s, (width, height) = self.desk.style, self.rect.size
        out, (now, whole) = blank(width, height), self._shown
        x = width - s.px(4)
        for words, tint in ((whole, style.QUIET), (" / ", style.QUIET), (now, style.INK)):
            if words == " / ":
                x -= s.width(words)
                put(out, s.text(words, tint), x, (height - s.line_height()) / 2)
                continue
            for letter in reversed(words):
                x -= _cell(s, letter)
                figure = s.text(letter, tint, style.TEXT, 700 if tint == style.INK else 600)
                put(
                    out,
                    figure,
                    x + (_cell(s, letter) - figure.get_width()) / 2,
                    (height - figure.get_height()) / 2,
                )
        return out


def _cell(s: style.Style, letter: str) -> int:
    return s.px(style.TEXT * (0.65 if letter.isdigit() else 0.32))


class StripGround(Widget):
    """What the strip lies on; `over` lets the picture shine through a little."""

    over = False

    def painted(self) -> pygame.Surface:
        """The panels' gradient, with a bright line where the picture ends."""
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        out.blit(s.ground(width, height), (0, 0))
        out.fill(s.rgba(style.mix(style.GROUND_TOP, style.EDGE, 0.28), 1.0), (0, 0, width, max(1, s.px(1))))
        if self.over:
            out.fill((228, 228, 228, 228), special_flags=pygame.BLEND_RGBA_MULT)
        return out


class ControlStrip:
    """Built for a place; `show` brings it up to date."""

    def __init__(self, desk: Desk, place: pygame.Rect, doors: Doors, film: Film, over: bool) -> None:
        self.desk, self.place, self.doors = desk, place, doors
        self.parts: dict[str, Button | TimeDisplay] = {}
        self.away: tuple[str, ...] = ()
        self.ground = StripGround(desk, place, level=_LEVEL - 1)
        self.ground.over = over
        self.ground.refresh(True)
        self._build(film)

    def _build(self, film: Film) -> None:
        s, place = self.desk.style, self.place
        side = min(s.px(_BUTTON), place.height - s.px(4))
        call = s.px(54) + s.width(self._call_words(), style.TEXT, 700)
        widths = dict.fromkeys(("previous", "play", "next"), side)
        widths |= {
            "time": TimeDisplay.width(self.desk, film.duration_tick),
            "timeline": 0,
            "words": call - side,
            "fork": side,
        }
        widths |= dict.fromkeys(_KEYS, side)
        widths["speed"] = s.width("0.25×", style.TEXT, 700) + s.px(10)
        room = place.width - 2 * s.px(_PAD) - 2 * s.px(6)
        away: list[str] = []
        for name in _GIVE_WAY:
            if room - sum(widths.values()) >= _SHORTEST * place.width:
                break
            if name != "words":
                if not away:
                    widths["more"] = side
                if name != "time":
                    away.append(name)
            del widths[name]
        self.away = tuple(away)
        self._place(widths, side, room)

    def _place(self, widths: dict[str, int], side: int, room: int) -> None:
        s, place = self.desk.style, self.place
        widths["timeline"] = max(s.px(40), room - sum(widths.values()))
        x, y = place.x + s.px(_PAD), place.centery - side // 2
        words = widths.pop("words", 0)
        for name, width in widths.items():
            if name == "timeline":
                box = pygame.Rect(x + s.px(6), place.y + 1, width, place.height - 1)
                self.timeline = TimelineBar(self.desk, box, _LEVEL)
                x += width + s.px(12)
                continue
            if name == "time":
                self.parts[name] = TimeDisplay(self.desk, pygame.Rect(x, y, width, side), level=_LEVEL)
            else:
                wide = width + (words if name == "fork" else 0)
                self.parts[name] = self._button(name, pygame.Rect(x, y, wide, side), bool(words))
                x += wide - width
            x += width

    def _button(self, name: str, box: pygame.Rect, words: bool) -> Button:
        icon, english, press = self.entry(name)
        label = self._call_words() if name == "fork" and words else "1×" if name == "speed" else ""
        kind, tint = ("call", style.OWN) if name == "fork" else ("ghost", style.QUIET)
        if name == "fork":
            box = box.inflate(-self.desk.style.px(4), -self.desk.style.px(4))
        return Button(
            self.desk, box, press, icon="" if name == "speed" else icon, label=label, kind=kind, tint=tint,
            level=_LEVEL, tip=tip_of(self.desk, english), size=style.TEXT,
        )  # fmt: skip

    def _call_words(self) -> str:
        """The longer of the two things that the call says, so that its place does not change."""
        words = self.desk.words
        return max(words("Try it"), words("Back"), key=len)

    def entry(self, name: str) -> tuple[str, str, Callable[[], None]]:
        """Icon, English words and deed of a part: for its button, its tooltip and the menu of dots."""
        do, doors = self.desk.do, self.doors
        table: dict[str, tuple[str, str, Callable[[], None]]] = {
            "play": ("play", "Play or pause", lambda: do(inputs.toggle_play)),
            "previous": ("previous", "Sentence before", lambda: do(inputs.step_cue(-1))),
            "next": ("next", "Next sentence", lambda: do(inputs.step_cue(1))),
            "fork": ("try", "Try something from here on, or go back", doors.fork),
            "chapters": ("chapters", "Chapters", doors.chapters),
            "speed": ("speed", "Speed", doors.speed),
            "captions": ("captions", "Captions off or on", lambda: do(inputs.toggle_captions)),
            "sounds": ("sounds", "Sounds of the model off or on", lambda: do(inputs.toggle_sounds)),
            "sound": ("sound", "Sound off or on", lambda: do(inputs.toggle_mute)),
            "panels": ("panels", "Side panel", doors.panels),
            "help": ("help", "These keys", lambda: do(inputs.toggle_help)),
            "full": ("full", "Full screen", lambda: do(inputs.toggle_fullscreen)),
            "more": ("more", "More", doors.more),
        }
        return table[name]

    def everything(self) -> list[Widget | Button]:
        """All its widgets, as they stand."""
        widgets: list[Widget | Button] = [self.timeline, *self.parts.values()]
        return [self.ground, *sorted(widgets, key=lambda one: one.rect.x)]

    def show(
        self, film: Film, player: Player, loop: tuple[int, int] | None, own: bool, side_open: bool
    ) -> None:
        """Bring every part up to date."""
        self.timeline.bring(film, player.tick, loop, own)
        for name, part in self.parts.items():
            if isinstance(part, TimeDisplay):
                part.bring(player.tick, film.duration_tick)
            else:
                part.show_as(**self._look(name, player, own, side_open))

    def _look(self, name: str, player: Player, own: bool, side_open: bool) -> dict:
        words = self.desk.words
        match name:
            case "play":
                return {"icon": "pause" if player.playing else "play", "tint": style.INK}
            case "speed":
                return {"label": f"{player.speed:g}×", "on": player.speed != 1}
            case "captions":
                return {"icon": "captions" if player.captions else "captions_off"}
            case "sounds":
                return {"icon": "sounds" if player.sounds else "sounds_off"}
            case "sound":
                loud, unheard = loudness(player), unspoken(player)
                icon = "sound_off" if loud == 0 or unheard else "sound_low" if loud <= 0.5 else "sound"
                return {"icon": icon, "on": unheard}
            case "panels":
                return {"on": side_open}
            case "full":
                return {"icon": "window" if player.fullscreen else "full"}
            case "fork":
                label = (
                    words("Back" if own else "Try it")
                    if self.parts["fork"].rect.width > 1.5 * self.parts["fork"].rect.height
                    else ""
                )
                return {
                    "icon": "back" if own else "try",
                    "label": label,
                    "tint": style.AMBER if own else style.OWN,
                }
        return {}
