"""One entry for every kind of render."""

from dataclasses import replace

from apanim.export import gif
from apanim.export.clip import Clip, OnFrame
from apanim.export.sequence import write_sequence
from apanim.export.target import Kind, Target
from apanim.export.video import write_video


def write_clip(clip: Clip, target: Target, on_frame: OnFrame) -> None:
    """Write the clip as the target's kind. A GIF runs at its own rate, whatever the clip's.

    Raises UserError when the disk is full or refuses; then nothing bears the target's name.
    """
    if target.kind is Kind.VIDEO:
        write_video(clip, target.path, on_frame)
    elif target.kind is Kind.GIF:
        gif.write_gif(replace(clip, fps=gif.FPS), target.path, on_frame)
    else:
        write_sequence(clip, target.path.parent, target.path.stem, on_frame)
