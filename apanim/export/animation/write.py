"""One entry for every kind of animated picture, told by the suffix of its file; WebP and AVIF are written
here, as one picture of many frames, each painted when its turn comes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from apanim.export.animation import gif
from apanim.export.animation.within import write_within
from apanim.export.clip import Clip, OnFrame
from apanim.export.pixels import image
from apanim.export.whole import whole_file

_THREADS = 2  # as many on every machine: the bytes depend on it
# Of a close-up at 640x360, 25 a second, kB a second of film and CPU ms a frame with painting: WebP 416, 29
# (method 4: 398, 41); AVIF 106, 30 (speed 6 takes four times as long for a twentieth less). Ions are small:
# colours at half the resolution, which WebP cannot do without, would cost AVIF 3 dB.
WEBP = {"format": "WEBP", "quality": 75, "method": 2, "loop": 0}
AVIF = {
    "format": "AVIF", "quality": 60, "speed": 8, "subsampling": "4:4:4", "max_threads": _THREADS,
}  # fmt: skip
Write = Callable[[Clip, Path, OnFrame], None]


class Animation(NamedTuple):
    """A kind of animated picture: what writes it, and the most frames a second that it is good for."""

    write: Write
    most_fps: int


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


def _write_frames(clip: Clip, path: Path, on_frame: OnFrame, how: dict[str, Any]) -> None:
    """Write the clip as WEBP or AVIF says. Raises UserError as whole_file does."""
    with whole_file(path) as part, part.open("wb") as file:
        _Frames(clip, on_frame).save(file, save_all=True, duration=_durations_ms(clip), **how)


def _durations_ms(clip: Clip) -> list[int]:
    """How long each frame stands, so that none begins more than half a millisecond from its time."""
    starts = [round(1000 * number / clip.fps) for number in range(clip.frame_total + 1)]
    return [end - start for start, end in pairwise(starts)]


class _Frames(Image.Image):
    """A clip as Pillow has pictures of many frames: `seek` one, and it is painted once it is looked at."""

    def __init__(self, clip: Clip, on_frame: OnFrame) -> None:
        super().__init__()
        self._clip, self._on_frame = clip, on_frame
        self._ticks, self._number, self._painted = clip.frame_ticks(), 0, -1
        self.n_frames, self.is_animated = clip.frame_total, clip.frame_total > 1
        self._size = clip.size
        self._mode = "RGB"

    def seek(self, frame: int) -> None:
        if frame >= self.n_frames:
            raise EOFError
        self._number = frame

    def tell(self) -> int:
        return self._number

    def load(self) -> Any:
        if self._painted != self._number:
            if self._number:
                self._on_frame(self._number, self.n_frames)
            painted = image(self._clip.paint(self._ticks[self._number]).surface)
            self.im, self._mode, self._painted = painted.im, painted.mode, self._number
        return super().load()


ANIMATIONS = {
    ".gif": Animation(gif.write_gif, gif.MOST_FPS),
    ".webp": Animation(partial(_write_frames, how=WEBP), 30),
    ".avif": Animation(partial(_write_frames, how=AVIF), 30),
}
