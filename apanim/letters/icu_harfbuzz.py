"""ICU and HarfBuzz, imported once something is asked of them; neither has types."""

from functools import cache
from importlib import import_module
from typing import Any


@cache
def icu() -> Any:
    """PyICU's module: Unicode's rules, and CLDR's of each language."""
    return import_module("icu")


@cache
def harfbuzz() -> Any:
    """uharfbuzz's module: fonts, and how their glyphs stand."""
    return import_module("uharfbuzz")
