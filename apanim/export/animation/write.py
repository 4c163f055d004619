"""One entry for every kind of animated picture, told by the suffix of its file."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from apanim.export.animation import gif
from apanim.export.animation.frames import AVIF, WEBP, write_frames
from apanim.export.animation.within import write_within
from apanim.export.clip import Clip, OnFrame

Write = Callable[[Clip, Path, OnFrame], None]


class Animation(NamedTuple):
    """A kind of animated picture: what writes it, and the most frames a second that it is good for."""

    write: Write
    most_fps: int


ANIMATIONS = {
    ".gif": Animation(gif.write_gif, gif.MOST_FPS),
    ".webp": Animation(partial(write_frames, how=WEBP), 30),
    ".avif": Animation(partial(write_frames, how=AVIF), 30),
}


def write_animation(
    clip: Clip, path: Path, on_frame: Callable[[Clip], OnFrame], max_bytes: int | None = None,
    remark: Callable[[str], None] = print,
) -> Clip:  # fmt: skip
    """Write the clip as what the suffix says, no faster than that is good for, and in `max_bytes` if told.

    Gives the clip that was written. `on_frame` gives who is told of the frames of a clip; `remark` is told
    of each step down. Raises UserError as write_within and whole_file do.
    """
    kind = ANIMATIONS[path.suffix.lower()]

    def write(one: Clip, to: Path) -> None:
        kind.write(one, to, on_frame(one))

    clip = replace(clip, fps=min(clip.fps, kind.most_fps))
    if max_bytes is not None:
        return write_within(clip, path, max_bytes, write, remark)
    write(clip, path)
    return clip
