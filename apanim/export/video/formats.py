"""What wraps encoded pictures, sounds and captions into one file, and the codec that is usual in it."""

from dataclasses import dataclass, replace

from av.stream import Disposition, Stream

from apanim.export.video.codecs import H264, PRORES_4444, VP9, VP9_ALPHA, Codec


@dataclass(frozen=True)
class FileFormat:
    """A kind of film file. All names but the first are FFmpeg's.

    `options` are the muxer's; `sound_block` the samples of one frame of sound, `sound_bit_rate` in bits a
    second; `name_tag` is where a player looks for a track's name.
    """

    name: str
    muxer: str
    options: tuple[tuple[str, str], ...]
    codec: Codec
    sound: str
    sound_block: int
    sound_bit_rate: int
    captions: str
    name_tag: str
    clear: Codec | None = None  # for pictures with alpha

    @property
    def see_through(self) -> "FileFormat":
        """The same for pictures with alpha. Raises ValueError if it can hold none."""
        if self.clear is None:
            raise ValueError(f"{self.name} holds no alpha")
        return replace(self, codec=self.clear)

    def mark(self, stream: Stream, language: str, name: str, on: bool) -> None:
        """Say in the file a stream's language (ISO 639-2), its name, and whether it plays unasked."""
        stream.metadata["language"] = language
        if name:
            stream.metadata[self.name_tag] = name
        stream.disposition = Disposition.default if on else Disposition(0)


MOV_TEXT = "mov_text"  # the captions of an MP4
_SAME = ("fflags", "+bitexact")  # no identity of its own for each file
# The index comes first, so that a film plays before it has all arrived; a WebM's tracks are on only where
# they are said to be.
MP4 = FileFormat(
    "MP4", "mp4", (_SAME, ("movflags", "+faststart")), H264, "aac", 1024, 160_000, MOV_TEXT, "handler_name"
)
WEBM = FileFormat(
    "WebM", "webm", (_SAME, ("cues_to_front", "1"), ("default_mode", "passthrough")), VP9, "libopus", 960,
    128_000, "webvtt", "title", VP9_ALPHA,
)  # fmt: skip
MOV = FileFormat(
    "QuickTime", "mov", (_SAME, ("movflags", "+faststart")), PRORES_4444, "aac", 1024, 160_000, MOV_TEXT,
    "handler_name", PRORES_4444,
)  # fmt: skip
FORMATS = {".mp4": MP4, ".webm": WEBM, ".mov": MOV}
