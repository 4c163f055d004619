"""Frames: the shapes that a picture is composed for, each a window on the one design plane.

The scene lies on the plane alike in all of them; a narrow frame shows less of it to the sides and more
above and below. What lies on the glass asks the frame where it stands. Where a frame is `stacked`, panels
are as wide as it is and stand one above the other under the view, and the words under them.
"""

import math
from dataclasses import dataclass, field

from apanim.picture.design_frame import HEIGHT, SAFE, WIDTH, Box


@dataclass(frozen=True)
class Frame:
    """A shape by its name. Its `box`, in design units of the plane; in `safe` text and panels stay.

    text: how many times as large as in 16:9 text is set. caption_px and caption_rows: the size of captions
    and the lines that their bar holds. push: how far the camera goes near, of how far it does in 16:9.
    """

    name: str
    box: Box = field(compare=False)
    safe: Box = field(compare=False)
    text: float = field(compare=False, default=1.0)
    caption_px: float = field(compare=False, default=36.0)
    caption_rows: int = field(compare=False, default=2)
    push: float = field(compare=False, default=1.0)
    stacked: bool = field(compare=False, default=True)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        left, top, right, bottom = self.box
        return right - left, bottom - top

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is in it."""
        left, top, right, bottom = self.box
        return left < x < right and top < y < bottom

    def at(self, across: float, down: float) -> tuple[float, float]:
        """The place at these shares of its width and height."""
        (left, top, _, _), (width, height) = self.box, self.size
        return left + across * width, top + down * height


LANDSCAPE = Frame("16:9", (0, 0, WIDTH, HEIGHT), SAFE, stacked=False)
SQUARE = Frame("1:1", (360, 156, 1560, 1356), (412, 202, 1508, 1310), 1.2, 40.0, 2, 0.5)
PORTRAIT = Frame("9:16", (420, 16, 1500, 1936), (468, 76, 1452, 1876), 1.2, 50.0, 3, 0.8)
FRAMES = (LANDSCAPE, SQUARE, PORTRAIT)


def frame_for(size: tuple[int, int]) -> Frame:
    """The frame whose shape is nearest to that of a picture of `size`, or of a window."""
    asked = math.log(size[0] / size[1])

    def off(frame: Frame) -> float:
        width, height = frame.size
        return round(abs(asked - math.log(width / height)), 6)

    return min(FRAMES, key=off)
