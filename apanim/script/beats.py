"""Teaching points, and the sentences that make them: scenes/beats.toml.

[beats.1]
point = "A cell has a voltage across its membrane: it is polarised."
seen = "the charges along both faces, and the meter"
quantity = "V"
cues = ["rest_polarised"]
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from apanim.narration.catalogue_reader import Reader

if TYPE_CHECKING:
    from apanim.script.timeline import Timeline


@dataclass(frozen=True)
class Beat:
    """One teaching point: what is said, what is seen, and the model's quantity that drives it."""

    name: str
    point: str
    seen: str
    quantity: str
    cues: tuple[str, ...]


@dataclass(frozen=True)
class ToldCue:
    """A cue of a beat where it is told: the scene, its first tick in the lecture, and its claims."""

    cue: str
    scene: str
    start_tick: int
    claims: tuple[str, ...]


def load_beats(path: Path) -> tuple[Beat, ...]:
    """Read and check the beats at `path`. Raises UserError with file, line and remedy."""
    reader = Reader.open(path)
    reader.check_keys((), {"beats"})
    beats = []
    for name in reader.table(("beats",)):
        key = ("beats", name)
        reader.check_keys(key, {"point", "seen", "quantity", "cues"})
        point, seen, quantity = (reader.text((*key, what)) for what in ("point", "seen", "quantity"))
        if "cues" not in reader.table(key):
            raise reader.error(key, "'cues' is missing; name the sentences that make this point")
        beats.append(Beat(name, point, seen, quantity, reader.words((*key, "cues"))))
    return tuple(beats)


def told(beat: Beat, timelines: tuple["Timeline", ...], zeros: tuple[int, ...]) -> tuple[ToldCue, ...]:
    """Where the cues of `beat` are told in the scenes `timelines`, whose own ticks 0 are at `zeros`."""
    return tuple(
        ToldCue(
            cue.name, timeline.name, start + cue.start_tick,
            tuple(claim.text for claim in timeline.claims if claim.cue == cue.name),
        )
        for timeline, start in zip(timelines, zeros, strict=True)
        for cue in timeline.cues
        if cue.name in beat.cues
    )  # fmt: skip


def missing(beat: Beat, timelines: tuple["Timeline", ...]) -> list[str]:
    """The cues of `beat` that no scene of the lecture tells."""
    there = {cue.name for timeline in timelines for cue in timeline.cues}
    return [cue for cue in beat.cues if cue not in there]
