"""What encodes pictures: the encoder, its settings, and the kind of frame that it takes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from apanim.canvas.raster import Picture
from apanim.export.pixels import Yuv420, tag_bt709
from apanim.export.see_through import Yuva420, Yuva444

# Turns a picture into the encoder's frame. It may be the same frame each time, painted over.
Convert = Callable[[Picture], av.VideoFrame]

# As many on every machine: an encoder's bytes depend on how many threads share its work.
THREADS = 2


@dataclass(frozen=True)
class Codec:
    """A way to encode pictures. Plain data, so that other processes may be told of it.

    `encoder`, `pix_fmt`, `options` and `keeper`, the container in which its packets can wait, are FFmpeg's.
    `converter(size)` makes what turns pictures of (width, height) into its frames.
    """

    name: str
    encoder: str
    pix_fmt: str
    options: tuple[tuple[str, str], ...]
    converter: Callable[[tuple[int, int]], Convert]
    threads: int = THREADS
    keeper: str = "nut"

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


# Of a lecture's frames at 720p, CPU ms each, kB a second of film, PSNR in dB: this 26, 286, 44.6; "good" at
# cpu-used 4: 132, 220, 44.2; SVT-AV1 at preset 8: 45, 285, 45.5, which Safari plays on few machines; x264
# as below: 11, 251, 46.2.
VP9 = Codec(
    "VP9", "libvpx-vp9", "yuv420p",
    (
        ("deadline", "realtime"), ("cpu-used", "5"), ("crf", "30"), ("b", "0"), ("lag-in-frames", "0"),
        ("row-mt", "1"), ("tile-columns", "1"),
    ),
    Yuv420,
)  # fmt: skip
VP9_ALPHA = replace(
    VP9, name="VP9 with alpha", pix_fmt="yuva420p", options=(*VP9.options, ("auto-alt-ref", "0")),
    converter=Yuva420, keeper="matroska",
)  # fmt: skip
# For editing: every picture a key frame, nothing lost that is seen; 16 bits of alpha.
PRORES_4444 = Codec(
    "ProRes 4444", "prores_ks", "yuva444p10le",
    (("profile", "4444"), ("vendor", "apl0"), ("alpha_bits", "16")), Yuva444, keeper="matroska",
)  # fmt: skip
# With x264's macroblock tree one encode in some hundred gave other bytes, on one thread too; of 5000
# without it none did, and it takes a fifth of the time less for a tenth more bytes.
H264 = Codec(
    "H.264", "libx264", "yuv420p", (("preset", "veryfast"), ("crf", "22"), ("mbtree", "0")), Yuv420
)
