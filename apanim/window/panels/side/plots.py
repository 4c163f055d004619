"""The plots: what the model does over model time, a small diagram for each kind of quantity."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.picture.theme import colour, ramp
from apanim.window.film import Film
from apanim.window.panels import style
from apanim.window.panels.scroll import Scroll
from apanim.window.panels.style import Style, blank, put
from apanim.window.panels.widgets import Container, Desk, Widget
from apanim.window.player import Player

_LEAST_HEIGHT, _GAP = 112, 8  # units
_EVERY_S = 1 / 20  # while playing they are drawn so often
NA, K, CL, H, PUMP = (
    colour("plot.e_na"),
    colour("plot.e_k"),
    colour("plot.cl"),
    colour("plot.h"),
    ramp("plot.curves")[1],
)


class ReadoutLine(NamedTuple):
    """A quantity: its name in a readout, how it is written, its colour, and whether its line is thin."""

    name: str
    sign: str
    tint: style.Tint
    thin: bool = False


class Diagram(NamedTuple):
    """What is drawn together: a title, a unit, the quantities, and a range (None: what they need)."""

    title: str
    unit: str
    lines: tuple[ReadoutLine, ...]
    span: tuple[float, float] | None = None


DIAGRAMS = (
    Diagram("Membrane potential", "mV", (ReadoutLine("V_mV", "V", style.AMBER),), (-100, 60)),
    Diagram(
        "Currents", "µA/cm²",
        (
            ReadoutLine("I_Na", "Na^+", NA), ReadoutLine("I_K", "K^+", K),
            ReadoutLine("I_leak", "leak", style.QUIET), ReadoutLine("I_pump", "pump", PUMP),
            ReadoutLine("I_stim", "stimulus", colour("plot.threshold")),
        ),
    ),
    Diagram(
        "Conductances", "mS/cm²",
        (
            ReadoutLine("g_Na", "Na^+", NA), ReadoutLine("g_K", "K^+", K),
            ReadoutLine("g_leak", "leak", style.QUIET),
        ),
    ),
    Diagram(
        "Gates", "",
        (ReadoutLine("m", "m", NA), ReadoutLine("h", "h", H), ReadoutLine("n", "n", K)), (0, 1),
    ),
    Diagram(
        "Concentrations", "mM",
        (
            ReadoutLine("Na_out", "Na^+ out", NA), ReadoutLine("Na_in", "in", NA, True),
            ReadoutLine("K_out", "K^+ out", K, True), ReadoutLine("K_in", "in", K),
            ReadoutLine("Cl_out", "Cl^− out", CL), ReadoutLine("Cl_in", "in", CL, True),
        ),
    ),
    Diagram(
        "Reversal potentials", "mV",
        (ReadoutLine("E_Na", "E_Na", NA), ReadoutLine("E_K", "E_K", K), ReadoutLine("E_Cl", "E_Cl", CL)),
    ),
)  # fmt: skip


class SidePlot(Widget):
    """One diagram. Under the pointer it tells the values there, else those of now."""

    focusable = True

    def __init__(
        self, desk: Desk, place: pygame.Rect, diagram: Diagram, container: Container = None
    ) -> None:
        super().__init__(desk, place, container, 1, "plot")
        self.diagram, self.tip = diagram, ""
        self._curves: Any = None
        self._at: float | None = None  # share of the width that is pointed at

    def bring(self, curves: Any) -> None:
        """Other curves, or none."""
        self._curves = curves
        self.refresh((id(curves), self._at))

    @property
    def _field(self) -> pygame.Rect:
        s = self.desk.style
        return pygame.Rect(s.px(2), s.px(44), self.rect.width - s.px(44), self.rect.height - s.px(48))

    def painted(self) -> pygame.Surface:
        """Title and values above, lines in a field with its range at the right."""
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        unit = f" ({self.diagram.unit})" if self.diagram.unit else ""
        title = s.fit(self.desk.words(self.diagram.title) + unit, width, style.SMALL, 700)
        put(out, s.text(title, style.INK, style.SMALL, 700), s.px(2), 0)
        field = self._field
        put(out, s.plate(field.size, 6, (style.EDGE, style.EDGE), 0.07), *field.topleft)
        if self._curves is None:
            return out
        low, high = self._range()
        self._scale(out, field, low, high)
        for name, t_ms, values, tint, thin in self._drawn():
            points = _points(field, self._curves, t_ms, values, low, high)
            opacity = 0.42 if name == "ghost" else 1.0
            _draw(out, points, s, tint, opacity, thin)
        self._values(out, width)
        if self._at is not None:
            x = field.x + round(self._at * field.width)
            pygame.draw.rect(out, s.rgba(style.INK, 0.7), (x, field.y, max(1, s.px(1)), field.height))
        return out

    def _drawn(self) -> list[tuple[str, Any, Any, style.Tint, bool]]:
        curves, out = self._curves, []
        for line in self.diagram.lines:
            if line.name in curves.ghost:
                out.append(("ghost", curves.ghost_t_ms, curves.ghost[line.name], line.tint, True))
        for line in self.diagram.lines:
            if line.name in curves.lines:
                out.append((line.name, curves.t_ms, curves.lines[line.name], line.tint, line.thin))
        return out

    def _range(self) -> tuple[float, float]:
        low, high = self.diagram.span or (np.inf, -np.inf)
        for _, _, values, _, _ in self._drawn():
            if len(values):
                low, high = min(low, float(np.min(values))), max(high, float(np.max(values)))
        if low > high:
            return 0.0, 1.0
        room = 0.06 * (high - low) or max(1.0, 0.05 * abs(high))
        return (low - room, high + room) if self.diagram.span is None else (low, high)

    def _scale(self, out: pygame.Surface, field: pygame.Rect, low: float, high: float) -> None:
        s = self.desk.style
        if low < 0 < high:
            y = field.bottom - round((0 - low) / (high - low) * field.height)
            pygame.draw.rect(out, s.rgba(style.EDGE, 0.35), (field.x, y, field.width, 1))
        for value, y in ((high, field.top), (low, field.bottom - s.line_height(12))):
            figures = s.text(f"{value:.3g}".replace("-", "−"), style.QUIET, 12, 600)
            put(out, figures, field.right + s.px(5), y)

    def _values(self, out: pygame.Surface, width: int) -> None:
        """The quantities with their values, now or where the pointer is, in their colours."""
        s, curves, x = self.desk.style, self._curves, self.desk.style.px(2)
        words, here_ms = [], 0.0
        if self._at is not None:
            here_ms = curves.from_ms + self._at * (curves.to_ms - curves.from_ms)
            words.append((f"{here_ms:.2f} ms", style.INK))
        for line in self.diagram.lines:
            if line.name not in curves.lines or not len(curves.t_ms):
                continue
            index = len(curves.t_ms) - 1
            if self._at is not None:
                index = int(np.searchsorted(curves.t_ms, here_ms))
                if index >= len(curves.t_ms):
                    continue  # not lived yet
            value = float(curves.lines[line.name][index])
            words.append((f"{self.desk.words(line.sign)} {_figures(value)}", line.tint))
        for told, tint in words:
            piece = s.text(told, tint, 12, 700)
            if x + piece.get_width() > width:
                break
            put(out, piece, x, s.px(22))
            x += piece.get_width() + s.px(9)

    def process_event(self, event: pygame.Event) -> bool:
        """The pointer chooses a time."""
        if event.type == pygame.MOUSEMOTION:
            field = self._field.move(self.rect.topleft)
            over = self.hover_point(*event.pos) and field.collidepoint(event.pos)
            self._at = (event.pos[0] - field.x) / max(1, field.width) if over else None
            self.refresh((id(self._curves), self._at))
        return False

    def on_unhovered(self) -> None:
        """The pointer left."""
        super().on_unhovered()
        self._at = None
        self.refresh((id(self._curves), self._at))

    def arrow(self, right: int, down: int) -> bool:
        """The keys choose a time too."""
        if not right:
            return False
        at = 1.0 if self._at is None else self._at
        self._at = min(max(at + 0.01 * right, 0.0), 1.0)
        self.refresh((id(self._curves), self._at))
        return True


class Plots:
    """The diagrams of which a run has anything, one under the other."""

    def __init__(self, desk: Desk, place: pygame.Rect, level: int) -> None:
        self.desk, self._place, self._level = desk, place, level
        self._names: tuple[str, ...] = ()
        self.scroll: Scroll | None = None
        self._plots: list[SidePlot] = []
        self._drawn_s, self._curves = -1.0, None

    def everything(self) -> list[Any]:
        """Its widgets in the order of Tab."""
        return self._plots

    def _fill(self, lines: Mapping[str, Any]) -> None:
        """Diagrams for the quantities that there are."""
        if self.scroll:
            self.scroll.kill()
        wanted = [d for d in DIAGRAMS if any(line.name in lines for line in d.lines)]
        s, gap = self.desk.style, self.desk.style.px(_GAP)
        self.scroll = Scroll(self.desk, self._place, self._level)
        high = max(s.px(_LEAST_HEIGHT), self._place.height // max(1, len(wanted)) - gap)
        high, self._plots = min(high, s.px(230)), []
        for index, diagram in enumerate(wanted):
            place = pygame.Rect(0, index * (high + gap), self.scroll.width, high)
            plot = SidePlot(self.desk, place, diagram, self.scroll.box)
            self.scroll.add(plot, place.y)
            self._plots.append(plot)
        self.scroll.done()

    def show(self, state: Player, film: Film, readout: Any, now_s: float) -> None:
        """Draw what has been lived since."""
        curves = getattr(readout, "curves", None)
        if curves is None or curves is self._curves or (state.playing and now_s - self._drawn_s < _EVERY_S):
            return
        if tuple(curves.lines) != self._names:
            self._names = tuple(curves.lines)
            self._fill(curves.lines)
        self._drawn_s, self._curves = now_s, curves
        for plot in self._plots:
            plot.bring(curves)


def _points(
    field: pygame.Rect,
    curves: Any,
    t_ms: NDArray[np.float32],
    values: NDArray[np.float32],
    low: float,
    high: float,
) -> NDArray[np.float64]:
    """(k, 2) places of a line in its field."""
    x = field.x + (t_ms - curves.from_ms) / max(1e-9, curves.to_ms - curves.from_ms) * (field.width - 1)
    y = field.bottom - 2 - (values - low) / max(1e-12, high - low) * (field.height - 4)
    inside = (x >= field.x - 1) & (x <= field.right)
    return np.column_stack((x, np.clip(y, field.top, field.bottom))).astype(float)[inside]


def _draw(
    out: pygame.Surface, points: NDArray[np.float64], s: Style, tint: style.Tint, opacity: float, thin: bool
) -> None:
    """A smooth line; a thick one is laid side by side."""
    if len(points) < 2:
        return
    ink = pygame.Color(*s.rgba(tint, opacity)[:3])
    for shift in (0.0,) if thin else tuple(0.6 * k for k in range(max(3, round(3.4 * s.scale)))):
        pygame.draw.aalines(out, ink, False, points + np.array((0.0, shift)))


def _figures(value: float) -> str:
    """A number as short as it can be read."""
    size = abs(value)
    value = value if size >= 0.005 else 0.0
    figures = f"{value:.0f}" if size >= 99.5 else f"{value:.1f}" if size >= 9.95 else f"{value:.2f}"
    return figures.replace("-", "−")
