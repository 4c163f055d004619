"""Puts the widgets on the window, and only where something is another than before."""

from collections.abc import Callable

import pygame
from pygame_gui.core.layered_gui_group import LayeredGUIGroup

PutPicture = Callable[[pygame.Surface], None]  # lays the picture at its place; what is clipped stays


class Composer:
    """Remembers what of the widgets is on the window."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[pygame.Surface, pygame.Rect]] = {}
        self._all = True

    def forget(self) -> None:
        """The window's surface was lost or is another: all has to be laid anew."""
        self._all = True

    def draw(
        self,
        window: pygame.Surface,
        group: LayeredGUIGroup,
        picture: pygame.Rect,
        put_picture: PutPicture,
        picture_is_new: bool,
    ) -> bool:
        """Lay the picture and the widgets where either changed; whether anything did."""
        if group.should_update_visibility:
            group.should_update_visibility = False
            group.update_visibility()
        places = self._damage(group)
        if self._all:
            places = [window.get_rect()]
        elif picture_is_new:
            places.append(picture)
        self._all = False
        for place in _merged([place.clip(window.get_rect()) for place in places]):
            window.set_clip(place)
            if place.colliderect(picture):
                put_picture(window)
            group.draw(window)
        window.set_clip(None)
        return bool(places)

    def _damage(self, group: LayeredGUIGroup) -> list[pygame.Rect]:
        now = {
            id(data): (data[0], pygame.Rect(data[1]))
            for data in group.visible
            if data[0] is not None and data[0].get_width() and data[1].width
        }
        places = []
        for key, (image, rect) in now.items():
            image_before, rect_before = self._seen.get(key, (None, rect))
            if image is not image_before or rect != rect_before:
                places += [rect] if rect == rect_before else [rect, rect_before]
        places += [rect for key, (_, rect) in self._seen.items() if key not in now]
        self._seen = now
        return places


def _merged(places: list[pygame.Rect]) -> list[pygame.Rect]:
    """The places without overlaps, so that nothing is laid twice."""
    out: list[pygame.Rect] = []
    for place in places:
        if not place.width or not place.height:
            continue
        while (index := place.collidelist(out)) >= 0:
            place = place.union(out.pop(index))
        out.append(place)
    return out
