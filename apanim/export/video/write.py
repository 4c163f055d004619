"""A clip as a film: each picture painted, turned into the encoder's colours, encoded and laid in."""

from fractions import Fraction
from functools import partial
from pathlib import Path

from apanim.export.clip import Clip, OnFrame
from apanim.export.video.codecs import Codec
from apanim.export.video.film import film_file
from apanim.export.video.formats import MP4, FileFormat


def write_video(
    clip: Clip, path: Path, on_frame: OnFrame, form: FileFormat = MP4, codec: Codec | None = None
) -> None:
    """Write the clip as a film of its size and rate, by the format's usual codec or another.

    Raises UserError when the disk is full or refuses.
    """
    codec = codec or form.codec
    add_pictures = partial(codec.stream, size=clip.size, fps=clip.fps)
    with film_file(path, form, clip.own_tracks(), add_pictures) as film:
        convert = codec.converter(clip.size)
        for done, tick in enumerate(clip.frame_ticks(), start=1):
            frame = convert(clip.paint(tick))
            frame.pts, frame.time_base = done - 1, Fraction(1, clip.fps)
            film.add(film.pictures.encode(frame), done / clip.fps)
            on_frame(done, clip.frame_total)
        film.finish(film.pictures.encode(None))
