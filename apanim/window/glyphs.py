"""The bar's signs, drawn with lines and bars so that they are crisp at every size.

Each is a function of its centre, a unit (1/10 of a sign's height, about) and a colour.
"""

from collections.abc import Iterator

from apanim.picture.drawlist import Bar, Item, Line


def play(x: float, y: float, u: float, colour: str) -> Iterator[Item]:
    """A triangle with round corners."""
    points = ((-2.6, -3.8), (3.6, 0), (-2.6, 3.8), (-2.6, -3.8), (3.6, 0))
    yield _line(x, y, u, colour, points, 3.4)
    yield _line(x, y, u, colour, ((-2, 0), (2, 0)), 4.0)


def pause(x: float, y: float, u: float, colour: str) -> Iterator[Item]:
    """Two upright bars."""
    for dx in (-4.2, 1.2):
        yield Bar(x + dx * u, y - 5.4 * u, 3 * u, 10.8 * u, colour)


def sound(x: float, y: float, u: float, colour: str, loudness: float) -> Iterator[Item]:
    """A loudspeaker with one wave, two, or a cross when it is silent."""
    for points, width in ((((-6, 0), (-3.2, 0)), 4.6), (((-3.4, -1), (0, -4.2), (0, 4.2), (-3.4, 1)), 2.2)):
        yield _line(x, y, u, colour, points, width)
    yield _line(x, y, u, colour, ((-1.4, -2.4), (-1.4, 2.4)), 2.6)
    if loudness == 0:
        yield _line(x, y, u, colour, ((3, -2.2), (7.4, 2.2)), 1.5)
        yield _line(x, y, u, colour, ((3, 2.2), (7.4, -2.2)), 1.5)
        return
    yield _line(x, y, u, colour, ((3, -2.4), (3.8, -1), (3.8, 1), (3, 2.4)), 1.5)
    if loudness > 0.5:
        yield _line(x, y, u, colour, ((5.2, -4.6), (6.8, -2), (6.8, 2), (5.2, 4.6)), 1.5)


def captions(x: float, y: float, u: float, colour: str, on: bool) -> Iterator[Item]:
    """A frame with two lines of text; struck through when they are off."""
    frame = ((-6.4, -4.6), (6.4, -4.6), (6.4, 4.6), (-6.4, 4.6), (-6.4, -4.6), (6.4, -4.6))
    yield _line(x, y, u, colour, frame, 1.5)
    if not on:
        yield _line(x, y, u, colour, ((-7.4, 6), (7.4, -6)), 1.5)
        return
    yield _line(x, y, u, colour, ((-3.6, 0.2), (3.6, 0.2)), 1.5)
    yield _line(x, y, u, colour, ((-3.6, 2.6), (1.6, 2.6)), 1.5)


def fullscreen(x: float, y: float, u: float, colour: str, on: bool) -> Iterator[Item]:
    """Four corners, outwards, or inwards when the way leads back."""
    for sx in (-1, 1):
        for sy in (-1, 1):
            a, b = (1.6, 5.2) if on else (5.2, 1.6)
            points = ((sx * b, sy * a), (sx * a, sy * a), (sx * a, sy * b))
            yield _line(x, y, u, colour, points, 1.6)


def _line(
    x: float, y: float, u: float, colour: str, points: tuple[tuple[float, float], ...], width: float
) -> Line:
    return Line(tuple((x + px * u, y + py * u) for px, py in points), colour, width * u)
