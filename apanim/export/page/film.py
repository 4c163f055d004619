"""The film of a page: H.264 that any frame of can be reached at once, small enough to travel in a page."""

import tempfile
from dataclasses import replace
from pathlib import Path

from apanim.export.clip import Clip, OnFrame
from apanim.export.video.codecs import H264
from apanim.export.video.formats import MP4
from apanim.export.video.write import write_video

KEY_FRAME_S = 0.5  # from one key frame to the next, at most: so much is decoded to reach a frame
# No frame waits for a later one, so that each is shown as soon as it is decoded. Still grounds stay even.
_OPTIONS = (
    ("preset", "medium"), ("crf", "24"), ("bf", "0"), ("sc_threshold", "0"), ("tune", "animation"),
)  # fmt: skip
_SOUND_BIT_RATE = 64_000  # of one voice


def film_bytes(clip: Clip, on_frame: OnFrame) -> bytes:
    """The clip as an MP4 without captions. Raises UserError when the disk is full or refuses."""
    key_frames = str(max(1, round(KEY_FRAME_S * clip.fps)))
    codec = replace(H264, options=(*_OPTIONS, ("g", key_frames), ("keyint_min", key_frames)))
    form = replace(MP4, sound_bit_rate=_SOUND_BIT_RATE)
    bare = replace(clip, tracks=replace(clip.tracks, captions=()))
    with tempfile.TemporaryDirectory(prefix="apanim-") as folder:
        path = Path(folder) / "film.mp4"
        write_video(bare, path, on_frame, replace(form, codec=codec))
        return path.read_bytes()
