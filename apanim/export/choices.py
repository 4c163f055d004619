"""What may be chosen of a film: where its words are, what is behind it, in how many files, how large."""

import math
from enum import Enum
from pathlib import Path

from apanim.errors import UserError
from apanim.export.target import FileKind

WAYS = ("chapters", "cues")  # to split a film


class Captions(Enum):
    """Where the words of a film are."""

    BURNED = "burned"  # in the picture; their tracks are there and off
    TRACK = "track"  # beside it, the first of them on
    NONE = "none"


def captions_named(text: str) -> Captions:
    """What --captions means. Raises UserError for what it does not."""
    try:
        return Captions(text)
    except ValueError:
        raise UserError(f"--captions {text}: write burned, track or none") from None


def check_way(way: str | None) -> str | None:
    """What --split means. Raises UserError for what it does not."""
    if way is not None and way not in WAYS:
        raise UserError(f"--split {way}: write {' or '.join(WAYS)}")
    return way


# A GIF's pixels are there or not, and all of ours have soft edges.
_OPAQUE = {".mp4", ".gif", ".jpg", ".jpeg", ".pdf"}


def check_background(background: str, path: Path) -> bool:
    """Whether the picture keeps its ground. Raises UserError for no such background, and for a file that
    can hold nothing see-through."""
    if background not in ("own", "none"):
        raise UserError(f"--background {background}: no such background; use own or none")
    if background == "none" and path.suffix.lower() in _OPAQUE:
        raise UserError(
            f"--background none: nothing in {path} can be see-through; give -o a name that ends in .webm, "
            ".mov, .webp, .avif or .png"
        )
    return background == "own"


def check_max_mb(max_mb: float | None, kind: FileKind) -> int | None:
    """How many bytes are allowed. Raises UserError for none, and for what cannot be made to fit."""
    if max_mb is None:
        return None
    if not (math.isfinite(max_mb) and max_mb > 0):
        raise UserError(f"--max-mb {max_mb:g}: not a size; write megabytes such as 8")
    if kind is not FileKind.ANIMATION:
        raise UserError(
            f"--max-mb {max_mb:g}: for animated pictures; give -o a name that ends in .gif, .webp or .avif"
        )
    return int(max_mb * 1_000_000)


def check_pictures_alone(
    output: str | None, sounds: bool, languages: str | None, captions: Captions
) -> None:
    """Raises UserError where what only films have is asked of a file of pictures."""
    for option, given, lacks in (
        ("--sounds", sounds, "sound"),
        ("--languages", languages is not None, "tracks"),
        ("--captions track", captions is Captions.TRACK, "tracks"),
    ):
        if given:
            raise UserError(f"{option}: {output} has no {lacks}; give -o name.mp4, or leave it out")


def check_painters(workers: int | None, cluster: str | None, alone: str) -> None:
    """Raises UserError where several are asked for what one process paints: `alone`, "" for a film."""
    if alone and (cluster is not None or (workers or 1) > 1):
        option = "--workers" if cluster is None else "--cluster"
        raise UserError(f"{option}: one process paints {alone}; leave {option} out")
