"""Captions: a cue's text cut into pages that can be read in time and part nothing that belongs together;
and pages as subtitle files: SRT (comma) and WebVTT (point), UTF-8 without a mark, LF."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from apanim.errors import UserError
from apanim.letters.breaks import columns, joined, run_on
from apanim.letters.direction import in_plain
from apanim.narration.linebreaks import FORBIDDEN, MAX_LINE, break_cost, lines_of, words_of
from apanim.units import TICKS_PER_S, seconds

MAX_RATE = 15  # characters a second that most can follow
TARGET_RATE = 12.5  # what is comfortable in a second language
SHORTEST_TICK = TICKS_PER_S * 5 // 6
LONGEST_TICK = 7 * TICKS_PER_S
GAP_TICK = 2 * TICKS_PER_S // 30  # two frames, so that the eye sees the text change
_LONGEST_PAGE = 2 * MAX_LINE + 1  # columns
_TICKS_A_CHARACTER = TICKS_PER_S // MAX_RATE
_EASY_TICKS_A_CHARACTER = math.ceil(TICKS_PER_S / TARGET_RATE)


@dataclass(frozen=True)
class CaptionPage:
    """What the caption bar shows from `start_tick` to `end_tick`: one or two lines."""

    start_tick: int
    end_tick: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return run_on(self.lines)


def paginate(
    text: str, start_tick: int, end_tick: int, latest_end_tick: int | None = None, cue: str = "",
    max_rate: int = MAX_RATE,
) -> tuple[CaptionPage, ...]:  # fmt: skip
    """`text`, spoken from `start_tick` to `end_tick`, as pages.

    Pages share the time of the speech by their characters. The last may hang until `latest_end_tick`
    (by default the end of the speech) to be read at ease; only if the speech is faster than `max_rate`
    do all pages stretch into that time. Leave `GAP_TICK` from it to the next cue's start. Where speech is
    so slow that a page would stand longer than `LONGEST_TICK`, the page goes before its words are over.

    Raises UserError with the name of the `cue` if no pages keep the rules.
    """
    latest = end_tick if latest_end_tick is None else max(end_tick, latest_end_tick)
    words = words_of(text)
    whole, pages = _length(words), _possible_pages(words)
    fewest = max(1, math.ceil(whole / _LONGEST_PAGE))
    for longest in (LONGEST_TICK, FORBIDDEN):
        for count in range(fewest, len(words) + 1):
            characters = whole - (count - 1)  # the space at a cut is not shown
            gaps = (count - 1) * GAP_TICK
            needed = max(characters * TICKS_PER_S // max_rate, count * SHORTEST_TICK) + gaps
            span = max(end_tick - start_tick, needed)
            if start_tick + span > latest:
                break
            limits = (SHORTEST_TICK * characters / (span - gaps), longest * characters / (span - gaps))
            if cuts := _best_cuts(pages, whole / count, count, limits):
                return _timed(words, cuts, start_tick, span - gaps, latest)
    raise UserError(_why_not(words, latest - start_tick, cue, max_rate))


def reading_tick(text: str) -> int:
    """The least time that pages of `text` take to be read, with the gap after the last."""
    pages = math.ceil(columns(text) / (2 * MAX_LINE))
    return max(columns(text) * _TICKS_A_CHARACTER, SHORTEST_TICK) + pages * GAP_TICK


def _possible_pages(words: Sequence[str]) -> list[list[tuple[int, int, float]]]:
    """For each word the pages that begin with it: the word after the last, the length, and the cost."""
    pages: list[list[tuple[int, int, float]]] = []
    for first in range(len(words)):
        pages.append([])
        for last in range(first + 1, len(words) + 1):
            length = _length(words[first:last])
            if length > _LONGEST_PAGE:
                break
            pages[-1].append((last, length, _page_cost(words, first, last)))
    return pages


def _best_cuts(
    pages: Sequence[Sequence[tuple[int, int, float]]], even: float, count: int, limits: tuple[float, float]
) -> tuple[int, ...]:
    """The cheapest (0, ..., len(pages)) that makes `count` pages within `limits` characters, as near to
    `even` ones as can be; () if none."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for _ in range(count):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (cost, cuts) in best.items():
            for last, length, worth in pages[first] if first < len(pages) else ():
                total = cost + worth + ((length - even) / 16) ** 2
                if limits[0] <= length <= limits[1] and total < longer.get(last, (FORBIDDEN,))[0]:
                    longer[last] = (total, (*cuts, last))
        best = longer
    return best.get(len(pages), (FORBIDDEN, ()))[1]


def _page_cost(words: Sequence[str], first: int, last: int) -> float:
    """How bad these words are as a page; a cut between pages parts more than one between lines."""
    lines = lines_of(words, first, last)
    if not lines:
        return FORBIDDEN
    inner = break_cost(words, first + len(words_of(lines[0]))) if len(lines) == 2 else 0.0
    return inner + 6 * break_cost(words, last)


def _timed(
    words: Sequence[str], cuts: Sequence[int], start_tick: int, shown_tick: int, latest_tick: int
) -> tuple[CaptionPage, ...]:
    """Pages between `cuts` sharing `shown_tick` by characters, in whole ticks, with gaps between them."""
    spans = list(pairwise(cuts))
    lengths = [_length(words[first:last]) for first, last in spans]
    pages: list[CaptionPage] = []
    for i, (first, last) in enumerate(spans):
        before = sum(lengths[:i])
        # Floor division of running sums never gives a page less than the whole ticks it is due.
        begin = start_tick + i * GAP_TICK + shown_tick * before // sum(lengths)
        end = start_tick + i * GAP_TICK + shown_tick * (before + lengths[i]) // sum(lengths)
        if i == len(spans) - 1:
            at_ease = begin + max(lengths[i] * _EASY_TICKS_A_CHARACTER, TICKS_PER_S)
            end = max(end, min(at_ease, latest_tick))
        pages.append(CaptionPage(begin, min(end, begin + LONGEST_TICK), lines_of(words, first, last)))
    return tuple(pages)


def _length(words: Sequence[str]) -> int:
    return columns(joined(words))


def _why_not(words: Sequence[str], allowed_tick: int, cue: str, max_rate: int) -> str:
    where = f"cue '{cue}'" if cue else "caption"
    if not words:
        return f"{where}: there are no words to show; write some"
    breaks = [i for i in range(len(words) + 1) if break_cost(words, i) < FORBIDDEN]
    for first, last in pairwise(breaks):
        if _length(words[first:last]) > MAX_LINE:
            whole = joined(words[first:last])
            return (
                f"{where}: '{whole}' may not be broken, yet is over {MAX_LINE} characters long; reword it"
            )
    need_s = max(_length(words) / max_rate, seconds(SHORTEST_TICK))
    have_s = seconds(allowed_tick)
    fault = f"its {_length(words)} characters need {need_s:.1f} s to be read but have {have_s:.1f} s"
    if need_s <= have_s:
        fault = f"no pages of two lines can be read in {have_s:.1f} s"
    return f"{where}: {fault}; shorten it, slow the voice or leave a pause after it"


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
