"""Small helpers that write SVG text: gradients, paths and whole documents."""

import html
from collections.abc import Callable, Iterable, Sequence

Stop = tuple[float, str] | tuple[float, str, float | str]  # place, colour, opacity

__all__ = ["blur", "circle", "document", "escape", "linear", "polyline", "radial", "wavy"]


def escape(text: str) -> str:
    """Text as it stands between tags. (That of xml.sax brings half of Python's network with it.)"""
    return html.escape(text, quote=False)


def document(body: str, left: float, top: float, width: float, height: float, zoom: float = 1.0) -> str:
    """A whole SVG that shows the given window of `body`, `zoom` pixels to the unit."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" '
        f'width="{width * zoom:g}" height="{height * zoom:g}">{body}</svg>'
    )


def linear(
    name: str, stops: Sequence[Stop], x1: float, y1: float, x2: float, y2: float, *, absolute: bool = False
) -> str:
    """A linear gradient from (x1, y1) to (x2, y2), in shares of the box or in user units."""
    return (
        f'<linearGradient id="{name}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"{_units(absolute)}>'
        f"{_stops(stops)}</linearGradient>"
    )


def radial(
    name: str,
    stops: Sequence[Stop],
    cx: float = 0.5,
    cy: float = 0.5,
    r: float = 0.5,
    *,
    focus: tuple[float, float] | None = None,
    absolute: bool = False,
    transform: str = "",
) -> str:
    """A radial gradient round (cx, cy), its light at `focus`."""
    eye = f' fx="{focus[0]:g}" fy="{focus[1]:g}"' if focus else ""
    move = f' gradientTransform="{transform}"' if transform else ""
    return (
        f'<radialGradient id="{name}" cx="{cx:g}" cy="{cy:g}" r="{r:g}"{eye}{_units(absolute)}{move}>'
        f"{_stops(stops)}</radialGradient>"
    )


def blur(name: str, sigma: float, region: tuple[float, float, float, float]) -> str:
    """A Gaussian blur filter over `region` (left, top, width, height in user units)."""
    x, y, width, height = region
    return (
        f'<filter id="{name}" filterUnits="userSpaceOnUse" x="{x:g}" y="{y:g}" width="{width:g}" '
        f'height="{height:g}"><feGaussianBlur stdDeviation="{sigma:g}"/></filter>'
    )


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1.0) -> str:
    """A circle; `fill` is a colour or url(#gradient)."""
    see = f' opacity="{opacity:.3f}"' if opacity != 1.0 else ""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}"{see}/>'


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """Path data through `points`."""
    return "M" + " L".join(f"{x:.2f},{y:.2f}" for x, y in points)


def wavy(height: Callable[[float], float], left: int = -40, right: int = 1960, pitch: int = 20) -> str:
    """Path data along y = height(x)."""
    return polyline((x, float(height(x))) for x in range(left, right + 1, pitch))


def _units(absolute: bool) -> str:
    return ' gradientUnits="userSpaceOnUse"' if absolute else ""


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _stops(stops: Sequence[Stop]) -> str:
    return "".join(
        f'<stop offset="{stop[0]:g}" stop-color="{stop[1]}"'
        + (f' stop-opacity="{_number(stop[2])}"' if len(stop) == 3 else "")
        + "/>"
        for stop in stops
    )
