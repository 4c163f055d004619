"""One entry for every kind of render, and the plainest of them: a numbered PNG for each frame."""

from dataclasses import replace
from pathlib import Path

from apanim.errors import UserError
from apanim.export import gif
from apanim.export.clip import Clip, OnFrame
from apanim.export.pixels import write_png
from apanim.export.target import Kind, Target
from apanim.export.video.formats import FORMATS
from apanim.export.video.write import write_video
from apanim.export.whole import whole_files


def write_clip(clip: Clip, target: Target, on_frame: OnFrame) -> None:
    """Write the clip as the target's kind. A GIF runs at its own rate, whatever the clip's.

    Raises UserError when the disk is full or refuses; then nothing bears the target's name.
    """
    if target.kind is Kind.VIDEO:
        write_video(clip, target.path, on_frame, FORMATS[target.path.suffix.lower()])
    elif target.kind is Kind.GIF:
        gif.write_gif(replace(clip, fps=gif.FPS), target.path, on_frame)
    else:
        write_sequence(clip, target.path.parent, target.path.stem, on_frame)


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
