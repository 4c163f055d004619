"""What the viewer points at in the picture: it stays selected through seeks, until something else is."""

from dataclasses import dataclass

import pygame

from apanim.picture.stage import HEIGHT, WIDTH
from apanim.window.processes.messages import Picture


@dataclass(frozen=True)
class Picked:
    """The selected thing by its name in the targets, "" for none, and whether the camera keeps to it."""

    name: str = ""
    follow: bool = False


NOTHING = Picked()


def hit(picture: Picture | None, placed: pygame.Rect, at: tuple[int, int]) -> str:
    """The name of what the pixel `at` of the window lies on in a picture that stands at `placed`; "" for
    nothing, and where the picture does not tell."""
    if picture is None or picture.targets is None or not placed.collidepoint(at):
        return ""
    scale = min(placed.width / WIDTH, placed.height / HEIGHT)
    x = (at[0] + 0.5 - placed.centerx) / scale + WIDTH / 2
    y = (at[1] + 0.5 - placed.centery) / scale + HEIGHT / 2
    return picture.targets.hit(x, y)
