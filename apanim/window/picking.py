"""What the viewer points at in the picture: it stays selected through seeks, until something else is."""

from dataclasses import dataclass, replace

import pygame

from apanim.picture.frames import frame_for
from apanim.window.processes.messages import PictureReady


@dataclass(frozen=True)
class Picked:
    """The selected thing by its name in the targets, "" for none, and whether the camera keeps to it."""

    name: str = ""
    follow: bool = False

    def other(self, name: str) -> "Picked":
        """Another thing, or nothing, followed or not as this one is."""
        return replace(self, name=name) if name else NOTHING

    def told(self, deed: object) -> "Picked":
        """After what a widget asks for: "follow" begins and ends that, "deselect" lets go."""
        match deed:
            case "follow":
                return replace(self, follow=not self.follow)
            case "deselect":
                return NOTHING
        return self


NOTHING = Picked()


def hit(picture: PictureReady | None, placed: pygame.Rect, at: tuple[int, int]) -> str:
    """The name of what the pixel `at` of the window lies on in a picture that stands at `placed`; "" for
    nothing, and where the picture does not tell."""
    if picture is None or picture.targets is None or not placed.collidepoint(at):
        return ""
    frame = frame_for(picture.ask.size)
    (wide, high), (middle_x, middle_y) = frame.size, frame.middle
    scale = min(placed.width / wide, placed.height / high)
    x = (at[0] + 0.5 - placed.centerx) / scale + middle_x
    y = (at[1] + 0.5 - placed.centery) / scale + middle_y
    return picture.targets.hit(x, y)
