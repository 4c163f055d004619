"""The still layers of all views by name: SVG over the whole frame, and how fine each must be drawn.

Those that never change are drawn by hand, as files in assets/layers; others are written by their view.
"""

from functools import cache
from typing import NamedTuple

from apanim.data import assets_dir
from apanim.errors import UserError
from apanim.picture import views
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Scenery

HOUSE = "house"  # in place of a view's name: what a house puts on every picture
TALL = (-200, -1300, 2320, 4500)  # the window of the grounds of stacked frames, or of a view that is moved


class Layer(NamedTuple):
    """`markup` in `window` (left, top, width, height); if soft, drawn at `fineness` of the size.

    If `filled`, nearly all of the window is, and need not be looked for. What lies sharp `over` a soft
    layer is drawn by itself.
    """

    markup: str
    fineness: float = 1.0
    window: tuple[float, float, float, float] = (0, 0, WIDTH, HEIGHT)
    filled: bool = False
    over: str = ""


def layer(item: Scenery) -> Layer:
    """The layer that `item` names as "VIEW/LAYER". Raises KeyError for one that its view has not."""
    view, _, name = item.name.partition("/")
    if view == HOUSE:
        from apanim.picture.overlay.card import layer as of_house  # which needs what stands here

        return of_house(name)
    return views.view(view).layers()[name](item)


@cache
def art(name: str) -> str:
    """The markup within assets/layers/NAME.svg, its colours roles of the theme, still to be put in."""
    file = assets_dir() / "layers" / f"{name}.svg"
    try:
        text = file.read_text(encoding="utf-8")
        begins, ends = text.index(">") + 1, text.rindex("</svg>")
    except (OSError, ValueError) as error:
        raise UserError(f"{file}: cannot be read ({error}); mend it, or install apanim again") from None
    return text[begins:ends].replace("\n", "")
