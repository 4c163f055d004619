"""The one mark-up of words: what is raised and lowered, in picture, captions, files and pages alike.

'^' raises and '_' lowers the {group} after it; or, of 'Ca^2+' and 'E_Na', the number with its sign, the
letters and digits; or else one sign. Unicode's own raised and lowered signs count as marked up.
'\\^' and '\\_' are the signs themselves.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

_RAISED = dict(zip("⁺⁻⁼⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹ⁿⁱ", "+−=()0123456789ni", strict=True))
_LOWERED = dict(zip("₊₋₌₍₎₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "+−=()0123456789aeoxhklmnpstijruv", strict=True))
_UP = {plain: sign for sign, plain in _RAISED.items()}
_DOWN = {plain: sign for sign, plain in _LOWERED.items()}
MARKED = re.compile(f"[\\\\^_{''.join((*_RAISED, *_LOWERED))}]")
_PIECE = re.compile(
    rf"\\(?P<plain>[\\^_])"
    rf"|\^(?:\{{(?P<up>[^{{}}]*)\}}|(?P<power>[0-9+−]+)|(?P<high>[^\s_^]))"
    rf"|_(?:\{{(?P<down>[^{{}}]*)\}}|(?P<index>[A-Za-z0-9\u0370-\u03ff]+)|(?P<deep>[^\s_^]))"
    rf"|(?P<raised>[{''.join(_RAISED)}]+)|(?P<lowered>[{''.join(_LOWERED)}]+)"
)


class TextRun(NamedTuple):
    """A piece of text on one level: +1 raised, 0, -1 lowered."""

    text: str
    level: int


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[TextRun, ...]:
    """The runs of marked-up `text`, in order, without their marks."""
    if not MARKED.search(text):
        return (TextRun(text, 0),) if text else ()
    out: list[TextRun] = []
    last = 0
    for found in _PIECE.finditer(text):
        _add(out, text[last : found.start()], 0)
        _add(out, *_of(found))
        last = found.end()
    _add(out, text[last:], 0)
    return tuple(out)


def _of(found: re.Match[str]) -> tuple[str, int]:
    kind, text = found.lastgroup, found[found.lastgroup or 0]
    if kind == "raised":
        return "".join(_RAISED[sign] for sign in text), 1
    if kind == "lowered":
        return "".join(_LOWERED[sign] for sign in text), -1
    return text, 0 if kind == "plain" else 1 if kind in ("up", "power", "high") else -1


def _add(out: list[TextRun], text: str, level: int) -> None:
    if text and out and out[-1].level == level:
        out[-1] = TextRun(out[-1].text + text, level)
    elif text:
        out.append(TextRun(text, level))


def literal(text: str) -> str:
    """Mark-up that shows `text` as it is: a file's name, in which '_' lowers nothing."""
    return re.sub(r"([\^_])", r"\\\1", text) if MARKED.search(text) else text


def bare(text: str) -> str:
    """The signs of marked-up `text` alone, whatever their level."""
    return "".join(run.text for run in runs(text))


def plain(text: str) -> str:
    """Marked-up `text` for whatever knows no mark-up: subtitles, transcripts, a film's track.

    What Unicode can raise or lower is so ('Ca²⁺', 'V₁'); the rest stands on the line, as abstracts have it
    ('ENa').
    """
    return _told(text, lambda words, signs: "".join(signs.get(one, "") for one in words))


def _told(text: str, in_unicode: Callable[[str, dict[str, str]], str]) -> str:
    out = ""
    for run in runs(text):
        signs = {1: _UP, -1: _DOWN}.get(run.level)
        made = in_unicode(run.text, signs) if signs else run.text
        out += made if len(made) == len(run.text) else run.text
    return out
