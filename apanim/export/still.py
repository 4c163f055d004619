"""One frame as a PNG."""

from pathlib import Path

from apanim.export.clip import Paint
from apanim.export.pixels import write_png
from apanim.export.whole import whole_file


def write_still(paint: Paint, tick: int, path: Path) -> None:
    """Write the picture at `tick`. Raises UserError when the disk is full or refuses."""
    with whole_file(path) as part:
        write_png(paint(tick), part)
