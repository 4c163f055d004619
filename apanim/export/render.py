"""One entry for every kind of render, and the plainest of them: a numbered PNG for each frame."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from apanim.errors import UserError
from apanim.export.animation.write import write_animation
from apanim.export.clip import Clip, OnFrame
from apanim.export.pixels import write_png
from apanim.export.segments.joined import Counts, write_film
from apanim.export.segments.tally import Tell, tell_chapters
from apanim.export.segments.team import ALONE, Team
from apanim.export.target import FileKind, RenderTarget
from apanim.export.video.formats import FORMATS
from apanim.export.whole import whole_files


def write_clip(
    clip: Clip, target: RenderTarget, tell: Tell, team: Team = ALONE, remark: Callable[[str], None] = print
) -> Counts | None:
    """Write the clip as the target's kind. An animated picture runs no faster than its kind is good for,
    and is smaller and slower where it has to be, which `remark` is told.

    A film is made in segments by `team`, if it can be told of the work; gives how many then. Raises
    UserError when the disk is full or refuses; then nothing bears the target's name.
    """

    if target.kind is FileKind.VIDEO:
        form = FORMATS[target.path.suffix.lower()]
        return write_film(clip, target.path, form.see_through if target.clear else form, tell, team)
    if target.kind is FileKind.ANIMATION:

        def told(one: Clip) -> OnFrame:
            return partial(tell_chapters, one, tell)

        write_animation(clip, target.path, told, target.max_bytes, remark)
    else:
        on_frame = partial(tell_chapters, clip, tell)
        write_sequence(clip, target.path.parent, target.path.stem, on_frame)
    return None


def write_clips(
    jobs: Sequence[tuple[Clip, RenderTarget]],
    tell: Tell,
    team: Team = ALONE,
    remark: Callable[[str], None] = print,
) -> Counts | None:
    """Write each clip as `write_clip` does, one after the other, and tell of all of them as of one."""
    total, before = sum(clip.frame_total for clip, _ in jobs), 0
    counts: list[Counts] = []
    for clip, target in jobs:
        among = _Among(tell, before, clip.frame_total, total)
        if (written := write_clip(clip, target, among, team, remark)) is not None:
            counts.append(written)
        before += clip.frame_total
    made, kept = sum(one.made for one in counts), sum(one.kept for one in counts)
    return Counts(made, kept) if counts else None


@dataclass(frozen=True)
class _Among:
    """Tells of one clip, of `own` frames however many it is written with, as of what comes after `before`
    of `whole`."""

    tell: Tell
    before: int
    own: int
    whole: int

    def __call__(self, done: int, total: int, note: str = "") -> None:
        self.tell(self.before + self.own * done // total, self.whole, note)


def files_of(clip: Clip, target: RenderTarget) -> tuple[Path, ...]:
    """What `write_clip` has written there."""
    if target.kind is not FileKind.SEQUENCE:
        return (target.path,)
    numbers = range(1, clip.frame_total + 1)
    return tuple(target.path.parent / _name(target.path.stem, number) for number in numbers)


def write_sequence(clip: Clip, folder: Path, stem: str, on_frame: OnFrame) -> None:
    """Write folder/stem_00001.png and so on, all of them or none; the folder is made if it is missing.

    Raises UserError when frames of a longer sequence are there already (the two would read as one), or a
    folder that is called like one of the frames.
    """
    left_over = folder / _name(stem, clip.frame_total + 1)
    if left_over.exists():
        raise UserError(f"{left_over}: left from a longer sequence; remove it or give -o another name")
    names = (_name(stem, number) for number in range(1, clip.frame_total + 1))
    if in_the_way := next((folder / name for name in names if (folder / name).is_dir()), None):
        raise UserError(f"{in_the_way}: a folder is in the way; move it or give -o another name")
    with whole_files(folder, stem) as staging:
        for done, tick in enumerate(clip.frame_ticks(), start=1):
            file = staging / _name(stem, done)
            write_png(clip.paint(tick).surface, file)
            on_frame(done, clip.frame_total)


def _name(stem: str, number: int) -> str:
    return f"{stem}_{number:05d}.png"
