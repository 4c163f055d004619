"""A draw list made visible: as pixels, or as text for the tests."""

from apanim.canvas.raster import RasterCanvas
from apanim.canvas.text import as_text

__all__ = ["RasterCanvas", "as_text"]
