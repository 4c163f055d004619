"""Caption pages as subtitle files: SRT (comma) and WebVTT (point), UTF-8 without a mark, LF."""

from collections.abc import Iterable

from apanim.letters.plain import in_plain
from apanim.narration.captions import CaptionPage
from apanim.units import TICKS_PER_S


def write_srt(pages: Iterable[CaptionPage]) -> str:
    """The text of an SRT file, its blocks numbered from 1."""
    blocks = (f"{number}\n{_times(page, ',')}\n{_lines(page)}\n" for number, page in enumerate(pages, 1))
    return "\n".join(blocks)


def write_vtt(pages: Iterable[CaptionPage]) -> str:
    """The text of a WebVTT file."""
    blocks = (f"{_times(page, '.')}\n{_escaped(_lines(page))}\n" for page in pages)
    return "\n".join(("WEBVTT\n", *blocks))


def _times(page: CaptionPage, point: str) -> str:
    return f"{_clock(page.start_tick, point)} --> {_clock(page.end_tick, point)}"


def _clock(tick: int, point: str) -> str:
    ms = (tick * 1000 + TICKS_PER_S // 2) // TICKS_PER_S
    s, ms = divmod(ms, 1000)
    return f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}{point}{ms:03}"


def _lines(page: CaptionPage) -> str:
    return "\n".join(in_plain(line) for line in page.lines)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
