"""Make the guide's pictures from the examples on its pages:  python docs/tools/guide_pictures.py [NAME ...]

With names, only those whose file or page contains one. They are small WebP files, read aloud by nobody, so
that they are the same on every machine.
"""

import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from guide_pages import Example, Picture, examples, pages, pictures
from PIL import Image

from apanim.cli.options import baked, look_of, painter
from apanim.export.pixels import image
from apanim.export.target import parse_moment, parse_size
from apanim.script.programme import compile_programme

SIZE, QUALITY = "768x432", 72


def made(picture: Picture, example: Example) -> Image.Image:
    """The picture, painted now. Raises UserError for an example with a mistake."""
    size = parse_size(picture.option("--size", SIZE))
    with tempfile.TemporaryDirectory() as folder:
        file = example.write(Path(folder))
        programme = compile_programme(str(file), "silent", picture.option("--language", "en"))
        tick = parse_moment(picture.option("--at", "0")).within(programme.duration_tick, example.name)
        look = look_of(picture.option("--theme", "dark"), "normal", scene=str(file))
        return image(painter(baked(programme, only_at_tick=tick), size, look)(tick).surface)


def all_pictures() -> Iterator[tuple[Picture, Example]]:
    """Every picture that an example makes, with the version of it that stands next above the picture."""
    for page in pages():
        for picture in pictures(page):
            versions = [one for one in examples(page) if one.name == picture.scene]
            above = [one for one in versions if one.line < picture.line]
            if versions:
                yield picture, (above or versions)[-1]


def small(image: Image.Image) -> bytes:
    """The image as the guide keeps it."""
    image.save(kept := BytesIO(), format="WEBP", quality=QUALITY, method=6)
    return kept.getvalue()


def write(picture: Picture, example: Example) -> None:
    """Paint it and keep it under its name."""
    picture.file.parent.mkdir(exist_ok=True)
    picture.file.write_bytes(small(made(picture, example)))
    print(f"{picture.file.name}: {picture.file.stat().st_size // 1000} kB", flush=True)


if __name__ == "__main__":
    for picture, example in all_pictures():
        if not sys.argv[1:] or any(name in f"{picture.page} {picture.file}" for name in sys.argv[1:]):
            write(picture, example)
