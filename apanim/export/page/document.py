"""One HTML file from its parts: structure, style and script of `assets/page/`, film, font and data."""

import base64
import html
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from apanim import __version__
from apanim.data import assets_dir
from apanim.export.page.font import font_bytes, others
from apanim.picture.theme import Theme

# In this order: each uses what stands in those before it.
SCRIPTS = ("travels", "film", "words", "marks", "steps", "plot", "point", "controls", "start")
_PIECE = 3 << 20  # bytes of the film in one piece: base64 of whole threes can be read piece by piece
_COLOURS = {
    "ground": "ground.outside.1", "panel": "panel.cool.0", "ink": "text.ink", "quiet": "text.quiet",
    "grid": "plot.grid", "accent": "plot.trace", "second": "plot.curves.0", "third": "plot.curves.1",
    "na": "plot.e_na", "k": "plot.e_k", "trouble": "plot.h",
}  # fmt: skip
_HOLE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Addition:
    """What else a page may have: its `data` is `window.apanim.data.additions[name]`, its script runs after
    the page's own, and `<section id="more">` is free for what it shows."""

    name: str
    data: dict[str, Any] = field(default_factory=dict)
    style: str = ""
    script: str = ""


def assemble(
    film: bytes, data: dict[str, Any], theme: Theme, language: str, additions: Sequence[Addition] = ()
) -> str:
    """The page that shows `film` (MP4) and `data` (of `travels`) in the colours of `theme`."""
    folder = assets_dir() / "page"
    data = data | {"additions": {one.name: one.data for one in additions}}
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    script = [(folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    sheet = (folder / "page.css").read_text(encoding="utf-8")
    parts = {
        "language": html.escape(language), "title": html.escape(data["title"]), "version": __version__,
        "scheme": "light" if theme.name == "light" else "dark",
        "style": "".join([sheet, *(one.style for one in additions)]),
        "noscript": "This page needs JavaScript, which your browser has switched off.",
        "script": '"use strict";\n' + "\n".join([*script, *(one.script for one in additions)]),
        "payload": "\n".join(_payload(film, plain)),
    }  # fmt: skip
    parts["style"] = filled(parts["style"], {"font": _font(plain, language), "colours": _colours(theme)})
    return filled((folder / "page.html").read_text(encoding="utf-8"), parts)


def filled(text: str, parts: dict[str, str]) -> str:
    """`text` with its {{holes}} filled by name."""
    return _HOLE.sub(lambda hole: parts[hole[1]], text)


def _payload(film: bytes, data: str) -> Iterator[str]:
    packed = zlib.compress(data.encode(), 9)
    yield _piece("data", packed)
    for first in range(0, len(film), _PIECE):
        yield _piece("film", film[first : first + _PIECE])


def _piece(kind: str, content: bytes) -> str:
    """A script that browsers do not run: base64 has nothing in it that ends it."""
    text = base64.b64encode(content).decode()
    return f'<script type="text/plain" data-travels="{kind}">{text}</script>'


def _font(text: str, language: str) -> str:
    rest = [_face(font, signs) for signs, font in others(text, language)]
    return "\n".join([_face(font_bytes(text)), *rest])


def _face(font: bytes, signs: str = "") -> str:
    """A font of the page, of these signs alone if any are named."""
    url = "data:font/woff;base64," + base64.b64encode(font).decode()
    of = f" unicode-range: {', '.join(f'U+{ord(sign):X}' for sign in signs)};" if signs else ""
    look = f"font-family: Manrope; font-weight: 200 800;{of}"
    return f'@font-face {{ {look} src: url("{url}") format("woff"); }}'


def _colours(theme: Theme) -> str:
    return "\n".join(f"  --{name}: {theme.hex('@' + role)};" for name, role in _COLOURS.items())
