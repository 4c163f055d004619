"""A page of a programme: the film that it shows (H.264 that any frame of can be reached at once, small
enough to travel in a page), what travels with it, and the file that it becomes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from apanim.export.clip import Clip, Painting
from apanim.export.page.document import Addition, assemble
from apanim.export.page.languages import PageWords
from apanim.export.page.travels import travels
from apanim.export.progress import Report
from apanim.export.segments.joined import write_film
from apanim.export.segments.tally import Tell
from apanim.export.segments.team import Team
from apanim.export.video.codecs import H264
from apanim.export.video.formats import MP4
from apanim.export.video.tracks import SoundTrack, Tracks
from apanim.export.whole import whole_file
from apanim.letters.language import iso_639_2
from apanim.parts import temporary_folder

# From one key frame to the next: so much is decoded to reach a frame. MB a minute of the busiest chapter at
# 720p, and ms to a frame anywhere in Chromium and Firefox: 0.5 s 12, 56, 67; 1 s 8.8, 70, 98; 2 s 6.4, 138,
# 187. By "crf", MB a minute and PSNR in dB: 28 10.8, 40.4; 30 8.6, 39; 31 7.8, 38.3.
KEY_FRAME_S = 1.0
# No frame waits for a later one, so that each is shown as soon as it is decoded; it saves 4 % if some do.
_OPTIONS = (("preset", "medium"), ("crf", "30"), ("bf", "0"), ("sc_threshold", "0"), ("mbtree", "0"))
_SOUND_BIT_RATE = 64_000  # of one voice
Reported = Callable[[str, str], Report]  # of what is done, and in which unit


def page_text(
    painting: Painting, clip: Clip, words: Sequence[PageWords], additions: Sequence[Addition],
    reported: Reported, team: Team,
) -> str:  # fmt: skip
    """The page with the film of `clip` (of `page_clip`), told in these languages, its own first.

    Raises UserError as a picture does, and when the disk is full or refuses.
    """
    with reported("reading the tape", "frames") as report:
        data = travels(painting.programme, clip, words, painting.look, report)
    with reported("painting", "frames") as report:
        film = film_bytes(clip, report, team)
    return assemble(film, data, painting.theme, words[0].code, additions)


def write_page(text: str, path: Path) -> None:
    """The page under `path`. Raises UserError when the disk is full or refuses."""
    with whole_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def film_bytes(clip: Clip, tell: Tell, team: Team) -> bytes:
    """The clip as an MP4 without captions. Raises UserError when the disk is full or refuses."""
    key_frames = str(max(1, round(KEY_FRAME_S * clip.fps)))
    codec = replace(H264, options=(*_OPTIONS, ("g", key_frames), ("keyint_min", key_frames)))
    form = replace(MP4, sound_bit_rate=_SOUND_BIT_RATE)
    bare = replace(clip, tracks=replace(clip.tracks, captions=()))
    with temporary_folder() as folder:
        path = folder / "film.mp4"
        write_film(bare, path, replace(form, codec=codec), tell, team)
        return path.read_bytes()


def page_clip(painting: Painting, stretch: tuple[int, int], size: tuple[int, int], fps: int) -> Clip:
    """What the film of a page shows, from one tick to another; `painting` has no captions: the page has."""
    programme = painting.programme
    tracks = Tracks(
        title=programme.title, sounds=(SoundTrack(programme.track, iso_639_2(programme.language)),),
        chapters=programme.chapters, duration_tick=programme.duration_tick,
    )  # fmt: skip
    return Clip(painting, size, fps, *stretch, tracks=tracks)
