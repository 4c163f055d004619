"""A film of some 13 seconds of a small scene of its own, in several segments, and who watches it made."""

import os
import uuid
from pathlib import Path

from helpers import WORDS, write_scene

from apanim.cache import cache_root
from apanim.export.clip import Clip, Painting
from apanim.export.segments.joined import Counts, write_film
from apanim.export.segments.team import ALONE
from apanim.export.video.formats import FORMATS
from apanim.export.video.tracks import CaptionTrack, SoundTrack, Tracks
from apanim.picture.frame import Look
from apanim.script.programme import Programme, compile_programme

SIZE, FPS = (320, 180), 24
BODY = """
s.title("{title}", tag="T")
s.say("hello")
s.wait(6)
s.say("last")
s.wait(2)
"""


def scene(folder: Path, last: str = "It waits, and nothing happens.") -> Path:
    """The scene's file. No segment of it was ever made, whatever is in the cache."""
    words = f'{WORDS}\n[cues.last]\ntext = "{last}"\n'
    return write_scene(folder, BODY.format(title=uuid.uuid4()), words)


def programme(file: Path) -> Programme:
    read = compile_programme(str(file), "silent", "en")
    read.bake()
    return read


class Watch:
    """Hears how far a film has come; `heard` are (done, total, note), and `act` is called each time."""

    def __init__(self, act=lambda done: None):
        self.heard, self._act = [], act

    def __call__(self, done: int, total: int, note: str = "") -> None:
        self.heard.append((done, total, note))
        self._act(done)


def clip_of(read: Programme, from_tick: int = 0) -> Clip:
    tracks = Tracks(
        read.title, (SoundTrack(read.track, "eng"),), (CaptionTrack(read.captions, "eng"),), read.chapters
    )
    return Clip(Painting(read, SIZE, None, Look()), SIZE, FPS, from_tick, read.duration_tick, tracks)


def filmed(read: Programme, path: Path, team=ALONE, watch=None, from_tick: int = 0) -> Counts:
    form = FORMATS[path.suffix]
    counts = write_film(clip_of(read, from_tick), path, form, watch or Watch(), team)
    assert counts is not None
    return counts


def fresh_cache(folder: Path) -> Path:
    """A cache that has all that is kept but segments, for a process of its own."""
    folder.mkdir()
    root = cache_root()
    assert root is not None
    for kind in root.iterdir():
        if kind.name != "segments":
            os.symlink(kind.resolve(), folder / kind.name)
    return folder
