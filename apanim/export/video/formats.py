"""What wraps encoded pictures, sounds and captions into one file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileFormat:
    """A kind of film file. All names are FFmpeg's; `sound_block` is the samples of one frame of sound."""

    name: str
    muxer: str
    options: tuple[tuple[str, str], ...]
    sound: str
    sound_block: int
    sound_bit_rate: int
    captions: str


# The index comes first, so that a film plays before it has all arrived.
MP4 = FileFormat("MP4", "mp4", (("movflags", "+faststart"),), "aac", 1024, 160_000, "mov_text")
