"""What the person asked for: output, size, rate and stretch, checked before any work is done."""

import math
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from apanim.errors import UserError
from apanim.parts import part_file
from apanim.units import FRAME_RATES, TICKS_PER_S, seconds

MIN_SIZE = (320, 180)
MAX_SIZE = (7680, 4320)


class FileKind(Enum):
    """What a render can write."""

    VIDEO = "video"
    ANIMATION = "animation"
    SEQUENCE = "sequence"


_KINDS = {
    ".mp4": FileKind.VIDEO, ".webm": FileKind.VIDEO, ".mov": FileKind.VIDEO, ".gif": FileKind.ANIMATION,
    ".webp": FileKind.ANIMATION, ".avif": FileKind.ANIMATION, ".png": FileKind.SEQUENCE,
}  # fmt: skip


@dataclass(frozen=True)
class RenderTarget:
    """Where to write and what. For a sequence `path` is folder/stem, numbered as it is written.

    `max_bytes`: an animated picture takes no more. `clear`: its pictures have no ground, but alpha.
    """

    path: Path
    kind: FileKind
    max_bytes: int | None = None
    clear: bool = False

    @property
    def told(self) -> str:
        """What a person is told was written."""
        if self.kind is FileKind.SEQUENCE:
            return f"{self.path.with_name(self.path.stem)}_00001.png and so on"
        return str(self.path)


def render_target(text: str) -> RenderTarget:
    """What `-o text` means for a render, after a trial write beside it.

    name.mp4, .webm or .mov is a video; name.gif, .webp or .avif an animated picture; name.png the
    numbered frames name_00001.png and so on; a folder (named with a closing slash, or one that exists)
    holds frame_00001.png and so on and is made if it is missing. Raises UserError for another suffix, a
    missing folder, or a place that cannot be written.
    """
    if not text:
        raise UserError("-o '': name a file or a folder/")
    path = Path(text)
    if text.endswith(("/", os.sep)) or os.path.isdir(path):
        _check_folder(text, path if os.path.isdir(path) else path.parent)
        return RenderTarget(path / "frame.png", FileKind.SEQUENCE)
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise UserError(
            f"{text}: what to write is told by the suffix; use .mp4, .webm, .mov, .gif, .webp, .avif, "
            ".png or a folder/"
        )
    _check_folder(text, path.parent)
    return RenderTarget(path, kind)


def file_target(text: str, *suffixes: str) -> Path:
    """Where `-o text` writes one file that must have one of `suffixes`, after a trial write.

    Raises UserError.
    """
    path = Path(text)
    if path.suffix.lower() not in suffixes:
        *others, last = suffixes
        either, so = (f"{', '.join(others)} or {last}", "so") if others else (last, f"in {last}")
        named = text or "-o ''"
        raise UserError(f"{named}: this command writes a {either} file; give -o a name that ends {so}")
    if os.path.isdir(path):
        raise UserError(f"{text}: is a folder; give -o a file in it")
    _check_folder(text, path.parent)
    return path


def folder_target(text: str) -> Path:
    """The folder that `-o text` means, after a trial write; it is made when something is put into it.

    Raises UserError where there is none and none can be made.
    """
    if not text:
        raise UserError("-o '': name a folder/")
    folder = Path(text)
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise UserError(f"{text}: no folder, a file is there; write elsewhere with -o")
    _check_folder(f"{text.rstrip('/')}/", folder if os.path.isdir(folder) else folder.parent)
    return folder


def parse_size(text: str) -> tuple[int, int]:
    """(width, height) of "1920x1080". Raises UserError for another form, an odd side, or absurd sizes."""
    match = re.fullmatch(r"(\d{1,6})[x×](\d{1,6})", text.strip().lower(), re.ASCII)
    if not match:
        raise UserError(f"--size {text}: not a size; write width x height in pixels, such as 1920x1080")
    width, height = int(match[1]), int(match[2])
    long, short = max(width, height), min(width, height)
    if not (MIN_SIZE[0] <= long <= MAX_SIZE[0] and MIN_SIZE[1] <= short <= MAX_SIZE[1]):
        limits = "{}x{} to {}x{}".format(*MIN_SIZE, *MAX_SIZE)
        raise UserError(f"--size {text}: out of range; use a size from {limits}, such as 1920x1080")
    if width % 2 or height % 2:
        even = f"{width + width % 2}x{height + height % 2}"
        raise UserError(f"--size {text}: a film needs even sides; use {even}")
    return width, height


def check_fps(fps: int, least: int = FRAME_RATES[0]) -> int:
    """The rate itself. Raises UserError for one below `least`, or that does not fall on whole ticks."""
    if fps not in FRAME_RATES or fps < least:
        rates = ", ".join(str(rate) for rate in FRAME_RATES if rate >= least)
        raise UserError(f"--fps {fps}: not a rate that lecture time divides into; use one of {rates}")
    return fps


def parse_time(text: str, option: str) -> int:
    """The tick of "12.5" (seconds) or "1:02.5" (minutes and seconds). Raises UserError."""
    match = re.fullmatch(r"(?:(\d{1,4}):)?(\d{1,6}(?:\.\d*)?|\.\d+)", text.strip(), re.ASCII)
    value = 60 * int(match[1] or 0) + float(match[2]) if match else math.nan
    if math.isnan(value):
        raise UserError(f"{option} {text}: not a time; write seconds such as 12.5, or 1:02.5")
    return round(value * TICKS_PER_S)


@dataclass(frozen=True)
class GivenTime:
    """The time of an option: what was written, and its tick."""

    option: str
    text: str
    tick: int

    def within(self, duration_tick: int, scene: str) -> int:
        """The tick. Raises UserError for a time after the end of the scene."""
        if self.tick > duration_tick:
            ends = f"{scene} ends at {seconds(duration_tick):.2f} s"
            raise UserError(f"{self.option} {self.text}: {ends}; use a time up to it")
        return self.tick


@dataclass(frozen=True)
class Stretch:
    """From one moment to another, or to the end."""

    start: GivenTime | None
    end: GivenTime | None

    def within(self, duration_tick: int, scene: str, first_tick: int = 0) -> tuple[int, int]:
        """(from_tick, to_tick), from `first_tick` if no start was told. Raises UserError for a time outside
        the scene or an empty stretch."""
        start = self.start.within(duration_tick, scene) if self.start else first_tick
        end = self.end.within(duration_tick, scene) if self.end else duration_tick
        _check_order(start, end)
        return start, end


def parse_moment(text: str, option: str = "--at") -> GivenTime:
    """The time of an option. Raises UserError for what is no time."""
    return GivenTime(option, text, parse_time(text, option))


def parse_stretch(start: str | None, end: str | None) -> Stretch:
    """What --from and --to mean. Raises UserError for what is no time, and for a stretch that is empty."""
    first = None if start is None else parse_moment(start, "--from")
    last = None if end is None else parse_moment(end, "--to")
    if last is not None:
        _check_order(first.tick if first else 0, last.tick)
    return Stretch(first, last)


def check_every(every_s: float | None) -> float | None:
    """The time between stills itself. Raises UserError for one that is none."""
    if every_s is not None and (not math.isfinite(every_s) or every_s * TICKS_PER_S < 1):
        raise UserError(f"--every {every_s:g}: not a time between stills; write seconds such as 5")
    return every_s


def _check_order(from_tick: int, to_tick: int) -> None:
    if from_tick >= to_tick:
        stretch = f"--from {seconds(from_tick):g} --to {seconds(to_tick):g}"
        raise UserError(f"{stretch}: nothing in between; --from must be earlier")


def _check_folder(text: str, folder: Path) -> None:
    """Raises UserError when `folder` is missing or takes no new file. Only a trial tells for sure."""
    if not os.path.isdir(folder):
        raise UserError(f"{text}: there is no folder {folder}; make it first or write elsewhere with -o")
    final = folder / (Path(text).name or "trial")  # "." and "/" have no name
    try:
        with suppress(FileNotFoundError):
            os.lstat(final)  # it may be longer than the disk takes
        with part_file(final):
            pass
    except OSError as error:
        why = error.strerror or error
        raise UserError(f"{text}: cannot be written ({why}); write elsewhere with -o") from error
