"""The kinds of file that one picture can be kept in, told by the suffix."""

from pathlib import Path
from typing import Any

from PIL import Image

from apanim.export.whole import whole_file

# Lossy ones at which nobody sees a difference; all keep colours at full resolution but WebP, which cannot.
_FINE: dict[str, dict[str, Any]] = {
    ".png": {"format": "PNG", "compress_level": 6},
    ".jpg": {"format": "JPEG", "quality": 93, "subsampling": 0, "optimize": True},
    ".webp": {"format": "WEBP", "quality": 92, "method": 5},
    ".avif": {"format": "AVIF", "quality": 85, "speed": 6, "subsampling": "4:4:4", "max_threads": 2},
    ".tif": {"format": "TIFF", "compression": "tiff_deflate"},
    ".pdf": {"format": "PDF", "resolution": 144.0, "quality": 93},
}
_FINE |= {".jpeg": _FINE[".jpg"], ".tiff": _FINE[".tif"]}
STILL_SUFFIXES = tuple(_FINE)
MOST_SIDE = 16_383  # pixels, of WebP


def write_image(image: Image.Image, path: Path) -> None:
    """Write it as what the suffix of `path` says. Raises UserError when the disk is full or refuses."""
    with whole_file(path) as part, part.open("wb") as file:
        image.save(file, **_FINE[path.suffix.lower()])
