"""The flash guard: general and red flashes of a sequence of frames, counted by WCAG 2.3.1.

A general flash is a pair of opposing changes of relative luminance of 10 % of the maximum or more, the
darker state below 0.80. A red flash is a pair of opposing changes with a saturated red,
R / (R + G + B) >= 0.8, at one end. More than three of either in any second fail, where they cover more
than a quarter of any field of 10 degrees: 341 x 256 of a picture seen at 1024 x 768, so a third of its
width and of its height.

Light is linear and averaged over small blocks of pixels, the *cells*. Where the rule leaves room the
stricter reading is taken: a change adds up over as many frames as it needs, cells that change a little
apart in time count as one area, and two changes of that area are a flash, whichever their cells were.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from apanim.export.clip import OnFrame, Paint
from apanim.export.pixels import bgra
from apanim.units import frame_count, frame_tick, seconds

_LONG, _SHORT = 384, 216  # at least, of a scene's frames that are measured
BLOCK = 4  # pixels: a field of 10 degrees is 32 x 18 cells, each of 20 x 20 pixels at 1080p

Float = NDArray[np.float32]
Flags = NDArray[np.bool_]

LIMIT = 3  # flashes in any second
LUMINANCE_CHANGE, DARKER_BELOW = 0.10, 0.80
SATURATED_RED = 0.80
# Of max(0, R - G - B) in linear light, WCAG 2.1's working definition: 20 where full red is 320.
RED_CHANGE = 20 / 320
FIELD_SHARE = 3  # fields to the picture's width, and to its height
AREA_SHARE = 0.25  # of a field
TOGETHER_S = 1 / 6  # half a period of 3 flashes a second: changes farther apart are not one change
_FIELD_STRIDE = 2  # cells from one measured field to the next

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)  # of BT.709's primaries, which are sRGB's
_BLACK = 1e-3  # of R + G + B, below which no hue is seen


def _srgb_to_linear() -> Float:
    """IEC 61966-2-1, for each of 256 levels."""
    level = np.arange(256) / 255
    linear = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


_LINEAR = _srgb_to_linear()


def cells_of(frame_rgb: NDArray[np.uint8], block: int) -> Float:
    """Linear light (rows, columns, 3), 0..1, of an sRGB frame (height, width, 3) in blocks of pixels.

    Pixels beyond the last whole block are left out.
    """
    rows, columns = (side // block for side in frame_rgb.shape[:2])
    light = _LINEAR[frame_rgb[: rows * block, : columns * block]]
    in_rows = np.add.reduceat(light, np.arange(0, rows * block, block), axis=0)
    return (np.add.reduceat(in_rows, np.arange(0, columns * block, block), axis=1) / block**2).astype(
        np.float32
    )


@dataclass(frozen=True)
class FlashCounts:
    """The most flashes within any field in the second that ends with each frame: (frames,) int."""

    fps: int
    general: NDArray[np.int64]
    red: NDArray[np.int64]

    @property
    def passes(self) -> bool:
        """No second with more than LIMIT of either kind."""
        return not self.failing_frames().size

    def failing_frames(self) -> NDArray[np.int64]:
        """The frames at the end of a second with too many."""
        return np.flatnonzero(np.maximum(self.general, self.red) > LIMIT)


def count_flashes(frames: Iterable[Float], fps: int) -> FlashCounts:
    """Counts of a sequence of `cells_of` arrays, all of one shape, `fps` of them a second."""
    general, red = _Counter(LUMINANCE_CHANGE, fps), _Counter(RED_CHANGE, fps)
    for light in frames:
        luminance = light @ _LUMINANCE
        general.see(luminance, luminance < DARKER_BELOW)
        r, total = light[..., 0], light.sum(axis=-1)
        saturated = (r >= SATURATED_RED * total) & (total > _BLACK)
        red.see(np.maximum(0.0, 2 * r - total), saturated)
    return FlashCounts(fps, np.array(general.counts, np.int64), np.array(red.counts, np.int64))


class _Counter:
    """Counts one kind of flash frame by frame: changes of cells, then of fields, then in a second."""

    def __init__(self, change: float, fps: int) -> None:
        self.counts: list[int] = []
        self._changes, self._fps = _Changes(change), fps
        self._together = max(1, round(TOGETHER_S * fps))
        self._last_event: NDArray[np.int64] | None = None
        self._events: deque[Flags] = deque()  # the same, frame by frame

    def see(self, value: Float, telling: Flags) -> None:
        """The next frame: a change counts if `telling` holds at one of its ends."""
        frame = len(self.counts)
        changed_at = self._changes.see(value, telling, frame)
        rows, columns = (max(1, side // FIELD_SHARE) for side in value.shape)
        fields = sliding_window_view(changed_at, (rows, columns))[::_FIELD_STRIDE, ::_FIELD_STRIDE]
        if self._last_event is None:
            self._last_event = np.full(fields.shape[:2], -1, np.int64)
            self._in_second = np.zeros(fields.shape[:2], np.int64)  # changes of each field
        event = np.zeros(fields.shape[:2], bool)
        enough = AREA_SHARE * rows * columns
        if (changed_at > frame - self._together).sum() > enough:  # else no field can have it
            since = np.maximum(self._last_event, frame - self._together)
            event = (fields > since[..., None, None]).sum(axis=(2, 3)) > enough
            self._last_event[event] = frame
        self._in_second += event
        self._events.append(event)
        if len(self._events) > self._fps:
            self._in_second -= self._events.popleft()
        self.counts.append(int(self._in_second.max()) // 2)


class _Changes:
    """Turning points of a value in each cell: a change is noted when it has gone far enough back."""

    def __init__(self, change: float) -> None:
        self._change = change
        self._low: Float | None = None

    def see(self, value: Float, telling: Flags, frame: int) -> NDArray[np.int64]:
        """The frame (rows, columns) at which each cell last changed, -1 if it never did."""
        if self._low is None:
            self._low, self._high = value.copy(), value.copy()
            self._low_tells, self._high_tells = telling.copy(), telling.copy()
            self._heading = np.zeros(value.shape, np.int8)  # of the last change: 1 up, -1 down
            self._changed_at = np.full(value.shape, -1, np.int64)
        lower, higher = value <= self._low, value >= self._high
        self._low = np.where(lower, value, self._low)
        self._low_tells = np.where(lower, telling, self._low_tells)
        self._high = np.where(higher, value, self._high)
        self._high_tells = np.where(higher, telling, self._high_tells)
        up = (value - self._low >= self._change) & (self._low_tells | telling) & (self._heading != 1)
        down = (self._high - value >= self._change) & (self._high_tells | telling) & (self._heading != -1)
        turned = up | down
        self._heading[up], self._heading[down] = 1, -1
        self._changed_at[turned] = frame
        # From here on only the way back counts: the old extreme is done with.
        self._low[turned] = self._high[turned] = value[turned]
        self._low_tells[turned] = self._high_tells[turned] = telling[turned]
        return self._changed_at


# ---- a scene


def measured_size(size: tuple[int, int]) -> tuple[int, int]:
    """What frames of `size` are painted at to be measured: small, of the same shape, in whole blocks."""
    scale = max(_LONG / max(size), _SHORT / min(size))
    width, height = (BLOCK * round(side * scale / BLOCK) for side in size)
    return width, height


def measure_flashes(paint: Paint, from_tick: int, to_tick: int, fps: int, tell: OnFrame) -> FlashCounts:
    """Counts over the frames from one tick to the other. `paint` paints a `measured_size`."""
    total = frame_count(to_tick - from_tick, fps)

    def frames() -> Iterator[Float]:
        for k in range(total):
            yield cells_of(bgra(paint(from_tick + frame_tick(k, fps)).surface)[..., 2::-1], BLOCK)
            tell(k + 1, total)

    return count_flashes(frames(), fps)


def verdict(counts: FlashCounts, scene: str) -> list[str]:
    """A line for the first frame of each stretch that fails, and one for the scene."""
    lines = []
    failing = counts.failing_frames()
    for before, frame in zip([-2, *failing], failing, strict=False):
        if frame > before + 1:
            until_s = seconds(frame_tick(int(frame), counts.fps))
            found = f"{counts.general[frame]} general and {counts.red[frame]} red flashes"
            lines.append(f"FAILS  {found} in the second up to {until_s:.2f} s")
    most = f"at most {counts.general.max()} general and {counts.red.max()} red flashes in any second"
    frames = f"{len(counts.general)} frames at {counts.fps} a second"
    ends = "passes" if counts.passes else "FAILS"
    return [*lines, f"{scene}: {frames}: {most}; {ends} WCAG 2.3.1"]
