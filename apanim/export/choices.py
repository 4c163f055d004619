"""What may be chosen of a film: where its words are, and whether it is one file or several."""

from enum import Enum

from apanim.errors import UserError

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
