"""A clip in pieces, a file each, for slides: a chapter or a sentence apiece."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from apanim.errors import UserError
from apanim.export.clip import Clip
from apanim.export.target import RenderTarget
from apanim.script.programme import Programme


@dataclass(frozen=True)
class FilmPiece:
    """A stretch of a programme, in ticks: of a cue, with its `name` and words, or of a chapter."""

    name: str
    title: str
    from_tick: int
    to_tick: int


def pieces(programme: Programme, way: str, from_tick: int, to_tick: int) -> list[FilmPiece]:
    """The stretch, cut where a chapter or a sentence begins; its first piece begins with it.

    Raises UserError where there is none.
    """
    if way == "chapters":
        begins = [(one.start_tick, "", one.title) for one in programme.chapters]
    else:
        begins = [(cue.start_tick, cue.name, cue.text) for cue in programme.cues]
    inside = [one for one in begins if one[0] < to_tick]
    before = [one for one in inside if one[0] <= from_tick]
    shown = inside[max(len(before) - 1, 0) :]
    if not shown:
        raise UserError(f"--split {way}: {programme.name} has no {way} there; leave --split out")
    starts = [from_tick, *(start for start, _, _ in shown[1:])]
    return [
        FilmPiece(name, title, start, end)
        for (_, name, title), start, end in zip(shown, starts, [*starts[1:], to_tick], strict=True)
    ]


def parted(clip: Clip, target: RenderTarget, parts: Sequence[FilmPiece]) -> list[tuple[Clip, RenderTarget]]:
    """A clip and a file for each piece: name-01.mp4 and so on, of sentences name-01-CUE.mp4.

    Raises UserError for a folder that is called like one of the files, and for a piece of an earlier film
    of that name that would not be written over: the two would read as one.
    """
    step = clip.ticks_per_frame
    digits = max(2, len(str(len(parts))))
    found = []
    for number, part in enumerate(parts, start=1):
        ending = f"-{part.name}" if part.name else ""
        path = target.path.with_stem(f"{target.path.stem}-{number:0{digits}d}{ending}")
        _check_free(path)
        tracks = replace(clip.tracks, title=part.title)
        # The frame that a piece ends in begins the next one.
        end = part.to_tick if number == len(parts) else part.to_tick // step * step
        piece = replace(clip, from_tick=part.from_tick, to_tick=end, tracks=tracks)
        found.append((piece, replace(target, path=path)))
    _check_alone(target.path, {one.path.name for _, one in found}, named=any(part.name for part in parts))
    return found


def _check_alone(path: Path, names: set[str], named: bool) -> None:
    ending = "-.+" if named else ""
    of_a_piece = re.compile(rf"{re.escape(path.stem)}-\d{{2,}}{ending}{re.escape(path.suffix)}")
    for other in sorted(path.parent.iterdir()):
        if of_a_piece.fullmatch(other.name) and other.name not in names:
            raise UserError(f"{other}: left from another film; remove it or give -o another name")


def _check_free(path: Path) -> None:
    if path.is_dir():
        raise UserError(f"{path}: a folder is in the way; move it or give -o another name")
