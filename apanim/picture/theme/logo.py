"""The logo of a house: a picture of its own, as SVG that stands wherever a picture shows it."""

import base64
import io
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from apanim.errors import UserError

SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
_LONGEST_PX = 1600  # of a picture made of pixels: sharp on the largest film, and small beside it
_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_LENGTH = re.compile(r"\s(width|height)\s*=\s*[\"']\s*([0-9.]+)[a-z]*\s*[\"']")
_VIEW = re.compile(r"\sviewBox\s*=\s*[\"']([^\"']+)[\"']")
_SPACES = re.compile(r"\sxmlns(:\w+)?\s*=\s*(\"[^\"]*\"|'[^']*')")


def read_logo(path: Path, where: str) -> str:
    """The file at `path` as the end of an `<svg ` element that has a place and a size: its window, and what
    is in it. Raises UserError, beginning with `where`, for what is no picture, or has words in a font."""
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"{where}: {path.name} is no logo; give a picture, {', '.join(SUFFIXES)}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"{where}: {path} cannot be read ({error.strerror}); name a file beside it"
        ) from None
    logo = _drawn(path, content, where) if path.suffix.lower() == ".svg" else _pixels(path, content, where)
    _check(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" {logo}', path, where)
    return logo


_LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def _drawn(path: Path, content: bytes, where: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{where}: {path.name} is not UTF-8 text; save it as plain SVG") from None
    root = _ROOT.search(text)
    if root is None or "</svg>" not in text:
        raise UserError(f"{where}: {path.name} holds no <svg>; save it as plain SVG")
    if re.search(r"<text\b", text):
        raise UserError(
            f"{where}: {path.name} has words in a font; turn them into paths, and save it again"
        )
    view = _VIEW.search(root[0])
    sizes = dict(_LENGTH.findall(root[0]))
    if view is None and len(sizes) < 2:
        raise UserError(f"{where}: {path.name} tells no size; give its <svg> a viewBox")
    window = view[1] if view else f"0 0 {sizes['width']} {sizes['height']}"
    inside = text[root.end() : text.rindex("</svg>")]
    spaces = "".join(
        f" {one[0].strip()}" for one in _SPACES.finditer(root[0]) if one[1] not in (None, ":xlink")
    )
    return f'viewBox="{window}"{spaces} {_LINKS}>{inside}</svg>'


def _pixels(path: Path, content: bytes, where: str) -> str:
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(content)).convert("RGBA")
    except Exception:  # whatever a reader does that trusts a broken file
        raise UserError(f"{where}: {path.name} is no whole picture; save it again as PNG") from None
    picture.thumbnail((_LONGEST_PX, _LONGEST_PX))
    kept, (width, height) = io.BytesIO(), picture.size
    picture.save(kept, "PNG")
    data = base64.b64encode(kept.getvalue()).decode()
    return (
        f'viewBox="0 0 {width} {height}" {_LINKS}>'
        f'<image width="{width}" height="{height}" xlink:href="data:image/png;base64,{data}"/></svg>'
    )


def _check(svg: str, path: Path, where: str) -> None:
    from resvg import usvg

    try:
        ElementTree.fromstring(svg)
        usvg.Tree.from_str(svg, usvg.Options.default())
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # what resvg raises is no Exception
        raise UserError(f"{where}: {path.name} cannot be drawn ({error}); save it as plain SVG") from None
