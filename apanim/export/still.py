"""One frame as a picture of pixels, or as an SVG."""

from pathlib import Path

from apanim.canvas.vectors.svg import as_svg
from apanim.export.clip import Paint
from apanim.export.pixels import image
from apanim.export.still_file import write_image
from apanim.export.whole import whole_file
from apanim.picture.frame import Look, frame
from apanim.picture.frames import frame_for
from apanim.picture.theme import Theme
from apanim.script.programme import Programme


def write_still(paint: Paint, tick: int, path: Path) -> None:
    """Write the picture at `tick`. Raises UserError when the disk is full or refuses."""
    write_image(image(paint(tick).surface), path)


def write_svg_still(
    programme: Programme, tick: int, theme: Theme, path: Path, text_scale: float = 1.0,
    size: tuple[int, int] = (1920, 1080), ground: bool = True,
) -> None:  # fmt: skip
    """Write the picture of a programme at `tick` as vectors, in the shape of `size`.

    Raises UserError as `write_still`.
    """
    look = Look(text_scale=text_scale, frame=frame_for(size), ground=ground)
    drawn = frame(*programme.at(tick), look, programme.into(tick))
    with whole_file(path) as part:
        part.write_text(as_svg(drawn, theme, ground), encoding="utf-8")
