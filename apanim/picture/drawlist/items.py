"""The items of a draw list that are plain values: layers, sprites, light, and what panels are made of.

They are named tuples, for hundreds are made and looked up for every frame. See picture.drawlist.
"""

from typing import Literal, NamedTuple


class Scenery(NamedTuple):
    """A still layer over the whole frame, by name (picture.scenery); `proteins` leave gaps in a bilayer."""

    name: str
    opacity: float = 1.0
    additive: bool = False
    proteins: tuple[tuple[str, float], ...] = ()


class Sprite(NamedTuple):
    """A rig, or one part of it turned about its own pivot, which stands at (x, y).

    With `part` the pose is in the place and the angle; `shape` replaces the path of a part that bends.
    Without `part` the whole rig is drawn in its pose `pose`: a name, or "a>b:share" for a pose between two.
    With `mirror` it stands upside down (never turned, so that the light stays), and has no `part`.
    """

    rig: str
    x: float
    y: float
    part: str = ""
    pose: str = ""
    shape: str = ""
    scale: float = 1.0
    angle: float = 0.0
    opacity: float = 1.0
    additive: bool = False
    mirror: bool = False


class Glow(NamedTuple):
    """An additive ellipse of light; `stops` from the middle out, as (place 0..1, colour, opacity)."""

    x: float
    y: float
    rx: float
    ry: float
    stops: tuple[tuple[float, str, float], ...]
    opacity: float = 1.0


class Veil(NamedTuple):
    """A wash of one colour over all that was drawn so far."""

    colour: str
    opacity: float


class Dim(NamedTuple):
    """All that was drawn so far less bright and colourful; at `strength` 1 as far as the theme says."""

    strength: float


class Panel(NamedTuple):
    """A rounded plate for text, with a soft shadow; `tone` as the ground that it lies on."""

    x: float
    y: float
    width: float
    height: float
    tone: Literal["cool", "warm"]
    opacity: float = 1.0


class Bar(NamedTuple):
    """A small filled rectangle with round ends."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    opacity: float = 1.0


class Dot(NamedTuple):
    """A filled circle with a rim."""

    x: float
    y: float
    r: float
    colour: str
    rim: str = ""
    rim_width: float = 0.0
    opacity: float = 1.0


class Points(tuple[tuple[float, float], ...]):
    """Points that remember their hash: a shape that moves is looked up again in every frame."""

    def __hash__(self) -> int:
        known = self.__dict__.get("hash")
        if known is None:
            known = self.__dict__["hash"] = super().__hash__()
        return known


class Line(NamedTuple):
    """Straight pieces through `points`; dashes as (on, off); a dark `under` line `under_width` wide.

    The points are counted from (x, y): a shape that moves keeps its points, and a canvas knows it again.
    """

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    opacity: float = 1.0
    dash: tuple[float, float] | None = None
    under: str = ""
    under_width: float = 0.0
    x: float = 0.0
    y: float = 0.0


class Bands(NamedTuple):
    """A row of rounded bars between `y` and `y + height`: (left, right, colour, hatch) each.

    hatch is the colour of its slanting stripes, "" for none.
    """

    y: float
    height: float
    bars: tuple[tuple[float, float, str, str], ...]


class Shades(NamedTuple):
    """Tinted stretches of a plot from `top_y` to `floor_y`: (left, right, colour, strength, hatch) each.

    strength is the tint's opacity on top, which halves on the way down; hatch the way between two stripes
    at 45 degrees, 0 for none, the stronger the stronger the tint. Only what lies left of `reveal_x` shows,
    `shift_y` lower than it says.
    """

    top_y: float
    floor_y: float
    areas: tuple[tuple[float, float, str, float, float], ...]
    reveal_x: float
    opacity: float = 1.0
    shift_y: float = 0.0


class Text(NamedTuple):
    """One line of text, (x, y) the left, middle or right of its baseline. Markup: `Na^+`, `E_Na`, `A^{2−}`.

    With `outline` it carries a soft dark edge, for text that lies on the scene itself. `language` is that
    of signs which are not drawn alike in every language that has them.
    """

    x: float
    y: float
    text: str
    size: float
    weight: int
    colour: str
    anchor: Literal["start", "middle", "end"] = "start"
    tracking: float = 0.0
    outline: str = ""
    opacity: float = 1.0
    language: str = ""


class Lens(NamedTuple):
    """What follows, up to the next lens, is seen `scale` times as large, (x, y) in the middle of the frame.

    Without a lens, and after a plain one, things are where they say. A canvas draws sharp at any scale in
    `levels`; for another it draws at one of them and resamples, as a passing moment of a move allows.
    With `glides` the place is kept to a part of a pixel, for soft layers in slow motion (and nothing but
    still layers is seen through it); else to a pixel.
    """

    x: float = 960.0
    y: float = 540.0
    scale: float = 1.0
    levels: tuple[float, ...] = (1.0,)
    glides: bool = False
