"""An animated picture that is no larger than somebody allows: fewer and smaller frames until it fits."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from apanim.errors import UserError
from apanim.export.clip import Clip, Painting
from apanim.export.whole import whole_file
from apanim.parts import part_folder
from apanim.units import SLOW_RATES

MB = 1_000_000
_SMALLER = 0.8  # of width and height, from one step to the next
_SHORT_SIDE = 180
# Half as many pixels, or frames, take more than half of the bytes: what moves lies farther apart.
_GROWS = 0.85


@dataclass(frozen=True)
class Step:
    """A size (width, height), both even, and a rate at which to try."""

    size: tuple[int, int]
    fps: int

    @property
    def told(self) -> str:
        """For people."""
        return f"{self.size[0]}x{self.size[1]}, {self.fps} a second"

    @property
    def weight(self) -> float:
        """How many bytes it takes, against other steps of the same clip."""
        return (self.size[0] * self.size[1] * self.fps) ** _GROWS


def steps(size: tuple[int, int], fps: int) -> list[Step]:
    """From that size and rate down to 180 lines and 8 a second, the two taking turns."""
    rates = [rate for rate in reversed(SLOW_RATES) if rate < fps]
    out = [Step(size, fps)]
    while True:
        if len(out) % 2 == 0 and rates:
            fps = rates.pop(0)
        elif (smaller := _smaller(size)) is not None:
            size = smaller
        elif rates:
            fps = rates.pop(0)
        else:
            return out
        out.append(Step(size, fps))


def _smaller(size: tuple[int, int]) -> tuple[int, int] | None:
    """The next size of about the same shape; None below the smallest."""
    share = max(_SMALLER, _SHORT_SIDE / min(size))
    smaller = (2 * round(size[0] * share / 2), 2 * round(size[1] * share / 2))
    return smaller if share < 1.0 and min(smaller) >= _SHORT_SIDE and smaller != size else None


def write_within(
    clip: Clip,
    path: Path,
    max_bytes: int,
    write: Callable[[Clip, Path], None],
    remark: Callable[[str], None],
) -> Clip:
    """Write the clip, or as little less of it as fits in `max_bytes`; gives the clip that it became.

    `write` makes a file of a clip; `remark` is told of each step down. Raises UserError where even the
    smallest is too large: then nothing bears the name.
    """
    ways = steps(clip.size, clip.fps)
    with whole_file(path) as part, part_folder(path) as trials:
        trial = trials / path.name
        while True:
            write(clip, trial)
            size = trial.stat().st_size
            if size <= max_bytes:
                os.replace(trial, part)
                return clip
            step, *ways = ways
            if not ways:
                raise UserError(
                    f"--max-mb {max_bytes / MB:g}: {path} takes {_mb(size)} even at {step.told}; shorten "
                    "it with --from and --to, or allow more"
                )
            fits = step.weight * max_bytes / size
            while len(ways) > 1 and ways[0].weight > fits:
                ways.pop(0)
            remark(f"{step.told}: {_mb(size)}, more than {_mb(max_bytes)}; now {ways[0].told}")
            clip = _stepped(clip, ways[0])


def _stepped(clip: Clip, step: Step) -> Clip:
    if not isinstance(clip.paint, Painting):
        raise TypeError("only what paints a programme paints it at another size")
    paint = clip.paint if step.size == clip.size else clip.paint.sized(step.size)
    return replace(clip, paint=paint, size=step.size, fps=step.fps)


def _mb(size: int) -> str:
    return f"{size / MB:.3g} MB"
