"""Where the player's bar and its parts are, in design units (1920 x 1080), and what lies under the hand.

The bar floats in the bottom margin of the picture, where no text of the lecture ever is.
"""

from dataclasses import dataclass

from apanim.picture.stage import HEIGHT, WIDTH, Box
from apanim.window.film import Film

_HEIGHT, _EDGE, _FOOT = 46, 24, 4
_PAD = 14
_PLAY, _TIME, _BUTTON, _SPEED = 46, 272, 52, 84
_SMALLEST_PX = 34  # a hand and an eye need this much, however small the window
BUTTONS = ("speed", "captions", "sound", "help", "fullscreen")  # left to right
# In a small window these give way, the first first, until the timeline is long enough for a hand.
_GIVE_WAY = ("help", "speed", "captions", "fullscreen", "time", "sound")
_SHORTEST_TIMELINE = 0.3 * WIDTH


@dataclass(frozen=True)
class Bar:
    """The boxes of the bar and its parts; `zoom` is how much larger than at full size all of it is.

    A part that gave way has no box: `time` is empty, a button is missing.
    """

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
    widths = {"time": _TIME} | {name: _SPEED if name == "speed" else _BUTTON for name in BUTTONS}
    room = (WIDTH - 2 * _EDGE) / zoom - _PLAY - 4 * _PAD
    for name in _GIVE_WAY:
        if (room - sum(widths.values())) * zoom < _SHORTEST_TIMELINE:
            del widths[name]
    return _placed(zoom, widths)


def _placed(zoom: float, widths: dict[str, int]) -> Bar:
    """The bar with the parts that there is room for, side by side."""
    top, bottom = HEIGHT - _FOOT - _HEIGHT * zoom, HEIGHT - _FOOT
    left, right = float(_EDGE), float(WIDTH - _EDGE)

    def box(x: float, width: float) -> Box:
        return x, top, x + width * zoom, bottom

    play = box(left + _PAD * zoom, _PLAY)
    time = box(play[2], widths.pop("time", 0))
    x = right - (_PAD + sum(widths.values())) * zoom
    timeline = (time[2] + _PAD * zoom, top, x - _PAD * zoom, bottom)
    buttons = {}
    for name, width in widths.items():
        buttons[name] = box(x, width)
        x += width * zoom
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
