"""Faces: which font has a sign: the lecture's, or else Noto's for its script, or else the machine's.

The fonts come inside packages (font-manrope, manimgx-fonts, manimgx-fonts-cjk), so that a line looks the
same on every machine. Only a sign that none of them has is looked for among the machine's own fonts.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import font_manrope

from apanim.errors import UserError
from apanim.letters.icu_harfbuzz import harfbuzz
from apanim.letters.markup import bare
from apanim.letters.scripts import script_of

MANROPE = Path(font_manrope.__file__).parent / "files"
FAMILY = "Manrope"
_WEIGHTS = {500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
_CJK = {"ja": 0, "ko": 1, "zh": 2, "zh-TW": 3, "zh-HK": 4}  # its faces, by the language that reads them
_CJK_SCRIPTS = frozenset(("Han", "Hiragana", "Katakana", "Hangul", "Bopomofo"))
MAKERS = ("font-manrope", "manimgx-fonts", "manimgx-fonts-cjk", "uharfbuzz", "pyicu-wheels")


class Face(NamedTuple):
    """A face by its file, and its number in a file of several."""

    file: Path
    number: int = 0


def manrope(weight: int) -> Path:
    """The file of the lecture's own font at a weight, one of 500, 600, 700, 800."""
    return MANROPE / f"{FAMILY}-{_WEIGHTS[weight]}.ttf"


@cache
def own_signs() -> frozenset[int]:
    """The code points that the lecture's own font has."""
    return _signs(Face(manrope(600)))


@lru_cache(maxsize=4096)
def is_plain(text: str) -> bool:
    """Whether the lecture's own font sets `text` as it stands: no fallback, no joining, left to right."""
    return text.isascii() or all(
        ord(sign) in own_signs() and unicodedata.category(sign)[0] != "M" for sign in text
    )


@lru_cache(maxsize=8192)
def face_of(cluster: str, language: str, weight: int) -> Face | None:
    """The first face that has all of `cluster`: a sign with its marks, none of them in need of a glyph of
    its own if it is never seen. None if there is no such face, here."""
    needed = frozenset(ord(sign) for sign in cluster if not _never_seen(sign))
    return next((face for face in _candidates(cluster, language, weight) if needed <= _signs(face)), None)


def lacking(text: str, language: str = "") -> str:
    """The signs of marked-up `text`, each once, that no face here has."""
    text = bare(text)
    if is_plain(text):
        return ""
    return "".join(sign for sign in dict.fromkeys(text) if face_of(sign, language, 600) is None)


def drawable(text: str, language: str = "") -> str:
    """`text`. Raises UserError naming the signs that no face here has."""
    if signs := lacking(text, language):
        named = ", ".join(f"'{one}' ({unicodedata.name(one, f'U+{ord(one):04X}')})" for one in signs[:3])
        more = f" and {len(signs) - 3} more" if len(signs) > 3 else ""
        raise UserError(
            f"'{text}': in '{language or 'en'}' no font here has {named}{more}; "
            "write otherwise, or install a font that has it"
        )
    return text


def _never_seen(sign: str) -> bool:
    """Joiners, marks of direction and variation: they shape their neighbours."""
    return unicodedata.category(sign) in ("Cf", "Zl", "Zp", "Cc") or 0xFE00 <= ord(sign) <= 0xFE0F


def _candidates(cluster: str, language: str, weight: int) -> Iterator[Face]:
    yield Face(manrope(weight))
    noto, cjk = _noto(), _cjk(language, cluster)
    script = script_of(cluster[0]).replace("_", "")
    first = [cjk] if cjk and script in _CJK_SCRIPTS else [noto[script]] if script in noto else []
    last = [noto[name] for name in ("", "Symbols") if name in noto]
    yield from first
    yield from last
    yield from [cjk] if cjk and cjk not in first else []
    yield from (face for face in noto.values() if face not in (*first, *last))
    yield from _machine_faces()


@cache
def _noto() -> dict[str, Face]:
    """Noto Sans by script: "" for Latin, Greek and Cyrillic, "Arabic", "Symbols"."""
    names = [(path.stem.partition("[")[0], path) for path in _files("manimgx_fonts", "*.ttf")]
    return {
        name.removeprefix("NotoSans").removeprefix("Noto"): Face(path)
        for name, path in names
        if not name.endswith("Italic")
    }


def _cjk(language: str, cluster: str) -> Face | None:
    """Chinese, Japanese and Korean: one file, whose faces draw a sign as each language does."""
    found = _files("manimgx_fonts_cjk", "*.ttc")
    if not found:
        return None
    if (script := script_of(cluster[0]).replace("_", "")) in ("Hiragana", "Katakana", "Hangul"):
        return Face(found[0], _CJK["ko" if script == "Hangul" else "ja"])
    tag = language.replace("_", "-")
    if tag.split("-")[0] == "zh":
        parts = tag.lower().split("-")[1:]
        tag = "zh-HK" if {"hk", "mo"} & {*parts} else "zh-TW" if {"hant", "tw"} & {*parts} else "zh"
    return Face(found[0], _CJK.get(tag, _CJK.get(tag.split("-")[0], _CJK["zh"])))


@cache
def _files(package: str, pattern: str) -> list[Path]:
    spec = find_spec(package)
    places = (spec.submodule_search_locations or ()) if spec else ()
    return sorted(path for place in places for path in Path(place).glob(pattern))


@cache
def _machine_faces() -> tuple[Face, ...]:
    """The machine's fonts, those without serifs first, for signs that no package has."""
    import pygame.sysfont

    pygame.sysfont.initsysfonts()
    found = {
        (("sans" not in name, name), Path(file))
        for name, styles in pygame.sysfont.Sysfonts.items()
        for (bold, italic), file in styles.items()
        if not bold and not italic
    }
    return tuple(Face(file) for _, file in sorted(found) if file.suffix.lower() in (".ttf", ".otf", ".ttc"))


@cache
def _signs(face: Face) -> frozenset[int]:
    """The code points of a face; none of a file that is no font."""
    try:
        return frozenset(opened(face).unicodes)
    except (OSError, harfbuzz().HarfBuzzError):
        return frozenset()


@cache
def opened(face: Face) -> Any:
    """The face, read once."""
    return harfbuzz().Face(harfbuzz().Blob.from_file_path(str(face.file)), face.number)


@cache
def font_at(face: Face, weight: int) -> Any:
    """The face at a weight, as near as it can be varied."""
    font = harfbuzz().Font(opened(face))
    if font.face.has_var_data:
        font.set_variations({"wght": weight})
    return font
