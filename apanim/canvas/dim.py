"""Dimming: all that is painted so far less bright and less colourful."""

from apanim.canvas import loops
from apanim.picture.theme import Theme, colour


def dim(size: tuple[int, int], strength: float, theme: Theme) -> bytes:
    """A row for `loops.lay` that dims a target of `size`.

    It goes the share `strength` of the way to the theme's brightness and saturation.

    What is dimmed becomes brightness * (saturation * colour + (1 - saturation) * its grey), and the light
    that it lost is that of the colour "focus.toward".
    """
    bright = 1.0 - strength * (1.0 - theme.number("focus.brightness"))
    colourful = 1.0 - strength * (1.0 - theme.number("focus.saturation"))
    red, green, blue = (round(channel * (1.0 - bright)) for channel in theme.rgb(colour("focus.toward")))
    return loops.dimming(size, bright * colourful, bright * (1.0 - colourful), (red, green, blue))
