"""How the widgets look: the theme's colours, Manrope, and one scale for all measures.

Measures are in units: one is a pixel in a window of 1280 x 720, and grows with the window and the text.
"""

import io
import math
from functools import lru_cache
from typing import Any

import pygame
from resvg import render, usvg

from apanim.canvas.vector import drawing
from apanim.letters.breaks import ON, joined, pieces
from apanim.letters.faces import manrope
from apanim.letters.language import FIGURES
from apanim.letters.markup import MARKED, runs
from apanim.picture import svg
from apanim.picture.drawlist import Text
from apanim.picture.theme import Theme, colour, mix, ramp
from apanim.picture.type import run_style, set_plainly
from apanim.picture.type import width as text_width
from apanim.window.panels.icons import ICONS
from apanim.window.translated import Words

TEXT, SMALL, TITLE = 16, 14, 18  # sizes of type
LEAST_SCALE = 0.8  # below it neither a hand nor an eye finds anything
_BASE = 1280, 720
_STEP = 0.05
_MANY = 2  # styles: the window's, and the strip's in full screen
_LARGE = 40_000  # pixels: plates beyond it are drawn when they are asked for
_KEPT: dict[tuple[str, float, Words], "Style"] = {}
Tint = str  # a colour as the theme names it ("@text.ink", a mixture) or '#RRGGBB'

INK, QUIET = colour("text.ink"), colour("text.quiet")
EDGE = colour("panel.cool_edge")
GROUND_TOP, GROUND = ramp("panel.cool")
AMBER = colour("plot.trace")
OWN = ramp("plot.curves")[0]  # what the viewer does, apart from the lecture
CURSOR = colour("plot.cursor")


def scale_for(size: tuple[int, int], text_scale: float = 1.0) -> float:
    """Pixels to the unit in a window of `size`; in steps, so that a pull at its edge changes little."""
    scale = max(LEAST_SCALE, min(size[0] / _BASE[0], size[1] / _BASE[1])) * text_scale
    return round(scale / _STEP) * _STEP


def styled(theme: Theme, scale: float, words: Words = str) -> "Style":
    """The style for a theme at a scale, numbers as `words` write them; those asked for last are kept."""
    if not pygame.font.get_init():
        pygame.font.init()
        _KEPT.clear()  # fonts do not outlive their library
    style = _KEPT.pop((theme.key, scale, words), None) or Style(theme, scale, words)
    _KEPT[theme.key, scale, words] = style
    while len(_KEPT) > _MANY:
        _KEPT.pop(next(iter(_KEPT))).forget()
    return style


class Style:
    """A theme at a scale. What it gives is kept: the same words or icon cost nothing a second time."""

    def __init__(self, theme: Theme, scale: float, words: Words = str) -> None:
        self.theme, self.scale, self._words = theme, scale, words
        self.text = lru_cache(700)(self._text)
        self.icon = lru_cache(120)(self._icon)
        self._small_plate = lru_cache(128)(self._plate)
        self.width = lru_cache(16384)(self._width)
        self.lines = lru_cache(1024)(self._lines)
        self.svg = lru_cache(64)(self.draw)
        self.rgb = lru_cache(256)(self._rgb)
        self._font = lru_cache(32)(self._open)

    def forget(self) -> None:
        """Give back all that is kept, at once."""
        for kept in (self.text, self.icon, self._small_plate, self.width, self.lines, self.svg, self.rgb):
            kept.cache_clear()
        self._font.cache_clear()

    def px(self, units: float) -> int:
        """Whole pixels, at least one."""
        return max(1, round(units * self.scale))

    def _rgb(self, tint: Tint) -> pygame.Color:
        """The colour in this theme."""
        return pygame.Color(self.theme.hex(tint))

    def rgba(self, tint: Tint, opacity: float) -> pygame.Color:
        """The colour with its opacity multiplied in, as premultiplied surfaces have it."""
        red, green, blue, _ = self.rgb(tint)
        return pygame.Color(*(round(one * opacity) for one in (red, green, blue, 255)))

    # ---- words

    def line_height(self, size: float = TEXT) -> int:
        """From one line of text to the next."""
        return self.px(size * 1.36)

    def _open(self, size: int, weight: int) -> pygame.font.Font:
        return pygame.font.Font(manrope(weight), size)

    def _runs(self, words: str, size: float, weight: int) -> list[tuple[str, pygame.font.Font, float]]:
        if not MARKED.search(words):
            return [(words, self._font(max(6, round(size * self.scale)), weight), 0.0)]
        out = []
        for run in runs(words):
            run_size, run_weight, rise = run_style(run, size * self.scale, weight)
            out.append((run.text, self._font(max(6, round(run_size)), run_weight), rise))
        return out

    def _told(self, words: str) -> str:
        """`words`, but a number as the window's language writes it."""
        return self._words(words) if FIGURES.fullmatch(words) else words

    def _width(self, words: str, size: float = TEXT, weight: int = 600) -> int:
        """How many pixels wide `words` are set."""
        words = self._told(words)
        if not set_plainly(words):
            return math.ceil(text_width(words, size * self.scale, weight))
        return sum(font.size(text)[0] for text, font, _ in self._runs(words, size, weight))

    def _text(self, words: str, tint: Tint = INK, size: float = TEXT, weight: int = 600) -> pygame.Surface:
        """One line of marked-up words, premultiplied; as high as a line whatever it says."""
        words = self._told(words)
        main = self._font(max(6, round(size * self.scale)), weight)
        high, base = main.get_linesize(), main.get_ascent()
        wide = max(1, self._width(words, size, weight))
        if not set_plainly(words):  # shaped, and of more fonts than one
            line = drawing(Text(0, 0, words, size * self.scale, weight, tint)).markup
            return self.draw(
                svg.document(f'<g transform="translate(0 {base})">{line}</g>', 0, 0, wide, high)
            )
        out = pygame.Surface((wide, high), pygame.SRCALPHA, 32)
        x = 0
        for text, font, rise in self._runs(words, size, weight):
            set_ = font.render(text, True, self.rgb(tint)).convert_alpha().premul_alpha()
            out.blit(set_, (x, base - font.get_ascent() - round(rise)), None, pygame.BLEND_PREMULTIPLIED)
            x += font.size(text)[0]
        return out

    def fit(self, words: str, room: int, size: float = TEXT, weight: int = 600) -> str:
        """`words`, or as much of them as `room` pixels hold, with an ellipsis."""
        if self.width(words, size, weight) <= room:
            return words
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(f"{words[:middle].rstrip()}…", size, weight) <= room:
                low = middle
            else:
                high = middle - 1
        return f"{words[:low].rstrip()}…" if low else ""

    def _lines(self, words: str, room: int, size: float = TEXT, weight: int = 600) -> tuple[str, ...]:
        """`words` in lines no wider than `room` pixels, broken where they may be."""
        out, space, used = list[str](), self.width(" ", size, weight), 0
        for piece in pieces(words):
            gap, word = (0, piece[1:]) if piece.startswith(ON) else (space, piece)
            wide = self.width(word, size, weight)
            if out and used + gap + wide <= room:
                out[-1] = joined((out[-1], piece))
                used += gap + wide
            else:
                out.append(word if wide <= room else self.fit(word, room, size, weight))
                used = wide
        return tuple(out) or ("",)

    # ---- shapes

    def _icon(self, name: str, size: float = 22, tint: Tint = QUIET) -> pygame.Surface:
        """An icon of `size` units, premultiplied and sharp."""
        side = self.px(size)
        body = (
            f'<g fill="none" stroke="{tint}" stroke-width="2" stroke-linecap="round" '
            f'stroke-linejoin="round">{ICONS[name].replace("INK", tint)}</g>'
        )
        return self.draw(svg.document(body, 0, 0, 24, 24, side / 24))

    def plate(self, size: tuple[int, int], *look: Any) -> pygame.Surface:
        """A rounded plate of `size` pixels: radius, fill from top to bottom, the fill's opacity, and
        edge with its opacity and width, or none."""
        return (self._plate if size[0] * size[1] > _LARGE else self._small_plate)(size, *look)

    def _plate(
        self,
        size: tuple[int, int],
        radius: float,
        fill: tuple[Tint, Tint],
        opacity: float = 1.0,
        edge: Tint = "",
        edge_opacity: float = 0.55,
        edge_width: float = 1.2,
    ) -> pygame.Surface:
        (width, height), thick = size, edge_width * self.scale if edge else 0.0
        stops = [(0, fill[0], opacity), (1, fill[1], opacity)]
        rim = f' stroke="{edge}" stroke-opacity="{edge_opacity}" stroke-width="{thick:g}"' if edge else ""
        corner = min(radius * self.scale, width / 2, height / 2)
        body = (
            f"<defs>{svg.linear('f', stops, 0, 0, 0, 1)}</defs>"
            f'<rect x="{thick / 2:g}" y="{thick / 2:g}" width="{max(0.1, width - thick):g}" '
            f'height="{max(0.1, height - thick):g}" rx="{corner:g}" fill="url(#f)"{rim}/>'
        )
        return self.draw(svg.document(body, 0, 0, width, height))

    def ground(self, width: int, height: int) -> pygame.Surface:
        """What the widgets lie on: the panels' own gradient, opaque."""
        column, top, foot = pygame.Surface((1, height)), self.rgb(GROUND_TOP), self.rgb(GROUND)
        for y in range(height):
            column.set_at((0, y), top.lerp(foot, y / max(1, height - 1)))
        return pygame.transform.scale(column, (width, height))

    def card(self, width: int, height: int, radius: float = 10) -> pygame.Surface:
        """A plate that floats over the picture: tooltips, menus, notes."""
        return self.plate((width, height), radius, (GROUND_TOP, GROUND), 0.98, EDGE)

    def draw(self, markup: str) -> pygame.Surface:
        """SVG `markup` in this theme's colours, premultiplied."""
        tree = usvg.Tree.from_str(self.theme.markup(markup), usvg.Options.default())
        png = render(tree, (1.0, 0.0, 0.0, 0.0, 1.0, 0.0))
        return pygame.image.load(io.BytesIO(png), "drawn.png").convert_alpha().premul_alpha()


def blank(width: int, height: int) -> pygame.Surface:
    """A clear surface to paint a widget on."""
    return pygame.Surface((max(1, width), max(1, height)), pygame.SRCALPHA, 32)


def put(on: pygame.Surface, what: pygame.Surface, x: float, y: float) -> None:
    """Lay one premultiplied surface on another."""
    on.blit(what, (round(x), round(y)), None, pygame.BLEND_PREMULTIPLIED)


def put_middle(on: pygame.Surface, what: pygame.Surface, x: float, y: float) -> None:
    """Lay one premultiplied surface on another, its middle at (x, y)."""
    put(on, what, x - what.get_width() / 2, y - what.get_height() / 2)


__all__ = [
    "AMBER",
    "CURSOR",
    "EDGE",
    "GROUND",
    "GROUND_TOP",
    "INK",
    "OWN",
    "QUIET",
    "Style",
    "mix",
    "styled",
]
