"""A film of segments: those that are kept are found, those that are missing made, and all are joined.

What is joined depends on the segments alone: not on who made them, in which order, or in how many
attempts.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import av
from av.error import FFmpegError

from apanim.cache import cache_root, digest
from apanim.cache_size import in_use
from apanim.errors import UserError
from apanim.export.clip import Clip, Painting
from apanim.export.segments.cut import Segment, cut
from apanim.export.segments.packets import delay, packets
from apanim.export.segments.tally import Tally, Tell, tell_chapters
from apanim.export.segments.team import ALONE, Team
from apanim.export.segments.work import Work, packed_scenes
from apanim.export.video.codecs import Codec
from apanim.export.video.container import film_file, write_video
from apanim.export.video.formats import FileFormat
from apanim.pack import NotPlainError
from apanim.parts import part_folder
from apanim.script.programme import Programme

_ATTEMPTS = 3  # at finding all segments kept: others may take some away meanwhile


@dataclass(frozen=True)
class Counts:
    """How many of a film's segments were made for it, and how many were there."""

    made: int
    kept: int


class _GoneError(Exception):
    """A segment that was kept is no more."""


def work_of(clip: Clip, codec: Codec) -> Work | None:
    """What is to be done for the pictures of a clip; None where no other process could be told of it: a run
    of the laboratory, or a scene with things of its author's own kinds."""
    painting = clip.paint
    if not isinstance(painting, Painting) or type(painting.programme) is not Programme:
        return None
    with suppress(NotPlainError):
        scenes = packed_scenes(painting.programme)
        return Work(scenes, clip.size, clip.fps, painting.theme, painting.look, codec)
    return None


def write_film(clip: Clip, path: Path, form: FileFormat, tell: Tell, team: Team = ALONE) -> Counts | None:
    """Write the clip as a film, in segments that `team` makes; None if it had to be made in one piece here.

    Raises UserError when a disk is full or refuses: what is finished by then is kept, and another attempt
    goes on from there.
    """
    work = work_of(clip, form.codec)
    if work is None:
        write_video(clip, path, partial(tell_chapters, clip, tell), form)
        return None
    assert isinstance(clip.paint, Painting)
    programme = clip.paint.programme
    segments = cut(programme.starts, programme.duration_tick, clip.frame_ticks())
    with in_use(cache_root()), _place(work, path) as placed:
        if placed.folder is not None:
            team = ALONE  # others would have to bake the tapes, each anew
        made = 0
        for _ in range(_ATTEMPTS):
            keys = _kept(placed, segments)
            tally = Tally(segments, keys, clip.tracks.chapters, tell)
            missing = [segment for segment in segments if segment not in keys]
            made += len(missing)
            with _no_room(placed):
                team.make(placed, programme, missing, tally.painted, tally.made)
            try:
                _join(clip, placed, tally.keys, path, form)
            except _GoneError:
                continue
            return Counts(made, len(segments) - min(made, len(segments)))
    raise UserError(
        f"{path}: segments of it vanish from the cache while it is made; is another program emptying it?"
    )


def _kept(work: Work, segments: list[Segment]) -> dict[Segment, str]:
    """The keys of the segments that need not be made."""
    found = {segment: work.store.known(work.name(segment)) for segment in segments}
    return {segment: key for segment, key in found.items() if key is not None}


def _join(clip: Clip, work: Work, keys: dict[Segment, str], path: Path, form: FileFormat) -> None:
    """Lay the packets of all segments into one file, in order, with sound and words."""
    late = max(delay([number for number, _ in _packets(work, key)]) for key in keys.values())
    add_pictures = partial(work.codec.stream, size=clip.size, fps=clip.fps)
    with film_file(path, form, clip.own_tracks(), add_pictures) as film:
        for segment, key in sorted(keys.items(), key=lambda kept: kept[0].first):
            for turn, (number, packet) in enumerate(_packets(work, key), start=segment.first):
                packet.pts, packet.dts, packet.duration = segment.first + number, turn - late, 1
                packet.stream = film.pictures
                film.add([packet], (turn + 1) / clip.fps)
        film.finish()


def _packets(work: Work, key: str) -> list[tuple[int, av.Packet]]:
    found = work.store.open(key)
    if found is None:
        raise _GoneError
    with found[0] as file:
        try:
            return packets(file, found[1], work.fps, work.codec.keeper)
        except (FFmpegError, LookupError, ValueError) as error:
            work.store.spoilt(key)
            raise _GoneError from error


@contextmanager
def _place(work: Work, path: Path) -> Iterator[Work]:
    """The work with a place to keep its segments: beside the film where the cache takes nothing."""
    if work.store.save(digest("trial"), b""):
        yield work
        return
    with part_folder(path.with_name(f"{path.name}.segments")) as folder:
        yield replace(work, folder=folder)


@contextmanager
def _no_room(work: Work) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise UserError(
            f"{work.store.folder}: no room for the film's segments ({why}); free some space, or set "
            "APANIM_CACHE to a roomier folder; what is finished is kept"
        ) from error
