"""Where the picture stands in the window, and how it gets there: sharp, or an older one scaled for now."""

import pygame

from apanim.picture.frames import frame_for
from apanim.window.processes.messages import PictureReady
from apanim.window.processes.slots import Frames

SMALLEST = (320, 180)  # pixels; a smaller window shows this scaled down
SETTLES_S = 0.25  # a window is still being pulled until its size has stood this long


class PicturePlace:
    """The picture's place in the window, and the size that pictures are asked for."""

    def __init__(self, frames: Frames, place: pygame.Rect, now_s: float) -> None:
        self._frames = frames
        self.place = place
        self.size = picture_size(place.size, frames)  # what is asked for
        self._moved_s = now_s - SETTLES_S

    def move(self, place: pygame.Rect, now_s: float) -> None:
        """The picture has a new place; pictures of its size are asked for once it settles."""
        if place.size != self.place.size:
            self._moved_s = now_s
        self.place = place

    def settle(self, now_s: float) -> None:
        """Ask for the size of the place if it has stood long enough."""
        due_s = self.settles_at_s()
        if due_s is not None and now_s >= due_s:
            self.size = picture_size(self.place.size, self._frames)

    def settles_at_s(self) -> float | None:
        """When the size that is asked for follows the place, or None when it does."""
        waiting = self.size != picture_size(self.place.size, self._frames)
        return self._moved_s + SETTLES_S if waiting else None

    def put(self, picture: PictureReady, screen: pygame.Surface) -> None:
        """Copy a picture to its place on the window's surface, within its clip."""
        size, at, whole = picture.ask.size, self.placed(picture.ask.size), self._seen(picture)
        screen.blit(whole if at.size == size else pygame.transform.scale(whole, at.size), at)

    def copied(self, picture: PictureReady) -> pygame.Surface:
        """A picture for itself, at its own size."""
        copy = pygame.Surface(picture.ask.size, depth=24)
        copy.blit(self._seen(picture), (0, 0))
        return copy

    def _seen(self, picture: PictureReady) -> pygame.Surface:
        """A picture where it lies."""
        size = picture.ask.size
        seen = pygame.image.frombuffer(self._frames.content(picture.ask.slot, size), size, "BGRA")
        seen.set_alpha(None)  # the fourth byte means nothing
        return seen

    def placed(self, size: tuple[int, int]) -> pygame.Rect:
        """Where a picture of `size` stands: in the middle of the place, as large as fits if it is no longer
        of the size that is wanted."""
        wanted = size == picture_size(self.place.size, self._frames)
        over = self.place.width - size[0], self.place.height - size[1]
        if wanted and min(over) >= 0 and min(over) <= 2:
            at = pygame.Rect((0, 0), size)
        else:
            at = pygame.Rect((0, 0), size).fit(self.place)
        at.center = self.place.center
        return at


def picture_size(place: tuple[int, int], frames: Frames) -> tuple[int, int]:
    """The even size of a picture in a place, of the nearest shape, as far as there is memory for it."""
    width, height = max(place[0], SMALLEST[0]), max(place[1], SMALLEST[1])
    wide, high = frame_for((width, height)).size
    scale = min(width / wide, height / high)
    if abs(width * high / (height * wide) - 1) > 1.5 / min(width, height):  # 854 x 480 is near enough
        width, height = max(round(wide * scale), SMALLEST[0]), max(round(high * scale), SMALLEST[1])
    most = frames.slot_bytes // 4
    if width * height > most:
        share = (most / (width * height)) ** 0.5
        width, height = int(width * share), int(height * share)
    return width // 2 * 2, height // 2 * 2
