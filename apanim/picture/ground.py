"""A picture without its ground: what lies over all of it, behind or before everything, is left out."""

from collections.abc import Iterable

from apanim.picture import views
from apanim.picture.drawlist import Item, Scenery, Veil
from apanim.picture.scenery import HOUSE


def without_ground(items: Iterable[Item]) -> list[Item]:
    """The items but for those that are ground: what their view calls so, and the washes of camera moves,
    which darken a ground that is not there. Things stay as they are, and so do plates beneath words."""
    out: list[Item] = []
    for item in items:
        if isinstance(item, Scenery) and not item.name.startswith(f"{HOUSE}/"):
            view, _, name = item.name.partition("/")
            other = views.view(view).GROUND.get(name, name)
            if other:
                out.append(item._replace(name=f"{view}/{other}"))
        elif not isinstance(item, Veil):
            out.append(item)
    return out
