"""What encodes pictures: the encoder, its settings, and the kind of frame that it takes."""

from collections.abc import Callable
from dataclasses import dataclass

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from apanim.canvas.raster import Picture
from apanim.export.pixels import Yuv420, tag_bt709

# Turns a picture into the encoder's frame. It may be the same frame each time, painted over.
Convert = Callable[[Picture], av.VideoFrame]

# As many on every machine: an encoder's bytes depend on how many threads share its work.
THREADS = 2


@dataclass(frozen=True)
class Codec:
    """A way to encode pictures. Plain data, so that other processes may be told of it.

    `encoder`, `pix_fmt` and `options` are FFmpeg's. `converter(size)` makes what turns pictures of
    (width, height) into its frames.
    """

    name: str
    encoder: str
    pix_fmt: str
    options: tuple[tuple[str, str], ...]
    converter: Callable[[tuple[int, int]], Convert]
    threads: int = THREADS

    def stream(
        self, container: OutputContainer, size: tuple[int, int], fps: int, key_frames: int | None = None
    ) -> VideoStream:
        """A stream in `container` for frames of (width, height), `fps` a second, tagged BT.709.

        `key_frames` is the most frames from one key frame to the next; the encoder's own if absent.
        """
        options = dict(self.options)
        if key_frames is not None:
            options["g"] = str(key_frames)
        stream = container.add_stream(self.encoder, rate=fps, options=options)
        if not isinstance(stream, VideoStream):
            raise TypeError(f"{self.encoder} encodes no pictures")
        stream.width, stream.height = size
        stream.pix_fmt = self.pix_fmt
        stream.codec_context.thread_count = self.threads
        stream.thread_type = "AUTO"
        tag_bt709(stream.codec_context)
        return stream


H264 = Codec("H.264", "libx264", "yuv420p", (("preset", "veryfast"), ("crf", "20")), Yuv420)
