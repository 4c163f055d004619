"""TOML that anybody may have written: what cannot be read of it is a ValueError, whatever the reason."""

import tomllib
from typing import Any

_DEEPEST = 32  # tables within tables: what is read here has some five


def parse_toml(source: str) -> dict[str, Any]:
    """The tables of `source`. Raises tomllib.TOMLDecodeError, and ValueError for numbers of thousands of
    digits and for tables without end within each other."""
    try:
        data = tomllib.loads(source)
    except RecursionError:
        raise ValueError("its tables lie too deep within each other") from None
    level: list[Any] = [data]
    for _ in range(_DEEPEST):
        level = [inner for one in level for inner in _within(one)]
        if not level:
            return data
    raise ValueError("its tables lie too deep within each other")


def _within(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
