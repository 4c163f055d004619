"""An animated GIF: one palette for the whole clip, so that no colour flickers from frame to frame."""

from fractions import Fraction
from pathlib import Path

import av
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.format import VideoFormat

from apanim.export.clip import Clip, OnFrame
from apanim.export.pixels import bgra
from apanim.export.whole import whole_file
from apanim.parts import file_url

# A GIF counts hundredths of a second: 25 is the fastest rate of ours that falls on them and that every
# viewer keeps to (many slow 50 down). Frames of a slower one may stand a hundredth more or less.
MOST_FPS = 25
_PALETTE_SAMPLES = 48
_PALETTE_SIDE = 640  # pixels are skipped, not blended, down to about this width


def write_gif(clip: Clip, path: Path, on_frame: OnFrame) -> None:
    """Write the clip, at most MOST_FPS of it, as a GIF that loops. Raises UserError as whole_file does."""
    palette = _palette(clip)
    with (
        whole_file(path) as part,
        av.open(file_url(part), "w", format="gif", options={"loop": "0"}) as container,
    ):
        stream = container.add_stream("gif", rate=clip.fps)
        stream.width, stream.height = clip.size
        stream.pix_fmt = "pal8"
        graph = _mapping(clip, palette)
        for done, tick in enumerate(clip.frame_ticks(), start=1):
            graph.push(_source(clip, tick, done - 1), at=0)
            container.mux(stream.encode(_at(graph.vpull(), done - 1, clip.fps)))
            on_frame(done, clip.frame_total)
        container.mux(stream.encode(None))


def _source(clip: Clip, tick: int, number: int, every: int = 1) -> av.VideoFrame:
    """The picture, or every so many pixels of it, opaque and its own: a filter may hold it for long."""
    pixels = bgra(clip.paint(tick).surface)[::every, ::every].copy()
    pixels[..., 3] = 255
    return _at(av.VideoFrame.from_numpy_buffer(pixels, "bgra"), number, clip.fps)


def _at(frame: av.VideoFrame, number: int, fps: int) -> av.VideoFrame:
    frame.pts, frame.time_base = number, Fraction(1, fps)
    return frame


def _palette(clip: Clip) -> av.VideoFrame:
    """255 colours and transparency, chosen from samples spread over the whole clip."""
    ticks = clip.frame_ticks()
    chosen = dict.fromkeys(ticks[i * len(ticks) // _PALETTE_SAMPLES] for i in range(_PALETTE_SAMPLES))
    graph = Graph()
    every = -(-clip.size[0] // _PALETTE_SIDE)
    width, height = (-(-side // every) for side in clip.size)
    source = _input(graph, (width, height), clip.fps)
    graph.link_nodes(
        source, graph.add("palettegen", "stats_mode=full"), graph.add("buffersink")
    ).configure()
    for number, tick in enumerate(chosen):
        graph.push(_source(clip, tick, number, every))
    graph.push(None)
    return graph.vpull()


def _mapping(clip: Clip, palette: av.VideoFrame) -> Graph:
    """Frames in, frames of the palette out. An ordered dither stands still where the picture does."""
    graph = Graph()
    mapper = graph.add("paletteuse", "dither=bayer:bayer_scale=3:diff_mode=rectangle")
    _input(graph, clip.size, clip.fps).link_to(mapper, 0, 0)
    colours = _input(graph, (palette.width, palette.height), clip.fps)
    colours.link_to(mapper, 0, 1)
    mapper.link_to(graph.add("buffersink"))
    graph.configure()
    colours.push(_at(palette, 0, clip.fps))
    colours.push(None)
    return graph


def _input(graph: Graph, size: tuple[int, int], fps: int) -> FilterContext:
    return graph.add_buffer(
        width=size[0], height=size[1], format=VideoFormat("bgra"), time_base=Fraction(1, fps)
    )
