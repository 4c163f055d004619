"""A film file: encoded pictures, laid into a container together with its sounds and captions.

A clip is painted, turned into the encoder's colours, encoded and laid in (`write_video`).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
from av.container import OutputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from apanim.export.clip import Clip, OnFrame
from apanim.export.video.boxes import captions_off
from apanim.export.video.captions import CaptionStream
from apanim.export.video.codecs import Codec
from apanim.export.video.formats import MOV_TEXT, MP4, FileFormat
from apanim.export.video.sound_stream import SoundStream
from apanim.export.video.tracks import Tracks
from apanim.export.whole import whole_file
from apanim.parts import file_url
from apanim.units import TICKS_PER_S

AddPictures = Callable[[OutputContainer], VideoStream]


class FilmWriter:
    """A container that is being filled. `pictures` is its stream of pictures, which others encode."""

    def __init__(
        self, container: OutputContainer, form: FileFormat, tracks: Tracks, add_pictures: AddPictures
    ) -> None:
        self._container = container
        container.metadata["title"] = tracks.title
        container.set_chapters(_chapters(tracks))
        self.pictures = add_pictures(container)
        self.pictures.disposition = Disposition.default
        self._sounds = [
            SoundStream(container, form, sound, first=number == 0)
            for number, sound in enumerate(tracks.sounds)
        ]
        worded = [track for track in tracks.captions if track.pages]
        for stream in [CaptionStream(container, form, track) for track in worded]:
            container.mux(list(stream.packets()))

    def add(self, packets: Iterable[av.Packet], until_s: float) -> None:
        """Lay in packets of `pictures`, and with them the sound of all that starts before `until_s`."""
        self._container.mux(list(packets))
        for sound in self._sounds:
            self._container.mux(list(sound.until(until_s)))

    def finish(self, packets: Iterable[av.Packet] = ()) -> None:
        """Lay in the last packets of `pictures`, and all sound that is left."""
        self._container.mux(list(packets))
        for sound in self._sounds:
            self._container.mux(list(sound.rest()))


@contextmanager
def film_file(
    path: Path, form: FileFormat, tracks: Tracks, add_pictures: AddPictures
) -> Iterator[FilmWriter]:
    """A film to fill and finish; on a clean exit it stands under `path`. Tracks begin as its pictures do.

    Raises UserError when the disk is full or refuses.
    """
    with whole_file(path) as part:
        with av.open(file_url(part), "w", format=form.muxer, options=dict(form.options)) as container:
            yield FilmWriter(container, form, tracks, add_pictures)
        if form.captions == MOV_TEXT and not any(track.shown for track in tracks.captions):
            captions_off(part)


def _chapters(tracks: Tracks) -> list:
    """The chapters as the container wants them."""
    starts = [chapter.start_tick for chapter in tracks.chapters]
    ends = [*starts, tracks.duration_tick][1:]
    return [
        {
            "id": number,
            "start": chapter.start_tick,
            "end": end,
            "time_base": Fraction(1, TICKS_PER_S),
            "metadata": {"title": chapter.title},
        }
        for number, (chapter, end) in enumerate(zip(tracks.chapters, ends, strict=True))
    ]


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
