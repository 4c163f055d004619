"""The captions of one language as a track inside the film."""

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

import av
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream
from av.subtitles.subtitle import SubtitleSet

from apanim.export.video.formats import FileFormat
from apanim.export.video.tracks import CaptionTrack
from apanim.letters.direction import in_plain
from apanim.units import TICKS_PER_S

_MS = Fraction(1, 1000)
_NO_COMMANDS = str.maketrans("{}\\", "❴❵⧵")
# The encoder takes ASS events; their style is decided here once, and by the viewer's player in the end.
_HEADER = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
MarginR, MarginV, Encoding
Style: Default,Sans,18,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def _told(line: str) -> str:
    """A line in which the encoder finds no command of ASS: those are braces and reversed solidi."""
    return in_plain(line).translate(_NO_COMMANDS)


class CaptionStream:
    """Adds the track to a container; the packets are few and may all be muxed first."""

    def __init__(self, container: OutputContainer, form: FileFormat, track: CaptionTrack) -> None:
        self._pages = track.pages
        self._stream = cast(SubtitleStream, container.add_stream(form.captions))
        form.mark(self._stream, track.language, track.name, on=track.shown)
        self._stream.codec_context.time_base = _MS
        self._stream.codec_context.subtitle_header = _HEADER

    def packets(self) -> Iterator[av.Packet]:
        """One packet a page; a page is shown from its start to its end."""
        for page in self._pages:
            start_ms, end_ms = (1000 * t // TICKS_PER_S for t in (page.start_tick, page.end_tick))
            event = "0,0,Default,,0,0,0,," + r"\N".join(_told(line) for line in page.lines)
            text = SubtitleSet.create(event.encode(), start=0, end=end_ms - start_ms, pts=1000 * start_ms)
            packet = self._stream.codec_context.encode_subtitle(text)
            packet.stream, packet.time_base = self._stream, _MS
            packet.pts = packet.dts = start_ms
            packet.duration = end_ms - start_ms
            yield packet
