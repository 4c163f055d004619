"""MP4: H.264 in BT.709, AAC, chapters and a subtitle track, ready to play before it has all arrived."""

from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from apanim.export.clip import Clip, OnFrame
from apanim.export.pixels import Yuv420, tag_bt709
from apanim.export.sound import SoundStream
from apanim.export.subtitles import SubtitleStream, clip_pages
from apanim.export.whole import whole_file
from apanim.units import TICKS_PER_S

PRESET = "veryfast"
CRF = 20


def write_video(clip: Clip, path: Path, on_frame: OnFrame) -> None:
    """Write the clip as an MP4 of its size and rate. Raises UserError when the disk is full or refuses."""
    index_first = {"movflags": "+faststart"}
    with whole_file(path) as part, av.open(str(part), "w", format="mp4", options=index_first) as container:
        _write(clip, container, on_frame)


def _write(clip: Clip, container: OutputContainer, on_frame: OnFrame) -> None:
    container.metadata["title"] = clip.title
    container.set_chapters(_chapters(clip))
    video = add_video_stream(container, clip.size, clip.fps)
    sound = SoundStream(container, clip.sound(), clip.language)
    pages = clip_pages(clip)
    if pages:
        container.mux(list(SubtitleStream(container, clip.language).packets(pages)))
    convert = Yuv420(clip.size)
    for done, tick in enumerate(clip.frame_ticks(), start=1):
        frame = convert.frame(clip.paint(tick))
        frame.pts, frame.time_base = done - 1, Fraction(1, clip.fps)
        container.mux(video.encode(frame))
        container.mux(list(sound.until(done / clip.fps)))
        on_frame(done, clip.frame_total)
    container.mux(video.encode(None))
    container.mux(list(sound.rest()))


def add_video_stream(container: OutputContainer, size: tuple[int, int], fps: int) -> VideoStream:
    """An H.264 stream for frames of Yuv420. Frame and slice threads together are the fastest here."""
    stream = container.add_stream("libx264", rate=fps, options={"preset": PRESET, "crf": str(CRF)})
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.thread_type = "AUTO"
    tag_bt709(stream.codec_context)
    return stream


def _chapters(clip: Clip) -> list:
    """The clip's chapters as the container wants them, cut to the clip."""
    starts = [c.start_tick for c in clip.chapters]
    ends = [*starts, clip.to_tick][1:]
    return [
        {
            "id": index,
            "start": max(chapter.start_tick, clip.from_tick) - clip.from_tick,
            "end": min(end, clip.to_tick) - clip.from_tick,
            "time_base": Fraction(1, TICKS_PER_S),
            "metadata": {"title": chapter.title},
        }
        for index, (chapter, end) in enumerate(zip(clip.chapters, ends, strict=True))
        if chapter.start_tick < clip.to_tick and end > clip.from_tick
    ]
