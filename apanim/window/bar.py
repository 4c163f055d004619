"""Where the player's bar and its parts are, in design units (1920 x 1080), and what lies under the hand.

The bar floats in the bottom margin of the picture, where no text of the lecture ever is.
"""

from dataclasses import dataclass

from apanim.picture.stage import HEIGHT, WIDTH, Box
from apanim.window.film import Film

_HEIGHT, _EDGE, _FOOT = 46, 24, 4
_PAD = 14
_PLAY, _TIME, _BUTTON, _SPEED = 46, 236, 52, 84
_SMALLEST_PX = 34  # a hand and an eye need this much, however small the window
BUTTONS = ("speed", "captions", "sound", "help", "fullscreen")  # left to right


@dataclass(frozen=True)
class Bar:
    """The boxes of the bar and its parts; `zoom` is how much larger than at full size all of it is."""

    zoom: float
    box: Box
    play: Box
    time: Box
    timeline: Box
    buttons: dict[str, Box]


def zoom_for(scale: float) -> float:
    """How much to enlarge the bar on a canvas of `scale` pixels a design unit."""
    return max(1.0, _SMALLEST_PX / (_HEIGHT * scale))


def layout(zoom: float) -> Bar:
    """The bar `zoom` times as large as at full size, across the whole foot of the picture."""
    top, bottom = HEIGHT - _FOOT - _HEIGHT * zoom, HEIGHT - _FOOT
    left, right = float(_EDGE), float(WIDTH - _EDGE)

    def box(x: float, width: float) -> Box:
        return x, top, x + width * zoom, bottom

    play = box(left + _PAD * zoom, _PLAY)
    time = box(play[2], _TIME)
    x, buttons = right - _PAD * zoom, {}
    for name in reversed(BUTTONS):
        width = _SPEED if name == "speed" else _BUTTON
        x -= width * zoom
        buttons[name] = box(x, width)
    timeline = (time[2] + _PAD * zoom, top, x - _PAD * zoom, bottom)
    return Bar(zoom, (left, top, right, bottom), play, time, timeline, buttons)


def hit(bar: Bar, x: float, y: float) -> str:
    """The part under a point: "play", "timeline", a button's name, "bar" beside them, or ""."""
    for name, box in {"play": bar.play, "timeline": bar.timeline, **bar.buttons, "bar": bar.box}.items():
        if box[0] <= x < box[2] and box[1] <= y < box[3]:
            return name
    return ""


def x_at(bar: Bar, film: Film, tick: float) -> float:
    """Where on the timeline `tick` is."""
    left, _, right, _ = bar.timeline
    return left + (right - left) * tick / max(1, film.last_tick)


def tick_at(bar: Bar, film: Film, x: float) -> float:
    """The tick at a place on the timeline, or beside it."""
    left, _, right, _ = bar.timeline
    return (x - left) / (right - left) * film.last_tick
