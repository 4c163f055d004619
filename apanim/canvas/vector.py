"""The flat items of a draw list as SVG, colours by role: panels, bars, dots, lines, curves, glows, text."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from apanim.letters.faces import FAMILY, Face
from apanim.letters.markup import runs
from apanim.letters.shaping import outline
from apanim.picture import svg, type
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Bar, Curve, Dot, Glow, Line, Panel, Points, Shades, Text
from apanim.picture.theme import colour, opacities, ramp

Flat = Panel | Bar | Dot | Line | Glow | Text
Point = tuple[float, float]

_PANEL_RADIUS = 20
_SHADOW = (6, 10, 0.28)
OUTLINE_WIDTH, OUTLINE_OPACITY = 6, 0.42
_CURVE_WIDTH, _HALO_WIDTH, _HALO_OPACITY = 5, 11, 0.22
_HATCH_WIDTH, _HATCH = 5, 1.2  # of a stripe, and its opacity by that of the tint


class VectorDrawing(NamedTuple):
    """SVG markup round the item's own origin, and the box that it fills."""

    markup: str
    box: Box


@lru_cache(maxsize=2048)  # most of a frame's flat items are those of the frame before
def at_origin(item: Flat) -> tuple[Flat, float, float]:
    """The item moved to its origin and fully opaque, and where the origin was: a key for caches."""
    if isinstance(item, Line):
        points, x, y = _from_first(item.points)
        x, y = item.x + x, item.y + y
        return item._replace(points=points, opacity=1.0, x=0.0, y=0.0), x, y
    return item._replace(x=0.0, y=0.0, opacity=1.0), item.x, item.y


@lru_cache(maxsize=512)  # a shape that moves has its points as they were
def _from_first(points: tuple[Point, ...]) -> tuple[Points, float, float]:
    """The points counted from the first of them, to a hundredth, and where that is."""
    x, y = points[0]
    return Points((round(px - x, 2), round(py - y, 2)) for px, py in points), x, y


def drawing(item: Flat) -> VectorDrawing:
    """SVG of an item that `at_origin` moved."""
    match item:
        case Panel():
            return _panel(item)
        case Bar():
            r = min(item.width, item.height) / 2
            return VectorDrawing(
                f'<rect width="{item.width:g}" height="{item.height:g}" rx="{r:g}" fill="{item.colour}"/>',
                (0, 0, item.width, item.height),
            )
        case Dot():
            reach = item.r + item.rim_width / 2
            rim = f' stroke="{item.rim}" stroke-width="{item.rim_width:g}"' if item.rim else ""
            return VectorDrawing(
                f'<circle r="{item.r:g}" fill="{item.colour}"{rim}/>', (-reach, -reach, reach, reach)
            )
        case Line():
            return _line(item)
        case Glow():
            return _glow(item)
        case Text():
            return _text(item)


def _panel(item: Panel) -> VectorDrawing:
    top, bottom = ramp(f"panel.{item.tone}")
    see_top, see_bottom = opacities(f"panel.{item.tone}_opacity")
    edge, strength = (
        colour(f"panel.{item.tone}_edge"),
        (0.55, 0.12) if item.tone == "cool" else (0.45, 0.10),
    )
    (dx, dy, shade), dark = _SHADOW, colour("panel.shadow")
    plate = f'width="{item.width:g}" height="{item.height:g}" rx="{_PANEL_RADIUS}"'
    markup = (
        f"<defs>{svg.linear('f', [(0, top, see_top), (1, bottom, see_bottom)], 0, 0, 0, 1)}"
        f"{svg.linear('e', [(0, edge, strength[0]), (1, edge, strength[1])], 0, 0, 0, 1)}</defs>"
        f'<rect x="{dx}" y="{dy}" {plate} fill="{dark}" opacity="{shade}"/>'
        f'<rect {plate} fill="url(#f)" stroke="url(#e)" stroke-width="1.6"/>'
    )
    return VectorDrawing(markup, (-1, -1, item.width + dx, item.height + dy))


def _line(item: Line) -> VectorDrawing:
    path = svg.polyline(item.points)
    dash = f' stroke-dasharray="{item.dash[0]:g} {item.dash[1]:g}"' if item.dash else ""
    under = (
        f'<path d="{path}" stroke="{item.under}" stroke-opacity=".6" stroke-width="{item.under_width:g}"/>'
        if item.under
        else ""
    )
    markup = (
        f'<g fill="none" stroke-linejoin="round">{under}'
        f'<path d="{path}" stroke="{item.colour}" stroke-width="{item.width:g}"{dash}/></g>'
    )
    reach = max(item.width, item.under_width)
    xs, ys = [x for x, _ in item.points], [y for _, y in item.points]
    return VectorDrawing(markup, (min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach))


def _glow(item: Glow) -> VectorDrawing:
    markup = (
        f"<defs>{svg.radial('g', item.stops)}</defs>"
        f'<ellipse rx="{item.rx:g}" ry="{item.ry:g}" fill="url(#g)"/>'
    )
    return VectorDrawing(markup, (-item.rx, -item.ry, item.rx, item.ry))


def _text(item: Text) -> VectorDrawing:
    if not type.set_plainly(item.text):
        return _lettered(item)
    left, top, right, bottom = type.box(item)
    start = type.start_x(item)
    under = ""
    if item.outline:
        paint = f'fill="{item.outline}" stroke="{item.outline}" stroke-width="{OUTLINE_WIDTH}"'
        under = _line_of_text(item, start, f'{paint} stroke-linejoin="round" opacity="{OUTLINE_OPACITY}"')
    edge = OUTLINE_WIDTH
    markup = under + _line_of_text(item, start, f'fill="{item.colour}"')
    return VectorDrawing(markup, (left - edge, top - 0.15 * item.size - edge, right + edge, bottom + edge))


def _lettered(item: Text) -> VectorDrawing:
    """A line of any script as outlines, round its own origin; the box has all of its ink."""
    left, top, right, bottom = type.box(item)
    letters, under, start = "", "", type.start_x(item)
    for one in letters_of(item):
        drawn, zoom = outline(*one.glyph), one.zoom
        if drawn.bounds is None:
            continue
        x, y = start + one.x, one.y
        west, south, east, north = (zoom * side for side in drawn.bounds)
        left, top = min(left, x + west), min(top, y - north)
        right, bottom = max(right, x + east), max(bottom, y - south)
        place = f'transform="translate({x:.2f} {y:.2f}) scale({zoom:.5g} {-zoom:.5g})" d="{drawn.path}"'
        letters += f"<path {place}/>"
        under += f'<path stroke-width="{OUTLINE_WIDTH / zoom:.4g}" {place}/>'
    if item.outline:
        look = f'fill="{item.outline}" stroke="{item.outline}" stroke-linejoin="round"'
        letters = f'<g {look} opacity="{OUTLINE_OPACITY}">{under}</g>{letters}'
    edge = OUTLINE_WIDTH
    return VectorDrawing(
        f'<g fill="{item.colour}">{letters}</g>', (left - edge, top - edge, right + edge, bottom + edge)
    )


class Letter(NamedTuple):
    """A glyph, its place from where its line begins, and the pixels of a unit of its font."""

    glyph: tuple[Face, int, int]
    x: float
    y: float
    zoom: float


def letters_of(item: Text) -> Iterator[Letter]:
    """The letters of a line from left to right."""
    shaped = type.line(item.text, item.weight, item.tracking / item.size, item.language)
    for one in shaped.glyphs:
        glyph = one.face, one.weight, one.number
        zoom = one.zoom * item.size / outline(*glyph).units_per_em
        yield Letter(glyph, one.x * item.size, -one.y * item.size, zoom)


def _line_of_text(item: Text, start: float, paint: str) -> str:
    spans, level = "", 0.0
    for run in runs(item.text):
        size, weight, rise = type.run_style(run, item.size, item.weight)
        style = f' font-size="{size:g}" font-weight="{weight}"' if run.level else ""
        spans += f'<tspan{style} dy="{level - rise:.2f}">{_plain(run.text)}</tspan>'
        level = rise
    tracking = f' letter-spacing="{item.tracking:g}"' if item.tracking else ""
    return (
        f'<text xml:space="preserve" x="{start:.2f}" y="0" font-family="{FAMILY}" '
        f'font-size="{item.size:g}" font-weight="{item.weight}"{tracking} {paint}>{spans}</text>'
    )


def _plain(text: str) -> str:
    """Words as SVG, in which no theme finds a role to put a colour in."""
    return svg.escape(text).replace("@", "&#64;")


def curve(item: Curve) -> VectorDrawing:
    """The whole of a curve, revealed or not, round the design frame's own origin."""
    points = [(float(x), float(y)) for x, y in item.points]
    path = svg.polyline(points)
    (x0, _), (x1, _) = points[0], points[-1]
    stroke = f'fill="none" stroke="{item.colour}" stroke-linejoin="round" stroke-linecap="round"'
    shades = [(0, item.colour, 0.34), (1, item.colour, 0.02)]
    fill = svg.linear("a", shades, 0, item.top_y, 0, item.floor_y, absolute=True)
    under = (
        f"<defs>{fill}</defs>"
        f'<path d="{path} L{x1:.2f},{item.floor_y:g} L{x0:.2f},{item.floor_y:g} Z" fill="url(#a)"/>'
    )
    markup = (
        f"{'' if item.bare else under}"
        f'<path d="{path}" {stroke} stroke-width="{_HALO_WIDTH}" stroke-opacity="{_HALO_OPACITY}"/>'
        f'<path d="{path}" {stroke} stroke-width="{_CURVE_WIDTH}"/>'
    )
    reach = _HALO_WIDTH / 2 + 1
    bottom = max(item.floor_y, max(y for _, y in points) + reach)
    return VectorDrawing(markup, (x0 - reach, min(y for _, y in points) - reach, x1 + reach, bottom))


def shades(item: Shades) -> VectorDrawing:
    """All of the stretches, revealed or not, round the design frame's own origin."""
    body, defs = "", ""
    for i, (left, right, tint, strength, hatch) in enumerate(item.areas):
        plate = f'x="{left:.2f}" y="{item.top_y:g}" width="{right - left:.2f}" height="{_tall(item):g}"'
        defs += svg.linear(f"s{i}", [(0, tint, strength), (1, tint, strength / 2)], 0, 0, 0, 1)
        body += f'<rect {plate} fill="url(#s{i})"/>'
        if hatch > 0:
            stripe = (
                f'stroke="{tint}" stroke-width="{_HATCH_WIDTH}" stroke-opacity="{_HATCH * strength:.3g}"'
            )
            defs += (
                f'<pattern id="h{i}" width="{hatch:g}" height="{hatch:g}" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><path d="M{hatch / 2:g},0V{hatch:g}" {stripe}/></pattern>'
            )
            body += f'<rect {plate} fill="url(#h{i})"/>'
        body += (
            f'<path d="M{left:.2f},{item.top_y:g}V{item.floor_y:g}" stroke="{tint}" stroke-opacity=".5"/>'
        )
    lefts, rights = [area[0] for area in item.areas], [area[1] for area in item.areas]
    box = (min(lefts) - 1, item.top_y - 1, max(rights) + 1, item.floor_y + 1)
    return VectorDrawing(f"<defs>{defs}</defs>{body}", box)


def _tall(item: Shades) -> float:
    return item.floor_y - item.top_y
