"""Still layers that are drawn by hand: SVG files in assets/layers, their colours roles of the theme."""

from functools import cache

from apanim.data import assets_dir


@cache
def art(name: str) -> str:
    """The markup within assets/layers/NAME.svg, colours still to be put in (picture.theme)."""
    text = (assets_dir() / "layers" / f"{name}.svg").read_text(encoding="utf-8")
    return text[text.index(">") + 1 : text.rindex("</svg>")].replace("\n", "")
