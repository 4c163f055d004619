"""A draw list as stable text, one item a line, to compare and to read."""

import numpy as np

from apanim.picture.drawlist import DrawList, Item


def as_text(draw_list: DrawList) -> str:
    """One line an item, back to front: its kind, then its fields; numbers to a tenth."""
    return "\n".join(_line(item) for item in draw_list.items) + "\n"


def _line(item: Item) -> str:
    shown = (f"{name}={_value(getattr(item, name))}" for name in type(item).__annotations__)
    return f"{type(item).__name__} {' '.join(shown)}"


def _value(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"[{' '.join(_value(one) for one in value.tolist())}]"
    if isinstance(value, tuple):
        return f"({' '.join(_value(one) for one in value)})"
    if isinstance(value, float):
        return f"{value:.1f}".replace("-0.0", "0.0")
    return repr(value)
