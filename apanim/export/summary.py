"""The last line of a render: what was written, how large, how long, and how fast it was made."""

from dataclasses import dataclass
from pathlib import Path

from apanim.export.progress import Telling, write_json
from apanim.export.segments.joined import Counts
from apanim.units import clock, ticks


@dataclass(frozen=True)
class Summary:
    """What a render has made: `told` is its name, `files` what it wrote, `length_s` how long it plays."""

    told: str
    files: tuple[Path, ...]
    length_s: float
    took_s: float
    counts: Counts | None = None  # of a film in segments

    @property
    def bytes(self) -> int:
        return sum(file.stat().st_size for file in self.files)

    def line(self) -> str:
        """For people."""
        size, faster = self.bytes, self.length_s / max(self.took_s, 1e-9)
        length, took = (clock(ticks(round(span_s, 1))) for span_s in (self.length_s, self.took_s))
        what = f"{size_of(size)}, {length}, {8e-6 * size / self.length_s:.2f} Mbit/s"
        line = f"{self.told}: {what}, made in {took}, {faster:.2g} times real time"
        if self.counts is not None and self.counts.kept:
            line += f"; {self.counts.kept} of {self.counts.kept + self.counts.made} segments were there"
        return line

    def say(self, telling: Telling) -> None:
        """Tell it, once and last."""
        if telling is Telling.SHOWN:
            print(self.line())
        elif telling is Telling.JSON:
            made, kept = (self.counts.made, self.counts.kept) if self.counts else (None, None)
            write_json(
                made=self.told, bytes=self.bytes, length_s=round(self.length_s, 3),
                bits_a_second=round(8 * self.bytes / self.length_s), took_s=round(self.took_s, 3),
                times_real_time=round(self.length_s / max(self.took_s, 1e-9), 3),
                segments_made=made, segments_kept=kept,
            )  # fmt: skip


def size_of(count: int) -> str:
    """Bytes as people count them."""
    for unit, one in (("GB", 1e9), ("MB", 1e6)):
        if count >= one:
            return f"{count / one:.1f} {unit}"
    return f"{count / 1e3:.0f} kB"
