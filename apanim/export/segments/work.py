"""The work on a film's segments, as plain data that other processes are told of, and who does it."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from apanim.cache import Store, digest
from apanim.canvas.cut_out import canvas
from apanim.export.segments.cut import Segment
from apanim.export.segments.names import codec_name, list_name, lister_name, maker_name
from apanim.export.segments.packets import encode
from apanim.export.video.codecs import Codec
from apanim.narration.voices.silent import SilentVoice
from apanim.pack import pack, unpack
from apanim.picture.drawlist import DrawList
from apanim.picture.frame import Look, frame
from apanim.picture.frames import frame_for
from apanim.picture.theme import Theme
from apanim.script.compile import Compiled
from apanim.script.programme import Programme
from apanim.script.timeline import DISSOLVE_TICKS


@dataclass(frozen=True)
class Work:
    """How segments are made. `scenes` are the packed timelines of the programme; `folder` is where segments
    are kept, None for the cache."""

    scenes: tuple[bytes, ...]
    size: tuple[int, int]
    fps: int
    theme: Theme
    look: Look
    codec: Codec
    folder: Path | None = None

    @property
    def store(self) -> "SegmentStore":
        return _store(self.folder)

    def name(self, segment: Segment) -> str:
        """A name for all that the segment is made from."""
        shown = self.scenes[segment.scene : segment.scene + 2]
        begun = unpack(shown[0])
        ends_with = begun.from_tick + segment.ticks[-1] - segment.begins
        if not begun.leads_on or ends_with < begun.duration_tick - DISSOLVE_TICKS:
            shown = shown[:1]
        where = repr((segment.ticks[0] - segment.begins, segment.ticks.step, segment.frames))
        return digest(lister_name(), self._how(), where, *shown)

    def picture_name(self, lists: list[DrawList]) -> str:
        """A name for what the segment of these draw lists shows, and how."""
        return digest(maker_name(), self._how(), list_name(lists))

    def _how(self) -> str:
        return digest(repr((self.size, self.fps, self.theme.key, self.look)), codec_name(self.codec))


class SegmentStore(Store):
    """Segments by what they show; and, by what they are made from, the names of these."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__("segments")
        self._own_folder = folder

    @property
    def folder(self) -> Path | None:
        return self._own_folder or super().folder

    @property
    def folders(self) -> list[Path]:
        """Where segments are looked for: in the cache too, where it takes nothing."""
        return [self._own_folder, *Store("segments").folders] if self._own_folder else super().folders

    def has(self, key: str) -> bool:
        """Whether there is something whole under `key`."""
        found = self.open(key)
        if found is not None:
            found[0].close()
        return found is not None

    def forget(self, key: str) -> None:
        """Let go what is under `key`, if there is something."""
        if self.folder is not None:
            with suppress(OSError):
                (self.folder / key).unlink()

    def known(self, name: str) -> str | None:
        """The key of a segment that is kept, by the name of all that it is made from."""
        kept = self.load(name)
        key = None if kept is None else kept.decode("ascii", "replace")
        return key if key is not None and self.has(key) else None


@cache
def _store(folder: Path | None) -> SegmentStore:
    """One for each place, for it looks after what dead processes have left when it is new."""
    return SegmentStore(folder)


class Maker:
    """Lists, paints and encodes segments, one after the other. `programme` is that of the work, if it is
    there already."""

    def __init__(self, work: Work, programme: Programme | None = None) -> None:
        self.work = work
        scenes = [] if programme else [Compiled(unpack(one), (), SilentVoice()) for one in work.scenes]
        self.programme = programme or Programme("", "", tuple(scenes))
        self._look = replace(work.look, frame=frame_for(work.size))
        self._canvas = canvas(work.size, work.theme, work.look.ground)
        self._convert = work.codec.converter(work.size)

    def make(self, segment: Segment, painted: Callable[[], None]) -> str:
        """The key under which the segment is kept from now on. `painted` is called after each picture that
        had to be painted. Raises OSError where there is no room, UserError as baking does."""
        work, store = self.work, self.work.store
        lists = [self._listed(tick) for tick in segment.ticks]
        key = work.picture_name(lists)
        if not store.has(key):
            with store.growing(key) as part:
                encode(
                    lists, self._canvas.paint, self._convert, work.codec, work.size, work.fps, part.path,
                    painted,
                )  # fmt: skip
                part.keep().close()
        with store.growing(work.name(segment)) as part:
            part.file.write(key.encode())
            part.keep().close()
        return key

    def tapes_name(self, scene: int) -> str:
        """The hash of the numbers of a scene's tape, and of the one that it dissolves into."""
        seen = self.programme.timelines[scene : scene + 2]
        whole = hashlib.sha256()
        for number in range(scene, scene + len(seen)):
            tape = self.programme.at(self.programme.starts[number])[1]
            whole.update(tape.digest().encode())
        return whole.hexdigest()

    def _listed(self, tick: int) -> DrawList:
        return frame(*self.programme.at(tick), self._look, self.programme.into(tick))


def packed_scenes(programme: Programme) -> tuple[bytes, ...]:
    """The scenes of a programme as bytes. Raises NotPlainError for things of an author's own kind."""
    return tuple(pack(timeline) for timeline in programme.timelines)
